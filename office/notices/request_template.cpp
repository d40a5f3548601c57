#include "office/notices/request_template.hpp"

#include <array>
#include <utility>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace lobby::office {

namespace json = boost::json;

namespace {

constexpr size_t deepest = 16;

std::array<std::pair<std::string_view, std::string_view>, 4> named(const TemplateValues& v) {
    return {{{"{id}", v.id}, {"{phone}", v.phone}, {"{text}", v.text}, {"{kind}", v.kind}}};
}

bool is_unreserved(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void add_escaped(std::string& out, std::string_view value, Escape escape) {
    if (escape == Escape::none) {
        out += value;
    } else if (escape == Escape::json) {
        const auto quoted = json::serialize(json::string(value));
        out.append(quoted, 1, quoted.size() - 2);
    } else {
        for (const char c : value)
            if (is_unreserved(c))
                out += c;
            else
                out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
}

// "{name}" with a name of small letters that is none of ours.
bool has_unknown_name(std::string_view body) {
    const auto known = named({});
    for (size_t at = body.find('{'); at != std::string_view::npos; at = body.find('{', at + 1)) {
        const auto end = body.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", at + 1);
        if (end == std::string_view::npos || end == at + 1 || body[end] != '}') continue;
        const auto name = body.substr(at, end + 1 - at);
        bool found = false;
        for (const auto& [ours, value] : known) found = found || name == ours;
        if (!found) return true;
    }
    return false;
}

std::optional<json::value> parsed(std::string_view text) {
    json::parse_options options;
    options.max_depth = deepest;
    boost::system::error_code error;
    auto value = json::parse(text, error, {}, options);
    if (error) return std::nullopt;
    return value;
}

}  // namespace

std::string fill_template(std::string_view body, const TemplateValues& values, Escape escape) {
    const auto names = named(values);
    std::string out;
    out.reserve(body.size() + 2 * values.text.size() + 64);
    for (size_t at = 0; at < body.size();) {
        bool put = false;
        for (const auto& [name, value] : names)
            if (body.substr(at).starts_with(name)) {
                add_escaped(out, value, escape);
                at += name.size();
                put = true;
                break;
            }
        if (!put) out += body[at++];
    }
    return out;
}

std::optional<std::string> fault_of_body(std::string_view body, SmsSettings::Form form) {
    if (has_unknown_name(body)) return "may name {id}, {phone}, {text} and {kind}, and nothing else";
    if (body.find("{phone}") == std::string_view::npos) return "does not say {phone}";
    if (body.find("{text}") == std::string_view::npos && body.find("{kind}") == std::string_view::npos)
        return "says neither {text} nor {kind}";
    if (form == SmsSettings::Form::json &&
        !parsed(fill_template(body, {"0f", "13800138000", "\"text\"\n", "kind"}, Escape::json)))
        return "is not JSON";
    return std::nullopt;
}

bool says_accepted(std::string_view answer, std::string_view pointer, std::string_view value) {
    const auto root = parsed(answer);
    if (!root) return false;
    boost::system::error_code error;
    const auto* at = root->find_pointer(pointer, error);
    if (error || !at) return false;
    if (const auto* text = at->if_string()) return std::string_view(text->data(), text->size()) == value;
    return (at->is_int64() || at->is_uint64() || at->is_bool()) && json::serialize(*at) == value;
}

}  // namespace lobby::office
