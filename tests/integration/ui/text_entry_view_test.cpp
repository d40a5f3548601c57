// The keyboard for names, in both languages and on displays of both directions: touched through its semantic
// tree, as a finger would.
#include "kiosk/ui/text_entry/text_entry_view.hpp"

#include <algorithm>
#include <cstdlib>

#include <gtest/gtest.h>

#include "kiosk/ui/imgui_context.hpp"
#include "kiosk/ui/window.hpp"

namespace lobby::kiosk::ui {
namespace {

struct Display {
    int width;
    int height;
};

class TextEntryView : public testing::TestWithParam<Display> {
protected:
    void draw(Ui& ui, std::optional<TextKey>& touched) {
        Rect page = ui.begin_screen("typing", "typing").inset(ui.px(64));
        page.take_top(ui.px(200));
        page.take_bottom(ui.px(240));
        touched = text_entry(ui, "name", page, "当事人姓名", entry);
    }

    SemanticTree frame(const Pointer& pointer = {}) {
        SemanticTree tree;
        std::optional<TextKey> touched;
        now += 1000;
        imgui->draw(
            GetParam().width, GetParam().height, now, pointer, memory, *locale,
            [&](Ui& ui) { draw(ui, touched); }, tree);
        if (touched) press(entry, std::move(*touched));
        return tree;
    }

    void touch(std::string_view id) {
        const auto tree = frame();
        const auto node =
            std::find_if(tree.nodes.begin(), tree.nodes.end(), [&](const Node& n) { return n.id == id; });
        ASSERT_NE(tree.nodes.end(), node) << id;
        const float x = node->bounds.center_x();
        const float y = node->bounds.center_y();
        frame({x, y, true, true, false});
        frame({x, y, false, false, true});
    }

    void type(std::string_view keys) {
        for (const char key : keys) touch(std::string("name.key.") + key);
    }

    std::string candidate_at(const std::string& text) {
        for (const auto& node : frame().nodes)
            if (node.id.starts_with("name.candidate.") && node.label == text) return node.id;
        return {};
    }

    void speak(const char* language) { locale.emplace(LOBBY_CATALOGUES, language); }

    TextEntry entry;
    UiMemory memory;
    std::optional<Locale> locale{std::in_place, LOBBY_CATALOGUES, "zh_CN"};
    uint32_t now = 1000;

    std::optional<ImGuiFrame> imgui{std::in_place, FontFiles{}};
};

TEST_P(TextEntryView, WritesANameByTouchAlone) {
    type("zhangsan");
    touch(candidate_at("张三"));
    EXPECT_EQ("张三", entry.text.view());
    type("hong");
    while (candidate_at("𬭎").empty()) touch("name.turn.more");
    touch(candidate_at("𬭎"));
    EXPECT_EQ("张三𬭎", entry.text.view());
    touch("name.key.erase");
    EXPECT_EQ("张三", entry.text.view());
    touch("name.page.digits");
    type("70");
    touch("name.page.latin");
    type("b");
    touch("name.key.space");
    EXPECT_EQ("张三70B ", entry.text.view());
}

TEST_P(TextEntryView, HasKeysThatAFingerFindsAndNoneOverAnother) {
    const float unit = static_cast<float>(std::min(GetParam().width, GetParam().height)) / 1080;
    for (const char* language : {"zh_CN", "en"}) {
        speak(language);
        for (const auto page : {EntryPage::pinyin, EntryPage::latin, EntryPage::digits}) {
            for (const char* letters : {"", "li"}) {
                entry = {SecretString("欧阳"), SecretString(page == EntryPage::pinyin ? letters : ""), page};
                frame();
                auto nodes = frame().nodes;
                std::erase_if(nodes, [](const Node& node) { return node.role != Role::button; });
                ASSERT_GE(nodes.size(), 14U);
                for (size_t i = 0; i < nodes.size(); ++i) {
                    EXPECT_FALSE(nodes[i].label.empty()) << nodes[i].id;
                    EXPECT_GE(nodes[i].bounds.w, 60 * unit) << nodes[i].id;
                    EXPECT_GE(nodes[i].bounds.h, 60 * unit) << nodes[i].id;
                    EXPECT_LE(nodes[i].bounds.bottom(), static_cast<float>(GetParam().height));
                    EXPECT_LE(nodes[i].words.w, nodes[i].bounds.w) << nodes[i].id << " is cut";
                    for (size_t k = i + 1; k < nodes.size(); ++k)
                        EXPECT_TRUE(common(nodes[i].bounds, nodes[k].bounds).empty())
                            << nodes[i].id << " and " << nodes[k].id;
                }
            }
        }
    }
}

// LOBBY_PICTURES=DIR draws it to look at.
TEST_P(TextEntryView, CanBeLookedAt) {
    const char* folder = std::getenv("LOBBY_PICTURES");  // NOLINT(concurrency-mt-unsafe): one thread
    if (!folder) GTEST_SKIP() << "no LOBBY_PICTURES";
    entry.text = SecretString("欧阳");
    type("xiaohong");
    const auto file = std::string(folder) + "/text_entry." + std::to_string(GetParam().width) + ".png";
    imgui.reset();  // there is one at a time
    draw_to_file(
        GetParam().width, GetParam().height, FontFiles{}, *locale,
        [&](Ui& ui) {
            std::optional<TextKey> touched;
            draw(ui, touched);
        },
        file);
}

INSTANTIATE_TEST_SUITE_P(Displays, TextEntryView,
                         testing::Values(Display{1080, 1920}, Display{1920, 1080}, Display{768, 1366},
                                         Display{1280, 1024}),
                         [](const auto& param) { return "W" + std::to_string(param.param.width); });

}  // namespace
}  // namespace lobby::kiosk::ui
