#include "platform/printer/escpos_bytes.hpp"

#include <algorithm>

namespace lobby::platform::escpos {

namespace {

constexpr uint8_t dle = 0x10;
constexpr uint8_t esc = 0x1B;
constexpr uint8_t fs = 0x1C;
constexpr uint8_t gs = 0x1D;

uint8_t byte_of(int value) {
    return static_cast<uint8_t>(std::clamp(value, 0, 255));
}

bool makes_real_time(uint8_t after_dle) {
    return after_dle == 0x04 || after_dle == 0x05 || after_dle == 0x14;
}

}  // namespace

void line_spacing(Bytes& out, int dots) {
    append(out, std::array<uint8_t, 3>{esc, '3', byte_of(dots)});
}

void align(Bytes& out, int how) {
    append(out, std::array<uint8_t, 3>{esc, 'a', byte_of(how)});
}

void bold(Bytes& out, bool on) {
    append(out, std::array<uint8_t, 3>{esc, 'E', static_cast<uint8_t>(on ? 1 : 0)});
}

void size(Bytes& out, int across, int down) {
    const auto chinese = static_cast<uint8_t>((across > 1 ? 0x04 : 0) | (down > 1 ? 0x08 : 0));
    append(out, std::array<uint8_t, 3>{fs, '!', chinese});
    append(out, std::array<uint8_t, 3>{gs, '!',
                                       static_cast<uint8_t>((std::clamp(across, 1, 8) - 1) << 4 |
                                                            (std::clamp(down, 1, 8) - 1))});
}

void feed_lines(Bytes& out, int lines) {
    append(out, std::array<uint8_t, 3>{esc, 'd', byte_of(lines)});
}

void feed_and_cut(Bytes& out, int dots) {
    append(out, std::array<uint8_t, 4>{gs, 'V', 65, byte_of(dots)});
}

void raster(Bytes& out, const Raster& picture, int from, int count) {
    const auto width = picture.row_bytes();
    append(out, std::array<uint8_t, 8>{gs, 'v', '0', 0, static_cast<uint8_t>(width & 0xFF),
                                       static_cast<uint8_t>(width >> 8), byte_of(count), 0});
    const size_t start = out.size();
    for (int y = from; y < from + count; ++y) append(out, picture.row(y));
    for (size_t i = start; i + 1 < out.size(); ++i)
        if (out[i] == dle && makes_real_time(out[i + 1])) out[i] = dle | 0x08;
}

}  // namespace lobby::platform::escpos
