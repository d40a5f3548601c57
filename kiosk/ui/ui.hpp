// What screens draw with. A Ui lives for one frame; each widget draws itself into the place that it is given,
// says in the semantic tree what it is, and tells whether it was touched. UI thread only.
//
//   void draw(Ui& ui, const State& state) {
//       Rect page = ui.begin_screen("home", ui.text("home.title"));
//       if (ui.button("home.lookup", page.take_top(ui.px(220)), ui.text("home.lookup"))) …
//   }
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/qr/qr_code.hpp"
#include "kiosk/ui/fonts.hpp"
#include "kiosk/ui/geometry.hpp"
#include "kiosk/ui/icons.hpp"
#include "kiosk/ui/locale.hpp"
#include "kiosk/ui/photo.hpp"
#include "kiosk/ui/semantic_tree.hpp"
#include "kiosk/ui/text_entry/pinyin.hpp"
#include "kiosk/ui/theme.hpp"

struct ImFont;
struct ImFontBaked;

namespace lobby::kiosk::ui {

enum class Align { left, center, right };
enum class ButtonStyle { primary, secondary };

// A finger or a mouse, in window pixels.
struct Pointer {
    float x = -1;
    float y = -1;
    bool down = false;
    bool pressed = false;   // went down in this frame
    bool released = false;  // went up in this frame
};

// What the widgets remember from frame to frame.
struct UiMemory {
    std::string captured;  // the widget on which the finger went down
    std::map<std::string, float> scroll;
    float drag_from = 0;
    bool dragging = false;
    // The spot and the time of the last touch that did something: the second half of a double tap must not
    // fall through to what the next screen has at that spot.
    float last_x = -1000;
    float last_y = -1000;
    uint32_t last_at_ms = 0;
    std::string last_screen;
    // Drawn in the last frame: they are needed until that has been shown.
    std::vector<std::shared_ptr<const Photo>> photos;
    bool layout_changed = false;  // a height was learnt while drawing: draw once more
    Pinyin pinyin;                // the characters that text_entry() offers
};

struct TimelineStep {
    enum class State { done, now, next } state{};
    std::string title;
    std::string note;  // what it means, or when it was
    std::string date;
};

using CodeMatrix = QrCode;

// A place in a picture: 0,0 is its upper left corner, 1,1 its lower right one.
struct Spot {
    float x = 0;
    float y = 0;
    friend bool operator==(const Spot&, const Spot&) = default;
};

class Ui {
public:
    Ui(float width, float height, uint32_t now_ms, const Pointer& pointer, UiMemory& memory,
       const Theme& theme, const Fonts& fonts, const Locale& locale, ImDrawList& list);

    // ---- place and words
    // -------------------------------------------------------------------------------------------
    [[nodiscard]] bool landscape() const { return width_ > height_; }
    [[nodiscard]] Rect screen() const { return {0, 0, width_, height_}; }
    [[nodiscard]] float px(float design) const { return theme_.px(design); }
    [[nodiscard]] const Theme& theme() const { return theme_; }
    [[nodiscard]] const Locale& locale() const { return locale_; }
    [[nodiscard]] std::string text(std::string_view key) const { return locale_.text(key); }
    [[nodiscard]] Pinyin& pinyin() { return memory_.pinyin; }

    // Paints the page and names the screen. Gives the whole window; header and navigation are drawn by the
    // app.
    Rect begin_screen(std::string_view id, std::string_view title);
    // Everything after this lies over the screen and takes all touches (a dialog). Gives the dialog's inside.
    Rect begin_dialog(std::string_view id, std::string_view label, float width, float height);

    // ---- text
    // ------------------------------------------------------------------------------------------------------
    [[nodiscard]] float text_height(std::string_view text, float width, TextStyle style,
                                    bool bold = false) const;
    [[nodiscard]] float text_width(std::string_view text, TextStyle style, bool bold = false) const;
    // The first of `styles`, which go from large to small, in which the text takes no more than the height.
    [[nodiscard]] TextStyle largest_that_fits(std::string_view text, float width, float height,
                                              std::initializer_list<TextStyle> styles,
                                              bool bold = false) const;
    // Wrapped to the rectangle's width; gives the height that it took.
    float heading(std::string_view id, const Rect& at, std::string_view text,
                  TextStyle style = TextStyle::title, Align align = Align::left,
                  std::optional<Color> color = {});
    float paragraph(std::string_view id, const Rect& at, std::string_view text,
                    TextStyle style = TextStyle::body, Align align = Align::left,
                    std::optional<Color> color = {});
    // ---- surfaces
    // --------------------------------------------------------------------------------------------------
    void panel(const Rect& at, Tone tone = Tone::neutral);
    void fill(const Rect& at, Color color, float radius = 0);
    void icon(const Rect& at, Icon icon, Color color);
    // A number as ornament (of a step): the words beside it say the same.
    void numeral(const Rect& at, int number, Color color);
    float banner(std::string_view id, const Rect& at, Tone tone, Icon icon, std::string_view text,
                 TextStyle style = TextStyle::body);
    [[nodiscard]] float banner_height(float width, std::string_view text,
                                      TextStyle style = TextStyle::body) const;

    // ---- controls: true when touched
    // -------------------------------------------------------------------------------
    // A tile: wide ones have their picture beside the words, upright ones above them. `primary`: what most
    // people come for. `largest_title` keeps tiles that stand together alike.
    bool big_button(std::string_view id, const Rect& at, Icon icon, std::string_view title,
                    std::string_view subtitle, ButtonStyle style = ButtonStyle::secondary,
                    bool enabled = true, TextStyle largest_title = TextStyle::title);
    // The same with a letter for its picture, as numbers of this service begin.
    bool letter_tile(std::string_view id, const Rect& at, char letter, std::string_view title,
                     std::string_view subtitle, bool enabled = true,
                     TextStyle largest_title = TextStyle::heading);
    // What it needs at least; tiles that stand together are as high as the highest.
    [[nodiscard]] float letter_tile_height(float width, std::string_view title,
                                           std::string_view subtitle) const;
    // The room that a title has on one line.
    [[nodiscard]] float letter_tile_room(float width) const;
    bool button(std::string_view id, const Rect& at, std::string_view label,
                ButtonStyle style = ButtonStyle::secondary, Icon icon = Icon::none, bool enabled = true);
    // A row of a list: title, a badge, what it says, an arrow. As high as list_item_height.
    bool list_item(std::string_view id, const Rect& at, std::string_view title, std::string_view subtitle,
                   std::string_view badge, Tone badge_tone);
    [[nodiscard]] float list_item_height(float width, std::string_view title, std::string_view subtitle,
                                         std::string_view badge) const;
    // One of several that can be chosen: its picture above its words, or words alone. Chosen ones are marked
    // by more than colour.
    bool choice(std::string_view id, const Rect& at, Icon icon, std::string_view label, bool chosen);
    // 'A'…'Z', '<' for one back, or nothing. `offered` empty: all; others stand there but cannot be touched.
    std::optional<char> letters(std::string_view id, const Rect& at, std::string_view offered);
    // '0'…'9', 'X', '<' for one back, or nothing.
    std::optional<char> keypad(std::string_view id, const Rect& at, bool with_x);

    // ---- views
    // -----------------------------------------------------------------------------------------------------
    // A large number and its unit: "10 days".
    void figure(std::string_view id, const Rect& at, std::string_view number, std::string_view unit,
                Color color);
    // One word as large as its place allows.
    void plate(std::string_view id, const Rect& at, std::string_view word, Color color);
    // A label, beside it the value and below that what it means, if there is something to say; gives the
    // height that it took.
    float key_value(std::string_view id, const Rect& at, float label_width, std::string_view label,
                    std::string_view value, std::string_view note);
    // Digits in groups ("530521 19800101 001X"), with places for those that lack. The tree is told how many
    // are entered, never which.
    void digit_field(std::string_view id, const Rect& at, std::string_view label, std::string_view digits,
                     std::span<const int> groups, bool masked);
    // Steps downwards; gives the height that it took.
    float timeline(std::string_view id, const Rect& at, std::span<const TimelineStep> steps);
    void matrix(std::string_view id, const Rect& at, const CodeMatrix& code, std::string_view label);
    // As large as its place allows, whole; `outline` is drawn over it. Gives where it is.
    Rect photo(std::string_view id, const Rect& at, std::shared_ptr<const Photo> photo,
               std::string_view label, std::span<const Spot> outline = {}, Tone tone = Tone::good);
    void countdown(std::string_view id, const Rect& at, std::string_view label, int seconds_left,
                   int seconds_all);

    // Draws content that may be taller than its place: by finger, and by two large buttons for those who do
    // not drag. `content` is given its rectangle (moved by the scroll) and gives its height.
    void scroll_area(std::string_view id, const Rect& at, const std::function<float(Rect)>& content);

    // ---- results
    // ---------------------------------------------------------------------------------------------------
    [[nodiscard]] bool touched() const { return pointer_.pressed; }  // anywhere
    [[nodiscard]] const SemanticTree& tree() const { return tree_; }
    [[nodiscard]] ImDrawList& list() { return list_; }

private:
    struct Touch {
        bool pressed = false;    // shown as held down
        bool activated = false;  // let go on the same widget
    };
    Touch touch(std::string_view id, const Rect& at, bool enabled);
    Node& add_node(std::string_view id, Role role, std::string_view label, const Rect& at);
    [[nodiscard]] bool visible(const Rect& at) const;
    [[nodiscard]] ImFont& font(bool bold) const;
    [[nodiscard]] ImFontBaked& baked(TextStyle style, bool bold) const;
    // Both say in words_ what they took, for the next node.
    float draw_text(const Rect& at, std::string_view text, TextStyle style, Align align, Color color,
                    bool bold);
    // One line in the middle of the rectangle's height.
    void line(const Rect& at, std::string_view text, TextStyle style, Align align, Color color,
              bool bold = false);
    void fade(const Rect& at, bool from_top);
    struct Picture {
        Icon icon = Icon::none;
        char letter = 0;  // in place of the icon
    };
    bool tile(std::string_view id, const Rect& at, Picture picture, std::string_view title,
              std::string_view subtitle, ButtonStyle style, bool enabled, TextStyle largest_title);
    bool key_cap(const std::string& id, const Rect& at, char key, bool enabled);
    void chevron(float right, float middle, Color color);
    bool scroll_button(const std::string& id, const Rect& at, std::string_view label, Icon icon,
                       bool enabled);
    float timeline_step(std::string_view id, const Rect& at, const TimelineStep& step, bool first, bool last);

    float width_;
    float height_;
    uint32_t now_ms_;
    Pointer pointer_;
    UiMemory& memory_;
    const Theme& theme_;
    const Fonts& fonts_;
    const Locale& locale_;
    ImDrawList& list_;
    SemanticTree tree_;
    std::optional<Rect> clip_;  // of the scroll area that is being drawn
    Rect words_;                // the text that was drawn since the last node
    int parent_ = -1;
};

}  // namespace lobby::kiosk::ui
