// With the real dictionaries.
#include "kiosk/ui/text_entry/pinyin.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace lobby::kiosk::ui {
namespace {

struct ClosePipe {
    void operator()(FILE* pipe) const { ::pclose(pipe); }
};

void append_utf8(std::string& out, unsigned code) {
    const auto add = [&out](unsigned byte) { out.push_back(static_cast<char>(byte)); };
    if (code < 0x10000) {
        add(0xE0U | (code >> 12));
    } else {
        add(0xF0U | (code >> 18));
        add(0x80U | ((code >> 12) & 0x3FU));
    }
    add(0x80U | ((code >> 6) & 0x3FU));
    add(0x80U | (code & 0x3FU));
}

// "yǘ" → "yv", as it is typed.
std::string without_tones(std::string_view reading) {
    static const std::map<std::string_view, char> letters{
        {"ā", 'a'}, {"á", 'a'}, {"ǎ", 'a'}, {"à", 'a'}, {"ē", 'e'}, {"é", 'e'}, {"ě", 'e'}, {"è", 'e'},
        {"ế", 'e'}, {"ề", 'e'}, {"ī", 'i'}, {"í", 'i'}, {"ǐ", 'i'}, {"ì", 'i'}, {"ō", 'o'}, {"ó", 'o'},
        {"ǒ", 'o'}, {"ò", 'o'}, {"ū", 'u'}, {"ú", 'u'}, {"ǔ", 'u'}, {"ù", 'u'}, {"ü", 'v'}, {"ǖ", 'v'},
        {"ǘ", 'v'}, {"ǚ", 'v'}, {"ǜ", 'v'}, {"ń", 'n'}, {"ň", 'n'}, {"ǹ", 'n'}, {"ḿ", 'm'}};
    std::string plain;
    while (!reading.empty()) {
        size_t bytes = 1;
        char letter = reading.front();
        for (const auto& [marked, base] : letters)
            if (reading.starts_with(marked)) {
                bytes = marked.size();
                letter = base;
            }
        plain.push_back(letter);
        reading.remove_prefix(bytes);
    }
    return plain;
}

// Characters of the national table of 2013 (Unihan: kTGH) by their first reading in its appendix (kTGHZ2013).
std::map<std::string, std::set<std::string>> national_table() {
    std::map<std::string, std::set<std::string>> table;
    const std::unique_ptr<FILE, ClosePipe> pipe(
        ::popen("bzcat /usr/share/unicode/Unihan_*.txt.bz2", "r"));  // NOLINT(cert-env33-c): a fixed command
    std::array<char, 4096> line{};
    while (pipe && std::fgets(line.data(), line.size(), pipe.get())) {
        unsigned code = 0;
        std::array<char, 32> field{};
        std::array<char, 256> value{};
        if (std::sscanf(line.data(), "U+%x %31s %255s", &code, field.data(), value.data()) != 3) continue;
        if (std::string_view(field.data()) != "kTGHZ2013") continue;
        std::string_view reading(value.data());
        reading.remove_prefix(reading.find(':') + 1);
        reading = reading.substr(0, reading.find_first_of(", "));
        std::string character;
        append_utf8(character, code);
        table[without_tones(reading)].insert(character);
    }
    return table;
}

bool offers(Pinyin& pinyin, std::string_view letters, std::string_view text) {
    const auto& offered = pinyin.candidates(letters);
    return std::any_of(offered.begin(), offered.end(),
                       [&](const SecretString& c) { return c.view() == text; });
}

size_t place_of(Pinyin& pinyin, std::string_view letters, std::string_view text) {
    const auto& offered = pinyin.candidates(letters);
    const auto found =
        std::find_if(offered.begin(), offered.end(), [&](const SecretString& c) { return c.view() == text; });
    return static_cast<size_t>(found - offered.begin());
}

TEST(Pinyin, OffersNamesAndSurnamesEarly) {
    Pinyin pinyin;
    EXPECT_EQ(0U, place_of(pinyin, "zhangsan", "张三"));
    for (const auto& [letters, surname] : std::map<std::string, std::string>{{"li", "李"},
                                                                             {"wang", "王"},
                                                                             {"zhao", "赵"},
                                                                             {"ouyang", "欧阳"},
                                                                             {"yang", "杨"},
                                                                             {"ai", "艾"},
                                                                             {"dao", "刀"}})
        EXPECT_LT(place_of(pinyin, letters, surname), 16U) << surname;
}

TEST(Pinyin, ReachesEachCharacterOfTheNationalTableByItsReading) {
    const auto table = national_table();
    size_t characters = 0;
    Pinyin pinyin;
    for (const auto& [reading, wanted] : table)
        for (const auto& character : wanted) {
            ++characters;
            EXPECT_TRUE(offers(pinyin, reading, character)) << character << " by " << reading;
        }
    EXPECT_EQ(8105U, characters);
}

TEST(Pinyin, TellsHowManyLettersACandidateStandsFor) {
    Pinyin pinyin;
    EXPECT_EQ(8U, pinyin.letters_of("zhangsan", place_of(pinyin, "zhangsan", "张三")));
    EXPECT_EQ(5U, pinyin.letters_of("zhangsan", place_of(pinyin, "zhangsan", "章")));
    EXPECT_EQ(4U, pinyin.letters_of("hong", place_of(pinyin, "hong", "𬭎")));
    EXPECT_EQ(4U, pinyin.letters_of("hongwei", place_of(pinyin, "hongwei", "𬭎")));
    EXPECT_EQ(0U, pinyin.letters_of("hong", 100'000));
}

TEST(Pinyin, LearnsNothing) {
    Pinyin pinyin;
    const size_t before = place_of(pinyin, "li", "蠡");
    ASSERT_GT(before, 4U);
    for (int i = 0; i < 50; ++i) EXPECT_EQ(2U, pinyin.letters_of("li", place_of(pinyin, "li", "蠡")));
    pinyin.candidates("wang");
    EXPECT_EQ(before, place_of(pinyin, "li", "蠡"));
}

TEST(Pinyin, IsTotal) {
    Pinyin pinyin;
    for (const char* letters :
         {"", "vvvvv", "uuuu", "q", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "'''", "\xff\xfe", "1234"}) {
        const size_t count = pinyin.candidates(letters).size();
        for (size_t i = 0; i < std::min<size_t>(count, 20); ++i)
            EXPECT_LE(pinyin.letters_of(letters, i), std::string_view(letters).size()) << letters;
    }
}

}  // namespace
}  // namespace lobby::kiosk::ui
