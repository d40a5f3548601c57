// Frames of the SDT protocol of identity card readers on a serial line. Pure.
//
//   to the reader    AA AA AA 96 69 | length (2, high first) | command | parameter | data | checksum
//   from the reader  AA AA AA 96 69 | length                 | SW1 SW2 SW3         | data | checksum
//
// The length counts everything after itself, checksum included; the checksum is the XOR of everything after
// the preamble. Sources: vendors' protocol pages as collected in the project's domain notes (softs.im,
// yzsam.com).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace lobby::platform {

enum class SdtCommand : uint16_t {
    find = 0x2001,
    select = 0x2002,
    read_text_and_photo = 0x3001,
    read_added_address = 0x3003,
};

[[nodiscard]] std::vector<uint8_t> encode_command(SdtCommand command);

// The third status byte of an answer. The first two may be non-zero on 31, 41, 47 and 81 and are left alone.
enum class SdtStatus : uint8_t {
    ok = 0x90,
    found = 0x9F,
    checksum_error = 0x10,
    length_error = 0x11,
    bad_command = 0x21,
    unknown = 0x24,
    card_refused_reader = 0x31,
    reader_refused_card = 0x32,
    verification = 0x33,
    wrong_card = 0x40,
    read_failed = 0x41,
    random_failed = 0x47,
    self_test_failed = 0x60,
    not_authorised = 0x66,
    not_found = 0x80,
    select_failed = 0x81,
    no_content = 0x91,
};

struct SdtAnswer {
    uint8_t sw1{};
    uint8_t sw2{};
    uint8_t sw3{};
    std::vector<uint8_t> data;
    [[nodiscard]] bool is(SdtStatus status) const { return sw3 == static_cast<uint8_t>(status); }
};

// Whether `answer` can be one to `command`. Answers do not name their command: one that comes after its
// deadline must not be taken for the next command's, a card's text least of all. Only successes can be told
// apart.
[[nodiscard]] bool can_answer(SdtCommand command, const SdtAnswer& answer);

// Finds answers in whatever bytes come: skips to the next preamble, bounds the length, checks the checksum. A
// damaged frame is dropped and counted; the search goes on behind its preamble, so that a good frame inside
// it is not lost.
class SdtFrameParser {
public:
    static constexpr size_t longest_frame = 4096;  // the largest answer has 2,321 bytes

    void feed(std::span<const uint8_t> bytes);
    // The next whole answer, oldest first.
    [[nodiscard]] std::optional<SdtAnswer> next();
    [[nodiscard]] size_t damaged_frames() const { return damaged_; }
    // Forgets and wipes what was fed.
    void clear();
    ~SdtFrameParser() { clear(); }
    SdtFrameParser() = default;
    SdtFrameParser(const SdtFrameParser&) = delete;
    SdtFrameParser& operator=(const SdtFrameParser&) = delete;

private:
    void drop(size_t n);
    std::vector<uint8_t> buffer_;
    size_t damaged_ = 0;
};

}  // namespace lobby::platform
