#include <gmock/gmock.h>

#include "office/ledger/ledger.hpp"
#include "tests/integration/import/office_data.hpp"

namespace lobby::office::imports {

namespace {

using testing::HasSubstr;
using testing::Not;

const std::filesystem::path samples = SAMPLES;

class Import : public OfficeData {};

TEST_F(Import, TakesTheSamplesOfTheManual) {
    const auto files = exports_in(samples);
    ASSERT_TRUE(files);
    ASSERT_EQ(files->size(), 5u);
    for (const auto& file : *files) {
        const auto done = import(file);
        ASSERT_TRUE(done) << file << describe(done.error());
        EXPECT_EQ(done->counts.rejected, 0u) << file;
        EXPECT_TRUE(done->report.empty());
    }
    EXPECT_EQ(rows("SELECT count(*) FROM cases"), "4\n");
    EXPECT_EQ(rows("SELECT confidentiality FROM cases ORDER BY acceptance_number"), "0\n8\n0\n6\n");
    EXPECT_EQ(rows("SELECT count(*) FROM parties"), "5\n");
    EXPECT_EQ(rows("SELECT count(*) FROM stage_events"), "8\n");
    EXPECT_EQ(rows("SELECT sum(withdrawn), count(*) FROM imported_entitlements"), "1|4\n");
}

TEST_F(Import, OfTheFourCsvFilesEqualsThatOfNdjson) {
    ASSERT_TRUE(import(samples / "cases.ndjson"));
    const auto from_ndjson = contents();
    for (const char* name : {"案件.csv", "当事人.csv", "办案进程.csv", "查询权限.csv"})
        EXPECT_EQ(import(samples / name).value().counts.changed, 0u) << name;
    EXPECT_EQ(contents(), from_ndjson);

    std::filesystem::remove(data() / "cases.db");
    for (const char* name : {"案件.csv", "当事人.csv", "办案进程.csv", "查询权限.csv"})
        ASSERT_TRUE(import(samples / name));
    EXPECT_EQ(contents(), from_ndjson);
}

TEST_F(Import, OfTheSameFileAgainChangesNothing) {
    for (const char* name : {"cases.ndjson", "案件.csv", "当事人.csv", "办案进程.csv", "查询权限.csv"}) {
        const auto first = import(samples / name).value();
        const auto before = contents();
        const auto second = import(samples / name).value();
        EXPECT_EQ(second.counts.accepted, first.counts.accepted) << name;
        EXPECT_EQ(second.counts.changed, 0u) << name;
        EXPECT_EQ(second.file_hash, first.file_hash) << name;
        EXPECT_EQ(contents(), before) << name;
    }
}

std::string case_line(const std::string& changes_from = "", const std::string& to = "") {
    std::string line =
        R"({"acceptance_number":"53052120260012301","kind":"prosecution_review","cause":"盗窃案",)"
        R"("department":"第一检察部","accepted_on":"2026-10-12","confidentiality":[],"in_custody":true,)"
        R"("procedure":"ordinary","outcome":"pending",)"
        R"("parties":[{"ordinal":1,"position":"suspect","name":"样一","number":"530521198001010112",)"
        R"("measure":"arrested"},{"ordinal":2,"position":"victim","name":"例二","measure":"none"}],)"
        R"("events":[{"stage":"accepted","on":"2026-10-12"},{"stage":"under_review","on":"2026-10-13"}],)"
        R"("entitlements":[{"number":"530521198001010112","name":"样一","role":"party","principal":1}]})";
    if (!changes_from.empty()) line.replace(line.find(changes_from), changes_from.size(), to);
    return line + "\n";
}

TEST_F(Import, ReplacesTheWholeCaseAsExported) {
    ASSERT_TRUE(import_text("a.ndjson", case_line()));
    ASSERT_TRUE(import_text(
        "b.ndjson", case_line(R"(,{"ordinal":2,"position":"victim","name":"例二","measure":"none"})")));
    EXPECT_EQ(rows("SELECT ordinal, name FROM parties"), "1|样一\n");
    ASSERT_TRUE(import_text("c.ndjson", case_line(R"({"stage":"accepted","on":"2026-10-12"},)")));
    EXPECT_EQ(rows("SELECT seq, stage FROM stage_events"), "1|2\n");
    ASSERT_TRUE(import_text(
        "d.ndjson",
        case_line(R"({"number":"530521198001010112","name":"样一","role":"party","principal":1})")));
    EXPECT_EQ(rows("SELECT count(*) FROM imported_entitlements"), "0\n");
    EXPECT_EQ(rows("SELECT count(*) FROM parties"), "2\n");
    EXPECT_EQ(import_text("e.ndjson", case_line("\"pending\"", "\"prosecuted\"")).value().counts.changed, 1u);
    EXPECT_EQ(rows("SELECT outcome FROM cases"), "4\n");
}

TEST_F(Import, KeepsTheGoodLinesAndReportsTheOthersWithoutWhatStoodThere) {
    const auto done =
        import_text("a.ndjson", case_line("530521198001010112", "530521198001010113") +
                                    case_line("53052120260012301", "53052120260012302") +
                                    "{\"kind\":\"秘密的话\"}\n" + "\n" + "not json\n" + case_line());
    ASSERT_TRUE(done);
    EXPECT_EQ(done->counts.accepted, 2u);
    EXPECT_EQ(done->counts.rejected, 3u);
    EXPECT_EQ(done->report, report());
    EXPECT_EQ(read(report()),
              "\xEF\xBB\xBFline,field,value,reason\r\n"
              "1,parties[].number,\"18 characters: digits\",has a wrong check digit\r\n"
              "3,kind,\"4 characters: Chinese\",is not one of the terms of the list\r\n"
              "5,line,\"8 characters: letters, marks\",is not JSON\r\n");
    const auto rights = std::filesystem::status(report()).permissions();
    EXPECT_EQ(rights, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(Import, TakesACaseOnceAFile) {
    const auto done = import_text(
        "a.ndjson", case_line() + case_line("盗窃案", "诈骗案") + case_line("[]", R"(["privacy"])"));
    EXPECT_EQ(done.value().counts.accepted, 1u);
    EXPECT_EQ(done.value().counts.rejected, 2u);
    EXPECT_EQ(rows("SELECT cause FROM cases"), "盗窃案\n");
    // Whichever of the lines is right: one of them wants the case closed.
    EXPECT_EQ(rows("SELECT confidentiality FROM cases"), "4\n");
}

// Deny by default: a mark never gets lost because something else in the line is wrong.
TEST_F(Import, ClosesACaseWhoseLineIsRejected) {
    struct Line {
        const char* what;
        std::string text;
        uint32_t confidentiality;
    };
    const auto secret = case_line("[]", R"(["state_secret"])");
    const std::vector<Line> lines{
        {"mark not known", case_line("[]", R"(["绝密"])"), 64},
        {"marks of another type", case_line("\"confidentiality\":[]", R"("confidentiality":"state_secret")"),
         64},
        {"marks missing", case_line(R"("confidentiality":[],)"), 64},
        {"kind not known", std::string(secret).replace(secret.find("prosecution_review"), 18, "nothing"), 1},
        {"nothing wrong with the marks", case_line("prosecution_review", "nothing"), 0},
    };
    for (const auto& line : lines) {
        ASSERT_TRUE(import_text("open.ndjson", case_line()));
        ASSERT_EQ(rows("SELECT confidentiality FROM cases"), "0\n");
        const auto done = import_text("closed.ndjson", line.text + case_line());
        EXPECT_EQ(done.value().counts.rejected, line.confidentiality == 0 ? 1u : 2u) << line.what;
        EXPECT_EQ(done.value().counts.closed, line.confidentiality == 0 ? 0u : 1u) << line.what;
        EXPECT_EQ(rows("SELECT confidentiality FROM cases"), std::to_string(line.confidentiality) + "\n")
            << line.what;
        EXPECT_EQ(import_text("closed.ndjson", line.text).value().counts.closed, 0u) << line.what;
    }
}

TEST_F(Import, StandsInTheLedgerWithItsHashAndNothingOfThePeople) {
    ASSERT_TRUE(import_text("样一.ndjson", case_line() + "{}\n"));
    ASSERT_FALSE(import_text("b.ndjson", "{"));
    auto db = open_office_db(data(), Access::read);
    const auto entries = rows(db, "SELECT kind, body FROM ledger ORDER BY seq");
    EXPECT_THAT(entries, HasSubstr("import_started|"));
    EXPECT_THAT(entries, HasSubstr(R"("result":"done","kind":"cases_ndjson","file":")"));
    EXPECT_THAT(entries, HasSubstr(R"("accepted":1,"changed":1,"rejected":1,"closed":0})"));
    EXPECT_THAT(entries, HasSubstr(R"({"result":"cut_off","line":1})"));
    for (const char* personal : {"样一", "530521198001010112", "53052120260012301"})
        EXPECT_THAT(entries, Not(HasSubstr(personal)));
    EXPECT_TRUE(verify_ledger(db, *key_));
}

TEST_F(Import, StoresNoIdentityNumberInClear) {
    const auto files = exports_in(samples);
    ASSERT_TRUE(files);
    for (const auto& file : *files) ASSERT_TRUE(import(file));
    const auto bytes = read(data() / "cases.db") + read(data() / "office.db");
    EXPECT_THAT(bytes, HasSubstr("样一明"));  // the database is read as it is
    EXPECT_EQ(bytes.find("530521197101119014"), std::string::npos);
}

}  // namespace

}  // namespace lobby::office::imports
