// Inside of the kiosk's store: an entry as it stands in the file, so that it can be found and believed by
// itself, whatever else of the file is damaged.
//
//   "LBJ1" | journal's name, 16 bytes | length, LE32 | entry (JournalEntry of office/api/link.proto, with ids
//   for numbers) | BLAKE2b-128 of all before
//
// Total on every input.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "office/api/messages.hpp"

namespace lobby::kiosk {

struct JournalFrame {
    api::JournalId journal{};
    api::JournalEntry entry;
};

// Throws std::logic_error for an entry outside of the contract: a mistake in the program, not in the world.
[[nodiscard]] std::vector<uint8_t> encode_frame(const JournalFrame& frame);
// Exactly one; nothing: it is altered, cut off, or none.
[[nodiscard]] std::optional<JournalFrame> decode_frame(std::span<const uint8_t> bytes);
// Each that stands whole somewhere in these bytes, in the order in which they stand.
void find_frames(std::span<const uint8_t> bytes, const std::function<void(JournalFrame)>& found);

}  // namespace lobby::kiosk
