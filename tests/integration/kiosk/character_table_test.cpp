// Each character of the Table of General Standard Chinese Characters (通用规范汉字表, State Council 2013,
// 8,105 characters) can be shown: a name is never a box. The table is Unihan's field kTGH (UAX #38), as
// Debian's unicode-data has it.
#include <array>
#include <cstdio>
#include <memory>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include "kiosk/ui/imgui_context.hpp"

namespace lobby::kiosk::ui {
namespace {

struct ClosePipe {
    void operator()(FILE* pipe) const { ::pclose(pipe); }
};

std::set<char32_t> national_table() {
    std::set<char32_t> table;
    const std::unique_ptr<FILE, ClosePipe> pipe(
        ::popen("bzcat /usr/share/unicode/Unihan_*.txt.bz2", "r"));  // NOLINT(cert-env33-c): a fixed command
    std::array<char, 4096> line{};
    while (pipe && std::fgets(line.data(), line.size(), pipe.get())) {
        unsigned code = 0;
        std::array<char, 32> field{};
        if (std::sscanf(line.data(), "U+%x %31s", &code, field.data()) == 2 &&
            std::string(field.data()) == "kTGH")
            table.insert(code);
    }
    return table;
}

TEST(CharacterTable, EachOfItsCharactersHasAPictureInBothWeights) {
    const auto table = national_table();
    ASSERT_EQ(8105U, table.size());
    EXPECT_EQ(196, std::count_if(table.begin(), table.end(), [](char32_t c) { return c > 0xFFFF; }));

    const ImGuiFrame frame{FontFiles{}};
    ImGui::GetIO().DisplaySize = {100, 100};
    ImGui::NewFrame();
    for (ImFont* font : ImGui::GetIO().Fonts->Fonts) {
        for (const char32_t c : table) {
            ASSERT_TRUE(font->IsGlyphInFont(static_cast<ImWchar>(c)))
                << "U+" << std::hex << static_cast<unsigned>(c);
            const ImFontGlyph* glyph =
                font->GetFontBaked(16.0F)->FindGlyphNoFallback(static_cast<ImWchar>(c));
            ASSERT_TRUE(glyph && glyph->Visible) << "U+" << std::hex << static_cast<unsigned>(c);
        }
        EXPECT_FALSE(font->IsGlyphInFont(static_cast<ImWchar>(0xE123))) << "the test could not fail";
    }
    ImGui::EndFrame();
}

}  // namespace
}  // namespace lobby::kiosk::ui
