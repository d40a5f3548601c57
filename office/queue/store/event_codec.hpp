// How events and snapshots are written in office.db: JSON, one object an event, named fields (fields.hpp).
// Form 1. A store of a newer form is refused, not guessed at.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "office/queue/state.hpp"

namespace lobby::office::queue {

inline constexpr int stored_form = 1;
inline constexpr size_t longest_event = 16u << 10;      // bytes
inline constexpr size_t longest_snapshot = 256u << 20;  // bytes

enum class DecodeError { too_long, not_json, unknown_kind, bad_fields, contradictory };

[[nodiscard]] std::string_view kind_of(const event::Body& body);
[[nodiscard]] std::string encode(const event::Body& body);
[[nodiscard]] Result<event::Body, DecodeError> decode_event(std::string_view kind, std::string_view body);

[[nodiscard]] std::string encode(const State& state);
[[nodiscard]] Result<State, DecodeError> decode_snapshot(std::string_view body);

}  // namespace lobby::office::queue
