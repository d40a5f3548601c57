// Identity numbers: citizens and residence permits (GB 11643-1999, 18 characters, ISO 7064 MOD 11-2 check),
// the foreign permanent resident card of 2023 (18 digits starting with 9, same check) and that of 2017
// (15 characters, 3 letters + 12 digits).
#pragma once

#include <string>
#include <string_view>

#include "base/civil_date.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

namespace lobby {

enum class IdentityNumberError { length, character, date, check_digit };
enum class Sex { male, female };

// Exists only checked. Wiped when destroyed. There is on purpose no way to print it.
class IdentityNumber {
public:
    enum class Kind { citizen, residence_permit, foreign_2023, foreign_2017 };

    // Accepts a lower-case x and full-width digits; nothing else is forgiven.
    static Result<IdentityNumber, IdentityNumberError> parse(std::string_view text);

    [[nodiscard]] std::string_view reveal() const { return digits_.view(); }
    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] Date birth() const { return birth_; }
    [[nodiscard]] Sex sex() const { return sex_; }
    // First three and last two characters, the rest as stars: enough for its owner, useless to a bystander.
    [[nodiscard]] std::string masked() const;

    friend bool operator==(const IdentityNumber& a, const IdentityNumber& b) {
        return a.digits_ == b.digits_;
    }

private:
    IdentityNumber(SecretString digits, Kind kind, Date birth, Sex sex)
        : digits_(std::move(digits)), kind_(kind), birth_(birth), sex_(sex) {}
    SecretString digits_;
    Kind kind_;
    Date birth_;
    Sex sex_;
};

// The check character of GB 11643 for the first 17 digits of `text`.
[[nodiscard]] char identity_check_character(std::string_view first_17_digits);

}  // namespace lobby
