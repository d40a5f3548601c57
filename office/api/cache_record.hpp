// What a kiosk keeps so that it can answer while the office is away: for each person whom the office may tell
// something, a record of exactly that, sealed by the office. The kiosk cannot read what it keeps: a record
// opens only with the pepper, which stands outside the kiosk's database, and the number and the name on the
// visitor's card.
//
//   person root   BLAKE2b-256 (pepper, "person" | identity number)
//   cache index   BLAKE2b-128 (person root, "index"); the records of a person are found under it
//   record key    BLAKE2b-256 (person root, "key" | folded name); names fold as they are compared (names.hpp)
//   record        version 1 | nonce 24 | XChaCha20-Poly1305 (record key, associated data: index | version) of
//                 length 4, little-endian | CacheRecord (link.proto) | zeros up to a multiple of 256 bytes
//
// The nonce is a keyed hash of what is sealed: the same content gives the same bytes again, so that the
// office sends only what has changed, and no generator of random numbers can ever repeat a nonce under a key.
// Whoever sees two sealings of a person's record learns whether they are the same, and its length to 256
// bytes.
//
// Pure; any thread. Keys and what is opened on the way are wiped.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/identity_number.hpp"
#include "base/result.hpp"
#include "base/secret_array.hpp"
#include "office/api/messages.hpp"

namespace lobby::api {

using PersonRoot = SecretArray<32>;

struct CachedCase {
    // Days left are 0 and the limit of an unfinished case is `running`: both are counted on the day of
    // asking.
    DisclosedCase told;
    std::optional<Date> valid_until;  // last day on which this person may be told
    friend bool operator==(const CachedCase&, const CachedCase&) = default;
};

struct CacheRecord {
    std::vector<CachedCase> cases;  // newest acceptance first
    bool cut = false;               // there are more at the office than the record holds
    friend bool operator==(const CacheRecord&, const CacheRecord&) = default;
};

enum class OpenError {
    not_a_record,   // of no length or version that there is
    does_not_open,  // of another person or another name, or altered: nobody can say which
    bad_content,    // sealed by the office, and yet no record: a newer office's
};

[[nodiscard]] std::string_view word_of(OpenError error);

[[nodiscard]] PersonRoot person_root(const CachePepper& pepper, const IdentityNumber& number);
[[nodiscard]] CacheIndex cache_index(const PersonRoot& root);

// Cuts the last cases off where they do not fit, and says so in the record. A name of nothing but spaces is
// nobody's: std::invalid_argument.
[[nodiscard]] std::vector<uint8_t> seal_record(const PersonRoot& root, std::string_view name,
                                               CacheRecord record);

// `index` is the one under which the record was found.
[[nodiscard]] Result<CacheRecord, OpenError> open_record(const PersonRoot& root, std::string_view name,
                                                         const CacheIndex& index,
                                                         std::span<const uint8_t> sealed);

// What may be told of it on `today`, with the days left of that day: what was valid until an earlier day is
// gone, and so is, once more, every field that the table does not allow.
[[nodiscard]] std::vector<DisclosedCase> cases_on(const CacheRecord& record, Date today);

}  // namespace lobby::api
