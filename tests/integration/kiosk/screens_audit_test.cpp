// Every screen in every language, turned both ways and on small displays: nothing cut, nothing over anything
// else, nothing too small to touch or too faint to read. Looks at the semantic tree, which the widgets fill
// as they draw.
#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "kiosk/app/examples.hpp"
#include "kiosk/app/screens.hpp"
#include "kiosk/ui/imgui_context.hpp"

namespace lobby::kiosk::app {
namespace {

using ui::Node;
using ui::Rect;
using ui::Role;

struct Display {
    int width;
    int height;
};

constexpr float smallest_target = 60;  // of the design's 1080
constexpr float rounding = 2;          // pixels

class Screens : public testing::TestWithParam<Display> {
protected:
    ui::SemanticTree draw(const Example& example, const ui::Locale& locale) {
        State state = example.state();
        state.language = locale.language();
        const Emit nothing = [](const Event&) {};
        const View view{state, examples_now, 0, 20'000, nothing};
        ui::UiMemory memory;
        ui::SemanticTree tree;
        for (int round = 0; round < 3; ++round)
            frame_.draw(
                GetParam().width, GetParam().height, 0, {}, memory, locale,
                [&](ui::Ui& u) { draw_screen(u, view); }, tree);
        return tree;
    }

    template <class Check>
    void each(const Check& check) {
        for (const char* language : {"zh_CN", "en"}) {
            const ui::Locale locale(LOBBY_CATALOGUES, language);
            for (const auto& example : examples()) {
                SCOPED_TRACE(std::string(example.name) + " in " + language);
                check(draw(example, locale));
            }
        }
    }

    [[nodiscard]] float unit() const {
        return static_cast<float>(std::min(GetParam().width, GetParam().height)) / 1080;
    }

private:
    ui::ImGuiFrame frame_{ui::FontFiles{}};
};

// Where a dialog is open, only what it has can be seen as meant and touched.
std::vector<Node> on_top(const ui::SemanticTree& tree) {
    size_t first = 0;
    for (size_t i = 0; i < tree.nodes.size(); ++i)
        if (tree.nodes[i].role == Role::dialog) first = i;
    std::vector<Node> nodes(tree.nodes.begin() + static_cast<ptrdiff_t>(first), tree.nodes.end());
    std::erase_if(nodes, [](const Node& node) { return node.shown.empty(); });
    return nodes;
}

bool touchable(const Node& node) {
    return node.role == Role::button || node.id.find(".item.") != std::string::npos;
}

bool holds(const Rect& outer, const Rect& inner) {
    return inner.x >= outer.x - rounding && inner.y >= outer.y - rounding &&
           inner.right() <= outer.right() + rounding && inner.bottom() <= outer.bottom() + rounding;
}

bool overlap(const Rect& a, const Rect& b) {
    const Rect both = ui::common(a, b);
    return both.w > rounding && both.h > rounding;
}

TEST_P(Screens, HaveANameForEverythingAndNoNameTwice) {
    each([](const ui::SemanticTree& tree) {
        std::set<std::string> ids;
        for (const auto& node : tree.nodes) {
            EXPECT_FALSE(node.id.empty());
            EXPECT_TRUE(ids.insert(node.id).second) << node.id;
            EXPECT_FALSE(node.label.empty()) << node.id << " has nothing to be read out";
            EXPECT_EQ(std::string::npos, node.label.find('{')) << node.id << " has an unfilled place";
        }
    });
}

TEST_P(Screens, HaveTargetsThatAFingerFindsAndNoneOverAnother) {
    each([this](const ui::SemanticTree& tree) {
        std::vector<Node> targets = on_top(tree);
        std::erase_if(targets, [](const Node& node) { return !touchable(node); });
        for (size_t i = 0; i < targets.size(); ++i) {
            EXPECT_GE(targets[i].bounds.w, smallest_target * unit() - 0.5F) << targets[i].id;
            EXPECT_GE(targets[i].bounds.h, smallest_target * unit() - 0.5F) << targets[i].id;
            for (size_t k = i + 1; k < targets.size(); ++k)
                EXPECT_FALSE(overlap(targets[i].shown, targets[k].shown))
                    << targets[i].id << " and " << targets[k].id;
        }
    });
}

TEST_P(Screens, KeepEverythingOnTheScreen) {
    const Rect screen{0, 0, static_cast<float>(GetParam().width), static_cast<float>(GetParam().height)};
    each([&](const ui::SemanticTree& tree) {
        for (const auto& node : on_top(tree)) EXPECT_TRUE(holds(screen, node.shown)) << node.id;
    });
}

TEST_P(Screens, KeepWordsInTheirPlaces) {
    each([](const ui::SemanticTree& tree) {
        for (const auto& node : on_top(tree))
            if (!node.words.empty()) {
                EXPECT_TRUE(holds(node.bounds, node.words)) << node.id << ": " << node.label;
            }
    });
}

TEST_P(Screens, KeepWordsApartFromOtherWordsAndButtons) {
    each([](const ui::SemanticTree& tree) {
        const auto nodes = on_top(tree);
        for (size_t i = 0; i < nodes.size(); ++i) {
            const Rect words = ui::common(nodes[i].words, nodes[i].shown);
            if (words.empty()) continue;
            for (size_t k = 0; k < nodes.size(); ++k) {
                if (k == i) continue;
                const bool control = touchable(nodes[k]) || nodes[k].role == Role::status;
                const Rect other = control ? nodes[k].shown : ui::common(nodes[k].words, nodes[k].shown);
                if (!other.empty()) {
                    EXPECT_FALSE(overlap(words, other)) << nodes[i].id << " and " << nodes[k].id;
                }
            }
        }
    });
}

TEST_P(Screens, HaveBackAndHomeAlwaysAtTheSamePlace) {
    std::map<std::string, Rect> places;
    each([&](const ui::SemanticTree& tree) {
        for (const auto& node : tree.nodes)
            for (const char* id : {"nav.back", "nav.home", "header.language"})
                if (node.id == id) {
                    EXPECT_EQ(places.try_emplace(id, node.bounds).first->second, node.bounds) << id;
                }
        const bool way_home =
            tree.screen == "home" || std::any_of(tree.nodes.begin(), tree.nodes.end(),
                                                 [](const Node& n) { return n.id == "nav.home"; });
        EXPECT_TRUE(way_home);
    });
}

INSTANTIATE_TEST_SUITE_P(Displays, Screens,
                         testing::Values(Display{1080, 1920}, Display{1920, 1080}, Display{1280, 1024},
                                         Display{768, 1366}),
                         [](const auto& display) {
                             return std::to_string(display.param.width) + "x" +
                                    std::to_string(display.param.height);
                         });

// ---- contrast (WCAG 2.2, 1.4.6)
// ----------------------------------------------------------------------------

double luminance(ui::Color color) {
    const auto channel = [color](int shift) {
        const double c = ((color >> shift) & 0xFF) / 255.0;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(0) + 0.7152 * channel(8) + 0.0722 * channel(16);
}

double contrast(ui::Color a, ui::Color b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

TEST(Theme, HasTextAtLeastSevenTimesAsLightOrDarkAsWhatIsBehindIt) {
    const ui::Theme t;
    struct Pair {
        const char* what;
        ui::Color ink;
        ui::Color surface;
    };
    std::vector<Pair> pairs{
        {"text on the page", t.ink, t.page},
        {"soft text on the page", t.ink_soft, t.page},
        {"text on a panel", t.ink, t.surface},
        {"soft text on a panel", t.ink_soft, t.surface},
        {"a button's label", t.navy, t.surface},
        {"a pressed button's", t.navy, t.navy_tint},
        {"a main button's", t.on_dark, t.navy},
        {"a pressed main button's", t.on_dark, t.navy_pressed},
        {"a main tile's second line", t.on_dark_soft, t.navy},
        {"a disabled button's", t.ink_soft, t.disabled},
        {"a pressed row's second line", t.ink_soft, t.navy_tint},
    };
    for (const auto tone :
         {ui::Tone::neutral, ui::Tone::calm, ui::Tone::good, ui::Tone::warning, ui::Tone::trouble})
        pairs.push_back({"a banner's text", t.tone(tone).ink, t.tone(tone).surface});
    for (const auto& pair : pairs) EXPECT_GE(contrast(pair.ink, pair.surface), 7.0) << pair.what;
}

TEST(Theme, HasNoTextSmallerThanThirty) {
    const auto theme = ui::Theme::for_screen(1080, 1920);
    for (const auto style : {ui::TextStyle::display, ui::TextStyle::title, ui::TextStyle::heading,
                             ui::TextStyle::body, ui::TextStyle::small, ui::TextStyle::digits})
        EXPECT_GE(theme.text_size(style), 30);
}

}  // namespace
}  // namespace lobby::kiosk::app
