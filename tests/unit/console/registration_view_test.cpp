#include "office/console/views/registration_view.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "office/console/views/reading.hpp"

namespace lobby::office::console {
namespace {

using namespace api;

TEST(Reading, SetsAsideHowThingsAreWritten) {
    struct Case {
        FormField field;
        std::string_view value;
        std::string_view read;
        bool same;
    };
    const Case cases[] = {
        {FormField::licence_number, "15305201810123456", "", true},
        {FormField::licence_number, "15305201810123456", "1530 5201 8101 23456", true},
        {FormField::licence_number, "15305201810123456", "１５３０５２０１８１０１２３４５６", true},
        {FormField::licence_number, "15305201810123456", "15305201810123458", false},
        {FormField::licence_number, "15305201810123456", "1530520181012345", false},
        {FormField::firm_code, "31530000MD0123456X", "31530000md0123456x", true},
        {FormField::firm_name, "云南某某律师事务所（昆明）", "云南某某律师事务所(昆明)", true},
        {FormField::firm_name, "云南某某律师事务所", "云南某某律帅事务所", false},
        {FormField::client_name, "阿卜杜拉·热合曼", "阿卜杜拉•热合曼", true},
        {FormField::letter_dated_on, "2026-11-30", "2026年11月30日", true},
        {FormField::letter_dated_on, "2026-11-30", "二〇二六年十一月三十日", true},
        {FormField::letter_dated_on, "2026-11-25", "二○二六年十一月二十五日", true},
        {FormField::letter_dated_on, "2026-01-10", "2026.1.10", true},
        {FormField::letter_dated_on, "2026-01-10", "20260110", true},
        {FormField::letter_dated_on, "2026-11-30", "二〇二六年十一月三日", false},
        {FormField::letter_dated_on, "2026-11-30", "2026年", false},
        {FormField::letter_dated_on, "2026-11-30", "no date at all", false},
        {FormField::firm_dated_on, "2026-11-30", "2026年13月40日", false},
    };
    for (const auto& c : cases)
        EXPECT_EQ(reads_the_same(c.field, c.value, c.read), c.same) << c.value << " / " << c.read;
}

TEST(Reading, TakesAnyBytes) {
    std::string bytes;
    for (unsigned i = 0; i < 4096; ++i) bytes.push_back(static_cast<char>((i * 167u) & 0xFFu));
    for (size_t cut = 0; cut < 64; ++cut)
        for (const auto field : {FormField::letter_dated_on, FormField::client_name}) {
            const auto text = std::string_view(bytes).substr(cut);
            static_cast<void>(reads_the_same(field, text, text));
            EXPECT_TRUE(reads_the_same(FormField::client_name, text, text));
        }
    const std::string digits(5000, '9');
    EXPECT_FALSE(reads_the_same(FormField::letter_dated_on, "2026-11-30", digits));
}

TEST(RegistrationIds, AreReadAsTheyAreWritten) {
    std::array<uint8_t, 16> id{};
    for (size_t i = 0; i < id.size(); ++i) id[i] = static_cast<uint8_t>(i * 17);
    EXPECT_EQ(id_text(id), "00112233445566778899aabbccddeeff");
    EXPECT_EQ(parse_id(id_text(id)), id);
    EXPECT_FALSE(parse_id("00112233445566778899AABBCCDDEEFF"));
    EXPECT_FALSE(parse_id("00112233445566778899aabbccddeef"));
    EXPECT_FALSE(parse_id("00112233445566778899aabbccddeeff0"));
    EXPECT_FALSE(parse_id("../112233445566778899aabbccddeef"));
}

RegistrationDetail a_detail() {
    RegistrationDetail d{{}, {}, {}, {}, {}};
    auto& s = d.row.stored;
    s.id.fill(1);
    s.version = 3;
    s.standing = {RegistrationState::checking, "anna", ""};
    s.findings = {Finding::firm_differs, Finding::register_unavailable};
    s.pages.push_back({{PageId{2}, PageKind::practising_certificate, 1, 100, {}}, false});
    s.pages.push_back({{PageId{3}, PageKind::power_of_attorney, 1, 100, {}}, false});
    d.arrived = {true, false};
    d.row.lawyer_name = SecretString("郑律师");
    d.row.client_name = SecretString("王某某");
    d.row.case_number = "53052120260010101";
    d.row.due = std::chrono::year{2026} / 12 / 3;
    d.row.days_left = -2;
    d.form.emplace(RegistrationForm{std::move(*IdentityNumber::parse("34052419800101001X")),
                                    SecretString("郑律师"),
                                    {},
                                    {},
                                    true,
                                    {},
                                    {},
                                    {}});
    d.form->fields.push_back({FormField::licence_number, SecretString("15305201810123456"),
                              SecretString("15305201810123458"), FieldSource::typed});
    d.form->fields.push_back({FormField::letter_dated_on, SecretString("2026-11-30"),
                              SecretString("2026年11月30日"), FieldSource::recognised});
    d.history.push_back({WallTime{}, "return", "anna", {ReturnReason::page_missing}});
    return d;
}

TEST(RegistrationView, NamesNobodyInTheList) {
    const auto d = a_detail();
    std::vector<RegistrationRow> rows;
    rows.push_back(d.row);
    const auto list = registration_list_view(rows, {7, WallTime{}, true});
    EXPECT_EQ(list.at("version").to_number<int>(), 7);
    const auto& row = list.at("registrations").at(0).as_object();
    EXPECT_EQ(row.at("lawyer").as_string(), "郑**");
    EXPECT_EQ(row.at("client").as_string(), "王**");
    EXPECT_EQ(row.at("reviewer").as_string(), "anna");
    EXPECT_TRUE(row.at("confirmed_once_by").is_null());
    EXPECT_EQ(row.at("days_left").to_number<int>(), -2);
    EXPECT_EQ(row.at("due").as_string(), "2026-12-03");
    const auto text = boost::json::serialize(list);
    EXPECT_EQ(text.find("律师"), std::string::npos);
    EXPECT_EQ(text.find("34052419800101001X"), std::string::npos);
}

TEST(RegistrationView, SaysWhereMachineAndLawyerDisagree) {
    const auto o = registration_view(a_detail());
    EXPECT_EQ(o.at("lawyer").as_string(), "郑律师");
    EXPECT_EQ(o.at("sex").as_string(), "male");
    const auto& fields = o.at("fields").as_array();
    ASSERT_EQ(fields.size(), 2u);
    EXPECT_TRUE(fields[0].at("differs").as_bool());
    EXPECT_FALSE(fields[1].at("differs").as_bool());
    const auto& findings = o.at("findings").as_array();
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_FALSE(findings[0].at("warning").as_bool());
    EXPECT_EQ(findings[0].at("fields").as_array().size(), 2u);
    EXPECT_TRUE(findings[1].at("warning").as_bool());
    const auto& pages = o.at("page_list").as_array();
    ASSERT_EQ(pages.size(), 2u);
    EXPECT_TRUE(pages[0].at("arrived").as_bool());
    EXPECT_FALSE(pages[1].at("arrived").as_bool());
    EXPECT_EQ(o.at("history").at(0).at("reasons").at(0).as_string(), "page_missing");
    EXPECT_TRUE(o.at("case").is_null());
}

TEST(RegistrationView, IsThereForAFormThatCannotBeOpened) {
    auto d = a_detail();
    d.form.reset();
    d.row.lawyer_name = {};
    const auto o = registration_view(d);
    EXPECT_EQ(o.at("lawyer").as_string(), "");
    EXPECT_TRUE(o.at("fields").as_array().empty());
}

}  // namespace
}  // namespace lobby::office::console
