// From a JPEG to proposals: decoded, turned upright, read, fields found. Only in the reading process.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>

#include "base/result.hpp"
#include "kiosk/recognition/page_reading.hpp"
#include "kiosk/recognition/page_text.hpp"
#include "kiosk/recognition/worker/text_recogniser.hpp"

namespace lobby::kiosk {

struct UprightText {
    PageText text;
    uint8_t quarter_turns = 0;  // clockwise, that bring the picture upright
};

class PageRecognition {
public:
    // As TextRecogniser's.
    explicit PageRecognition(const std::filesystem::path& language_data) : recogniser_(language_data) {}

    [[nodiscard]] Result<UprightText, ReadingError> text_of(std::span<const uint8_t> jpeg,
                                                            std::chrono::milliseconds deadline);
    [[nodiscard]] Result<PageReading, ReadingError> read(api::PageKind kind, std::span<const uint8_t> jpeg,
                                                         std::chrono::milliseconds deadline);

private:
    TextRecogniser recogniser_;
};

}  // namespace lobby::kiosk
