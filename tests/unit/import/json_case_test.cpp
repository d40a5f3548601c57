#include "office/import/json_case.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lobby::office::imports {

namespace {

namespace json = boost::json;

constexpr const char* number = "530521198001010112";

IdentityIndex first_bytes(const IdentityNumber& n) {
    IdentityIndex out;
    for (size_t i = 0; i < out.bytes.size(); ++i) out.bytes[i] = static_cast<uint8_t>(n.reveal()[i + 2]);
    return out;
}

json::object good_case() {
    return {
        {"acceptance_number", "53052120260010101"},
        {"kind", "prosecution_review"},
        {"cause", "盗窃案"},
        {"department", "第一检察部"},
        {"accepted_on", "2026-11-14"},
        {"confidentiality", json::array{}},
        {"in_custody", true},
        {"procedure", "ordinary"},
        {"outcome", "pending"},
        {"parties", json::array{json::object{{"ordinal", 1},
                                             {"position", "suspect"},
                                             {"name", "郑一例"},
                                             {"number", number},
                                             {"measure", "arrested"}}}},
        {"events", json::array{json::object{{"stage", "accepted"}, {"on", "2026-11-14"}},
                               json::object{{"stage", "审查中"}, {"on", "2026-11-15"}}}},
        {"entitlements", json::array{json::object{
                             {"number", number}, {"name", "郑一例"}, {"role", "party"}, {"principal", 1}}}},
    };
}

struct Outcome {
    std::optional<Problem> problem;
    CaseRecord record;
    Remains remains;
    bool incomplete = false;
};

Outcome parse(std::string_view line) {
    JsonCaseParser parser(first_bytes);
    Outcome out;
    out.problem = parser.parse(line);
    out.record = parser.record();
    out.remains = parser.remains();
    out.incomplete = parser.incomplete();
    return out;
}

Outcome parse(const json::object& object) {
    return parse(json::serialize(object));
}

TEST(JsonCase, IsReadWithAllThatBelongsToIt) {
    auto object = good_case();
    object["concluded_on"] = "2026-12-01";
    object["confidentiality"] = json::array{"state_secret", "侵害未成年人"};
    object["entitlements"].as_array()[0].as_object()["valid_until"] = "2027-06-30";
    object["entitlements"].as_array()[0].as_object()["withdrawn"] = true;
    const auto got = parse(object);
    ASSERT_FALSE(got.problem) << words_of(got.problem->reason) << json_name_of(got.problem->field);
    const auto& row = got.record.row;
    EXPECT_EQ(row.acceptance_number, "53052120260010101");
    EXPECT_EQ(row.kind, api::CaseKind::prosecution_review);
    EXPECT_EQ(row.cause, "盗窃案");
    EXPECT_EQ(row.department, "第一检察部");
    EXPECT_EQ(iso_date(row.accepted_on), "2026-11-14");
    EXPECT_EQ(row.confidentiality, 1u | 16u);
    EXPECT_TRUE(row.in_custody);
    EXPECT_EQ(row.procedure, Procedure::ordinary);
    EXPECT_EQ(row.outcome, api::Outcome::pending);
    EXPECT_EQ(iso_date(row.concluded_on.value()), "2026-12-01");
    ASSERT_EQ(got.record.parties.size(), 1u);
    EXPECT_EQ(got.record.parties[0].name, "郑一例");
    EXPECT_TRUE(got.record.parties[0].person);
    EXPECT_EQ(got.record.parties[0].measure, api::Measure::arrested);
    ASSERT_EQ(got.record.events.size(), 2u);
    EXPECT_EQ(got.record.events[1].seq, 2);
    EXPECT_EQ(got.record.events[1].stage, api::Stage::under_review);
    ASSERT_EQ(got.record.entitlements.size(), 1u);
    const auto& e = got.record.entitlements[0];
    EXPECT_EQ(e.person, *got.record.parties[0].person);
    EXPECT_EQ(e.role, api::Role::party);
    EXPECT_EQ(e.principal, 1);
    EXPECT_EQ(iso_date(e.valid_until.value()), "2027-06-30");
    EXPECT_TRUE(e.withdrawn);
}

TEST(JsonCase, OfOneLineLeavesNothingForTheNext) {
    JsonCaseParser parser(first_bytes);
    auto first = good_case();
    first["concluded_on"] = "2026-12-01";
    first["confidentiality"] = json::array{"privacy"};
    ASSERT_FALSE(parser.parse(json::serialize(first)));
    ASSERT_TRUE(parser.parse("{\"acceptance_number\": [[[[[[[["));
    auto second = good_case();
    second["parties"].as_array()[0].as_object().erase("number");
    ASSERT_FALSE(parser.parse(json::serialize(second)));
    EXPECT_EQ(parser.record().row.confidentiality, 0u);
    EXPECT_FALSE(parser.record().row.concluded_on);
    EXPECT_EQ(parser.record().parties.size(), 1u);
    EXPECT_FALSE(parser.record().parties[0].person);
}

struct Bad {
    std::string what;
    std::function<void(json::object&)> change;
    FieldId field;
    Reason reason;
};

json::object& entry(json::object& o, const char* list) {
    return o[list].as_array()[0].as_object();
}

const std::vector<Bad> bad_cases{
    {"no marks", [](auto& o) { o.erase("confidentiality"); }, FieldId::confidentiality, Reason::missing},
    {"marks null", [](auto& o) { o["confidentiality"] = nullptr; }, FieldId::confidentiality,
     Reason::wrong_type},
    {"marks a text", [](auto& o) { o["confidentiality"] = "privacy"; }, FieldId::confidentiality,
     Reason::wrong_type},
    {"mark unknown", [](auto& o) { o["confidentiality"] = json::array{"top_secret"}; },
     FieldId::confidentiality, Reason::not_in_list},
    {"mark a number", [](auto& o) { o["confidentiality"] = json::array{0}; }, FieldId::confidentiality,
     Reason::wrong_type},
    {"kind unknown", [](auto& o) { o["kind"] = "murder"; }, FieldId::kind, Reason::not_in_list},
    {"number empty", [](auto& o) { o["acceptance_number"] = ""; }, FieldId::acceptance_number, Reason::empty},
    {"number a formula", [](auto& o) { o["acceptance_number"] = "=1+1"; }, FieldId::acceptance_number,
     Reason::bad_character},
    {"cause blank", [](auto& o) { o["cause"] = "   "; }, FieldId::cause, Reason::empty},
    {"cause long", [](auto& o) { o["cause"] = std::string(301, 'x'); }, FieldId::cause, Reason::too_long},
    {"cause with a line end", [](auto& o) { o["cause"] = "a\nb"; }, FieldId::cause, Reason::not_plain_text},
    {"cause with a zero", [](auto& o) { o["cause"] = std::string("a\0b", 3); }, FieldId::cause,
     Reason::not_plain_text},
    {"cause turned round", [](auto& o) { o["cause"] = "a\u202Eb"; }, FieldId::cause, Reason::not_plain_text},
    {"no such day", [](auto& o) { o["accepted_on"] = "2026-02-30"; }, FieldId::accepted_on,
     Reason::not_a_date},
    {"concluded before", [](auto& o) { o["concluded_on"] = "2026-11-13"; }, FieldId::concluded_on,
     Reason::before_acceptance},
    {"custody a text", [](auto& o) { o["in_custody"] = "true"; }, FieldId::in_custody, Reason::wrong_type},
    {"unknown field", [](auto& o) { o["secret"] = true; }, FieldId::line, Reason::unknown_field},
    {"unknown list",
     [](auto& o) {
         o["secrets"] = json::array{json::object{{"kind", "x"}}};
     },
     FieldId::line, Reason::unknown_field},
    {"parties an object", [](auto& o) { o["parties"] = json::object{}; }, FieldId::parties,
     Reason::wrong_type},
    {"no parties", [](auto& o) { o.erase("parties"); }, FieldId::parties, Reason::missing},
    {"party ordinal 0", [](auto& o) { entry(o, "parties")["ordinal"] = 0; }, FieldId::party_ordinal,
     Reason::not_a_number},
    {"party ordinal 1.5", [](auto& o) { entry(o, "parties")["ordinal"] = 1.5; }, FieldId::party_ordinal,
     Reason::wrong_type},
    {"party twice", [](auto& o) { o["parties"].as_array().push_back(o["parties"].as_array()[0]); },
     FieldId::party_ordinal, Reason::repeated_row},
    {"party without name", [](auto& o) { entry(o, "parties").erase("name"); }, FieldId::party_name,
     Reason::missing},
    {"party's number", [](auto& o) { entry(o, "parties")["number"] = "530521198001010110"; },
     FieldId::party_number, Reason::number_check_digit},
    {"party's number short", [](auto& o) { entry(o, "parties")["number"] = "5305211980010101"; },
     FieldId::party_number, Reason::number_length},
    {"stage unknown", [](auto& o) { entry(o, "events")["stage"] = "lost"; }, FieldId::event_stage,
     Reason::not_in_list},
    {"event without day", [](auto& o) { entry(o, "events").erase("on"); }, FieldId::event_on,
     Reason::missing},
    {"entitled without number", [](auto& o) { entry(o, "entitlements").erase("number"); },
     FieldId::entitlement_number, Reason::missing},
    {"entitled for nobody", [](auto& o) { entry(o, "entitlements")["principal"] = 2; },
     FieldId::entitlement_principal, Reason::unknown_party},
    {"entitled twice",
     [](auto& o) { o["entitlements"].as_array().push_back(o["entitlements"].as_array()[0]); },
     FieldId::entitlement_number, Reason::repeated_row},
    {"withdrawn a text", [](auto& o) { entry(o, "entitlements")["withdrawn"] = "no"; },
     FieldId::entitlement_withdrawn, Reason::wrong_type},
    {"129 events",
     [](auto& o) {
         auto& list = o["events"].as_array();
         const json::value one = list[0];
         while (list.size() <= max_events) list.push_back(one);
     },
     FieldId::events, Reason::too_many},
};

TEST(JsonCase, IsRejectedForTheFirstFieldThatIsWrong) {
    for (const auto& bad : bad_cases) {
        auto object = good_case();
        bad.change(object);
        const auto got = parse(object);
        ASSERT_TRUE(got.problem) << bad.what;
        EXPECT_EQ(got.problem->field, bad.field) << bad.what << ": " << json_name_of(got.problem->field);
        EXPECT_EQ(got.problem->reason, bad.reason) << bad.what << ": " << words_of(got.problem->reason);
    }
}

TEST(JsonCase, IsRejectedWhenAFieldStandsThereTwice) {
    auto line = json::serialize(good_case());
    line.insert(1, R"("confidentiality":["state_secret"],)");
    const auto got = parse(line);
    ASSERT_TRUE(got.problem);
    EXPECT_EQ(got.problem->reason, Reason::repeated_field);
    EXPECT_NE(got.remains.confidentiality, 0u);

    auto inner = json::serialize(good_case());
    inner.insert(inner.find("\"ordinal\""), R"("name":"某",)");
    EXPECT_EQ(parse(inner).problem.value().reason, Reason::repeated_field);
}

TEST(JsonCase, LineThatIsNoObjectOrNotWholeIsRejected) {
    for (const char* line :
         {"", "x", "null", "\"text\"", "17", "true", "[]", "[{}]", "{} {}", "{}x", "{\"a\":1",
          "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "\xFF", "{\"cause\":\"\xC3\x28\"}"})
        EXPECT_TRUE(parse(line).problem) << line;
    EXPECT_TRUE(parse("{\"kind\":\"x").incomplete);
    EXPECT_FALSE(parse("{\"kind\" x").incomplete);
}

TEST(JsonCase, RejectedKeepsWhatItWantsClosed) {
    auto object = good_case();
    object["kind"] = "nonsense";
    EXPECT_EQ(parse(object).remains.confidentiality, 0u);
    object["confidentiality"] = json::array{"privacy"};
    EXPECT_EQ(parse(object).remains.acceptance_number, "53052120260010101");
    EXPECT_EQ(parse(object).remains.confidentiality, 4u);
    object["confidentiality"] = json::array{"sealed"};
    EXPECT_EQ(parse(object).remains.confidentiality, 64u);
    object.erase("confidentiality");
    EXPECT_EQ(parse(object).remains.confidentiality, 64u);
}

TEST(JsonCase, RejectionSaysNothingOfTheValue) {
    auto object = good_case();
    entry(object, "parties")["number"] = "530521198001010110";
    EXPECT_EQ(parse(object).problem.value().value, "18 characters: digits");
    object = good_case();
    object["李四的秘密"] = 1;
    EXPECT_EQ(parse(object).problem.value().value, "5 characters: Chinese");
}

}  // namespace

}  // namespace lobby::office::imports
