#include "office/notices/mail_message.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <sodium.h>

#include "base/civil_date.hpp"

namespace lobby::office {

namespace {

constexpr size_t line_length = 76;
// RFC 2047 lets a line with an encoded word have 76 characters, "Subject: " among them.
constexpr size_t word_bytes = 39;
constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string base64(std::string_view bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();
    return out;
}

// Without what would end a header line.
std::string header_text(std::string_view text) {
    std::string clean(text);
    std::erase_if(clean, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    const bool ascii =
        std::ranges::all_of(clean, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii) return clean;
    std::string out;
    for (size_t at = 0; at < clean.size();) {
        auto end = std::min(at + word_bytes, clean.size());
        // A character is never cut in two.
        while (end > at && end < clean.size() && (static_cast<unsigned char>(clean[end]) & 0xC0) == 0x80)
            --end;
        if (end == at) end = std::min(at + word_bytes, clean.size());
        out +=
            fmt::format("{}=?UTF-8?B?{}?=", out.empty() ? "" : "\r\n ", base64(clean.substr(at, end - at)));
        at = end;
    }
    return out;
}

std::string mail_date(WallTime at) {
    const auto local = at + office_utc_offset;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(local - day));
    return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0800",
                       weekdays.at(std::chrono::weekday(day).c_encoding()), static_cast<unsigned>(date.day()),
                       months.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace

std::string written(const Mail& mail) {
    const auto domain = mail.from.substr(mail.from.find('@') + 1);
    auto out = fmt::format(
        "Date: {}\r\nFrom: <{}>\r\nTo: <{}>\r\nSubject: {}\r\nMessage-ID: <{}@{}>\r\n"
        "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        mail_date(mail.at), mail.from, mail.to, header_text(mail.subject), mail.id, domain);
    const auto body = base64(mail.text);
    for (size_t at = 0; at < body.size(); at += line_length) {
        out.append(body, at, line_length);
        out += "\r\n";
    }
    return out;
}

bool is_mail_address(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
    const auto domain = text.substr(at + 1);
    const auto fits = [](std::string_view part, std::string_view marks) {
        return !part.empty() && part.front() != '.' && part.back() != '.' &&
               part.find("..") == std::string_view::npos && std::ranges::all_of(part, [&](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          marks.find(c) != std::string_view::npos;
               });
    };
    return fits(text.substr(0, at), ".-_+=") && fits(domain, ".-");
}

}  // namespace lobby::office
