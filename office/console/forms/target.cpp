#include "office/console/forms/target.hpp"

#include <algorithm>

#include "office/api/text_rules.hpp"

namespace lobby::office::console {

namespace {

constexpr size_t most_segments = 8;
constexpr size_t most_parameters = 16;

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(text[i]);
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const auto high = hex_digit(text[i + 1]);
        const auto low = hex_digit(text[i + 2]);
        if (!high || !low) return std::nullopt;
        out.push_back(static_cast<char>(*high * 16 + *low));
        i += 2;
    }
    const bool clean = std::ranges::none_of(
        out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\'; });
    if (!clean) return std::nullopt;
    return out;
}

bool add_segment(std::vector<std::string>& path, std::string_view text) {
    auto segment = decoded(text);
    if (!segment || segment->empty() || *segment == "." || *segment == ".." || path.size() == most_segments ||
        segment->find('/') != std::string::npos)
        return false;
    path.push_back(std::move(*segment));
    return true;
}

bool add_parameter(std::map<std::string, std::string>& query, std::string_view text) {
    const auto equals = text.find('=');
    auto name = decoded(text.substr(0, equals));
    auto value = decoded(equals == std::string_view::npos ? std::string_view{} : text.substr(equals + 1));
    if (!name || !value || name->empty() || query.size() == most_parameters) return false;
    return query.emplace(std::move(*name), std::move(*value)).second;
}

}  // namespace

std::optional<Target> parse_target(std::string_view text) {
    if (text.empty() || text.size() > longest_target || text[0] != '/') return std::nullopt;
    Target target;
    const auto question = text.find('?');
    auto path = text.substr(1, question == std::string_view::npos ? question : question - 1);
    if (!path.empty() && path.back() == '/') path.remove_suffix(1);
    if (path.empty() && text.substr(0, 2) == "//") return std::nullopt;
    while (!path.empty()) {
        const auto slash = path.find('/');
        if (!add_segment(target.path, path.substr(0, slash))) return std::nullopt;
        if (slash == std::string_view::npos) break;
        path.remove_prefix(slash + 1);
        if (path.empty()) return std::nullopt;
    }
    auto query = question == std::string_view::npos ? std::string_view{} : text.substr(question + 1);
    while (!query.empty()) {
        const auto end = query.find('&');
        if (!add_parameter(target.query, query.substr(0, end))) return std::nullopt;
        if (end == std::string_view::npos) break;
        query.remove_prefix(end + 1);
    }
    return target;
}

}  // namespace lobby::office::console
