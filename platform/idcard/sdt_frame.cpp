#include "platform/idcard/sdt_frame.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include <sodium.h>

namespace lobby::platform {

namespace {

constexpr std::array<uint8_t, 5> preamble{0xAA, 0xAA, 0xAA, 0x96, 0x69};
constexpr size_t header = preamble.size() + 2;
constexpr size_t least_length = 4;       // three status bytes and the checksum
constexpr size_t least_read_data = 256;  // only a card's text and photo are so long

uint8_t checksum(std::span<const uint8_t> bytes) {
    return std::accumulate(bytes.begin(), bytes.end(), uint8_t{0},
                           [](uint8_t a, uint8_t b) { return static_cast<uint8_t>(a ^ b); });
}

}  // namespace

std::vector<uint8_t> encode_command(SdtCommand command) {
    std::vector<uint8_t> frame(preamble.begin(), preamble.end());
    const auto code = static_cast<uint16_t>(command);
    frame.push_back(0);
    frame.push_back(3);
    frame.push_back(static_cast<uint8_t>(code >> 8));
    frame.push_back(static_cast<uint8_t>(code & 0xFF));
    frame.push_back(checksum(std::span(frame).subspan(preamble.size())));
    return frame;
}

bool can_answer(SdtCommand command, const SdtAnswer& answer) {
    if (answer.is(SdtStatus::found)) return command == SdtCommand::find;
    if (!answer.is(SdtStatus::ok)) return true;
    if (command == SdtCommand::find) return false;
    return (answer.data.size() >= least_read_data) == (command == SdtCommand::read_text_and_photo);
}

void SdtFrameParser::feed(std::span<const uint8_t> bytes) {
    // Grown by hand: a vector that grows by itself leaves the old copy in memory, and these bytes are a
    // person's.
    if (buffer_.capacity() < buffer_.size() + bytes.size()) {
        std::vector<uint8_t> grown;
        grown.reserve(std::max(longest_frame * 2, buffer_.size() + bytes.size()));
        grown.assign(buffer_.begin(), buffer_.end());
        sodium_memzero(buffer_.data(), buffer_.size());
        buffer_ = std::move(grown);
    }
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

void SdtFrameParser::drop(size_t n) {
    n = std::min(n, buffer_.size());
    std::copy(buffer_.begin() + static_cast<ptrdiff_t>(n), buffer_.end(), buffer_.begin());
    sodium_memzero(buffer_.data() + (buffer_.size() - n), n);
    buffer_.resize(buffer_.size() - n);
}

void SdtFrameParser::clear() {
    if (!buffer_.empty()) sodium_memzero(buffer_.data(), buffer_.size());
    buffer_.clear();
}

std::optional<SdtAnswer> SdtFrameParser::next() {
    for (;;) {
        const auto start = std::search(buffer_.begin(), buffer_.end(), preamble.begin(), preamble.end());
        if (start == buffer_.end()) {
            // The beginning of a preamble may stand at the end.
            if (buffer_.size() >= preamble.size()) drop(buffer_.size() - (preamble.size() - 1));
            return std::nullopt;
        }
        drop(static_cast<size_t>(start - buffer_.begin()));
        if (buffer_.size() < header) return std::nullopt;
        const size_t length = static_cast<size_t>(buffer_[5]) << 8 | buffer_[6];
        if (length < least_length || header + length > longest_frame) {
            ++damaged_;
            drop(1);
            continue;
        }
        if (buffer_.size() < header + length) return std::nullopt;
        const auto counted = std::span<const uint8_t>(buffer_).subspan(preamble.size(), 2 + length - 1);
        if (checksum(counted) != buffer_[header + length - 1]) {
            ++damaged_;
            drop(1);
            continue;
        }
        SdtAnswer answer;
        answer.sw1 = buffer_[header];
        answer.sw2 = buffer_[header + 1];
        answer.sw3 = buffer_[header + 2];
        answer.data.assign(buffer_.begin() + static_cast<ptrdiff_t>(header + 3),
                           buffer_.begin() + static_cast<ptrdiff_t>(header + length - 1));
        drop(header + length);
        return answer;
    }
}

}  // namespace lobby::platform
