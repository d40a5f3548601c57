// What the scanner's emulator can be told over its control socket, one JSON object a line. Pure and total.
//
//   {"op":"page","file":"…"}   lies on the desk (JPEG or PNG); no file: the sample page   {"op":"take"}
//   {"op":"glare","on":true}   {"op":"cut","on":true}  half outside   {"op":"dark","on":true}
//   {"op":"blur","amount":4}   pixels    {"op":"turn","amount":180}  degrees    {"op":"tilt","amount":10}
//   degrees
//   {"op":"size","amount":40}  of the picture, in 1/100
//   {"op":"corrupt","amount":5} frames   {"op":"raw","file":"…"}  each frame is these bytes; no file: no more
//   {"op":"silent","on":true}  no frames {"op":"unplug"}  {"op":"replug"}  {"op":"status"}
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"

namespace lobby::emulator::scanner {

struct LayPage {
    std::string file;
};
struct SendRaw {
    std::string file;
};
struct TakePage {};
struct Unplug {};
struct Replug {};
struct TellStatus {};
enum class Switch { glare, cut, dark, silent };
struct Turn {
    Switch what{};
    bool on = false;
};
enum class Amount { blur, turn, tilt, size, corrupt };
struct SetAmount {
    Amount what{};
    int value = 0;
};
using ControlRequest = std::variant<LayPage, SendRaw, TakePage, Unplug, Replug, TellStatus, Turn, SetAmount>;

// The error says what is wrong, in words for who typed the command.
[[nodiscard]] Result<ControlRequest, std::string> parse_control_request(std::string_view line);

}  // namespace lobby::emulator::scanner
