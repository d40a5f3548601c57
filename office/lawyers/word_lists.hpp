// Lists of our own words as the store has them: separated by commas. Words that are not known (of a newer
// program) are left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "office/api/ticket_terms.hpp"

namespace lobby::office {

template <class E>
[[nodiscard]] std::string as_words(const std::vector<E>& values) {
    std::string out;
    for (const auto value : values) {
        if (!out.empty()) out += ',';
        out += api::word_of(value);
    }
    return out;
}

template <class E>
[[nodiscard]] std::vector<E> from_words(std::string_view text) {
    std::vector<E> out;
    while (!text.empty()) {
        const auto comma = text.find(',');
        if (const auto value = api::from_word<E>(text.substr(0, comma))) out.push_back(*value);
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
    return out;
}

}  // namespace lobby::office
