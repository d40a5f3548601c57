// Reads the JSON object of a request. Total and bounded: any bytes give values or a malformed body. A field
// that nobody asked for makes it malformed, as a misspelt one would else be silently without effect.
//
// Use: take each field, then ask good(). The memory in which it was parsed is wiped: bodies hold passwords
// and identity numbers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.hpp"

namespace lobby::office::console {

inline constexpr size_t longest_body = 64u << 10;

class JsonBody {
public:
    explicit JsonBody(std::string_view text);
    JsonBody(JsonBody&&) noexcept;
    JsonBody& operator=(JsonBody&&) noexcept;
    ~JsonBody();

    // A field that is not there, or null, is nothing; one of another kind, or out of its bounds, makes the
    // body malformed.
    std::optional<std::string> text(std::string_view name, size_t longest);  // bytes of plain text
    std::optional<SecretString> secret(std::string_view name, size_t longest);
    std::optional<uint64_t> number(std::string_view name, uint64_t low, uint64_t high);
    std::optional<bool> flag(std::string_view name);
    std::optional<std::vector<std::string>> texts(std::string_view name, size_t most, size_t longest);

    // Whether it was an object, every field fit, and no other was there.
    [[nodiscard]] bool good() const;

private:
    struct Parsed;
    std::unique_ptr<Parsed> parsed_;
};

}  // namespace lobby::office::console
