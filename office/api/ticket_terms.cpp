#include "office/api/ticket_terms.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace lobby::api {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

char upper(char c) {
    return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

}  // namespace

std::string text_of(const TicketNumber& number) {
    return fmt::format("{}{}{:03}", number.prefix, number.series, number.count);
}

std::optional<TicketNumber> parse_number(std::string_view text) {
    if (text.size() < 5 || text.size() > 6) return std::nullopt;
    TicketNumber number{upper(text[0]), upper(text[1]), 0};
    if (!is_upper(number.prefix) || !is_upper(number.series)) return std::nullopt;
    for (const char c : text.substr(2)) {
        if (!is_digit(c)) return std::nullopt;
        number.count = number.count * 10 + static_cast<uint32_t>(c - '0');
    }
    if (number.count == 0 || (text.size() == 6 && number.count < 1000)) return std::nullopt;
    return number;
}

bool is_word(std::string_view text) {
    return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) {
        return is_lower(c) || is_digit(c) || c == '_' || c == '-';
    });
}

bool is_actor(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
        return is_lower(c) || is_upper(c) || is_digit(c) || c == '_' || c == '-' || c == '.';
    });
}

bool is_token(std::string_view text) {
    if (text.empty()) return true;
    return text.size() >= 16 && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
               return is_lower(c) || is_upper(c) || is_digit(c) || c == '_' || c == '-';
           });
}

}  // namespace lobby::api
