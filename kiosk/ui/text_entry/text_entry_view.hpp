// Draws a TextEntry: what stands there, characters to choose from, and a keyboard of large keys. Says what
// was touched; the flow presses it.
#pragma once

#include <optional>
#include <string_view>

#include "kiosk/ui/text_entry/text_entry.hpp"
#include "kiosk/ui/ui.hpp"

namespace lobby::kiosk::ui {

// Takes the whole place: at least 900 × 800 of the design upright, 1600 × 560 lying.
// Widgets: ID.field, ID.candidate.0 …, ID.turn.back, ID.turn.more, ID.key.a …, ID.key.erase, ID.key.space,
// ID.page.pinyin, ID.page.latin, ID.page.digits.
std::optional<TextKey> text_entry(Ui& ui, std::string_view id, Rect at, std::string_view label,
                                  const TextEntry& entry);

}  // namespace lobby::kiosk::ui
