#include "kiosk/ui/text_entry/text_entry.hpp"

namespace lobby::kiosk::ui {

namespace {

bool is_pinyin(char c) {
    return c >= 'a' && c <= 'z';
}

bool is_key_of(EntryPage page, char c) {
    switch (page) {
        case EntryPage::pinyin:
            return is_pinyin(c);
        case EntryPage::latin:
            return is_pinyin(c) || (c >= 'A' && c <= 'Z') || c == ' ' || c == '.';
        case EntryPage::digits:
            return c >= '0' && c <= '9';
    }
    return false;
}

void append(TextEntry& entry, std::string_view more) {
    if (entry.text.size() + more.size() > entry.most_bytes) return;
    for (const char c : more) entry.text.push_back(c);
}

void type(TextEntry& entry, char c) {
    if (!is_key_of(entry.page, c)) return;
    if (entry.page != EntryPage::pinyin) return append(entry, {&c, 1});
    if (entry.letters.size() < most_pinyin_letters) entry.letters.push_back(c);
    entry.first_candidate = 0;
}

void erase(TextEntry& entry) {
    entry.first_candidate = 0;
    if (!entry.letters.empty()) return entry.letters.pop_back();
    const auto continues = [&] {
        return (static_cast<unsigned char>(entry.text.view().back()) & 0xC0U) == 0x80U;
    };
    while (!entry.text.empty() && continues()) entry.text.pop_back();
    entry.text.pop_back();
}

void pick(TextEntry& entry, const Pick& picked) {
    if (picked.letters == 0 || picked.letters > entry.letters.size()) return;
    if (entry.text.size() + picked.text.size() > entry.most_bytes) return;
    append(entry, picked.text.view());
    entry.letters = SecretString(entry.letters.view().substr(picked.letters));
    entry.first_candidate = 0;
}

}  // namespace

void press(TextEntry& entry, TextKey key) {
    if (const auto* letter = std::get_if<Letter>(&key)) return type(entry, letter->letter);
    if (std::holds_alternative<EraseOne>(key)) return erase(entry);
    if (const auto* picked = std::get_if<Pick>(&key)) return pick(entry, *picked);
    if (const auto* turn = std::get_if<TurnCandidates>(&key)) {
        entry.first_candidate = turn->first;
        return;
    }
    entry.page = std::get<ShowPage>(key).page;
    // Letters without a character cannot be seen on the other pages.
    entry.letters.wipe();
    entry.first_candidate = 0;
}

}  // namespace lobby::kiosk::ui
