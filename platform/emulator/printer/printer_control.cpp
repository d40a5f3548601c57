#include "platform/emulator/printer/printer_control.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include <boost/json/parse.hpp>

namespace lobby::emulator::printer {

namespace json = boost::json;

namespace {

using Parsed = Result<ControlRequest, std::string>;

std::optional<int> number(const json::object& object, std::string_view key, int64_t most) {
    const json::value* found = object.if_contains(key);
    if (!found) return std::nullopt;
    json::error_code error;
    const auto value = found->to_number<int64_t>(error);
    if (error || value < 0 || value > most) return std::nullopt;
    return static_cast<int>(value);
}

std::string_view text(const json::object& object, std::string_view key) {
    const json::value* found = object.if_contains(key);
    const json::string* string = found ? found->if_string() : nullptr;
    return string ? std::string_view(string->data(), string->size()) : std::string_view();
}

std::optional<ControlRequest> plain(std::string_view op) {
    if (op == "refill") return Refill{};
    if (op == "jam") return Jam{};
    if (op == "repair") return Repair{};
    if (op == "unplug") return Unplug{};
    if (op == "replug") return Replug{};
    if (op == "power_cycle") return PowerCycle{};
    if (op == "status") return TellStatus{};
    return std::nullopt;
}

std::optional<Switch> switch_named(std::string_view op) {
    static constexpr std::array<std::pair<std::string_view, Switch>, 4> switches{
        {{"near_end", Switch::near_end},
         {"cover", Switch::cover},
         {"offline", Switch::offline},
         {"silent", Switch::silent}}};
    for (const auto& [name, what] : switches)
        if (name == op) return what;
    return std::nullopt;
}

}  // namespace

Parsed parse_control_request(std::string_view line) {
    json::error_code error;
    const json::value parsed = json::parse({line.data(), line.size()}, error);
    const json::object* object = error ? nullptr : parsed.if_object();
    if (!object) return fail(std::string("not a JSON object"));
    const auto op = text(*object, "op");
    if (const auto request = plain(op)) return *request;
    if (op == "paper") {
        const auto lines = number(*object, "lines", most_paper_lines);
        if (!lines) return fail(std::string("lines go from 0 to 1000000"));
        return SetPaper{*lines};
    }
    if (op == "slow") {
        const auto ms = number(*object, "ms", slowest_line.count());
        if (!ms) return fail(std::string("ms go from 0 to 60000"));
        return Slow{std::chrono::milliseconds(*ms)};
    }
    if (const auto what = switch_named(op)) {
        const json::value* on = object->if_contains("on");
        if (!on || !on->is_bool()) return fail(std::string("on is true or false"));
        return Turn{*what, on->get_bool()};
    }
    return fail(std::string("unknown command"));
}

}  // namespace lobby::emulator::printer
