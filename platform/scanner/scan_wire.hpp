// What kiosk and scan-worker say to each other over a Unix socket. Version 1.
//   kiosk → worker: single bytes, ScanOrder
//   worker → kiosk: kind u8 | length u32 | body, little-endian; bodies as ScanNews below in its order. A
//   guidance is its flags u8 (found, glare, blurred, cut_edge, too_dark, too_small, steady from the lowest
//   bit) and 8 × f32.
// The worker looks at hostile bytes: what it says is read as if it were one of them.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "platform/scanner/scanner_events.hpp"

namespace lobby::platform {

enum class ScanOrder : uint8_t {
    watch = 'W',
    rest = 'R',
    capture = 'C',
    preview_taken = 'P',  // the next one may come
};

inline constexpr uint32_t widest_preview = 640;
inline constexpr uint32_t highest_preview = 1024;

// Pictures of which the camera sent only damage.
struct BadFrames {
    uint32_t count = 0;
};
using ScanNews = std::variant<ScannerReady, ScannerLost, Preview, PageCaptured, CaptureFailed, BadFrames>;

// The caller wipes it.
[[nodiscard]] std::vector<uint8_t> encode_news(const ScanNews& news);

// Bytes as they arrive. What was read is wiped in here.
class ScanNewsReader {
public:
    ScanNewsReader() = default;
    ~ScanNewsReader();
    ScanNewsReader(const ScanNewsReader&) = delete;
    ScanNewsReader& operator=(const ScanNewsReader&) = delete;

    // False: this is no worker's talk; nothing more is read.
    [[nodiscard]] bool feed(std::span<const uint8_t> bytes);
    [[nodiscard]] std::optional<ScanNews> next();

private:
    [[nodiscard]] bool read_message();

    std::vector<uint8_t> head_;
    std::vector<uint8_t> body_;
    size_t length_ = 0;
    bool broken_ = false;
    std::deque<ScanNews> news_;
};

}  // namespace lobby::platform
