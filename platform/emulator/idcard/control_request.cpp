#include "platform/emulator/idcard/control_request.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

namespace lobby::emulator {

namespace json = boost::json;

namespace {

using Parsed = Result<ControlRequest, std::string>;

constexpr size_t longest_label = 200;
constexpr uint32_t most_answers = 1'000'000;

std::string_view text_or_empty(const json::object& object, std::string_view key) {
    const json::value* found = object.if_contains(key);
    const json::string* text = found ? found->if_string() : nullptr;
    return text ? std::string_view(text->data(), text->size()) : std::string_view();
}

// `otherwise` where the key is absent; nothing where it holds no number up to `most`.
std::optional<uint32_t> number(const json::object& object, std::string_view key, uint32_t otherwise,
                               uint32_t most) {
    const json::value* found = object.if_contains(key);
    if (!found) return otherwise;
    json::error_code error;
    const auto value = found->to_number<uint32_t>(error);
    if (error || value > most) return std::nullopt;
    return value;
}

Parsed parse_place(const json::object& object) {
    if (const json::value* card = object.if_contains("card")) {
        auto facts = card_of_json(*card);
        if (!facts) return fail(fmt::format("card: {} {}", word_of(facts.error().flaw), facts.error().field));
        return PlaceCard{std::move(*facts)};
    }
    const auto label = text_or_empty(object, "label");
    if (label.empty() || label.size() > longest_label)
        return fail(std::string("place wants a card or a label"));
    return PlaceLabelled{std::string(label)};
}

// How long a delay or a pause is when nobody says: past the driver's deadline for a quick command, and well
// within one for torn answers.
std::chrono::milliseconds usual_time(FaultKind kind) {
    return std::chrono::milliseconds(kind == FaultKind::delay ? 2000 : 20);
}

Parsed parse_fault(const json::object& object) {
    const auto kind = fault_kind(text_or_empty(object, "kind"));
    if (!kind) return fail(std::string("unknown kind of fault"));
    const auto count = number(object, "count", 1, most_answers);
    if (!count || *count == 0) return fail(std::string("the count goes from 1 to 1000000"));
    const auto usual = static_cast<uint32_t>(usual_time(*kind).count());
    const auto ms = number(object, "ms", usual, static_cast<uint32_t>(longest_delay.count()));
    if (!ms) return fail(std::string("ms goes from 0 to 60000"));
    return Fault{*kind, *count, std::chrono::milliseconds(*ms)};
}

}  // namespace

Parsed parse_control_request(std::string_view line) {
    json::error_code error;
    const json::value parsed = json::parse({line.data(), line.size()}, error);
    const json::object* object = error ? nullptr : parsed.if_object();
    if (!object) return fail(std::string("not a JSON object"));
    const auto op = text_or_empty(*object, "op");
    if (op == "place") return parse_place(*object);
    if (op == "take") return TakeCard{};
    if (op == "unplug") return Unplug{};
    if (op == "replug") return Replug{};
    if (op == "status") return TellStatus{};
    if (op == "fault") return parse_fault(*object);
    return fail(std::string("unknown command"));
}

}  // namespace lobby::emulator
