#include "office/import/csv_header.hpp"

#include <string>

#include <gtest/gtest.h>

namespace lobby::office::imports {

namespace {

const std::string events = "受理号,序号,办案节点,日期";
// The same line in GB18030.
const std::string events_gb18030 =
    "\xCA\xDC\xC0\xED\xBA\xC5,\xD0\xF2\xBA\xC5,\xB0\xEC\xB0\xB8\xBD\xDA\xB5\xE3,\xC8\xD5\xC6\xDA";

TEST(CsvHeader, TellsTheKindOfFile) {
    const std::vector<std::pair<std::string, CsvKind>> kinds{
        {"受理号,案件类别,案由,承办部门,受理日期,涉密标识,是否羁押,适用程序,办理结果,办结日期",
         CsvKind::cases},
        {"受理号,序号,诉讼地位,姓名,证件号码,强制措施", CsvKind::parties},
        {events, CsvKind::events},
        {"受理号,证件号码,姓名,查询身份,所为当事人序号,有效期至,是否撤销", CsvKind::entitlements},
    };
    for (const auto& [line, kind] : kinds)
        for (const std::string end : {"\r\n", "\n", "\nfirst row,\xFF\xFE", ""}) {
            const auto header = recognise(line + end);
            ASSERT_TRUE(header) << line;
            EXPECT_EQ(header->kind, kind);
            EXPECT_EQ(header->encoding, Encoding::utf8);
            EXPECT_EQ(header->columns, columns_of(kind).size());
        }
}

TEST(CsvHeader, TellsTheEncoding) {
    for (const std::string end : {"\r\n", "\n", "\r\n\xCA\xDC", ""}) {
        const auto header = recognise(events_gb18030 + end);
        ASSERT_TRUE(header) << end;
        EXPECT_EQ(header->encoding, Encoding::gb18030);
        EXPECT_EQ(header->kind, CsvKind::events);
    }
    EXPECT_EQ(recognise("\xEF\xBB\xBF" + events + "\n").value().encoding, Encoding::utf8);
    EXPECT_EQ(recognise("\xEF\xBB\xBF\"受理号\",序号,办案节点,日期\n").value().encoding, Encoding::utf8);
    EXPECT_FALSE(recognise("\xEF\xBB\xBF" + events_gb18030 + "\n"));
}

TEST(CsvHeader, TakesColumnsInAnyOrder) {
    const auto header = recognise("日期,办案节点,受理号,序号\n").value();
    EXPECT_EQ(header.place[0], 2);
    EXPECT_EQ(header.place[1], 3);
    EXPECT_EQ(header.place[2], 1);
    EXPECT_EQ(header.place[3], 0);
}

TEST(CsvHeader, ThatIsNotOneOfOursIsRefused) {
    const std::vector<std::pair<std::string, Fault>> bad{
        {"", Fault::empty},
        {"\n", Fault::header_unknown},
        {"受理号,序号,办案节点\n", Fault::header_unknown},            // one is missing
        {"受理号,序号,办案节点,日期,备注\n", Fault::header_unknown},  // one too many
        {"受理号,序号,办案节点,日期,日期\n", Fault::header_repeated},
        {"受理号,序号,办案节点,日 期\n", Fault::header_unknown},
        {"53052120260010101,1,受理,2026-11-24\n", Fault::header_unknown},  // no header
        {"\"受理号,序号,办案节点,日期\n", Fault::header_unknown},          // a quote without an end
        {events_gb18030.substr(0, 5) + "\n", Fault::header_unknown},
        {std::string("\xFF\xFE\x17\x53\x06\x74\0\n", 8), Fault::nul_byte},  // UTF-16
        {std::string(header_bytes + 10, 'x'), Fault::header_unknown},
    };
    for (const auto& [text, fault] : bad) {
        const auto header = recognise(text);
        ASSERT_FALSE(header) << text;
        EXPECT_EQ(header.error(), fault) << text << ": " << word_of(header.error());
    }
}

TEST(Gb18030, IsConvertedStrictly) {
    EXPECT_EQ(utf8_of_gb18030("\xD6\xA3\xD2\xBB"), "郑一");
    EXPECT_EQ(utf8_of_gb18030("a\x99\x33\xA9\x32z"), "a𬭎z");  // beyond the basic plane
    EXPECT_EQ(utf8_of_gb18030(""), "");
    for (const std::string bad : {"\xD6", "\xD6\xA3\xD2", "\xFF\xFF", "\x80", "\xD6\x20", "\x99\x33\xA9"})
        EXPECT_FALSE(utf8_of_gb18030(bad)) << bad;
}

}  // namespace

}  // namespace lobby::office::imports
