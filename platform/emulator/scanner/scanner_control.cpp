#include "platform/emulator/scanner/scanner_control.hpp"

#include <array>
#include <cstdint>
#include <optional>

#include <boost/json/parse.hpp>

namespace lobby::emulator::scanner {

namespace json = boost::json;

namespace {

using Parsed = Result<ControlRequest, std::string>;

constexpr size_t longest_name = 4096;

struct KnownAmount {
    std::string_view op;
    Amount what;
    int64_t least;
    int64_t most;
};
constexpr std::array<KnownAmount, 5> amounts{{{"blur", Amount::blur, 0, 60},
                                              {"turn", Amount::turn, -360, 360},
                                              {"tilt", Amount::tilt, 0, 45},
                                              {"size", Amount::size, 5, 200},
                                              {"corrupt", Amount::corrupt, 0, 1'000'000}}};

struct KnownSwitch {
    std::string_view op;
    Switch what;
};
constexpr std::array<KnownSwitch, 4> switches{
    {{"glare", Switch::glare}, {"cut", Switch::cut}, {"dark", Switch::dark}, {"silent", Switch::silent}}};

std::optional<std::string> text(const json::object& object, std::string_view key) {
    const json::value* found = object.if_contains(key);
    if (!found) return std::string();
    const json::string* string = found->if_string();
    if (!string || string->size() > longest_name) return std::nullopt;
    return std::string(string->data(), string->size());
}

}  // namespace

Parsed parse_control_request(std::string_view line) {
    json::error_code error;
    const json::value parsed = json::parse({line.data(), line.size()}, error);
    const json::object* object = error ? nullptr : parsed.if_object();
    if (!object) return fail(std::string("not a JSON object"));
    const auto op = text(*object, "op").value_or("");
    if (op == "take") return TakePage{};
    if (op == "unplug") return Unplug{};
    if (op == "replug") return Replug{};
    if (op == "status") return TellStatus{};
    if (op == "page" || op == "raw") {
        const auto file = text(*object, "file");
        if (!file) return fail(std::string("file is a file's name"));
        if (op == "page") return LayPage{*file};
        return SendRaw{*file};
    }
    for (const auto& known : amounts) {
        if (known.op != op) continue;
        const json::value* found = object->if_contains("amount");
        json::error_code wrong;
        const int64_t value = found ? found->to_number<int64_t>(wrong) : known.least - 1;
        if (wrong || value < known.least || value > known.most)
            return fail(std::string(known.op) + " goes from " + std::to_string(known.least) + " to " +
                        std::to_string(known.most));
        return SetAmount{known.what, static_cast<int>(value)};
    }
    for (const auto& known : switches) {
        if (known.op != op) continue;
        const json::value* on = object->if_contains("on");
        if (!on || !on->is_bool()) return fail(std::string("on is true or false"));
        return Turn{known.what, on->get_bool()};
    }
    return fail(std::string("unknown command"));
}

}  // namespace lobby::emulator::scanner
