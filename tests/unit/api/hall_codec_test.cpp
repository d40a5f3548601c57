// The wire form of the journal and of the hall: what one side says the other understands, and nothing beyond
// its bounds gets through.
#include <stdexcept>

#include <gtest/gtest.h>

#include "office/api/codec.hpp"

namespace lobby::api {
namespace {

using std::chrono::minutes;

constexpr WallTime now{std::chrono::milliseconds(1'795'500'000'000)};
const Date today{std::chrono::days(20'781)};

TicketTaken full_ticket() {
    return {"lawyers",
            9999,
            Precedence::lawyer_with_appointment,
            Appointment{"booking.7", now, now + minutes(30)},
            "abcDEF_-0123456789",
            true,
            today};
}

std::vector<JournalEntry> one_of_each() {
    return {{41, now, full_ticket()},
            {42, now, TicketTaken{"other", 1, Precedence::ordinary, std::nullopt, "", false, today}},
            {43, now, TicketPrint{41, PrintState::unconfirmed}},
            {44, now, TicketGivenBack{42}},
            {45, now, TicketRated{{'B', 'C', 12}, today, 5, {RatingReason::kind, RatingReason::quick}}},
            {46, now, HelpCalled{"tickets", TicketNumber{'A', 'Z', 1}}},
            {47, now, HelpCalled{"home", std::nullopt}},
            {48, now, EntryLost{}}};
}

HallFeed full_feed() {
    HallFeed feed;
    feed.version = 77;
    feed.at = now;
    feed.day = today;
    feed.series = 'C';
    feed.last_count = 12;
    HallRules rules;
    rules.utc_offset = minutes(-30);
    rules.rollover = minutes(240);
    rules.weekdays = {1, 6, 7};
    rules.closed_on = {today};
    rules.open_on = {today + std::chrono::days(3), today + std::chrono::days(4)};
    rules.elderly_from = 70;
    rules.offered = {Precedence::elderly, Precedence::firefighter};
    rules.ticket_url = "https://office.example:8443/t/";
    rules.services = {{"lawyers",
                       "\u5F8B\u5E08",
                       "Lawyers",
                       'B',
                       {{minutes(510), minutes(1440)}},
                       40,
                       {{"2\u53F7", "Window 2", "A", "chairs A"}, {"", "", "", ""}}},
                      {"other", "", "", 'F', {}, 0, {}}};
    feed.rules = rules;
    feed.services = {{"lawyers", true, false, 7, 3, WaitRange{5, 20}, WaitRange{0, 4}},
                     {"other", false, true, std::nullopt, 0, std::nullopt, std::nullopt}};
    feed.tickets = {{{'B', 'C', 12}, TicketStanding::called, "2\u53F7", "Window 2", 0, std::nullopt},
                    {{'F', 'C', 13}, TicketStanding::waiting, "", "", 4, WaitRange{3, 9}}};
    return feed;
}

template <class Body, class Message>
Body body_of(const Result<Message, DecodeError>& message) {
    if (!message) throw std::runtime_error(std::string(word_of(message.error())));
    return std::get<Body>(message->body);
}

TEST(HallCodec, EveryKindOfEntryArrivesWhole) {
    const auto sent = one_of_each();
    EXPECT_EQ(
        body_of<JournalEntries>(decode_kiosk_message(encode(KioskMessage{3, JournalEntries{sent}}))).entries,
        sent);
    for (const auto& entry : sent) EXPECT_EQ(*decode_journal_entry(encode(entry)), entry);
}

TEST(HallCodec, AFullMessageOfTheLargestEntriesIsWithinTheLimit) {
    auto ticket = full_ticket();
    ticket.service = std::string(32, 's');
    ticket.token = std::string(64, 't');
    ticket.appointment->id = std::string(64, 'a');
    JournalEntries full;
    for (size_t i = 0; i < max_journal_entries; ++i)
        full.entries.push_back({max_journal_number - max_journal_entries + i + 1, now, ticket});
    EXPECT_LE(encode(full.entries.back()).size(), max_journal_entry_bytes);
    EXPECT_TRUE(decode_kiosk_message(encode(KioskMessage{1, full})));
    full.entries.push_back({1, now, ticket});
    EXPECT_EQ(decode_kiosk_message(encode(KioskMessage{1, full})).error(), DecodeError::too_many);
}

TEST(HallCodec, AFeedArrivesWholeWithRulesAndWithout) {
    auto feed = full_feed();
    EXPECT_EQ(body_of<HallFeed>(decode_office_message(encode(OfficeMessage{0, feed}))), feed);
    feed.rules.reset();
    feed.series.reset();
    EXPECT_EQ(body_of<HallFeed>(decode_office_message(encode(OfficeMessage{0, feed}))), feed);
}

TEST(HallCodec, TheLargestHallIsWithinTheLimitOfAMessage) {
    auto feed = full_feed();
    const std::string text(max_hall_text_bytes, 'x');
    HallService service{"", text, text, 'A', {}, 9999, {}};
    service.hours.assign(max_hall_hours, {minutes(1438), minutes(1439)});
    service.windows.assign(max_hall_windows, {text, text, text, text});
    feed.rules->services.clear();
    feed.services.clear();
    for (size_t i = 0; i < max_hall_services; ++i) {
        service.id = std::string(30, 's') + static_cast<char>('a' + i);
        feed.rules->services.push_back(service);
        feed.services.push_back(
            {service.id, true, true, 9999, 9999, WaitRange{1439, 1440}, WaitRange{1439, 1440}});
    }
    for (size_t i = 0; i < max_hall_dates; ++i) {
        feed.rules->closed_on.insert(today + std::chrono::days(i));
        feed.rules->open_on.insert(today + std::chrono::days(i));
    }
    feed.tickets.assign(max_feed_tickets,
                        {{'B', 'C', 9999}, TicketStanding::expired, text, text, 9999, WaitRange{1439, 1440}});
    EXPECT_EQ(body_of<HallFeed>(decode_office_message(encode(OfficeMessage{0, feed}))), feed);
}

TEST(HallCodec, QuestionsAnswersAndAcknowledgementsArriveWhole) {
    const auto question = body_of<TicketQuestion>(
        decode_kiosk_message(encode(KioskMessage{1, TicketQuestion{{'B', 'C', 12}, today}})));
    EXPECT_EQ(question.number, (TicketNumber{'B', 'C', 12}));
    EXPECT_EQ(question.day, today);
    const TicketFound found{TicketStanding::serving, "lawyers", "2\u53F7", "Window 2", 3,
                            WaitRange{1, 2},         true,      true};
    EXPECT_EQ(
        body_of<TicketAnswer>(decode_office_message(encode(OfficeMessage{1, TicketAnswer{found}}))).found,
        found);
    EXPECT_FALSE(
        body_of<TicketAnswer>(decode_office_message(encode(OfficeMessage{1, TicketAnswer{}}))).found);
    EXPECT_EQ(body_of<JournalAck>(decode_office_message(encode(OfficeMessage{1, JournalAck{9}}))).through,
              9U);
}

const AppointmentFound reserved{{"booking.7", now, now + minutes(30)}, "lawyers"};

TEST(HallCodec, AnAppointmentIsAskedForByTheCardAndToldWithItsService) {
    const auto question = body_of<AppointmentQuestion>(decode_kiosk_message(
        encode(KioskMessage{1, AppointmentQuestion{*IdentityNumber::parse("34052419800101001X")}})));
    EXPECT_EQ(question.card.reveal(), "34052419800101001X");
    EXPECT_EQ(body_of<AppointmentAnswer>(
                  decode_office_message(encode(OfficeMessage{1, AppointmentAnswer{reserved}})))
                  .found,
              reserved);
    EXPECT_FALSE(
        body_of<AppointmentAnswer>(decode_office_message(encode(OfficeMessage{1, AppointmentAnswer{}})))
            .found);
}

TEST(HallCodec, AnAppointmentBeyondItsBoundsIsRefused) {
    auto bytes = encode(KioskMessage{1, AppointmentQuestion{*IdentityNumber::parse("34052419800101001X")}});
    bytes[bytes.find("34052419800101001X") + 17] = '0';
    const auto wrong_number = decode_kiosk_message(bytes);
    ASSERT_FALSE(wrong_number);
    EXPECT_EQ(wrong_number.error(), DecodeError::bad_identity_number);

    const auto refused = [](auto bend) {
        auto bent = reserved;
        bend(bent);
        const auto message = decode_office_message(encode(OfficeMessage{1, AppointmentAnswer{bent}}));
        EXPECT_FALSE(message);
        return message ? DecodeError::not_protobuf : message.error();
    };
    EXPECT_EQ(refused([](auto& a) { a.appointment.id = "booking 7"; }), DecodeError::bad_text);
    EXPECT_EQ(refused([](auto& a) { a.appointment.until = now; }), DecodeError::bad_date);
    EXPECT_EQ(refused([](auto& a) { a.service.clear(); }), DecodeError::bad_text);
    EXPECT_EQ(refused([](auto& a) { a.service = std::string(33, 'a'); }), DecodeError::bad_text);
}

TEST(HallCodec, HelloNamesTheJournalAndWelcomeSaysHowFarItIsKnown) {
    JournalId id{};
    id[15] = 7;
    const auto hello =
        body_of<Hello>(decode_kiosk_message(encode(KioskMessage{1, Hello{1, 1, "1", id, 12}})));
    EXPECT_EQ(hello.journal_id, id);
    EXPECT_EQ(hello.journal_last, 12U);
    EXPECT_FALSE(body_of<Hello>(decode_kiosk_message(encode(KioskMessage{1, Hello{1, 1, "1"}}))).journal_id);
    const auto welcome =
        body_of<Welcome>(decode_office_message(encode(OfficeMessage{1, Welcome{1, now, {}, true, 5}})));
    EXPECT_TRUE(welcome.journal_known);
    EXPECT_EQ(welcome.journal_through, 5U);
}

struct BadEntry {
    const char* name;
    JournalEntry entry;
    DecodeError why;
};

template <class Body, class Change>
JournalEntry bent(Body body, Change change) {
    change(body);
    return {41, now, std::move(body)};
}

class HostileEntry : public testing::TestWithParam<BadEntry> {};

TEST_P(HostileEntry, IsRefusedWithItsReason) {
    const auto& bad = GetParam();
    const auto alone = decode_journal_entry(encode(bad.entry));
    ASSERT_FALSE(alone);
    EXPECT_EQ(alone.error(), bad.why) << word_of(alone.error());
    const auto sent = decode_kiosk_message(encode(KioskMessage{1, JournalEntries{{bad.entry}}}));
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error(), bad.why);
}

const TicketRated rated{{'B', 'C', 12}, today, 5, {}};

INSTANTIATE_TEST_SUITE_P(
    HallCodec, HostileEntry,
    testing::Values(
        BadEntry{"number_0", {0, now, TicketGivenBack{1}}, DecodeError::bad_number},
        BadEntry{
            "number_too_high", {max_journal_number + 1, now, TicketGivenBack{1}}, DecodeError::bad_number},
        BadEntry{"before_1970",
                 {1, WallTime(std::chrono::milliseconds(-1)), TicketGivenBack{1}},
                 DecodeError::bad_date},
        BadEntry{"taken_by_no_entry", {2, now, TicketGivenBack{0}}, DecodeError::bad_number},
        BadEntry{
            "print_of_no_entry", {2, now, TicketPrint{0, PrintState::confirmed}}, DecodeError::bad_number},
        BadEntry{
            "unknown_print", {2, now, TicketPrint{1, static_cast<PrintState>(3)}}, DecodeError::unknown_term},
        BadEntry{"service_no_word", bent(full_ticket(), [](auto& ticket) { ticket.service = "Not a word"; }),
                 DecodeError::bad_text},
        BadEntry{"no_service", bent(full_ticket(), [](auto& ticket) { ticket.service.clear(); }),
                 DecodeError::bad_text},
        BadEntry{"count_0", bent(full_ticket(), [](auto& ticket) { ticket.count = 0; }),
                 DecodeError::bad_number},
        BadEntry{"count_too_high", bent(full_ticket(), [](auto& ticket) { ticket.count = 10'000; }),
                 DecodeError::bad_number},
        BadEntry{"unknown_precedence",
                 bent(full_ticket(), [](auto& ticket) { ticket.precedence = static_cast<Precedence>(7); }),
                 DecodeError::unknown_term},
        BadEntry{"token_too_short", bent(full_ticket(), [](auto& ticket) { ticket.token = "abc"; }),
                 DecodeError::bad_text},
        BadEntry{"token_with_a_slash", bent(full_ticket(), [](auto& ticket) { ticket.token[3] = '/'; }),
                 DecodeError::bad_text},
        BadEntry{"appointment_without_name",
                 bent(full_ticket(), [](auto& ticket) { ticket.appointment->id.clear(); }),
                 DecodeError::bad_text},
        BadEntry{"appointment_backwards",
                 bent(full_ticket(), [](auto& ticket) { ticket.appointment->until = now; }),
                 DecodeError::bad_date},
        BadEntry{"day_out_of_time",
                 bent(full_ticket(), [](auto& ticket) { ticket.day = Date(std::chrono::days(84'007)); }),
                 DecodeError::bad_date},
        BadEntry{"score_0", bent(rated, [](auto& r) { r.score = 0; }), DecodeError::bad_number},
        BadEntry{"score_6", bent(rated, [](auto& r) { r.score = 6; }), DecodeError::bad_number},
        BadEntry{"reason_twice",
                 bent(rated,
                      [](auto& r) {
                          r.reasons = {RatingReason::kind, RatingReason::kind};
                      }),
                 DecodeError::too_many},
        BadEntry{"unknown_reason", bent(rated, [](auto& r) { r.reasons = {static_cast<RatingReason>(9)}; }),
                 DecodeError::unknown_term},
        BadEntry{"small_letter", bent(rated, [](auto& r) { r.number.prefix = 'b'; }),
                 DecodeError::bad_number},
        BadEntry{"screen_no_word", bent(HelpCalled{}, [](auto& h) { h.screen = "x y"; }),
                 DecodeError::bad_text}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(HallCodec, EntriesOfOneMessageFollowEachOther) {
    auto entries = one_of_each();
    entries[3].number = 50;
    EXPECT_EQ(decode_kiosk_message(encode(KioskMessage{1, JournalEntries{entries}})).error(),
              DecodeError::bad_number);
    EXPECT_EQ(decode_kiosk_message(encode(KioskMessage{1, JournalEntries{}})).error(),
              DecodeError::missing_field);
}

struct BadFeed {
    const char* name;
    void (*change)(HallFeed&);
    DecodeError why;
};

class HostileFeed : public testing::TestWithParam<BadFeed> {};

TEST_P(HostileFeed, IsRefusedWithItsReason) {
    auto feed = full_feed();
    GetParam().change(feed);
    const auto got = decode_office_message(encode(OfficeMessage{0, feed}));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error(), GetParam().why) << word_of(got.error());
}

INSTANTIATE_TEST_SUITE_P(
    HallCodec, HostileFeed,
    testing::Values(
        BadFeed{"too_many_services", [](HallFeed& f) { f.services.assign(25, f.services[0]); },
                DecodeError::too_many},
        BadFeed{"too_many_tickets", [](HallFeed& f) { f.tickets.assign(1001, f.tickets[0]); },
                DecodeError::too_many},
        BadFeed{"wait_backwards",
                [](HallFeed& f) {
                    f.services[0].wait = WaitRange{9, 8};
                },
                DecodeError::bad_number},
        BadFeed{"wait_of_two_days",
                [](HallFeed& f) {
                    f.tickets[1].wait = WaitRange{0, 2880};
                },
                DecodeError::bad_number},
        BadFeed{"series_no_letter", [](HallFeed& f) { f.series = '1'; }, DecodeError::bad_number},
        BadFeed{"last_count_too_high", [](HallFeed& f) { f.last_count = 10'000; }, DecodeError::bad_number},
        BadFeed{"unknown_standing",
                [](HallFeed& f) { f.tickets[0].standing = static_cast<TicketStanding>(8); },
                DecodeError::unknown_term},
        BadFeed{"window_too_long", [](HallFeed& f) { f.tickets[0].window_en = std::string(65, 'w'); },
                DecodeError::bad_text},
        BadFeed{"window_turned_round", [](HallFeed& f) { f.tickets[0].window_en = "\u202Eabc"; },
                DecodeError::bad_text},
        BadFeed{"two_services_of_one_name", [](HallFeed& f) { f.rules->services[1].id = "lawyers"; },
                DecodeError::bad_text},
        BadFeed{"prefix_no_letter", [](HallFeed& f) { f.rules->services[0].prefix = '*'; },
                DecodeError::bad_number},
        BadFeed{"hours_backwards",
                [](HallFeed& f) {
                    f.rules->services[0].hours[0] = {minutes(10), minutes(10)};
                },
                DecodeError::bad_number},
        BadFeed{"hours_beyond_the_day", [](HallFeed& f) { f.rules->services[0].hours[0].to = minutes(1441); },
                DecodeError::bad_number},
        BadFeed{"too_many_windows",
                [](HallFeed& f) { f.rules->services[0].windows.assign(100, HallWindow{}); },
                DecodeError::too_many},
        BadFeed{"cap_too_high", [](HallFeed& f) { f.rules->services[0].daily_cap = 10'000; },
                DecodeError::bad_number},
        BadFeed{"offset_of_a_day", [](HallFeed& f) { f.rules->utc_offset = minutes(1440); },
                DecodeError::bad_number},
        BadFeed{"rollover_beyond_the_day", [](HallFeed& f) { f.rules->rollover = minutes(1440); },
                DecodeError::bad_number},
        BadFeed{"eighth_weekday", [](HallFeed& f) { f.rules->weekdays = {8}; }, DecodeError::bad_number},
        BadFeed{"elderly_from_0", [](HallFeed& f) { f.rules->elderly_from = 0; }, DecodeError::bad_number},
        BadFeed{"unknown_precedence", [](HallFeed& f) { f.rules->offered = {static_cast<Precedence>(7)}; },
                DecodeError::unknown_term},
        BadFeed{"page_without_tls", [](HallFeed& f) { f.rules->ticket_url = "http://office/t/"; },
                DecodeError::bad_text},
        BadFeed{"page_with_a_space", [](HallFeed& f) { f.rules->ticket_url = "https://office /t/"; },
                DecodeError::bad_text}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(HallCodec, AFeedWithABentBitIsRefusedOrCanBeSaidAgain) {
    const auto whole = encode(OfficeMessage{0, full_feed()});
    for (size_t at = 0; at < whole.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
            auto bytes = whole;
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
            const auto message = decode_office_message(bytes);
            if (!message) continue;
            const auto again = encode(*message);
            const auto twice = decode_office_message(again);
            ASSERT_TRUE(twice);
            EXPECT_EQ(encode(*twice), again);
        }
}

}  // namespace
}  // namespace lobby::api
