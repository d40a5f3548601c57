// The number of a lawyer's practising certificate. The form of 2010 has 17 digits: kind, region (GB/T 2260,
// province and prefecture), year of first practice, class, sex, serial. The older form has 12. There is no
// check digit, so that a number which does not fit is unusual and never wrong: a person looks at it.
#pragma once

#include <optional>
#include <string_view>

#include "base/civil_date.hpp"
#include "base/identity_number.hpp"
#include "base/secret.hpp"

namespace lobby {

// Digit 10, from 1 on.
enum class LawyerClass {
    full_time = 1,
    part_time,
    hong_kong,
    macao,
    taiwan,
    government,
    company,
    legal_aid,
    military
};

struct LicenceNumber {
    enum class Form { of_2010, older, unusual };
    Form form = Form::unusual;
    SecretString text;  // half-width, without spaces and hyphens
    // Of the form of 2010 only.
    int region = 0;  // four digits of GB/T 2260
    int first_year = 0;
    LawyerClass of{};
    Sex sex{};  // digit 11: 0 male, 1 female (m)
};

// `today`: a first practice after it is unusual. A text of more than 64 bytes is unusual and left empty.
[[nodiscard]] LicenceNumber read_licence_number(std::string_view text, Date today);

}  // namespace lobby
