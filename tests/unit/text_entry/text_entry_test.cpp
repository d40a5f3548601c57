#include "kiosk/ui/text_entry/text_entry.hpp"

#include <gtest/gtest.h>

namespace lobby::kiosk::ui {
namespace {

void type(TextEntry& entry, std::string_view keys) {
    for (const char key : keys) press(entry, Letter{key});
}

TEST(TextEntry, LettersOfPinyinWaitForACharacter) {
    TextEntry entry;
    type(entry, "zhangsan");
    EXPECT_EQ("zhangsan", entry.letters.view());
    EXPECT_TRUE(entry.text.empty());
    EXPECT_FALSE(entry.complete());
    press(entry, Pick{SecretString("章"), 5});
    EXPECT_EQ("章", entry.text.view());
    EXPECT_EQ("san", entry.letters.view());
    press(entry, Pick{SecretString("三"), 3});
    EXPECT_EQ("章三", entry.text.view());
    EXPECT_TRUE(entry.complete());
}

TEST(TextEntry, ErasesLettersFirstAndThenWholeCharacters) {
    TextEntry entry;
    entry.text = SecretString("李𬭎a");
    type(entry, "li");
    press(entry, EraseOne{});
    EXPECT_EQ("l", entry.letters.view());
    press(entry, EraseOne{});
    for (const char* left : {"李𬭎", "李", "", ""}) {
        press(entry, EraseOne{});
        EXPECT_EQ(left, entry.text.view());
    }
}

TEST(TextEntry, EachPageHasItsOwnKeys) {
    TextEntry entry;
    type(entry, "A1 .");
    EXPECT_TRUE(entry.letters.empty());
    press(entry, ShowPage{EntryPage::latin});
    type(entry, "AB c.1");
    EXPECT_EQ("AB c.", entry.text.view());
    press(entry, ShowPage{EntryPage::digits});
    type(entry, "12x");
    EXPECT_EQ("AB c.12", entry.text.view());
}

TEST(TextEntry, TurningToAnotherPageLeavesNoLettersBehindThatNobodySees) {
    TextEntry entry;
    type(entry, "li");
    press(entry, TurnCandidates{8});
    press(entry, ShowPage{EntryPage::latin});
    EXPECT_TRUE(entry.letters.empty());
    EXPECT_EQ(0U, entry.first_candidate);
}

TEST(TextEntry, ANewLetterBeginsTheCandidatesAnew) {
    TextEntry entry;
    type(entry, "l");
    press(entry, TurnCandidates{16});
    EXPECT_EQ(16U, entry.first_candidate);
    type(entry, "i");
    EXPECT_EQ(0U, entry.first_candidate);
}

TEST(TextEntry, TakesNoMoreThanItsFieldHolds) {
    TextEntry entry;
    entry.most_bytes = 7;
    type(entry, std::string(100, 'a'));
    EXPECT_EQ(most_pinyin_letters, entry.letters.size());
    press(entry, Pick{SecretString("李李"), 2});
    press(entry, Pick{SecretString("李"), 1});
    EXPECT_EQ("李李", entry.text.view());
    press(entry, ShowPage{EntryPage::latin});
    type(entry, "abc");
    EXPECT_EQ("李李a", entry.text.view());
}

TEST(TextEntry, APickThatStandsForNoLettersIsNone) {
    TextEntry entry;
    press(entry, Pick{SecretString("李"), 2});
    EXPECT_TRUE(entry.text.empty());
    type(entry, "l");
    press(entry, Pick{SecretString("李"), 2});
    press(entry, Pick{SecretString("李"), 0});
    EXPECT_TRUE(entry.text.empty());
}

}  // namespace
}  // namespace lobby::kiosk::ui
