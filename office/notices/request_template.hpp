// The body of a request to a gateway, made from the office's own template: {id}, {phone}, {text} and {kind}
// are put in once and escaped for where they stand. Pure and total.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "office/notices/notice_settings.hpp"

namespace lobby::office {

struct TemplateValues {
    std::string_view id{};
    std::string_view phone{};
    std::string_view text{};
    std::string_view kind{};
};

enum class Escape { none, json, urlencoded };

// A value is never looked through for names again.
[[nodiscard]] std::string fill_template(std::string_view body, const TemplateValues& values, Escape escape);

// What is wrong with a template, in plain words; nothing: it can be used.
[[nodiscard]] std::optional<std::string> fault_of_body(std::string_view body, SmsSettings::Form form);

// Whether an answer says at `pointer` (RFC 6901) what the gateway says when it took the notice: a text, a
// whole number, true or false. Hostile answers are no.
[[nodiscard]] bool says_accepted(std::string_view answer, std::string_view pointer, std::string_view value);

}  // namespace lobby::office
