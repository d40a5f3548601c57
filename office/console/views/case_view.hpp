// A case as it may be told, with the words of office/api/terms.hpp; the pages have the translations.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "office/api/messages.hpp"

namespace lobby::office::console {

[[nodiscard]] boost::json::object case_view(const api::DisclosedCase& told);

// The first character and a star for each of the others: enough for a clerk who has the person before him.
[[nodiscard]] std::string masked_name(std::string_view utf8);

}  // namespace lobby::office::console
