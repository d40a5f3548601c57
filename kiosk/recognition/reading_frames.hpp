// What the kiosk and its reading process say to each other: one request, one answer, each a length of four
// bytes, lowest first, and a body. The answer comes from a process that has looked at a hostile picture, and
// is trusted no more than that: the decoder is total and bounds everything.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "base/result.hpp"
#include "base/secret_bytes.hpp"
#include "kiosk/recognition/page_reading.hpp"

namespace lobby::kiosk {

using FrameLength = std::array<uint8_t, 4>;
[[nodiscard]] FrameLength length_of(size_t bytes);
[[nodiscard]] size_t length_from(const FrameLength& bytes);

inline constexpr size_t max_request_bytes = max_page_jpeg_bytes + 1;
inline constexpr size_t max_answer_bytes = 16 * 1024;

struct ReadingRequest {
    api::PageKind kind{};
    std::span<const uint8_t> jpeg;  // of the bytes that were decoded
};
[[nodiscard]] SecretBytes encode_request(api::PageKind kind, std::span<const uint8_t> jpeg);
[[nodiscard]] std::optional<ReadingRequest> decode_request(std::span<const uint8_t> body);

using ReadingOutcome = Result<PageReading, ReadingError>;
// The outcome is within the bounds of page_reading.hpp.
[[nodiscard]] SecretBytes encode_answer(const ReadingOutcome& outcome);
// Nothing: not an answer. Texts are plain UTF-8, fields stand in their order and once.
[[nodiscard]] std::optional<ReadingOutcome> decode_answer(std::span<const uint8_t> body);

}  // namespace lobby::kiosk
