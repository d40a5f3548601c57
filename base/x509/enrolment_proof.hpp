// The one-time code by which a kiosk and its office come to trust each other, and the proofs made from it.
// The code has 100 random bits, so a proof tells nothing of it; it never travels. Whoever does not know it
// can neither get a certificate nor give a kiosk a false one.
//
// Code: 20 characters of Crockford's base32 in four groups, "XXXXX-XXXXX-XXXXX-XXXXX"; case, hyphens and
// spaces do not count, O is 0, I and L are 1.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/secret.hpp"

namespace lobby {

class EnrolmentCode {
public:
    static EnrolmentCode random();
    static std::optional<EnrolmentCode> parse(std::string_view text);

    [[nodiscard]] std::string text() const;  // in groups, to be read out once

    using Digest = std::array<uint8_t, 32>;
    [[nodiscard]] Digest id() const;       // names the code without telling it
    [[nodiscard]] Digest mac_key() const;  // for proof()

private:
    explicit EnrolmentCode(SecretString characters) : characters_(std::move(characters)) {}
    [[nodiscard]] Digest derive(std::string_view purpose) const;
    SecretString characters_;
};

// Hexadecimal HMAC over the parts, each with its length, under one purpose ("request", "answer").
[[nodiscard]] std::string enrolment_proof(const EnrolmentCode::Digest& mac_key, std::string_view purpose,
                                          std::span<const std::string_view> parts);
[[nodiscard]] bool same_proof(std::string_view a, std::string_view b);

}  // namespace lobby
