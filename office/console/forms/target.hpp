// The request's target (RFC 9112 §3.2.1, origin form): path and query, decoded. Total and bounded; whatever
// could be read in two ways is refused.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lobby::office::console {

inline constexpr size_t longest_target = 2048;

struct Target {
    std::vector<std::string> path;             // "/a/b": a, b; "/": nothing
    std::map<std::string, std::string> query;  // each name once
    friend bool operator==(const Target&, const Target&) = default;
};

// Nothing: too long, not beginning with a slash, an empty, "." or ".." segment (but one slash may end the
// path), a slash, backslash or control character in a segment, a bad escape, a name in the query twice.
[[nodiscard]] std::optional<Target> parse_target(std::string_view text);

}  // namespace lobby::office::console
