// Cards as JSON: one card, or one picked by its label out of a file of identities. Pure and total.
//
//   {"type":"citizen|residence_permit|foreign_2017|foreign_2023","name":…,"sex":…,"birth":"YYYYMMDD",…}
//   {"identities":[{"label":…,"card":{…}},…]}     other keys are left alone
#pragma once

#include <optional>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/result.hpp"
#include "platform/emulator/idcard/card_encoder.hpp"

namespace lobby::emulator {

enum class CardJsonFlaw { not_an_object, unknown_type, unknown_key, not_text, too_long };

struct CardJsonError {
    std::string_view field;  // one of ours, or empty
    CardJsonFlaw flaw{};
};

[[nodiscard]] std::string_view word_of(CardJsonFlaw flaw);

[[nodiscard]] Result<CardFacts, CardJsonError> card_of_json(const boost::json::value& json);

// The card with that label; nothing where there is none, or the file is something else.
[[nodiscard]] const boost::json::value* card_labelled(const boost::json::value& identities,
                                                      std::string_view label);

}  // namespace lobby::emulator
