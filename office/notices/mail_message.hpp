// A mail of one short text (RFC 5322, RFC 2045, RFC 2047): UTF-8, base64. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace lobby::office {

struct Mail {
    std::string from;
    std::string to;
    std::string subject;
    std::string text;
    std::string id;  // of the notice: the same mail sent twice has one Message-ID
    WallTime at{};
};

// With CRLF line ends, as it goes over the wire. `from` and `to` are mail addresses.
[[nodiscard]] std::string written(const Mail& mail);

// local@domain of the characters that need no quoting, and no longer than RFC 5321 allows.
[[nodiscard]] bool is_mail_address(std::string_view text);

}  // namespace lobby::office
