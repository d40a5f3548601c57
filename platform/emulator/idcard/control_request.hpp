// What the card reader's emulator can be told over its control socket, one JSON object a line. Pure and
// total.
//
//   {"op":"place","card":{…}}  {"op":"place","label":"…"}  {"op":"take"}
//   {"op":"unplug"}  {"op":"replug"}  {"op":"status"}
//   {"op":"fault","kind":"corrupt","count":1000,"ms":0}
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"
#include "platform/emulator/idcard/card_json.hpp"
#include "platform/emulator/idcard/faults.hpp"

namespace lobby::emulator {

struct PlaceCard {
    CardFacts facts;
};
struct PlaceLabelled {
    std::string label;
};
struct TakeCard {};
struct Unplug {};
struct Replug {};
struct TellStatus {};

using ControlRequest = std::variant<PlaceCard, PlaceLabelled, TakeCard, Unplug, Replug, TellStatus, Fault>;

inline constexpr std::chrono::milliseconds longest_delay{60'000};

// The error says what is wrong, in words for who typed the command; it quotes nothing of the card.
[[nodiscard]] Result<ControlRequest, std::string> parse_control_request(std::string_view line);

}  // namespace lobby::emulator
