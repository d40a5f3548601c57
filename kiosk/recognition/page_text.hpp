// What stands on a page, as recognition gives it: lines of characters with how sure it is of each, and the
// contents of QR and bar codes. All of it is hostile: a page can say anything. Lives in the reading process
// only, which ends with its page; so nothing here is wiped.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lobby::kiosk {

// A run of Latin letters and digits of a line, read a second time by a model that knows nothing else.
struct SecondReading {
    size_t first = 0;  // index of the line's character where the run begins
    size_t count = 0;  // how many characters of the line it stands for
    std::u32string text;
    int confidence = 0;  // 0 to 100
};

struct TextLine {
    std::u32string text;
    std::vector<uint8_t> confidence;  // 0 to 100, of each character
    int left = 0;                     // pixels of the upright picture
    int top = 0;
    int right = 0;
    int bottom = 0;
    std::vector<SecondReading> second;
};

struct PageText {
    std::vector<TextLine> lines;     // in reading order
    std::vector<std::string> codes;  // bytes, as they stand in the code
};

// What goes beyond is not looked at: no certificate is that long.
inline constexpr size_t most_text_lines = 300;
inline constexpr size_t most_line_characters = 200;
inline constexpr size_t most_codes = 8;
inline constexpr size_t most_code_bytes = 1024;

}  // namespace lobby::kiosk
