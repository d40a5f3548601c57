// Which of our certificates a page looks like, by the words that such papers have. Pure, total.
#pragma once

#include <optional>
#include <span>

#include "kiosk/recognition/text_shapes.hpp"
#include "office/api/registration.hpp"

namespace lobby::kiosk {

struct KindGuess {
    std::optional<api::PageKind> most{};  // nothing: none of ours
    bool asked = false;                   // it may well be the one that was asked for
};

// `lines` in their plain forms, without spaces.
[[nodiscard]] KindGuess guess_kind(api::PageKind asked, std::span<const ReadText> lines);

}  // namespace lobby::kiosk
