// Made-up names, as people of the county are called: Han, and Yi, Dai and Bulang names with a middle dot.
#pragma once

#include <string>

#include "base/identity_number.hpp"
#include "office/demo/random.hpp"

namespace lobby::office::demo {

[[nodiscard]] std::string make_name(Sex sex, Random& random);

// A name with the same surname, as a parent, child or sibling has; an unrelated one where there are no
// surnames.
[[nodiscard]] std::string make_relatives_name(const std::string& of, Sex sex, Random& random);

}  // namespace lobby::office::demo
