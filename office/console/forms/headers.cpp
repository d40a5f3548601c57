#include "office/console/forms/headers.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace lobby::office::console {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// Calls visit(part) for each part between separators.
template <class Visit>
void split(std::string_view text, char separator, Visit visit) {
    for (;;) {
        const auto end = text.find(separator);
        visit(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

std::string cookie_value(std::string_view header, std::string_view name) {
    std::string value;
    size_t found = 0;
    split(header, ';', [&](std::string_view pair) {
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != name) return;
        value = std::string(pair.substr(equals + 1));
        ++found;
    });
    return found == 1 ? value : std::string();
}

bool same_origin(std::string_view host, std::string_view origin, std::string_view fetch_site) {
    if (!fetch_site.empty() && fetch_site != "same-origin") return false;
    if (origin.empty()) return true;
    constexpr std::string_view scheme = "https://";
    return origin.starts_with(scheme) && !host.empty() && same_word(origin.substr(scheme.size()), host);
}

bool is_json(std::string_view content_type) {
    return same_word(trimmed(content_type.substr(0, content_type.find(';'))), "application/json");
}

std::string address_group(std::string_view address) {
    if (address.find(':') == std::string_view::npos || address.find('.') != std::string_view::npos)
        return std::string(address);
    size_t groups = 0;
    for (size_t i = 0; i < address.size(); ++i) {
        if (address[i] != ':') continue;
        if (i + 1 < address.size() &&
            address[i + 1] == ':')  // zeros from here: they reach into the host's part
            return std::string(address.substr(0, i)) + "::/64";
        if (++groups == 4) return std::string(address.substr(0, i)) + "::/64";
    }
    return std::string(address);
}

bool names_tag(std::string_view if_none_match, std::string_view tag) {
    if (if_none_match.empty()) return false;
    bool named = false;
    split(if_none_match, ',', [&](std::string_view given) {
        if (given.starts_with("W/")) given.remove_prefix(2);
        named = named || given == "*" || given == tag;
    });
    return named;
}

std::string_view media_type_of(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> types{{
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json; charset=utf-8"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".webp", "image/webp"},
        {".woff2", "font/woff2"},
        {".wav", "audio/wav"},
        {".txt", "text/plain; charset=utf-8"},
        {".map", "application/json; charset=utf-8"},
    }};
    for (const auto& [ending, type] : types)
        if (name.size() > ending.size() && name.ends_with(ending)) return type;
    return {};
}

}  // namespace lobby::office::console
