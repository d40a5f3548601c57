// A kiosk's session at the office: every path of the machine, without a socket.
#include "office/link/session_machine.hpp"

#include <gtest/gtest.h>

namespace lobby::office {
namespace {

using namespace std::chrono_literals;

class Session : public testing::Test {
protected:
    using Machine = SessionMachine;

    Machine::Actions say(const api::KioskMessage& message) {
        return machine.on_message(api::encode(message), wall, at);
    }
    Machine::Actions hello(uint32_t least = 1, uint32_t newest = 1) {
        return say({7, api::Hello{least, newest, "test"}});
    }
    Machine::Actions lookup(uint64_t id) {
        return say(
            {id, api::LookupRequest{api::CodeEvidence{std::move(*IdentityNumber::parse("34052419800101001X")),
                                                      SecretString("12345678")}}});
    }
    static const api::OfficeMessage& sent(const Machine::Actions& actions, size_t i = 0) {
        return std::get<Machine::Send>(actions.at(i)).message;
    }
    static const Machine::Greet& greeted(const Machine::Actions& actions) {
        return std::get<Machine::Greet>(actions.at(0));
    }
    static void expect_closed(const Machine::Actions& actions, api::CloseReason reason,
                              std::string_view why) {
        ASSERT_EQ(actions.size(), 2u);
        EXPECT_EQ(std::get<api::Closing>(sent(actions).body).reason, reason);
        EXPECT_EQ(std::get<Machine::Close>(actions[1]).reason, reason);
        EXPECT_EQ(std::get<Machine::Close>(actions[1]).why, why);
    }

    WallTime wall{1'700'000'000'000ms};
    SteadyTime at{1h};
    SessionLimits limits{
        .lookups_in_flight = 2, .hello = 10s, .silence = 30s, .messages_per_second = 100, .burst = 10};
    Machine machine{{"", "An office", "", "", ""}, at, limits};
};

TEST_F(Session, WelcomesAKioskWithTheOfficesProfileAndTime) {
    const auto actions = hello();
    ASSERT_EQ(actions.size(), 1u);
    EXPECT_EQ(greeted(actions).id, 7u);
    const auto& welcome = greeted(actions).welcome;
    EXPECT_EQ(welcome.protocol, 1u);
    EXPECT_EQ(welcome.office_time, wall);
    EXPECT_EQ(welcome.office.name_en, "An office");
    EXPECT_TRUE(machine.open());
}

TEST_F(Session, PassesOnWhatAKioskWantsOfTheFeedAndOnlyAfterItsHello) {
    const api::FeedWanted wanted{api::FeedId{1}, 5, 100};
    {
        Machine early{{"", "An office", "", "", ""}, at, limits};
        const auto refused = early.on_message(api::encode(api::KioskMessage{0, wanted}), wall, at);
        expect_closed(refused, api::CloseReason::bad_message, "no_hello");
    }
    static_cast<void>(hello());
    const auto actions = say({0, wanted});
    ASSERT_EQ(actions.size(), 1u);
    EXPECT_EQ(std::get<Machine::Feed>(actions[0]).wanted, wanted);
}

TEST_F(Session, AgreesOnTheNewestVersionThatBothSpeak) {
    EXPECT_EQ(greeted(hello(0, 99)).welcome.protocol, api::protocol_max);
}

TEST_F(Session, RefusesAKioskThatIsTooNewOrTooOldOrNonsense) {
    for (const auto& [least, newest] : {std::pair{2u, 9u}, {0u, 0u}, {9u, 1u}}) {
        Machine fresh({}, at, limits);
        expect_closed(
            fresh.on_message(api::encode(api::KioskMessage{1, api::Hello{least, newest, ""}}), wall, at),
            api::CloseReason::version_unsupported, "version");
    }
}

TEST_F(Session, AnswersNothingBeforeHello) {
    expect_closed(lookup(1), api::CloseReason::bad_message, "no_hello");
    Machine fresh({}, at, limits);
    expect_closed(fresh.on_message(api::encode(api::KioskMessage{1, api::Heartbeat{wall}}), wall, at),
                  api::CloseReason::bad_message, "no_hello");
}

TEST_F(Session, ASecondHelloEndsIt) {
    static_cast<void>(hello());
    expect_closed(hello(), api::CloseReason::bad_message, "second_hello");
}

TEST_F(Session, BytesThatAreNoMessageEndIt) {
    static_cast<void>(hello());
    expect_closed(machine.on_message("\xff\xff", wall, at), api::CloseReason::bad_message, "not_protobuf");
}

TEST_F(Session, AFrameOfAnotherKindEndsIt) {
    static_cast<void>(hello());
    expect_closed(machine.on_bad_frame("text_frame"), api::CloseReason::bad_message, "text_frame");
    EXPECT_TRUE(machine.on_bad_frame("text_frame").empty()) << "once";
}

TEST_F(Session, AfterItsEndNothingIsAnswered) {
    static_cast<void>(hello());
    static_cast<void>(lookup(1));
    machine.end();
    EXPECT_TRUE(lookup(2).empty());
    EXPECT_TRUE(hello().empty());
    EXPECT_TRUE(machine.on_reply(1, api::NothingToShow{}).empty()) << "an answer that came too late";
    EXPECT_TRUE(machine.on_time(at + 1h).empty());
    EXPECT_FALSE(machine.open());
}

TEST_F(Session, EchoesAHeartbeatWithItsOwnTime) {
    static_cast<void>(hello());
    const auto actions = say({9, api::Heartbeat{WallTime{5ms}}});
    EXPECT_EQ(sent(actions).id, 9u);
    EXPECT_EQ(std::get<api::Heartbeat>(sent(actions).body).sent_at, wall);
}

TEST_F(Session, AsksForEachLookupAndAnswersUnderItsIdInAnyOrder) {
    static_cast<void>(hello());
    EXPECT_EQ(std::get<Machine::AskLookup>(lookup(11).at(0)).id, 11u);
    EXPECT_EQ(std::get<Machine::AskLookup>(lookup(12).at(0)).id, 12u);
    EXPECT_EQ(sent(machine.on_reply(12, api::NothingToShow{})).id, 12u);
    EXPECT_EQ(sent(machine.on_reply(11, api::NothingToShow{})).id, 11u);
}

TEST_F(Session, MoreLookupsThanMayBeUnderWayAreTurnedDownAtOnceUntilOneIsAnswered) {
    static_cast<void>(hello());
    static_cast<void>(lookup(1));
    static_cast<void>(lookup(2));
    const auto third = lookup(3);
    EXPECT_EQ(sent(third).id, 3u);
    EXPECT_TRUE(std::holds_alternative<api::LookupUnavailable>(std::get<api::LookupReply>(sent(third).body)));
    static_cast<void>(machine.on_reply(1, api::NothingToShow{}));
    EXPECT_TRUE(std::holds_alternative<Machine::AskLookup>(lookup(4).at(0)));
}

TEST_F(Session, LawyersQuestionsCountAmongLookupsAndAreTurnedDownInTheirOwnWords) {
    const auto card = [] { return std::move(*IdentityNumber::parse("34052419800101001X")); };
    static_cast<void>(hello());
    EXPECT_EQ(std::get<Machine::AskLawyer>(say({1, api::LawyerQuestion{card(), SecretString("n")}}).at(0)).id,
              1u);
    EXPECT_EQ(
        std::get<Machine::AskSlots>(say({2, api::SlotsQuestion{card(), {}}}).at(0)).question.card.reveal(),
        card().reveal());
    const auto lawyer = say({3, api::LawyerQuestion{card(), SecretString("n")}});
    EXPECT_FALSE(std::get<api::LawyerAnswer>(sent(lawyer).body).available);
    api::RegistrationForm form{card(), SecretString("n"), {}, {}, false, {}, {}, {}};
    const auto check = say({4, api::CheckQuestion{std::move(form)}});
    EXPECT_FALSE(std::get<api::CheckAnswer>(sent(check).body).available);
    const auto slots = say({5, api::SlotsQuestion{card(), {}}});
    EXPECT_EQ(std::get<api::SlotsAnswer>(sent(slots).body).state, api::SlotsState::unavailable);
    const auto book = say({6, api::BookQuestion{card(), {}, std::nullopt, "b"}});
    EXPECT_EQ(std::get<api::BookAnswer>(sent(book).body).state, api::BookState::unavailable);
    EXPECT_EQ(sent(book).id, 6u);
    EXPECT_EQ(sent(machine.on_answer({2, api::SlotsAnswer{}})).id, 2u);
    EXPECT_TRUE(
        std::holds_alternative<Machine::AskBook>(say({7, api::BookQuestion{card(), {}, {}, "b"}}).at(0)));
    machine.end();
    EXPECT_TRUE(machine.on_answer({1, api::LawyerAnswer{}}).empty()) << "an answer that came too late";
}

TEST_F(Session, WithoutHelloItEndsWhenItsTimeIsUp) {
    EXPECT_TRUE(machine.on_time(at + 10s - 1ms).empty());
    expect_closed(machine.on_time(at + 10s), api::CloseReason::idle, "no_hello_in_time");
}

TEST_F(Session, WithoutAWholeMessageItEndsAfterItsSilence) {
    at += 9s;
    static_cast<void>(hello());
    EXPECT_TRUE(machine.on_time(at + 30s - 1ms).empty());
    at += 20s;
    static_cast<void>(say({1, api::Heartbeat{wall}}));
    EXPECT_TRUE(machine.on_time(at + 29s).empty());
    expect_closed(machine.on_time(at + 30s), api::CloseReason::idle, "no_message_in_time");
}

TEST_F(Session, ABurstIsReadAtOnceAndAFloodAtItsRate) {
    static_cast<void>(hello());
    EXPECT_EQ(machine.pause(at), 0ms);
    for (int i = 0; i < 9; ++i) static_cast<void>(say({1, api::Heartbeat{wall}}));
    EXPECT_EQ(machine.pause(at), 0ms) << "ten at once are free";
    static_cast<void>(say({1, api::Heartbeat{wall}}));
    EXPECT_EQ(machine.pause(at), 10ms) << "a hundred a second";
    EXPECT_EQ(machine.pause(at + 10ms), 0ms);
    // However long it floods: never more than burst and rate allow.
    int read = 0;
    for (const auto end = at + 10s; at < end;) {
        static_cast<void>(say({1, api::Heartbeat{wall}}));
        ++read;
        at += machine.pause(at);
    }
    EXPECT_LE(read, 10 + 10 * 100 + 1);
    EXPECT_GE(read, 900);
}

TEST_F(Session, AQuietHourEarnsNoMoreThanABurst) {
    static_cast<void>(hello());
    at += 1h;
    EXPECT_EQ(machine.pause(at), 0ms);
    int free = 0;
    while (machine.pause(at) == 0ms && free < 100) {
        static_cast<void>(say({1, api::Heartbeat{wall}}));
        ++free;
    }
    EXPECT_EQ(free, 11);
}

api::KioskMessage entries(uint64_t id) {
    return {id, api::JournalEntries{{{1, WallTime{}, api::TicketGivenBack{1}}}}};
}

class SessionWithJournal : public Session {
protected:
    void SetUp() override {
        const auto actions = say({7, api::Hello{1, 1, "test", api::JournalId{9}, 4}});
        EXPECT_EQ(greeted(actions).journal, api::JournalId{9});
    }
};

TEST_F(SessionWithJournal, EntriesAreAppliedOneMessageAtATime) {
    const auto first = say(entries(1));
    EXPECT_EQ(std::get<Machine::ApplyJournal>(first.at(0)).journal, api::JournalId{9});
    EXPECT_TRUE(say(entries(2)).empty()) << "dropped: it comes again";
    EXPECT_EQ(std::get<api::JournalAck>(sent(machine.on_journal(1, 5)).body).through, 5u);
    EXPECT_EQ(say(entries(3)).size(), 1u);
    EXPECT_TRUE(machine.on_journal(3, std::nullopt).empty()) << "not on disk: not acknowledged";
    EXPECT_EQ(say(entries(4)).size(), 1u);
    machine.end();
    EXPECT_TRUE(machine.on_journal(4, 5).empty());
}

TEST_F(SessionWithJournal, AQuestionOnATicketIsHandedOn) {
    const auto actions = say({5, api::TicketQuestion{{'A', 'B', 3}, Date{}}});
    EXPECT_EQ(std::get<Machine::AskTicket>(actions.at(0)).question.number.count, 3u);
}

TEST_F(Session, AQuestionOnAnAppointmentIsHandedOn) {
    static_cast<void>(hello());
    const auto actions =
        say({6, api::AppointmentQuestion{std::move(*IdentityNumber::parse("34052419800101001X"))}});
    const auto& asked = std::get<Machine::AskAppointment>(actions.at(0));
    EXPECT_EQ(asked.id, 6u);
    EXPECT_EQ(asked.question.card.reveal(), "34052419800101001X");
}

TEST_F(Session, EntriesOfNoJournalEndIt) {
    static_cast<void>(hello());
    expect_closed(say(entries(1)), api::CloseReason::bad_message, "no_journal");
}

}  // namespace
}  // namespace lobby::office
