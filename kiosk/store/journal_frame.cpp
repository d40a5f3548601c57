#include "kiosk/store/journal_frame.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include <sodium.h>

#include "office/api/codec.hpp"

namespace lobby::kiosk {

namespace {

constexpr std::array<uint8_t, 4> magic{'L', 'B', 'J', '1'};
constexpr size_t head_bytes = magic.size() + 16 + 4;
constexpr size_t hash_bytes = 16;
constexpr size_t longest_entry = size_t{1} << 20;

using Hash = std::array<uint8_t, hash_bytes>;

Hash hash_of(std::span<const uint8_t> bytes) {
    Hash hash{};
    crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
    return hash;
}

// Of the entry that the head at the beginning of these bytes announces, when it can be there.
std::optional<size_t> length_of(std::span<const uint8_t> bytes) {
    if (bytes.size() < head_bytes + hash_bytes || !std::ranges::equal(bytes.first(magic.size()), magic))
        return std::nullopt;
    size_t length = 0;
    for (size_t i = 0; i < 4; ++i) length |= static_cast<size_t>(bytes[magic.size() + 16 + i]) << (8 * i);
    if (length > longest_entry || length > bytes.size() - head_bytes - hash_bytes) return std::nullopt;
    return length;
}

}  // namespace

std::vector<uint8_t> encode_frame(const JournalFrame& frame) {
    const auto entry = api::encode(frame.entry);
    if (entry.size() > longest_entry || !api::decode_journal_entry(entry))
        throw std::logic_error("a journal entry outside of the contract");
    std::vector<uint8_t> out(magic.begin(), magic.end());
    out.insert(out.end(), frame.journal.begin(), frame.journal.end());
    for (size_t i = 0; i < 4; ++i) out.push_back(static_cast<uint8_t>(entry.size() >> (8 * i)));
    out.insert(out.end(), entry.begin(), entry.end());
    const Hash hash = hash_of(out);
    out.insert(out.end(), hash.begin(), hash.end());
    return out;
}

std::optional<JournalFrame> decode_frame(std::span<const uint8_t> bytes) {
    const auto length = length_of(bytes);
    if (!length || bytes.size() != head_bytes + *length + hash_bytes) return std::nullopt;
    const auto hashed = bytes.first(head_bytes + *length);
    if (!std::ranges::equal(hash_of(hashed), bytes.last(hash_bytes))) return std::nullopt;
    const auto body = hashed.subspan(head_bytes);
    auto entry = api::decode_journal_entry({reinterpret_cast<const char*>(body.data()), body.size()});
    if (!entry) return std::nullopt;
    JournalFrame frame;
    std::ranges::copy(bytes.subspan(magic.size(), frame.journal.size()), frame.journal.begin());
    frame.entry = std::move(*entry);
    return frame;
}

void find_frames(std::span<const uint8_t> bytes, const std::function<void(JournalFrame)>& found) {
    for (size_t at = 0; at < bytes.size();) {
        const auto next = std::search(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(),
                                      magic.begin(), magic.end());
        if (next == bytes.end()) return;
        at = static_cast<size_t>(next - bytes.begin());
        if (const auto length = length_of(bytes.subspan(at))) {
            if (auto frame = decode_frame(bytes.subspan(at, head_bytes + *length + hash_bytes))) {
                found(std::move(*frame));
                at += head_bytes + *length + hash_bytes;
                continue;
            }
        }
        ++at;
    }
}

}  // namespace lobby::kiosk
