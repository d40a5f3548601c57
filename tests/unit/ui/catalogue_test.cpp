#include "kiosk/ui/catalogue.hpp"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace lobby::kiosk::ui {
namespace {

using namespace std::string_literals;
using Texts = std::vector<std::pair<std::string, std::string>>;

// As msgfmt writes it: header, table of keys, table of texts, the strings with a NUL after each.
std::string compiled(const Texts& texts, bool big_endian = false) {
    const auto count = static_cast<uint32_t>(texts.size());
    std::string tables;
    std::string strings;
    const auto word = [&](std::string& to, uint32_t value) {
        for (int i = 0; i < 4; ++i) to += static_cast<char>(value >> 8 * (big_endian ? 3 - i : i));
    };
    const auto add = [&](const std::string& text) {
        word(tables, static_cast<uint32_t>(text.size()));
        word(tables, 28 + 16 * count + static_cast<uint32_t>(strings.size()));
        strings += text + '\0';
    };
    for (const auto& [key, text] : texts) add(key);
    for (const auto& [key, text] : texts) add(text);
    std::string head;
    for (const uint32_t value : {0x950412DEU, 0U, count, 28U, 28 + 8 * count, 0U, 28 + 16 * count})
        word(head, value);
    return head + tables + strings;
}

Catalogue parsed(const std::string& bytes) {
    auto catalogue = Catalogue::parse(bytes);
    if (!catalogue) throw std::runtime_error(std::string(word_of(catalogue.error())));
    return std::move(*catalogue);
}

const std::string english = "Language: en\nPlural-Forms: nplurals=2; plural=(n != 1);\n";
const std::string chinese = "Language: zh_CN\nPlural-Forms: nplurals=1; plural=0;\n";

TEST(Catalogue, GivesTheTextOfAKeyInEitherByteOrder) {
    for (const bool big_endian : {false, true}) {
        const auto catalogue =
            parsed(compiled({{"", english}, {"a", "one"}, {"home.title", "Welcome"}}, big_endian));
        EXPECT_EQ(catalogue.text("home.title"), "Welcome");
        EXPECT_EQ(catalogue.text("a"), "one");
        EXPECT_EQ(catalogue.text("home"), "");
        EXPECT_EQ(catalogue.text("z"), "");
        EXPECT_EQ(catalogue.size(), 3U);
    }
}

TEST(Catalogue, FindsKeysInWhateverOrderTheyStand) {
    const auto catalogue = parsed(compiled({{"b", "2"}, {"c", "3"}, {"a", "1"}}));
    EXPECT_EQ(catalogue.text("a"), "1");
    EXPECT_EQ(catalogue.text("b"), "2");
    EXPECT_EQ(catalogue.text("c"), "3");
}

TEST(Catalogue, ChoosesTheFormByTheLanguagesRule) {
    const Texts forms{{"days\0days"s, "{n} day\0{n} days"s}};
    const auto with = [&](const std::string& head) {
        Texts all{{"", head}};
        all.insert(all.end(), forms.begin(), forms.end());
        return parsed(compiled(all));
    };
    const auto two = with(english);
    EXPECT_EQ(two.text("days", 1), "{n} day");
    EXPECT_EQ(two.text("days", 0), "{n} days");
    EXPECT_EQ(two.text("days", 2), "{n} days");
    EXPECT_EQ(two.text("days"), "{n} day");
    EXPECT_EQ(with(chinese).text("days", 2), "{n} day");
}

TEST(Catalogue, ATextWithoutFormsIsTheSameForAnyNumber) {
    const auto catalogue = parsed(compiled({{"", english}, {"a", "one"}}));
    EXPECT_EQ(catalogue.text("a", 1), "one");
    EXPECT_EQ(catalogue.text("a", 5), "one");
    EXPECT_EQ(catalogue.text("b", 5), "");
}

TEST(Catalogue, RefusesAPluralRuleThatItDoesNotKnow) {
    const auto catalogue =
        Catalogue::parse(compiled({{"", "Plural-Forms: nplurals=3; plural=(n%10==1);\n"}}));
    ASSERT_FALSE(catalogue);
    EXPECT_EQ(catalogue.error(), CatalogueError::unknown_plural_rule);
}

TEST(Catalogue, SurvivesBeingMoved) {
    auto first = parsed(compiled({{"a", "1"}}));  // short enough for a string without memory of its own
    const auto second = std::move(first);
    EXPECT_EQ(second.text("a"), "1");
}

TEST(Catalogue, RefusesWhatIsCutOffAnywhere) {
    const auto whole = compiled({{"", english}, {"a", "one"}});
    for (size_t length = 0; length + 1 < whole.size(); ++length)  // the last byte is a NUL that nobody reads
        EXPECT_FALSE(Catalogue::parse(std::string_view(whole).substr(0, length))) << length;
    EXPECT_TRUE(Catalogue::parse(whole));
}

TEST(Catalogue, RefusesTablesAndStringsThatLieOutside) {
    const auto whole = compiled({{"a", "one"}});
    // The count, where the tables are, and the first key's length and place.
    for (const size_t at : {8U, 12U, 16U, 28U, 32U}) {
        auto damaged = whole;
        for (size_t i = 0; i < 4; ++i) damaged[at + i] = '\xFF';
        const auto catalogue = Catalogue::parse(damaged);
        ASSERT_FALSE(catalogue) << at;
        EXPECT_EQ(catalogue.error(), CatalogueError::damaged) << at;
    }
    auto later = whole;
    later[6] = 2;
    EXPECT_EQ(Catalogue::parse(later).error(), CatalogueError::not_a_catalogue);
    EXPECT_EQ(Catalogue::parse("not a catalogue at all").error(), CatalogueError::not_a_catalogue);
}

}  // namespace
}  // namespace lobby::kiosk::ui
