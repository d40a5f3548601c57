#include "kiosk/ui/text_entry/text_entry_view.hpp"

#include <array>
#include <string>

namespace lobby::kiosk::ui {

namespace {

// Two places of the grid turn over.
struct CandidateGrid {
    int columns = 5;
    int rows = 2;
    [[nodiscard]] size_t shown() const { return static_cast<size_t>(columns * rows - 2); }
};
constexpr CandidateGrid narrow_grid{3, 3};  // a word of two characters keeps its line
constexpr float key_gap = 10;

struct PageName {
    EntryPage page{};
    const char* word;
};
constexpr std::array<PageName, 3> pages{
    {{EntryPage::pinyin, "pinyin"}, {EntryPage::latin, "latin"}, {EntryPage::digits, "digits"}}};

class Keyboard {
public:
    Keyboard(Ui& ui, std::string_view id, const TextEntry& entry) : ui_(ui), id_(id), entry_(entry) {}

    std::optional<TextKey> draw(const Rect& at) {
        const auto rows = at.rows(4, ui_.px(key_gap));
        if (entry_.page == EntryPage::digits) {
            row(rows[0], "123", 3);
            row(rows[1], "456", 3);
            row(rows[2], "789", 3);
        } else {
            row(rows[0], "qwertyuiop", 10);
            Rect second = rows[1];
            const float half_key = second.w / 20;
            row({second.x + half_key, second.y, second.w - 2 * half_key, second.h}, "asdfghjkl", 9);
            const auto cells = rows[2].columns(10, ui_.px(key_gap));
            row({cells[0].x, cells[0].y, cells[6].right() - cells[0].x, cells[0].h}, "zxcvbnm", 7);
            erase_key({cells[7].x, cells[7].y, cells[9].right() - cells[7].x, cells[7].h});
        }
        last_row(rows[3]);
        return std::move(touched_);
    }

private:
    void row(const Rect& at, std::string_view keys, int columns) {
        const auto cells = at.columns(columns, ui_.px(key_gap));
        for (size_t i = 0; i < keys.size(); ++i) letter(cells[i], keys[i]);
    }

    void letter(const Rect& at, char key) {
        const bool capital = entry_.page != EntryPage::digits;
        const char shown = capital ? static_cast<char>(key - 'a' + 'A') : key;
        std::string label(1, shown);
        if (entry_.page == EntryPage::pinyin && key == 'v') label = "Ü";
        if (ui_.button(id_ + ".key." + key, at, label))
            touched_ = Letter{entry_.page == EntryPage::latin ? shown : key};
    }

    void erase_key(const Rect& at) {
        if (ui_.button(id_ + ".key.erase", at, ui_.text("text_entry.erase"), ButtonStyle::secondary,
                       Icon::erase))
            touched_ = EraseOne{};
    }

    // The pages; and what has no place above.
    void last_row(const Rect& at) {
        Rect rest = at;
        const float width = at.w * (entry_.page == EntryPage::pinyin ? 0.32F : 0.24F);
        for (const auto& [page, word] : pages) {
            const Rect cell = rest.take_left(width, ui_.px(key_gap));
            const auto label = ui_.text(std::string("text_entry.page.") + word);
            if (ui_.choice(id_ + ".page." + word, cell, Icon::none, label, entry_.page == page))
                touched_ = ShowPage{page};
        }
        if (entry_.page == EntryPage::latin) {
            if (ui_.button(id_ + ".key.space", rest, ui_.text("text_entry.space"))) touched_ = Letter{' '};
        } else if (entry_.page == EntryPage::digits) {
            const Rect zero = rest.take_left(rest.w * 0.44F, ui_.px(key_gap));
            letter(zero, '0');
            erase_key(rest);
        }
    }

    Ui& ui_;
    std::string id_;
    const TextEntry& entry_;
    std::optional<TextKey> touched_;
};

float draw_field(Ui& ui, const std::string& id, Rect at, std::string_view label, const TextEntry& entry) {
    const auto& theme = ui.theme();
    const float height = ui.px(170);
    Rect field = at.take_top(height);
    ui.panel(field);
    field = field.inset(ui.px(24), ui.px(14));
    field.take_top(ui.paragraph(id + ".label", field, label, TextStyle::small, Align::left, theme.ink_soft),
                   ui.px(4));
    std::string shown(entry.text.view());
    if (!entry.letters.empty()) shown.append(shown.empty() ? "" : " ").append(entry.letters.view());
    const auto style = ui.largest_that_fits(shown, field.w, field.h,
                                            {TextStyle::heading, TextStyle::body, TextStyle::small}, true);
    ui.heading(id + ".field", field, shown.empty() ? "…" : shown, style, Align::left,
               entry.letters.empty() ? theme.ink : theme.navy);
    sodium_memzero(shown.data(), shown.size());
    return height;
}

std::optional<TextKey> draw_candidates(Ui& ui, const std::string& id, const Rect& at,
                                       const TextEntry& entry) {
    Pinyin& pinyin = ui.pinyin();
    std::optional<TextKey> touched;
    const auto& offered = pinyin.candidates(entry.letters.view());
    const CandidateGrid grid = at.w < ui.px(640) ? narrow_grid : CandidateGrid{};
    const auto rows = at.rows(grid.rows, ui.px(key_gap));
    if (offered.empty()) {
        const char* hint = entry.letters.empty() ? "text_entry.hint" : "text_entry.go_on";
        ui.paragraph(id + ".hint", at,
                     ui.text(entry.page == EntryPage::pinyin ? hint : "text_entry.hint.direct"),
                     TextStyle::small, Align::left, ui.theme().ink_soft);
        return touched;
    }
    const auto cell = [&](size_t place) {
        const auto columns = static_cast<size_t>(grid.columns);
        return rows[place / columns].columns(grid.columns, ui.px(key_gap))[place % columns];
    };
    const size_t shown = grid.shown();
    for (size_t place = 0; place < shown && entry.first_candidate + place < offered.size(); ++place) {
        const size_t index = entry.first_candidate + place;
        if (ui.button(id + ".candidate." + std::to_string(place), cell(place), offered[index].view()))
            touched = Pick{offered[index], pinyin.letters_of(entry.letters.view(), index)};
    }
    if (ui.button(id + ".turn.back", cell(shown), ui.text("text_entry.back"), ButtonStyle::secondary,
                  Icon::none, entry.first_candidate > 0))
        touched = TurnCandidates{entry.first_candidate - std::min(entry.first_candidate, shown)};
    if (ui.button(id + ".turn.more", cell(shown + 1), ui.text("text_entry.more"), ButtonStyle::secondary,
                  Icon::none, entry.first_candidate + shown < offered.size()))
        touched = TurnCandidates{entry.first_candidate + shown};
    return touched;
}

}  // namespace

std::optional<TextKey> text_entry(Ui& ui, std::string_view id, Rect at, std::string_view label,
                                  const TextEntry& entry) {
    const std::string name(id);
    Rect words = at;
    Rect keys = at;
    if (ui.landscape()) {
        words = keys.take_left(at.w * (at.w < ui.px(1500) ? 0.36F : 0.42F), ui.px(32));
    } else {
        keys = words.take_bottom(at.h * 0.52F, ui.px(24));
    }
    words.take_top(draw_field(ui, name, words, label, entry), ui.px(20));
    words.h = std::min(words.h, ui.px(280));
    auto touched = draw_candidates(ui, name, words, entry);
    keys.h = std::min(keys.h, ui.px(620));
    if (auto key = Keyboard(ui, name, entry).draw(keys)) touched = std::move(key);
    return touched;
}

}  // namespace lobby::kiosk::ui
