// Typing a name or a firm at the screen, as a value: what stands there, and the letters that are not words
// yet. Pure; flows keep one in their state, text_entry_view.hpp draws it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "base/secret.hpp"

namespace lobby::kiosk::ui {

enum class EntryPage { pinyin, latin, digits };

struct TextEntry {
    SecretString text;                   // UTF-8, what stands there
    SecretString letters;                // Pinyin that no character was chosen for yet
    EntryPage page = EntryPage::pinyin;  // of the keyboard
    size_t first_candidate = 0;          // of those that are offered
    size_t most_bytes = 120;             // of the text

    // Something stands there, and nothing is half typed.
    [[nodiscard]] bool complete() const { return !text.empty() && letters.empty(); }
};

struct Letter {
    char letter{};  // 'a'…'z' of Pinyin (v for ü); of Latin also 'A'…'Z', ' ' and '.'; '0'…'9'
};
struct EraseOne {};  // a letter of Pinyin; when there is none, the last character
struct Pick {        // of a candidate
    SecretString text;
    size_t letters = 0;  // that it stands for, from the first
};
struct ShowPage {
    EntryPage page{};
};
struct TurnCandidates {
    size_t first = 0;
};
using TextKey = std::variant<Letter, EraseOne, Pick, ShowPage, TurnCandidates>;

// The most letters that may wait for a character: a name of four syllables, generously.
inline constexpr size_t most_pinyin_letters = 32;

// What does not fit, or is no key of this page, changes nothing.
void press(TextEntry& entry, TextKey key);

}  // namespace lobby::kiosk::ui
