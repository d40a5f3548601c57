#include "platform/printer/gb18030.hpp"

#include <stdexcept>

#include <iconv.h>

namespace lobby::platform {

namespace {

iconv_t no_converter() {
    return reinterpret_cast<iconv_t>(-1);
}

// One character through iconv; the number of bytes written, 0 when it cannot be said in the other set.
template <size_t N>
size_t convert(void* converter, const char* from, size_t from_size, std::array<char, N>& to) {
    ::iconv(converter, nullptr, nullptr, nullptr, nullptr);
    auto* in = const_cast<char*>(from);  // iconv's signature; it does not write there
    auto* out = to.data();
    size_t left = N;
    if (::iconv(converter, &in, &from_size, &out, &left) == static_cast<size_t>(-1) || from_size != 0)
        return 0;
    return N - left;
}

bool private_use(char32_t c) {
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

bool control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

}  // namespace

GbConverter::GbConverter()
    : to_gb_(::iconv_open("GB18030", "UTF-32LE")), from_gb_(::iconv_open("UTF-32LE", "GB18030")) {
    if (to_gb_ != no_converter() && from_gb_ != no_converter()) return;
    if (to_gb_ != no_converter()) ::iconv_close(to_gb_);
    if (from_gb_ != no_converter()) ::iconv_close(from_gb_);
    throw std::runtime_error("iconv has no GB18030");
}

GbConverter::~GbConverter() {
    ::iconv_close(to_gb_);
    ::iconv_close(from_gb_);
}

std::optional<GbBytes> GbConverter::encode(char32_t character, PrinterFont font) {
    if (control(character) || private_use(character)) return std::nullopt;
    if (character < 0x80) return GbBytes{{static_cast<uint8_t>(character), 0}, 1};
    const std::array<char, 4> from{static_cast<char>(character & 0xFF),
                                   static_cast<char>(character >> 8 & 0xFF),
                                   static_cast<char>(character >> 16 & 0xFF), 0};
    std::array<char, 4> to{};
    if (convert(to_gb_, from.data(), from.size(), to) != 2) return std::nullopt;
    const GbBytes gb{{static_cast<uint8_t>(to[0]), static_cast<uint8_t>(to[1])}, 2};
    // GB 2312: rows 1 to 9 signs, 16 to 87 characters, both bytes with the high bit.
    const bool in_gb2312 = gb.bytes[1] >= 0xA1 && ((gb.bytes[0] >= 0xA1 && gb.bytes[0] <= 0xA9) ||
                                                   (gb.bytes[0] >= 0xB0 && gb.bytes[0] <= 0xF7));
    if (font == PrinterFont::gb2312 && !in_gb2312) return std::nullopt;
    return gb;
}

std::optional<char32_t> GbConverter::decode(uint8_t lead, uint8_t trail) {
    const std::array<char, 2> from{static_cast<char>(lead), static_cast<char>(trail)};
    std::array<char, 8> to{};
    if (convert(from_gb_, from.data(), from.size(), to) != 4) return std::nullopt;
    const auto at = [&](size_t i) { return static_cast<char32_t>(static_cast<uint8_t>(to[i])); };
    const char32_t c = at(0) | at(1) << 8 | at(2) << 16 | at(3) << 24;
    if (private_use(c)) return std::nullopt;
    return c;
}

std::optional<std::u32string> decode_utf8(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (size_t i = 0; i < text.size();) {
        const auto first = static_cast<uint8_t>(text[i]);
        const size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        static constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
        if ((first >= 0x80 && first < 0xC2) || first > 0xF4 || i + length > text.size()) return std::nullopt;
        char32_t value = length == 1 ? first : first & (0x7Fu >> length);
        for (size_t k = 1; k < length; ++k) {
            const auto next = static_cast<uint8_t>(text[i + k]);
            if ((next & 0xC0u) != 0x80) return std::nullopt;
            value = value << 6 | (next & 0x3Fu);
        }
        if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
            return std::nullopt;
        out.push_back(value);
        i += length;
    }
    return out;
}

}  // namespace lobby::platform
