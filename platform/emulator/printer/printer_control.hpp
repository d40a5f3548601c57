// What the printer's emulator can be told over its control socket, one JSON object a line. Pure and total.
//
//   {"op":"paper","lines":12}   so much is left        {"op":"refill"}   a new roll
//   {"op":"near_end","on":true} {"op":"cover","on":true}   open          {"op":"offline","on":true}
//   {"op":"silent","on":true}   prints, answers nothing {"op":"slow","ms":50}   a line of 4 mm
//   {"op":"jam"}  {"op":"repair"}  {"op":"unplug"}  {"op":"replug"}  {"op":"power_cycle"}  {"op":"status"}
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"

namespace lobby::emulator::printer {

struct SetPaper {
    int lines = 0;
};
struct Refill {};
struct Jam {};
struct Repair {};
struct Unplug {};
struct Replug {};
struct PowerCycle {};
struct TellStatus {};
struct Slow {
    std::chrono::milliseconds line{};
};
enum class Switch { near_end, cover, offline, silent };
struct Turn {
    Switch what{};
    bool on = false;
};
using ControlRequest =
    std::variant<SetPaper, Refill, Jam, Repair, Unplug, Replug, PowerCycle, TellStatus, Slow, Turn>;

inline constexpr int most_paper_lines = 1'000'000;
inline constexpr std::chrono::milliseconds slowest_line{60'000};

// The error says what is wrong, in words for who typed the command.
[[nodiscard]] Result<ControlRequest, std::string> parse_control_request(std::string_view line);

}  // namespace lobby::emulator::printer
