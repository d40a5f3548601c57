#include "office/scans/scan_request.hpp"

#include <algorithm>
#include <charconv>

namespace lobby::office::scans {

namespace {

constexpr std::string_view path = "/scans/";

constexpr unsigned bad_request = 400;
constexpr unsigned too_large = 413;

// Lower case only: one page has one name.
std::optional<uint8_t> nibble(char c) {
    if (c >= '0' && c <= '9') return static_cast<uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<uint8_t>(c - 'a' + 10);
    return std::nullopt;
}

template <size_t N>
std::optional<std::array<uint8_t, N>> bytes_of_hex(std::string_view text) {
    std::array<uint8_t, N> out{};
    if (text.size() != 2 * N) return std::nullopt;
    for (size_t i = 0; i < N; ++i) {
        const auto high = nibble(text[2 * i]);
        const auto low = nibble(text[2 * i + 1]);
        if (!high || !low) return std::nullopt;
        out[i] = static_cast<uint8_t>(*high << 4 | *low);
    }
    return out;
}

std::optional<uint64_t> number(std::string_view text) {
    constexpr size_t most_digits = 12;  // far beyond any page, far below overflow
    if (text.empty() || text.size() > most_digits ||
        !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

Result<Request, unsigned> read_head(const Head& head) {
    if (!head.target.starts_with(path)) return fail(bad_request);
    const auto page = page_of(head.target.substr(path.size()));
    if (!page) return fail(bad_request);
    Request request;
    request.page = *page;
    if (!head.patch) return request;
    const auto offset = number(head.offset);
    const auto length = number(head.length);
    const auto hash = bytes_of_hex<std::tuple_size_v<PageHash>>(head.hash);
    if (!offset || !length || !hash || *length == 0 || *offset > *length) return fail(bad_request);
    if (*length > api::max_sealed_page_bytes) return fail(too_large);
    request.piece = Piece{*offset, *length, *hash, {}};
    return request;
}

std::optional<api::PageId> page_of(std::string_view hexadecimal) {
    return bytes_of_hex<std::tuple_size_v<api::PageId>>(hexadecimal);
}

std::string hex_of(std::span<const uint8_t> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(2 * bytes.size());
    for (const uint8_t byte : bytes) {
        out.push_back(digits[byte >> 4]);
        out.push_back(digits[byte & 15]);
    }
    return out;
}

std::string target_of(const api::PageId& page) {
    return std::string(path) + hex_of(page);
}

}  // namespace lobby::office::scans
