// The characters of a Chinese printer's font. GB 18030 writes a character in one, two or four bytes; printers
// hold at most those of one and two bytes (ASCII and GBK), older ones only GB 2312. Conversion is glibc's
// iconv. Pure; not thread-safe: one converter a thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lobby::platform {

// What the printer's own font has beside ASCII.
enum class PrinterFont { gb2312, gbk };

struct GbBytes {
    std::array<uint8_t, 2> bytes{};
    size_t size = 0;  // 1 or 2
};

class GbConverter {
public:
    GbConverter();  // throws std::runtime_error when glibc has no GB18030 (a broken installation)
    ~GbConverter();
    GbConverter(const GbConverter&) = delete;
    GbConverter& operator=(const GbConverter&) = delete;

    // Nothing when the font lacks the character: control characters, those of four bytes, private use.
    [[nodiscard]] std::optional<GbBytes> encode(char32_t character, PrinterFont font);
    // Nothing when no character stands at these two bytes.
    [[nodiscard]] std::optional<char32_t> decode(uint8_t lead, uint8_t trail);

private:
    void* to_gb_;
    void* from_gb_;
};

// Nothing when the bytes are not UTF-8 (RFC 3629: no surrogates, no overlong forms).
[[nodiscard]] std::optional<std::u32string> decode_utf8(std::string_view text);

}  // namespace lobby::platform
