// The SDT protocol as the reader sees it: commands out of whatever bytes come, answers into frames. Pure.
// Written apart from the driver's sdt_frame on purpose: each is the other's check.
//
//   command  AA AA AA 96 69 | length (2, high first) | command | parameter | data | checksum
//   answer   AA AA AA 96 69 | length                 | SW1 SW2 SW3         | data | checksum
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace lobby::emulator {

struct Command {
    uint8_t command{};
    uint8_t parameter{};
    bool operator==(const Command&) const = default;
};
// What a reader answers 10 and 11 to.
struct WrongChecksum {
    bool operator==(const WrongChecksum&) const = default;
};
struct WrongLength {
    bool operator==(const WrongLength&) const = default;
};
using Heard = std::variant<Command, WrongChecksum, WrongLength>;

class CommandParser {
public:
    static constexpr size_t longest_command = 64;  // all known ones have 10 bytes

    void feed(std::span<const uint8_t> bytes);
    // Oldest first. Nothing: more bytes are needed.
    [[nodiscard]] std::optional<Heard> next();
    // The line fell silent inside a frame: what came of it is forgotten.
    void clear() { buffer_.clear(); }
    [[nodiscard]] bool waits_for_more() const { return !buffer_.empty(); }

private:
    void drop(size_t n);
    std::vector<uint8_t> buffer_;
};

[[nodiscard]] std::vector<uint8_t> encode_answer(uint8_t sw1, uint8_t sw2, uint8_t sw3,
                                                 std::span<const uint8_t> data);

}  // namespace lobby::emulator
