// The wire form of the contract: what one side says the other understands, and nothing that is wrong gets
// through.
#include "office/api/codec.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

namespace lobby::api {
namespace {

Date day(std::string_view text) {
    return *parse_date(text);
}

constexpr WallTime now{std::chrono::milliseconds(1'795'500'000'000)};

IdentityNumber number() {
    return *IdentityNumber::parse("34052419800101001X");
}

KioskMessage card_question() {
    return {7, LookupRequest{CardEvidence{number(), SecretString("\u6BB5\u6587\U0002CB4E"), day("2020-01-01"),
                                          day("2040-01-01")}}};
}

KioskMessage code_question() {
    return {8, LookupRequest{CodeEvidence{number(), SecretString("12345678")}}};
}

DisclosedCase full_case() {
    DisclosedCase c;
    c.acceptance_number = "53052120260012301";
    c.kind = CaseKind::prosecution_review;
    c.asked_as = Role::close_relative;
    c.cause = "\u76D7\u7A83\u7F6A";
    c.suspects = {"\u6BB5\u6587\U0002CB4E", "SMITH JOHN"};
    c.accepted_on = day("2026-08-03");
    c.department = "\u7B2C\u4E00\u68C0\u5BDF\u90E8";
    c.stage = Stage::first_resubmission;
    c.history = {{Stage::accepted, day("2026-08-03")}, {Stage::first_return, day("2026-09-01")}};
    c.limit = TimeLimit{LimitState::overdue, day("2026-11-21"), -3};
    c.measure = Measure::bail;
    c.outcome = Outcome::pending;
    c.concluded_on = day("2026-11-20");
    return c;
}

OfficeMessage told(std::vector<DisclosedCase> cases) {
    return {9, LookupReply{CasesDisclosed{std::move(cases), now}}};
}

OfficeMessage told(void (*change)(DisclosedCase&)) {
    auto c = full_case();
    change(c);
    return told({std::move(c)});
}

template <class Body, class Message>
Body body_of(const Result<Message, DecodeError>& message) {
    if (!message) throw std::runtime_error(std::string(word_of(message.error())));
    return std::get<Body>(message->body);
}

TEST(Codec, ACardsEvidenceArrivesWhole) {
    const auto arrived = decode_kiosk_message(encode(card_question()));
    const auto card = std::get<CardEvidence>(body_of<LookupRequest>(arrived).evidence);
    EXPECT_EQ(arrived->id, 7U);
    EXPECT_EQ(card.number, number());
    EXPECT_EQ(card.name.view(), "\u6BB5\u6587\U0002CB4E");
    EXPECT_EQ(card.valid_from, day("2020-01-01"));
    EXPECT_EQ(card.valid_to, day("2040-01-01"));
}

TEST(Codec, ALongTermCardHasNoEnd) {
    const KioskMessage question{
        1, LookupRequest{CardEvidence{number(), SecretString("A"), day("2020-01-01"), std::nullopt}}};
    const auto arrived = decode_kiosk_message(encode(question));
    EXPECT_FALSE(std::get<CardEvidence>(body_of<LookupRequest>(arrived).evidence).valid_to);
}

TEST(Codec, ACodesEvidenceArrivesWhole) {
    const auto arrived = decode_kiosk_message(encode(code_question()));
    const auto code = std::get<CodeEvidence>(body_of<LookupRequest>(arrived).evidence);
    EXPECT_EQ(code.number, number());
    EXPECT_EQ(code.code.view(), "12345678");
}

TEST(Codec, ACaseArrivesWholeAndWhatMayNotBeToldIsNotThere) {
    DisclosedCase least;
    least.acceptance_number = "1";
    least.kind = CaseKind::judicial_relief;
    least.asked_as = Role::party;
    const auto reply = body_of<LookupReply>(decode_office_message(encode(told({full_case(), least}))));
    const auto& disclosed = std::get<CasesDisclosed>(reply);
    EXPECT_EQ(disclosed.as_of, now);
    EXPECT_EQ(disclosed.cases, (std::vector<DisclosedCase>{full_case(), least}));
}

TEST(Codec, EveryOtherMessageArrivesWhole) {
    const auto hello = body_of<Hello>(decode_kiosk_message(encode(KioskMessage{1, Hello{1, 3, "2.0"}})));
    EXPECT_EQ(hello.protocol_min, 1U);
    EXPECT_EQ(hello.protocol_max, 3U);
    EXPECT_EQ(hello.software_version, "2.0");
    EXPECT_EQ(body_of<Heartbeat>(decode_kiosk_message(encode(KioskMessage{2, Heartbeat{now}}))).sent_at, now);
    EXPECT_EQ(body_of<Heartbeat>(decode_office_message(encode(OfficeMessage{2, Heartbeat{now}}))).sent_at,
              now);
    EXPECT_EQ(
        body_of<Heartbeat>(decode_office_message(encode(OfficeMessage{2, Heartbeat{now, 4096}}))).padding,
        max_heartbeat_padding);
    EXPECT_FALSE(decode_office_message(encode(OfficeMessage{2, Heartbeat{now, 4097}})));
    const OfficeProfile office{"\u793A\u8303", "Demo", "1 \u53F7", "window 1", "0875"};
    const auto welcome =
        body_of<Welcome>(decode_office_message(encode(OfficeMessage{3, Welcome{1, now, office}})));
    EXPECT_EQ(welcome.protocol, 1U);
    EXPECT_EQ(welcome.office_time, now);
    EXPECT_EQ(welcome.office, office);
    for (const auto reason :
         {CloseReason::revoked, CloseReason::version_unsupported, CloseReason::shutting_down,
          CloseReason::bad_message, CloseReason::replaced, CloseReason::idle})
        EXPECT_EQ(body_of<Closing>(decode_office_message(encode(OfficeMessage{4, Closing{reason}}))).reason,
                  reason);
    const auto reply_to = [](LookupReply reply) {
        return body_of<LookupReply>(decode_office_message(encode(OfficeMessage{5, std::move(reply)})));
    };
    EXPECT_TRUE(std::holds_alternative<NothingToShow>(reply_to(NothingToShow{})));
    EXPECT_TRUE(std::holds_alternative<LookupUnavailable>(reply_to(LookupUnavailable{})));
    EXPECT_EQ(std::get<LookupLocked>(reply_to(LookupLocked{std::chrono::seconds(90)})).retry_after,
              std::chrono::seconds(90));
}

struct Hostile {
    const char* name;
    std::string bytes;
    DecodeError why;
};

class HostileQuestion : public testing::TestWithParam<Hostile> {};
class HostileAnswer : public testing::TestWithParam<Hostile> {};

std::string name_of(const testing::TestParamInfo<Hostile>& tested) {
    return tested.param.name;
}

std::string with_name(std::string_view name) {
    return encode(KioskMessage{
        1, LookupRequest{CardEvidence{number(), SecretString(name), day("2020-01-01"), std::nullopt}}});
}

// The last character of the number, changed on the wire.
std::string with_wrong_number() {
    auto bytes = encode(code_question());
    bytes[bytes.find("34052419800101001X") + 17] = '0';
    return bytes;
}

INSTANTIATE_TEST_SUITE_P(
    Codec, HostileQuestion,
    testing::Values(
        Hostile{"empty", "", DecodeError::unknown_body},
        Hostile{"only_an_id", std::string("\x08\x01", 2), DecodeError::unknown_body},
        Hostile{"no_protobuf", std::string(20, '\xFF'), DecodeError::not_protobuf},
        Hostile{"too_long", std::string(max_kiosk_message_bytes + 1, '\0'), DecodeError::too_long},
        Hostile{"wrong_number", with_wrong_number(), DecodeError::bad_identity_number},
        Hostile{"no_name", with_name(""), DecodeError::bad_text},
        Hostile{"name_with_a_line_feed", with_name("a\nb"), DecodeError::bad_text},
        Hostile{"name_too_long", with_name(std::string(513, 'a')), DecodeError::bad_text},
        Hostile{"no_code", encode(KioskMessage{1, LookupRequest{CodeEvidence{number(), SecretString("")}}}),
                DecodeError::bad_text},
        Hostile{"code_too_long",
                encode(KioskMessage{
                    1, LookupRequest{CodeEvidence{number(), SecretString(std::string(33, '1'))}}}),
                DecodeError::bad_text},
        Hostile{"card_of_the_year_9999",
                encode(KioskMessage{
                    1, LookupRequest{CardEvidence{number(), SecretString("A"),
                                                  Date(std::chrono::days(2'932'896)), std::nullopt}}}),
                DecodeError::bad_date},
        Hostile{"heartbeat_before_1970",
                encode(KioskMessage{1, Heartbeat{WallTime(std::chrono::milliseconds(-1))}}),
                DecodeError::bad_date},
        Hostile{"version_with_a_control", encode(KioskMessage{1, Hello{1, 1, "\x1B[2J"}}),
                DecodeError::bad_text}),
    name_of);

TEST_P(HostileQuestion, IsRefusedWithItsReason) {
    const auto message = decode_kiosk_message(GetParam().bytes);
    ASSERT_FALSE(message);
    EXPECT_EQ(message.error(), GetParam().why) << word_of(message.error());
}

INSTANTIATE_TEST_SUITE_P(
    Codec, HostileAnswer,
    testing::Values(
        Hostile{"empty", "", DecodeError::unknown_body},
        Hostile{"too_long", std::string(max_office_message_bytes + 1, '\0'), DecodeError::too_long},
        Hostile{"no_cases", encode(told(std::vector<DisclosedCase>{})), DecodeError::missing_field},
        Hostile{"too_many_cases", encode(told(std::vector<DisclosedCase>(201, full_case()))),
                DecodeError::too_many},
        Hostile{"no_number", encode(told([](DisclosedCase& c) { c.acceptance_number.clear(); })),
                DecodeError::missing_field},
        Hostile{"unknown_kind", encode(told([](DisclosedCase& c) { c.kind = static_cast<CaseKind>(99); })),
                DecodeError::unknown_term},
        Hostile{"unknown_role", encode(told([](DisclosedCase& c) { c.asked_as = static_cast<Role>(0); })),
                DecodeError::unknown_term},
        Hostile{"unknown_stage",
                encode(told([](DisclosedCase& c) { c.history[1].stage = static_cast<Stage>(11); })),
                DecodeError::unknown_term},
        Hostile{"unknown_measure",
                encode(told([](DisclosedCase& c) { c.measure = static_cast<Measure>(7); })),
                DecodeError::unknown_term},
        Hostile{"cause_not_utf8", encode(told([](DisclosedCase& c) { c.cause = "\xB6\xCE"; })),
                DecodeError::not_protobuf},
        Hostile{"name_turned_round", encode(told([](DisclosedCase& c) { c.suspects[0] = "\u202Eabc"; })),
                DecodeError::bad_text},
        Hostile{"too_many_suspects", encode(told([](DisclosedCase& c) { c.suspects.assign(65, "A"); })),
                DecodeError::too_many},
        Hostile{"too_long_a_history", encode(told([](DisclosedCase& c) {
                    c.history.assign(129, {Stage::accepted, *c.accepted_on});
                })),
                DecodeError::too_many},
        Hostile{"day_out_of_time",
                encode(told([](DisclosedCase& c) { c.accepted_on = Date(std::chrono::days(84'007)); })),
                DecodeError::bad_date},
        Hostile{"days_left_out_of_bounds",
                encode(told([](DisclosedCase& c) { c.limit->days_left = 100'000; })), DecodeError::bad_date},
        Hostile{"locked_for_a_month",
                encode(OfficeMessage{1, LookupReply{LookupLocked{std::chrono::hours(24 * 30)}}}),
                DecodeError::bad_date},
        Hostile{"closing_for_no_reason", encode(OfficeMessage{1, Closing{static_cast<CloseReason>(7)}}),
                DecodeError::unknown_term}),
    name_of);

TEST_P(HostileAnswer, IsRefusedWithItsReason) {
    const auto message = decode_office_message(GetParam().bytes);
    ASSERT_FALSE(message);
    EXPECT_EQ(message.error(), GetParam().why) << word_of(message.error());
}

// Cut anywhere, a message is refused or is another whole one; it never reads beyond its end (sanitizers
// watch).
TEST(Codec, ACutOrBentMessageIsDecodedOrRefused) {
    const auto question = encode(card_question());
    const auto answer = encode(told({full_case()}));
    for (size_t n = 0; n < question.size(); ++n)
        static_cast<void>(decode_kiosk_message(question.substr(0, n)));
    for (size_t n = 0; n < answer.size(); ++n) static_cast<void>(decode_office_message(answer.substr(0, n)));
    for (size_t at = 0; at < answer.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
            auto bent = answer;
            bent[at] = static_cast<char>(bent[at] ^ (1 << bit));
            const auto message = decode_office_message(bent);
            if (message) {
                EXPECT_TRUE(decode_office_message(encode(*message))) << "what was taken can be said again";
            }
        }
}

TEST(Codec, AHostileMessageWritesNothingToStandardError) {
    auto bytes = encode(card_question());
    bytes[bytes.find("\u6BB5") + 1] = '\xFF';
    testing::internal::CaptureStderr();
    EXPECT_FALSE(decode_kiosk_message(bytes));
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Codec, AQuestionCutShortNeverPassesForAWholeOne) {
    for (const auto& whole : {encode(card_question()), encode(code_question())})
        for (size_t n = 1; n + 1 < whole.size(); ++n)
            EXPECT_FALSE(decode_kiosk_message(whole.substr(0, n))) << n;
}

}  // namespace
}  // namespace lobby::api
