#include "platform/emulator/idcard/command_parser.hpp"

#include <algorithm>
#include <array>

namespace lobby::emulator {

namespace {

constexpr std::array<uint8_t, 5> preamble{0xAA, 0xAA, 0xAA, 0x96, 0x69};
constexpr size_t header = preamble.size() + 2;
constexpr size_t command_length = 3;  // command, parameter, checksum

uint8_t xor_of(std::span<const uint8_t> bytes) {
    uint8_t sum = 0;
    for (const uint8_t byte : bytes) sum = static_cast<uint8_t>(sum ^ byte);
    return sum;
}

}  // namespace

void CommandParser::feed(std::span<const uint8_t> bytes) {
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

void CommandParser::drop(size_t n) {
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<ptrdiff_t>(n));
}

std::optional<Heard> CommandParser::next() {
    const auto start = std::search(buffer_.begin(), buffer_.end(), preamble.begin(), preamble.end());
    if (start == buffer_.end()) {
        // Only what can still become a preamble is kept.
        size_t keep = std::min(buffer_.size(), preamble.size() - 1);
        while (keep > 0 &&
               !std::equal(buffer_.end() - static_cast<ptrdiff_t>(keep), buffer_.end(), preamble.begin()))
            --keep;
        drop(buffer_.size() - keep);
        return std::nullopt;
    }
    drop(static_cast<size_t>(start - buffer_.begin()));
    if (buffer_.size() < header) return std::nullopt;
    const size_t length = static_cast<size_t>(buffer_[5]) << 8 | buffer_[6];
    if (length < command_length || header + length > longest_command) {
        drop(header);
        return WrongLength{};
    }
    if (buffer_.size() < header + length) return std::nullopt;
    const auto frame = std::span<const uint8_t>(buffer_).first(header + length);
    const bool intact = xor_of(frame.subspan(preamble.size(), 2 + length - 1)) == frame.back();
    const Command command{frame[header], frame[header + 1]};
    drop(header + length);
    if (!intact) return WrongChecksum{};
    if (length != command_length) return WrongLength{};
    return command;
}

std::vector<uint8_t> encode_answer(uint8_t sw1, uint8_t sw2, uint8_t sw3, std::span<const uint8_t> data) {
    const size_t length = 3 + data.size() + 1;
    std::vector<uint8_t> frame(preamble.begin(), preamble.end());
    frame.reserve(header + length);
    frame.push_back(static_cast<uint8_t>(length >> 8 & 0xFF));
    frame.push_back(static_cast<uint8_t>(length & 0xFF));
    frame.push_back(sw1);
    frame.push_back(sw2);
    frame.push_back(sw3);
    frame.insert(frame.end(), data.begin(), data.end());
    frame.push_back(xor_of(std::span<const uint8_t>(frame).subspan(preamble.size())));
    return frame;
}

}  // namespace lobby::emulator
