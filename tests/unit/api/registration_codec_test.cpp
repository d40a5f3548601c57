// The wire form of lawyers' registrations: what one side says the other understands, a form comes back from
// its seal as it went in, and nothing beyond its bounds gets through.
#include <random>
#include <stdexcept>

#include <gtest/gtest.h>

#include "office/api/codec.hpp"

namespace lobby::api {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr WallTime now{std::chrono::milliseconds(1'795'500'000'000)};
const Date today{days(20'781)};
constexpr std::string_view lawyer = "34052419800101001X";

RegistrationId id_of(uint8_t first) {
    RegistrationId id{};
    id.front() = first;
    id.back() = 0xFF;
    return id;
}

FieldValue field(FormField which, std::string_view value, std::string_view read = "",
                 FieldSource source = FieldSource::typed) {
    return {which, SecretString(value), SecretString(read), source};
}

PageReference page(uint8_t id, PageKind kind, uint32_t ordinal) {
    PageReference p{id_of(id), kind, ordinal, 345'678, {}};
    p.sealed_hash.fill(id);
    return p;
}

RegistrationForm full_form() {
    RegistrationForm form{
        *IdentityNumber::parse(lawyer), SecretString("\u6BB5\u5C0F\u5F8B"), {}, {}, true, {}, {}, id_of(9)};
    form.authorisation = Authorisation::legal_aid_letter;
    form.principal = Principal::close_relative;
    for (size_t i = 0; i < form_field_words.size(); ++i)
        form.fields.push_back(field(static_cast<FormField>(i), std::string(max_field_bytes, 'v'),
                                    std::string(max_field_bytes, 'r'), FieldSource::recognised));
    for (uint8_t i = 1; i <= max_registration_pages; ++i)
        form.pages.push_back(page(i, PageKind::power_of_attorney, i));
    return form;
}

std::span<const uint8_t> bytes_of(const SecretString& text) {
    return {reinterpret_cast<const uint8_t*>(text.view().data()), text.size()};
}

bool same(const RegistrationForm& a, const RegistrationForm& b) {
    return a.lawyer == b.lawyer && a.card_name == b.card_name && a.authorisation == b.authorisation &&
           a.principal == b.principal && a.agrees_to_notices == b.agrees_to_notices && a.fields == b.fields &&
           a.pages == b.pages && a.follows == b.follows;
}

template <class Body, class Message>
Body body_of(const Result<Message, DecodeError>& message) {
    if (!message) throw std::runtime_error(std::string(word_of(message.error())));
    return std::get<Body>(message->body);
}
template <class Body>
Body asked(const Body& body) {
    return body_of<Body>(decode_kiosk_message(encode(KioskMessage{5, body})));
}
template <class Body>
Body told(const Body& body) {
    return body_of<Body>(decode_office_message(encode(OfficeMessage{5, body})));
}
template <class Body>
DecodeError refused_question(const Body& body) {
    const auto message = decode_kiosk_message(encode(KioskMessage{5, body}));
    if (message) throw std::runtime_error("it got through");
    return message.error();
}
template <class Body>
DecodeError refused_answer(const Body& body) {
    const auto message = decode_office_message(encode(OfficeMessage{5, body}));
    if (message) throw std::runtime_error("it got through");
    return message.error();
}

TEST(RegistrationCodec, TheLargestFormComesBackAsItWentIn) {
    const auto form = full_form();
    const auto bytes = encode_form(form);
    EXPECT_LT(bytes.size(), max_sealed_form_bytes / 2) << "room for the seal";
    const auto back = decode_form(bytes_of(bytes));
    ASSERT_TRUE(back) << word_of(back.error());
    EXPECT_TRUE(same(*back, form));
    EXPECT_TRUE(same(asked(CheckQuestion{form}).form, form));
}

TEST(RegistrationCodec, AHalfFormIsAFormToo) {
    RegistrationForm form{*IdentityNumber::parse(lawyer), SecretString("a"), {}, {}, false, {}, {}, {}};
    form.fields.push_back(field(FormField::licence_number, "", "read", FieldSource::missing));
    const auto back = decode_form(bytes_of(encode_form(form)));
    ASSERT_TRUE(back);
    EXPECT_TRUE(same(*back, form));
}

TEST(RegistrationCodec, WhatTheMachineReadIsLeftOutWhereItIsNoText) {
    RegistrationForm form{*IdentityNumber::parse(lawyer), SecretString("a"), {}, {}, false, {}, {}, {}};
    form.fields.push_back(field(FormField::licence_number, "1", "line\nline"));
    form.fields.push_back(field(FormField::licence_name, "2", std::string(max_field_bytes + 1, 'x')));
    form.fields.push_back(field(FormField::licence_firm, "", "", FieldSource::typed));
    const auto back = decode_form(bytes_of(encode_form(form)));
    ASSERT_TRUE(back);
    EXPECT_TRUE(back->fields.at(0).recognised.empty());
    EXPECT_TRUE(back->fields.at(1).recognised.empty());
    EXPECT_EQ(back->fields.at(2).source, FieldSource::missing) << "no value: left to the window";
}

TEST(RegistrationCodec, AFormBeyondItsBoundsIsRefused) {
    const auto refused = [](auto bend) {
        auto form = full_form();
        bend(form);
        const auto back = decode_form(bytes_of(encode_form(form)));
        if (back) throw std::runtime_error("it got through");
        return back.error();
    };
    EXPECT_EQ(refused([](auto& f) { f.card_name = {}; }), DecodeError::bad_text);
    EXPECT_EQ(refused([](auto& f) { f.card_name = SecretString("a\u202Eb"); }), DecodeError::bad_text);
    EXPECT_EQ(
        refused([](auto& f) { f.fields[3].value = SecretString(std::string(max_field_bytes + 1, 'x')); }),
        DecodeError::bad_text);
    EXPECT_EQ(refused([](auto& f) { f.fields[3].value = SecretString("a\nb"); }), DecodeError::bad_text);
    EXPECT_EQ(refused([](auto& f) { f.fields[3].source = FieldSource::missing; }),
              DecodeError::missing_field);
    EXPECT_EQ(refused([](auto& f) { f.fields[3].field = static_cast<FormField>(14); }),
              DecodeError::unknown_term);
    EXPECT_EQ(refused([](auto& f) { std::swap(f.fields[3], f.fields[4]); }), DecodeError::too_many);
    EXPECT_EQ(refused([](auto& f) { f.fields.push_back(f.fields.back()); }), DecodeError::too_many);
    EXPECT_EQ(refused([](auto& f) { f.pages.push_back(page(99, PageKind::relation_proof, 1)); }),
              DecodeError::too_many);
    EXPECT_EQ(refused([](auto& f) { f.pages[1].id = f.pages[0].id; }), DecodeError::too_many);
    EXPECT_EQ(refused([](auto& f) { f.pages[1].ordinal = 1; }), DecodeError::too_many);
    EXPECT_EQ(refused([](auto& f) { f.pages[1].ordinal = 0; }), DecodeError::bad_number);
    EXPECT_EQ(refused([](auto& f) { f.pages[1].sealed_bytes = 0; }), DecodeError::bad_number);
    EXPECT_EQ(refused([](auto& f) { f.pages[1].sealed_bytes = max_sealed_page_bytes + 1; }),
              DecodeError::bad_number);
    EXPECT_EQ(refused([](auto& f) { f.pages[1].kind = static_cast<PageKind>(5); }),
              DecodeError::unknown_term);
    EXPECT_EQ(refused([](auto& f) { f.principal = static_cast<Principal>(3); }), DecodeError::unknown_term);
    const std::vector<uint8_t> long_bytes(max_sealed_form_bytes + 1);
    EXPECT_EQ(decode_form(long_bytes).error(), DecodeError::too_long);
    EXPECT_EQ(decode_form({}).error(), DecodeError::bad_identity_number);
}

JournalEntry submission() {
    RegistrationSubmitted submitted{
        id_of(1), std::vector<uint8_t>(max_sealed_form_bytes, 0xAB), {}, "lawyers"};
    submitted.pages = full_form().pages;
    return {max_journal_number, now, submitted};
}

TEST(RegistrationCodec, TheLargestSubmissionIsWithinTheLimitsOfEntryAndMessage) {
    const auto entry = submission();
    EXPECT_LE(encode(entry).size(), max_journal_entry_bytes);
    EXPECT_EQ(decode_journal_entry(encode(entry)).value(), entry);
    // A kiosk adds entries up to half a message, or sends one that is larger alone.
    const auto sent = asked(JournalEntries{{entry}});
    EXPECT_EQ(sent.entries.at(0), entry);
    EXPECT_LT(max_journal_entry_bytes, max_kiosk_message_bytes - 1024);
}

TEST(RegistrationCodec, AWithdrawalArrives) {
    const JournalEntry entry{7, now, RegistrationWithdrawn{id_of(1)}};
    EXPECT_EQ(decode_journal_entry(encode(entry)).value(), entry);
}

TEST(RegistrationCodec, ASubmissionBeyondItsBoundsIsRefused) {
    const auto refused = [](auto bend) {
        auto entry = submission();
        bend(std::get<RegistrationSubmitted>(entry.body));
        const auto back = decode_journal_entry(encode(entry));
        if (back) throw std::runtime_error("it got through");
        return back.error();
    };
    EXPECT_EQ(refused([](auto& s) { s.sealed_form.clear(); }), DecodeError::missing_field);
    EXPECT_EQ(refused([](auto& s) { s.sealed_form.push_back(0); }), DecodeError::too_long);
    EXPECT_EQ(refused([](auto& s) { s.ticket_service = "no word"; }), DecodeError::bad_text);
    EXPECT_EQ(refused([](auto& s) { s.pages[0].sealed_bytes = 0; }), DecodeError::bad_number);
}

RegistrationStanding standing() {
    return {id_of(1),
            RegistrationState::returned,
            now,
            "\u6BB5\u67D0",
            "A1",
            3,
            {ReturnReason::page_missing, ReturnReason::other},
            today,
            Stage::under_review,
            today - days(2)};
}

ReviewBooking booking() {
    return {"booking.1", id_of(1), now, now + minutes(60), "\u9605\u5377\u5BA4", "Reading room"};
}

ReviewSlot slot() {
    return {now, now + minutes(60), "\u9605\u5377\u5BA4", "Reading room", "room-1"};
}

TEST(RegistrationCodec, QuestionsArriveWhole) {
    const auto who = asked(LawyerQuestion{*IdentityNumber::parse(lawyer), SecretString("\u6BB5")});
    EXPECT_EQ(who.card.reveal(), lawyer);
    EXPECT_EQ(who.card_name.view(), "\u6BB5");
    const auto slots = asked(SlotsQuestion{*IdentityNumber::parse(lawyer), id_of(4)});
    EXPECT_EQ(slots.card.reveal(), lawyer);
    EXPECT_EQ(slots.registration, id_of(4));
    const auto moved = asked(BookQuestion{*IdentityNumber::parse(lawyer), id_of(4), slot(), "booking.1"});
    EXPECT_EQ(moved.registration, id_of(4));
    EXPECT_EQ(moved.slot, slot());
    EXPECT_EQ(moved.instead_of, "booking.1");
    const auto gone = asked(BookQuestion{*IdentityNumber::parse(lawyer), id_of(4), std::nullopt, "b"});
    EXPECT_FALSE(gone.slot);
}

TEST(RegistrationCodec, QuestionsBeyondTheirBoundsAreRefused) {
    const auto card = *IdentityNumber::parse(lawyer);
    EXPECT_EQ(refused_question(LawyerQuestion{card, {}}), DecodeError::bad_text);
    EXPECT_EQ(refused_question(BookQuestion{card, id_of(4), std::nullopt, ""}), DecodeError::missing_field);
    EXPECT_EQ(refused_question(BookQuestion{card, id_of(4), slot(), "no word"}), DecodeError::bad_text);
    auto bent = slot();
    bent.until = bent.from;
    EXPECT_EQ(refused_question(BookQuestion{card, id_of(4), bent, ""}), DecodeError::bad_date);
    bent = slot();
    bent.room.clear();
    EXPECT_EQ(refused_question(BookQuestion{card, id_of(4), bent, ""}), DecodeError::bad_text);
}

TEST(RegistrationCodec, AnswersArriveWhole) {
    LawyerAnswer answer;
    answer.registrations = {standing(), {}};
    answer.bookings = {booking()};
    answer.earlier = {field(FormField::licence_number, "15301201010123456", "", FieldSource::earlier),
                      field(FormField::phone, "13800000000", "", FieldSource::earlier)};
    EXPECT_EQ(told(answer), answer);
    EXPECT_EQ(told(LawyerAnswer{false, {}, {}, {}}).available, false);
    const CheckAnswer check{true,
                            {Finding::licence_expired, Finding::phone_wrong, Finding::office_unavailable}};
    EXPECT_EQ(told(check), check);
    const SlotsAnswer slots{SlotsState::offered, {slot(), slot()}, true, today, -4};
    EXPECT_EQ(told(slots), slots);
    const BookAnswer booked{BookState::booked, booking()};
    EXPECT_EQ(told(booked), booked);
    EXPECT_EQ(told(BookAnswer{BookState::slot_gone, {}}).state, BookState::slot_gone);
}

TEST(RegistrationCodec, ListsOfAnAnswerEndAtTheirBounds) {
    LawyerAnswer answer;
    answer.registrations.assign(max_lawyer_registrations + 5, standing());
    answer.registrations.front().client_name = "the newest";
    const auto got = told(answer);
    EXPECT_EQ(got.registrations.size(), max_lawyer_registrations);
    EXPECT_EQ(got.registrations.front().client_name, "the newest");
    SlotsAnswer slots;
    slots.slots.assign(max_review_slots + 1, slot());
    EXPECT_EQ(told(slots).slots.size(), max_review_slots);
}

TEST(RegistrationCodec, AnswersBeyondTheirBoundsAreRefused) {
    EXPECT_EQ(refused_answer(CheckAnswer{true, {Finding::phone_wrong, Finding::licence_expired}}),
              DecodeError::bad_number);
    EXPECT_EQ(refused_answer(CheckAnswer{true, {Finding::phone_wrong, Finding::phone_wrong}}),
              DecodeError::too_many);
    EXPECT_EQ(refused_answer(CheckAnswer{true, {static_cast<Finding>(31)}}), DecodeError::unknown_term);
    EXPECT_EQ(refused_answer(BookAnswer{BookState::booked, {}}), DecodeError::missing_field);
    EXPECT_EQ(refused_answer(BookAnswer{BookState::cancelled, booking()}), DecodeError::missing_field);
    auto bent = standing();
    bent.client_name = "a\nb";
    EXPECT_EQ(refused_answer(LawyerAnswer{true, {bent}, {}, {}}), DecodeError::bad_text);
    bent = standing();
    bent.state = static_cast<RegistrationState>(6);
    EXPECT_EQ(refused_answer(LawyerAnswer{true, {bent}, {}, {}}), DecodeError::unknown_term);
}

TEST(RegistrationCodec, TheWelcomeBringsTheKeyWhenThereIsOne) {
    Welcome welcome;
    EXPECT_FALSE(told(welcome).scan_key);
    welcome.scan_key.emplace().public_key.fill(0x5A);
    EXPECT_EQ(told(welcome).scan_key, welcome.scan_key);
}

TEST(RegistrationCodec, TheWelcomeTellsHowOldPapersMayBe) {
    Welcome welcome;
    EXPECT_FALSE(told(welcome).check_rules);
    using std::chrono::days;
    welcome.check_rules = CheckRules{days(100), days(200), longest_paper};
    EXPECT_EQ(told(welcome).check_rules, welcome.check_rules);
    for (const auto wrong : {days(0), longest_paper + days(1)}) {
        welcome.check_rules->firm_letter = wrong;
        EXPECT_EQ(refused_answer(welcome), DecodeError::bad_number) << wrong.count();
    }
}

// Whatever comes through after bytes were changed is a value that the contract allows: it can be sealed
// again.
TEST(RegistrationCodec, ChangedBytesGiveAReasonOrAnotherAllowedForm) {
    std::mt19937 random(7);
    const auto below = [&](size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random); };
    auto form = full_form();
    form.pages.resize(2);
    for (auto& f : form.fields) f.value = SecretString("v");
    const auto good = encode_form(form);
    size_t through = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::vector<uint8_t> bytes(good.view().begin(), good.view().end());
        for (size_t n = 1 + below(3); n > 0; --n)
            bytes[below(bytes.size())] = static_cast<uint8_t>(below(256));
        const auto got = decode_form(bytes);
        if (!got) continue;
        ++through;
        const auto again = decode_form(bytes_of(encode_form(*got)));
        ASSERT_TRUE(again) << word_of(again.error());
        ASSERT_TRUE(same(*again, *got));
    }
    EXPECT_GT(through, 100U);
}

}  // namespace
}  // namespace lobby::api
