#include "kiosk/store/wal_check.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <span>
#include <vector>

namespace lobby::kiosk {

namespace {

constexpr size_t wal_head_bytes = 32;
constexpr size_t frame_head_bytes = 24;

uint32_t big(std::span<const uint8_t> at) {
    return static_cast<uint32_t>(at[0]) << 24 | static_cast<uint32_t>(at[1]) << 16 |
           static_cast<uint32_t>(at[2]) << 8 | at[3];
}

uint32_t little(std::span<const uint8_t> at) {
    return static_cast<uint32_t>(at[3]) << 24 | static_cast<uint32_t>(at[2]) << 16 |
           static_cast<uint32_t>(at[1]) << 8 | at[0];
}

struct Sum {
    uint32_t a = 0;
    uint32_t b = 0;
    void add(std::span<const uint8_t> bytes, bool big_endian) {
        const auto word = big_endian ? big : little;
        for (size_t i = 0; i + 8 <= bytes.size(); i += 8) {
            a += word(bytes.subspan(i)) + b;
            b += word(bytes.subspan(i + 4)) + a;
        }
    }
    [[nodiscard]] bool is(std::span<const uint8_t> at) const {
        return big(at) == a && big(at.subspan(4)) == b;
    }
};

bool read(std::istream& in, std::span<uint8_t> into) {
    in.read(reinterpret_cast<char*>(into.data()), static_cast<std::streamsize>(into.size()));
    return static_cast<size_t>(in.gcount()) == into.size();
}

}  // namespace

bool is_wal_damaged(const std::filesystem::path& wal) {
    std::ifstream in(wal, std::ios::binary);
    return in && is_wal_damaged(in);
}

bool is_wal_damaged(std::istream& in) {
    std::array<uint8_t, wal_head_bytes> head_array{};
    if (!read(in, head_array)) return false;
    const std::span<const uint8_t> head(head_array);
    const uint32_t magic = big(head);
    const uint32_t page = big(head.subspan(8));
    const bool big_endian = magic == 0x377f0683;
    Sum sum;
    sum.add(head.first(24), big_endian);
    const bool known =
        (magic & ~1U) == 0x377f0682 && page >= 512 && page <= 65536 && sum.is(head.subspan(24));
    if (!known) {
        // A head of zeros is a log that was put away; of anything else nobody knows what stood behind it.
        return magic != 0 && in.peek() != std::istream::traits_type::eof();
    }
    std::vector<uint8_t> frame(frame_head_bytes + page);
    bool fits = true;
    while (read(in, frame)) {
        const std::span<const uint8_t> all(frame);
        const bool of_this_log = std::ranges::equal(all.subspan(8, 8), head.subspan(16, 8));
        if (fits) {
            auto next = sum;
            next.add(all.first(8), big_endian);
            next.add(all.subspan(frame_head_bytes), big_endian);
            fits = of_this_log && next.is(all.subspan(16));
            sum = next;
            if (fits) continue;
        }
        const bool ends_transaction = big(all.subspan(4)) != 0;
        if (of_this_log && ends_transaction) return true;
    }
    return false;
}

}  // namespace lobby::kiosk
