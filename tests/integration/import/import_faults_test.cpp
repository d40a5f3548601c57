#include <gmock/gmock.h>
#include <sys/stat.h>

#include "office/import/text_source.hpp"
#include "tests/integration/import/office_data.hpp"

namespace lobby::office::imports {

namespace {

const std::string case_header =
    "受理号,案件类别,案由,承办部门,受理日期,涉密标识,是否羁押,适用程序,办理结果,办结日期\r\n";
const std::string good_row =
    "53052120260012301,审查起诉,盗窃案,第一检察部,2026-10-12,,是,普通程序,尚未办结,\r\n";
const std::string another_row =
    "53052120260012401,审查起诉,诈骗案,第一检察部,2026-10-12,,是,普通程序,尚未办结,\r\n";
// "受理号,序号,办案节点,日期" in GB18030.
const std::string event_header_gb18030 =
    "\xCA\xDC\xC0\xED\xBA\xC5,\xD0\xF2\xBA\xC5,\xB0\xEC\xB0\xB8\xBD\xDA\xB5\xE3,\xC8\xD5\xC6\xDA\r\n";

class ImportFault : public OfficeData {
protected:
    void SetUp() override {
        ASSERT_TRUE(import_text("before.csv", case_header + good_row));
        before_ = contents();
    }
    void expect(Fault fault, uint64_t line, const std::filesystem::path& file, std::stop_token stop = {}) {
        const auto done = import(file, std::move(stop));
        ASSERT_FALSE(done) << word_of(fault);
        EXPECT_EQ(done.error().fault, fault) << describe(done.error());
        EXPECT_EQ(done.error().line, line) << word_of(fault);
        EXPECT_EQ(contents(), before_) << word_of(fault);
    }
    std::string before_;
};

TEST_F(ImportFault, InCsvIsToldWithItsLineAndTakesNothingIn) {
    struct Bad {
        std::string text;
        Fault fault;
        uint64_t line;
    };
    const std::string start = case_header + another_row;
    const std::vector<Bad> bad{
        {"", Fault::empty, 0},
        {good_row, Fault::header_unknown, 1},
        {case_header.substr(0, case_header.size() - 2) + ",办结日期\r\n" + another_row,
         Fault::header_repeated, 1},
        {case_header.substr(0, case_header.size() - 2) + ",备注\r\n" + another_row, Fault::header_unknown, 1},
        {start + "x,\"" + another_row, Fault::cut_off, 3},
        {start + "5305212,审查起诉", Fault::too_few_columns, 3},
        {start + another_row.substr(0, another_row.size() - 2) + ",x\r\n", Fault::too_many_columns, 3},
        {start + "5305\"2\n", Fault::bad_quotes, 3},
        {start + "5305\r2\n", Fault::bad_line_end, 3},
        {start + std::string("5305\0,", 6) + another_row, Fault::nul_byte, 3},
        {start + "5305\xFF,审查起诉,\xD6\xA3,第一检察部,2026-10-12,,是,普通程序,尚未办结,\r\n",
         Fault::not_utf8, 3},
        {start + "5305," + std::string(max_line_bytes + 10, 'x'), Fault::line_too_long, 3},
        {start + "\"" + std::string(max_line_bytes + 10, '\n'), Fault::line_too_long, 3},
        {start + "5305,\"" + std::string(70'000, '\n') + "\"x", Fault::bad_quotes, 70'003},
        {std::string("\xFF\xFE\x17\x53\x06\x74\0\n", 8), Fault::nul_byte, 1},
        {event_header_gb18030 + "53052120260012301,1,\xCA\xDC\xC0\xED,2026-10-12\r\n5,1,\xFF\xFF,x\r\n",
         Fault::not_gb18030, 3},
        {event_header_gb18030 + "53052120260012301,1,\xCA\xDC\xC0\xED,2026-10-12\r\n5,1,a,\xCA",
         Fault::not_gb18030, 3},
    };
    for (const auto& b : bad) expect(b.fault, b.line, write("bad.csv", b.text));
}

TEST_F(ImportFault, InNdjsonIsToldWithItsLineAndTakesNothingIn) {
    struct Bad {
        std::string text;
        Fault fault;
        uint64_t line;
    };
    const std::vector<Bad> bad{
        {"", Fault::empty, 0},
        {"{}\n{\"kind\":\"\xFF\"}\n", Fault::not_utf8, 2},
        {std::string("{}\n{\0}\n", 7), Fault::nul_byte, 2},
        {"{}\n{\"kind\":\"arrest", Fault::cut_off, 2},
        {"{}\n{\"kind\":\"" + std::string(max_line_bytes, 'x') + "\"}\n", Fault::line_too_long, 2},
    };
    for (const auto& b : bad) expect(b.fault, b.line, write("bad.ndjson", b.text));
}

TEST_F(ImportFault, IsAnyFileThatIsNotARegularOneOfOurKinds) {
    const auto good = write("good.csv", case_header + another_row);
    expect(Fault::not_there, 0, folder_ / "missing.csv");
    expect(Fault::unknown_kind, 0, write("good.txt", case_header + another_row));
    std::filesystem::create_symlink(good, folder_ / "link.csv");
    expect(Fault::is_link, 0, folder_ / "link.csv");
    ASSERT_EQ(::mkfifo((folder_ / "pipe.csv").c_str(), 0600), 0);
    expect(Fault::not_a_file, 0, folder_ / "pipe.csv");
    std::filesystem::create_directory(folder_ / "folder.csv");
    expect(Fault::not_a_file, 0, folder_ / "folder.csv");
    const auto huge = write("huge.csv", "x");
    ASSERT_EQ(::truncate(huge.c_str(), static_cast<off_t>(max_file_bytes + 1)), 0);
    expect(Fault::too_large, 0, huge);
}

TEST_F(ImportFault, IsToBeStopped) {
    std::stop_source source;
    source.request_stop();
    expect(Fault::stopped, 0, write("a.csv", case_header + another_row), source.get_token());
}

TEST_F(ImportFault, IsAFileThatGrowsMeanwhile) {
    std::string text = case_header;
    for (int i = 0; i < 20'000; ++i)
        text += "5305212026" + std::to_string(1'000'000 + i) + another_row.substr(17);
    const auto file = write("grows.csv", text);
    Importer importer(data(), *key_, clock_, log_);
    const auto done = importer.run(
        {file, report(), {}, [&](const Progress&) { std::ofstream(file, std::ios::app) << another_row; }});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().fault, Fault::changed_meanwhile);
    EXPECT_EQ(contents(), before_);
}

TEST_F(ImportFault, IsAnotherImportThatDoesNotEnd) {
    auto other = open_cases_db(data(), Access::write);
    std::optional<office::store::Transaction> transaction;
    transaction.emplace(other);
    Importer importer(data(), *key_, clock_, log_);
    const auto file = write("a.csv", case_header + another_row);
    const auto done = importer.run({file, report(), {}, {}, std::chrono::milliseconds(20)});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().fault, Fault::busy);
    transaction.reset();
    EXPECT_TRUE(import(file));
}

TEST_F(ImportFault, LeavesOutWhatIsNoExportInAFolder) {
    const auto dir = folder_ / "exports";
    std::filesystem::create_directory(dir);
    for (const char* name : {".hidden.csv", "notes.txt", "x.csv.part", "y.csv~", "old.rejects.csv"})
        std::ofstream(dir / name) << case_header;
    std::ofstream(dir / "1.csv") << "受理号,序号,办案节点,日期\n";
    std::ofstream(dir / "2.csv") << case_header;
    std::ofstream(dir / "3.jsonl") << "{}\n";
    std::vector<std::string> names;
    const auto files = exports_in(dir);
    ASSERT_TRUE(files);
    for (const auto& file : *files) names.push_back(file.filename());
    EXPECT_EQ(names, (std::vector<std::string>{"2.csv", "3.jsonl", "1.csv"}));
}

}  // namespace

}  // namespace lobby::office::imports
