// What a kiosk asks of its office about a page: how much of it is there (HEAD), or to take the next piece
// (PATCH). As plain values, and read from an HTTP request's parts.
//
//   HEAD  /scans/ID                     200 with Upload-Offset and Upload-Length; 404: nothing of it is here
//   PATCH /scans/ID                     204 with the new Upload-Offset; 200: whole, verified, on the office's
//   disk
//     Upload-Offset: bytes before the piece; Upload-Length: of the whole; Scan-Hash: BLAKE2b-256 of the whole
// ID and hash are lower-case hexadecimal. A piece may be empty: it asks for the end to be verified.
// 400 not such a request · 401 not a kiosk of this office · 409 another offset, the answer's is right ·
// 410 not wanted any more · 413 too large · 422 the hash is not that of what was sent; what was sent is
// dropped, or other terms than before · 507 no room, or the store does not answer.
//
// Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "office/api/registration.hpp"

namespace lobby::office::scans {

inline constexpr size_t max_piece_bytes = size_t{1} << 20;

using PageHash = std::array<uint8_t, 32>;

struct Piece {
    uint64_t offset = 0;
    uint64_t length = 0;  // of the whole
    PageHash hash{};      // of the whole
    std::vector<uint8_t> bytes;
};

struct Request {
    std::string kiosk;
    api::PageId page{};
    std::optional<Piece> piece;  // nothing: how much is there?
};

struct Answer {
    unsigned status = 507;
    uint64_t offset = 0;
    uint64_t length = 0;
};

// The head of a request, as far as its fields are there.
struct Head {
    bool patch = false;  // otherwise HEAD
    std::string_view target;
    std::string_view offset;
    std::string_view length;
    std::string_view hash;
};

// The request without kiosk and bytes, or the status that refuses it.
[[nodiscard]] Result<Request, unsigned> read_head(const Head& head);

// Of an id's hexadecimal; nothing: it is none.
[[nodiscard]] std::optional<api::PageId> page_of(std::string_view hexadecimal);
[[nodiscard]] std::string target_of(const api::PageId& page);
// Lower case, as ids and hashes stand in requests and file names.
[[nodiscard]] std::string hex_of(std::span<const uint8_t> bytes);

}  // namespace lobby::office::scans
