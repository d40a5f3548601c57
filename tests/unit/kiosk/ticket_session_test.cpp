// The visitor's session around numbers, ratings and calls for a person.
#include <gtest/gtest.h>

#include "kiosk/app/session_flow.hpp"
#include "tests/unit/kiosk/visitors.hpp"

namespace lobby::kiosk::app {
namespace {

constexpr SessionRules rules;

template <class T>
bool at(const State& state) {
    return std::holds_alternative<T>(state.place);
}

template <class Errand, class T>
const T* errand(const Effects& effects) {
    for (const auto& effect : effects)
        if (const auto* one = std::get_if<Errand>(&effect))
            if (const auto* found = std::get_if<T>(one)) return found;
    return nullptr;
}

template <class T>
bool has(const Effects& effects) {
    for (const auto& effect : effects)
        if (std::holds_alternative<T>(effect)) return true;
    return false;
}

class TicketVisit : public testing::Test {
protected:
    TicketVisit() {
        state.place = Home{};
        does(ReaderState{true});
    }
    template <class E>
    Effects does(E event) {
        return step(state, event_of(std::move(event)), now, rules);
    }
    Effects tickets_event(tickets::Event event) { return step(state, Event{std::move(event)}, now, rules); }
    Effects help_event(help::Event event) { return step(state, Event{std::move(event)}, now, rules); }

    tickets::State& place() { return std::get<tickets::State>(state.place); }

    // Two touches from the start screen.
    Effects takes_number() {
        does(StartTickets{});
        auto effects = tickets_event(tickets::WantService{"enquiry"});
        tickets::Ticket ticket;
        ticket.entry = 41;
        ticket.number = {'A', 'C', 12};
        const auto* issue = errand<tickets::Errand, tickets::IssueTicket>(effects);
        if (issue)
            tickets_event(
                tickets::TicketIssued{issue->question, ticket, {tickets::PaperState::printing, {}}});
        return effects;
    }

    State state;
    uint64_t now = 1'000'000;
};

TEST_F(TicketVisit, TwoTouchesGiveANumber) {
    const auto effects = takes_number();
    EXPECT_TRUE((errand<tickets::Errand, tickets::IssueTicket>(effects)));
    EXPECT_TRUE(std::holds_alternative<tickets::ShowTicket>(place().step));
}

TEST_F(TicketVisit, ANumberIsNeverUndoneByHowTheVisitEnds) {
    takes_number();
    now += rules.reading_ms;
    auto effects = does(Tick{});
    now += rules.warning_ms;
    for (auto& effect : does(Tick{})) effects.push_back(std::move(effect));
    ASSERT_TRUE(at<Home>(state));
    EXPECT_TRUE(has<WipeSession>(effects));
    EXPECT_FALSE((errand<tickets::Errand, tickets::GiveBack>(effects)));
    tickets_event(tickets::PrintNews{41, {tickets::PaperState::confirmed, {}}});
    EXPECT_TRUE(at<Home>(state));
}

TEST_F(TicketVisit, ANumberThatComesWhenItsVisitorHasGoneIsShownToNobody) {
    does(StartTickets{});
    tickets_event(tickets::WantService{"enquiry"});
    does(GoHome{});
    tickets_event(tickets::TicketIssued{1, {}, {}});
    EXPECT_TRUE(at<Home>(state));
    does(StartTickets{});
    tickets_event(tickets::WantService{"enquiry"});
    tickets_event(tickets::TicketIssued{1, {}, {}});
    EXPECT_TRUE(std::holds_alternative<tickets::Issuing>(place().step)) << "the next visitor's is another";
}

TEST_F(TicketVisit, WhoHoldsANumberIsSentToAChair) {
    takes_number();
    does(Finish{});
    ASSERT_TRUE(at<Goodbye>(state));
    EXPECT_TRUE(std::get<Goodbye>(state.place).to_chairs);
}

TEST_F(TicketVisit, ACardOnTheServicesTellsThemAndBeginsNoLookup) {
    does(StartTickets{});
    does(CardPlaced{});
    const auto effects = does(CardRead{some_card()});
    EXPECT_FALSE(has<lookup::AskOffice>(effects));
    EXPECT_TRUE((errand<tickets::Errand, tickets::LearnCard>(effects)));
    does(CardRemoved{});
    EXPECT_TRUE(at<tickets::State>(state)) << "it may be lifted";
}

TEST_F(TicketVisit, ACardLaidDownForACaseAlsoTellsWhoGoesFirst) {
    does(CardPlaced{});
    does(CardRead{some_card()});
    ASSERT_TRUE(at<lookup::State>(state));
    const auto effects = does(StartTickets{});
    ASSERT_TRUE((errand<tickets::Errand, tickets::LearnCard>(effects)));
    EXPECT_EQ(some_number(), (errand<tickets::Errand, tickets::LearnCard>(effects)->card));
    EXPECT_TRUE(has<lookup::CancelQuestion>(effects));
}

TEST_F(TicketVisit, ACardThatWasLiftedTellsNothingMore) {
    does(CardPlaced{});
    does(CardRead{some_card()});
    does(answer(std::get<lookup::State>(state.place).next_question - 1, api::NothingToShow{}));
    does(CardRemoved{false});
    EXPECT_FALSE((errand<tickets::Errand, tickets::LearnCard>(does(StartTickets{}))));
}

TEST_F(TicketVisit, TheLastVisitorsCardTellsTheNextOneNothing) {
    does(StartTickets{});
    does(CardPlaced{});
    does(CardRead{some_card()});
    does(GoHome{});
    const auto effects = does(StartTickets{});
    EXPECT_FALSE((errand<tickets::Errand, tickets::LearnCard>(effects)));
    EXPECT_FALSE(place().card.has_value());
    EXPECT_TRUE(does(CardRead{some_card()}).empty()) << "it has to be lifted first";
}

TEST_F(TicketVisit, LiftingTheCardThatFoundANumberSaysGoodbye) {
    does(StartMyTicket{});
    const auto effects = does(CardRead{some_card()});
    const auto* find = errand<tickets::Errand, tickets::FindMyTicket>(effects);
    ASSERT_TRUE(find);
    tickets::Ticket ticket;
    ticket.entry = 41;
    tickets_event(tickets::TicketsFound{find->question, {{ticket, {}}}});
    EXPECT_TRUE(has<WipeSession>(does(CardRemoved{})));
    ASSERT_TRUE(at<Goodbye>(state));
    EXPECT_TRUE(std::get<Goodbye>(state.place).to_chairs);
}

TEST_F(TicketVisit, ACallOnTheScreenGivesTheFullTimeToReadIt) {
    takes_number();
    now += rules.reading_ms;
    does(Tick{});
    ASSERT_TRUE(state.warning_until_ms.has_value());
    tickets::HallView hall;
    hall.live = true;
    tickets::Position called;
    called.known = true;
    called.standing = tickets::TicketStanding::called;
    hall.tickets = {{{'A', 'C', 12}, called}};
    tickets_event(tickets::HallNews{hall});
    EXPECT_FALSE(state.warning_until_ms.has_value());
    EXPECT_EQ(hall, state.hall);
}

TEST_F(TicketVisit, NewsOfTheHallWakeNobodyAndDoNotExtendAVisit) {
    does(StartTickets{});
    now += rules.idle_ms - 1;
    tickets_event(tickets::HallNews{});
    EXPECT_EQ(1U, next_tick_ms(state, now, rules));
    does(GoHome{});
    EXPECT_FALSE(shows_hall(state));
    tickets_event(tickets::HallNews{});
    EXPECT_FALSE(next_tick_ms(state, now, rules).has_value());
}

TEST_F(TicketVisit, AFinishedTicketIsRatedWithoutTypingItsNumber) {
    takes_number();
    const auto effects = does(StartRating{api::TicketNumber{'A', 'C', 12}});
    EXPECT_TRUE((errand<ratings::Errand, ratings::FindRatable>(effects)));
    EXPECT_TRUE(at<ratings::State>(state));
}

TEST_F(TicketVisit, ACardOnTheRatingFindsTheTicketAndBeginsNoLookup) {
    does(StartRating{});
    const auto effects = does(CardRead{some_card()});
    EXPECT_TRUE((errand<ratings::Errand, ratings::FindRatable>(effects)));
    EXPECT_FALSE(has<lookup::AskOffice>(effects));
}

// ---- a person
// ------------------------------------------------------------------------------------------------

TEST_F(TicketVisit, ACallForAPersonLiesOverTheTicketAndGivesItBack) {
    takes_number();
    const auto effects = does(CallHelp{"chair"});
    const auto* call = errand<help::Errand, help::CallPerson>(effects);
    ASSERT_TRUE(call);
    EXPECT_EQ((api::TicketNumber{'A', 'C', 12}), call->ticket);
    help_event(help::PersonCalled{call->question, help::Reached::told});
    EXPECT_EQ(help::Reached::told, state.help->reached);
    does(GoBack{});
    EXPECT_FALSE(state.help.has_value());
    EXPECT_TRUE(std::holds_alternative<tickets::ShowTicket>(place().step));
}

TEST_F(TicketVisit, ACallFromTheStartScreenIsAVisitThatEnds) {
    EXPECT_TRUE(has<SessionBegan>(does(CallHelp{"home"})));
    EXPECT_TRUE(next_tick_ms(state, now, rules).has_value());
    EXPECT_TRUE(has<WipeSession>(help_event(help::Close{})));
    EXPECT_FALSE(state.help.has_value());
    EXPECT_FALSE(next_tick_ms(state, now, rules).has_value());
    does(CallHelp{"home"});
    now += rules.asking_ms;
    does(Tick{});
    now += rules.warning_ms;
    does(Tick{});
    EXPECT_FALSE(state.help.has_value()) << "nobody is there any more";
}

TEST_F(TicketVisit, WhoTouchesTwiceCallsOnceButNotForEver) {
    const auto first = does(CallHelp{"home"});
    const uint64_t question = errand<help::Errand, help::CallPerson>(first)->question;
    help_event(help::PersonCalled{question, help::Reached::kept});
    help_event(help::Close{});
    EXPECT_FALSE((errand<help::Errand, help::CallPerson>(does(CallHelp{"home"}))));
    EXPECT_EQ(help::Reached::kept, state.help->reached);
    help_event(help::Close{});
    help_event(help::PersonCalled{question, help::Reached::told});
    does(CallHelp{"home"});
    EXPECT_EQ(help::Reached::told, state.help->reached) << "the office has it by now";
    help_event(help::Close{});
    now += call_again_after_ms;
    EXPECT_TRUE((errand<help::Errand, help::CallPerson>(does(CallHelp{"home"}))));
}

TEST_F(TicketVisit, ACallThatFailedIsMadeAgainAtOnce) {
    const auto first = does(CallHelp{"home"});
    const uint64_t question = errand<help::Errand, help::CallPerson>(first)->question;
    help_event(help::PersonCalled{question, help::Reached::not_called});
    help_event(help::Close{});
    const auto second = does(CallHelp{"home"});
    ASSERT_TRUE((errand<help::Errand, help::CallPerson>(second)));
    EXPECT_NE(question, (errand<help::Errand, help::CallPerson>(second)->question));
}

TEST_F(TicketVisit, ACardOnTheStartScreenIsAQuestionAlsoUnderACallForAPerson) {
    does(CallHelp{"home"});
    EXPECT_TRUE(has<lookup::AskOffice>(does(CardRead{some_card()})));
    EXPECT_FALSE(state.help.has_value());
}

TEST_F(TicketVisit, BackFromTheLawyersFirstPageLeadsHome) {
    does(StartLawyer{});
    does(GoBack{});
    EXPECT_TRUE(at<Home>(state));
}

}  // namespace
}  // namespace lobby::kiosk::app
