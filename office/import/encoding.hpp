// The two encodings in which the business system's exports come. Pure.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lobby::office::imports {

enum class Encoding { utf8, gb18030 };

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
inline constexpr size_t max_gb18030_bytes = 4;  // of one character

// GB18030 to UTF-8, strictly: nothing is replaced or left out. Bytes below 0x80 stand for themselves, and no
// character of more bytes has a line feed, a comma or a quote in it.
class Gb18030Decoder {
public:
    Gb18030Decoder();  // throws std::runtime_error where the C library has no GB18030

    struct Step {
        size_t read = 0;
        size_t written = 0;
        bool bad = false;  // what follows the bytes read is not GB18030
    };
    // As much as there is room for. A character that is cut off at the end of `in` is left unread.
    Step decode(std::string_view in, std::span<char> out);

private:
    struct Close {
        void operator()(void* handle) const;
    };
    std::unique_ptr<void, Close> handle_;
};

// The whole text, or nothing when it is not GB18030.
[[nodiscard]] std::optional<std::string> utf8_of_gb18030(std::string_view text);

}  // namespace lobby::office::imports
