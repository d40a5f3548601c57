// What the machine proposes from the picture of one page. Plain values: screens and flows include this, the
// reader itself is page_reader.hpp. Nothing of it counts until the lawyer has confirmed it (Criminal
// Procedure Law art. 39 asks for the certificates, not for what a machine takes them for).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/secret.hpp"
#include "office/api/registration.hpp"

namespace lobby::kiosk {

struct Proposal {
    api::FormField field{};
    SecretString value;    // UTF-8, normalised as api::FieldValue::value
    SecretString as_read;  // what stands there, as it was read; at most api::max_field_bytes
    int confidence = 0;    // 0 to 100; below about 60 a screen should ask to look twice
    bool by_code = false;  // from a QR or bar code, not from letters
    friend bool operator==(const Proposal&, const Proposal&) = default;
};

inline constexpr size_t max_proposals = 32;
// Larger pictures are refused unread (ReadingError::picture_broken).
inline constexpr size_t max_page_jpeg_bytes = size_t{4} << 20;

struct PageReading {
    std::vector<Proposal> proposals;          // in the order of FormField, each field at most once
    bool upside_down = false;                 // it lay the other way round; it was read all the same
    uint8_t quarter_turns = 0;                // clockwise, that bring the picture upright: 0 to 3
    bool looks_like_kind = false;             // false: "this is not a … certificate"
    std::optional<api::PageKind> looks_like;  // what it looks like most; nothing: none of ours
    friend bool operator==(const PageReading&, const PageReading&) = default;
};

enum class ReadingError {
    worker_failed,   // the reading program is not there, or was ended by what it met
    timed_out,       // not read within the deadline
    picture_broken,  // no JPEG, or larger than allowed
    nothing_read,    // no letter and no code on it
};
inline constexpr std::array<std::string_view, 4> reading_error_words{"worker_failed", "timed_out",
                                                                     "picture_broken", "nothing_read"};
constexpr const auto& words_of(ReadingError) {
    return reading_error_words;
}

}  // namespace lobby::kiosk
