// A lawyer's slip as it lies in the hand: in both languages, with the code of the booking, and with nobody's
// name on it.
#include "kiosk/lawyer/slip_paper.hpp"

#include <string>

#include <gtest/gtest.h>

#include "platform/printer/document_encoder.hpp"

namespace lobby::kiosk::lawyer {
namespace {

using platform::PrintCut;
using platform::PrintDocument;
using platform::PrintQr;
using platform::PrintText;

// 26 November 2026, 09:00 to 11:30 in the office's time.
constexpr WallTime morning{std::chrono::milliseconds(1'795'654'800'000)};

SlipFacts registration() {
    SlipFacts facts;
    facts.handed_in_at = morning;
    facts.office = {"示范县人民检察院", "Demonstration County People's Procuratorate", "", "",
                    "0875-0000000"};
    return facts;
}

SlipFacts booking() {
    auto facts = registration();
    facts.booking = api::ReviewBooking{};
    facts.booking->id = "B7K2M9";
    facts.booking->from = morning;
    facts.booking->until = morning + std::chrono::minutes(150);
    facts.booking->room_zh = "阅卷室一";
    facts.booking->room_en = "Reading room 1";
    return facts;
}

std::string words(const PrintDocument& document) {
    std::string all;
    for (const auto& item : document.items)
        if (const auto* text = std::get_if<PrintText>(&item)) all += text->text + "\n";
    return all;
}

std::vector<std::string> codes(const PrintDocument& document) {
    std::vector<std::string> all;
    for (const auto& item : document.items)
        if (const auto* code = std::get_if<PrintQr>(&item)) all.push_back(code->text);
    return all;
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

class SlipPaper : public testing::TestWithParam<const char*> {
protected:
    [[nodiscard]] bool chinese() const { return std::string(GetParam()) == "zh_CN"; }
    ui::Locale locale_{LOBBY_CATALOGUES, GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Languages, SlipPaper, testing::Values("zh_CN", "en"));

TEST_P(SlipPaper, ABookingSaysWhenAndWhereAndCarriesItsCode) {
    const auto document = slip_paper(locale_, booking());
    const auto text = words(document);
    EXPECT_EQ(std::vector<std::string>{"B7K2M9"}, codes(document));
    EXPECT_TRUE(holds(text, locale_.text("lawyer_paper.review")));
    EXPECT_TRUE(holds(text, "9:00")) << text;
    EXPECT_TRUE(holds(text, "11:30")) << text;
    EXPECT_TRUE(holds(text, chinese() ? "阅卷室一" : "Reading room 1")) << text;
    EXPECT_FALSE(holds(text, chinese() ? "Reading room 1" : "阅卷室一")) << text;
    EXPECT_TRUE(holds(text, "0875-0000000"));
}

TEST_P(SlipPaper, ARegistrationSaysWhenItWasHandedInAndWhatComesNext) {
    const auto document = slip_paper(locale_, registration());
    const auto text = words(document);
    EXPECT_TRUE(codes(document).empty());
    EXPECT_TRUE(holds(text, locale_.text("lawyer_paper.handed_in")));
    EXPECT_TRUE(holds(text, locale_.text("lawyer_paper.next")));
    EXPECT_TRUE(holds(text, "9:00")) << text;
    EXPECT_FALSE(holds(text, locale_.text("lawyer_paper.review")));
}

TEST_P(SlipPaper, EveryWordHasItsText) {
    for (const auto& facts : {registration(), booking()}) {
        const auto text = words(slip_paper(locale_, facts));
        EXPECT_FALSE(holds(text, "lawyer_paper.")) << text;
        EXPECT_FALSE(holds(text, "paper.")) << text;
        EXPECT_FALSE(holds(text, "{")) << text;
    }
}

TEST_P(SlipPaper, WithoutACodeOfTheOfficeNoneIsPrintedNorSpokenOf) {
    auto facts = booking();
    facts.booking->id.clear();
    const auto document = slip_paper(locale_, facts);
    EXPECT_TRUE(codes(document).empty());
    EXPECT_FALSE(holds(words(document), locale_.text("lawyer_paper.code")));
}

TEST_P(SlipPaper, ItIsCutOnceAtItsEndAndFitsBothPapers) {
    for (const auto& facts : {registration(), booking()}) {
        const auto document = slip_paper(locale_, facts);
        ASSERT_FALSE(document.items.empty());
        EXPECT_TRUE(std::holds_alternative<PrintCut>(document.items.back()));
        for (const int width : {576, 384}) {
            platform::PaperModel model;
            model.width_dots = width;
            EXPECT_TRUE(platform::DocumentEncoder(model).encode(document)) << width;
        }
    }
}

}  // namespace
}  // namespace lobby::kiosk::lawyer
