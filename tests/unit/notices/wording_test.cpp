// The fixed words.
#include "office/notices/wording.hpp"

#include <string>

#include <gtest/gtest.h>

namespace lobby::office {
namespace {

using Language = NoticeSettings::Language;

// 09:05 of the office on 24 November 2026.
constexpr WallTime five_past_nine{std::chrono::milliseconds(1'795'482'300'000)};

TEST(Wording, TellsTheOfficesLocalTime) {
    EXPECT_EQ(told_time(five_past_nine, Language::zh), "11月24日9:05");
    EXPECT_EQ(told_time(five_past_nine, Language::en), "24 November, 9:05");
    EXPECT_EQ(told_time(five_past_nine + std::chrono::hours(15), Language::zh), "11月25日0:05");
}

TEST(Wording, PutsInOfficeTimeAndPhoneAndNothingElse) {
    for (const auto language : {Language::zh, Language::en}) {
        const auto words = NoticeWording::built_in(language, {"某县人民检察院", "010-12345678"});
        for (size_t i = 0; i < notice_kind_words.size(); ++i) {
            const auto kind = static_cast<NoticeKind>(i);
            const bool timed =
                kind >= NoticeKind::appointment_booked && kind <= NoticeKind::appointment_reminder;
            const auto text = words.text_of(kind, timed ? std::optional(five_past_nine) : std::nullopt);
            EXPECT_EQ(text.find_first_of("{}"), std::string::npos) << text;
            EXPECT_NE(text.find("某县人民检察院"), std::string::npos) << text;
            EXPECT_NE(text.find("010-12345678"), std::string::npos) << text;
            EXPECT_EQ(text.find(told_time(five_past_nine, language)) != std::string::npos, timed) << text;
            EXPECT_LE(text.size(), 420u) << "at most two text messages: " << text;
        }
    }
}

TEST(Wording, LeavesThePhoneOutWhereThereIsNone) {
    const auto words = NoticeWording::built_in(Language::zh, {"某县人民检察院", ""});
    EXPECT_EQ(words.text_of(NoticeKind::registration_confirmed, std::nullopt),
              "【某县人民检察院】您的登记已确认。请持身份证到本院自助终端查看，并可预约时间。");
}

}  // namespace
}  // namespace lobby::office
