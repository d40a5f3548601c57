#include "office/speech/call_text.hpp"

#include <array>

namespace lobby::office::speech {

namespace {

constexpr std::array<std::string_view, 10> digits_zh{"零", "一", "二", "三", "四",
                                                     "五", "六", "七", "八", "九"};
constexpr std::array<std::string_view, 10> digits_en{"zero", "one", "two",   "three", "four",
                                                     "five", "six", "seven", "eight", "nine"};

void put_in(std::string& text, std::string_view name, std::string_view value) {
    const auto at = text.find(name);
    if (at != std::string::npos) text.replace(at, name.size(), value);
}

}  // namespace

std::string spelled(std::string_view number, Language language) {
    const auto& digits = language == Language::zh ? digits_zh : digits_en;
    std::string out;
    for (const char c : number) {
        if (!out.empty()) out.push_back(' ');
        if (c >= '0' && c <= '9')
            out += digits[static_cast<size_t>(c - '0')];
        else
            out.push_back(c);
    }
    return out;
}

std::string call_text(std::string_view form, std::string_view number, std::string_view window,
                      Language language) {
    std::string text(form);
    put_in(text, "{number}", spelled(number, language));
    put_in(text, "{window}", window);
    return text;
}

}  // namespace lobby::office::speech
