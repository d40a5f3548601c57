// The ESC/POS commands that this project sends, each as its bytes. Source: Epson's ESC/POS reference; FS &,
// FS . and FS ! as in Chinese models' manuals. Everything that is written down here is also what the emulator
// reads with a parser of its own.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "platform/printer/raster.hpp"

namespace lobby::platform::escpos {

using Bytes = std::vector<uint8_t>;

inline void append(Bytes& out, std::span<const uint8_t> more) {
    out.insert(out.end(), more.begin(), more.end());
}

// ESC @: modes as after switching on. It does not empty the receive buffer.
constexpr std::array<uint8_t, 2> initialize{0x1B, 0x40};
// FS & and FS .: bytes from 0x81 on are halves of Chinese characters, or are not.
constexpr std::array<uint8_t, 2> chinese_on{0x1C, 0x26};
constexpr std::array<uint8_t, 2> chinese_off{0x1C, 0x2E};
// GS a: tell changes of online, error and paper by yourself (bits 1, 2, 3).
constexpr std::array<uint8_t, 3> report_changes{0x1D, 0x61, 0x0E};
// GS r 1: tell the paper sensor, in its turn, after everything that came before.
constexpr std::array<uint8_t, 3> queued_status{0x1D, 0x72, 0x01};
// DLE DC4 8: forget what was received and not printed, at once; answered by 37 25 00.
constexpr std::array<uint8_t, 10> clear_buffers{0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08};

// DLE EOT n (1 to 4): tell your state at once, whatever waits.
constexpr std::array<uint8_t, 3> status_now(uint8_t n) {
    return {0x10, 0x04, n};
}
// GS ( H, function 48: tell these four characters (0x20 to 0x7E) once everything before it is printed.
constexpr std::array<uint8_t, 11> process_id(const std::array<uint8_t, 4>& id) {
    return {0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, id[0], id[1], id[2], id[3]};
}

void line_spacing(Bytes& out, int dots);      // ESC 3
void align(Bytes& out, int how);              // ESC a: 0 left, 1 centre, 2 right; at the start of a line
void bold(Bytes& out, bool on);               // ESC E
void size(Bytes& out, int across, int down);  // FS ! for old models' Chinese characters, then GS !; 1 to 8
void feed_lines(Bytes& out, int lines);       // ESC d
void feed_and_cut(Bytes& out, int dots);      // GS V 65
// GS v 0: rows [from, from + count) of the picture, at most 255, at the start of a line. No byte sequence in
// it is a real-time command: a dot is added where one would be.
void raster(Bytes& out, const Raster& picture, int from, int count);

}  // namespace lobby::platform::escpos
