#include "kiosk/tickets/ticket_flow.hpp"

#include <gtest/gtest.h>

#include "tests/unit/kiosk/visitors.hpp"

namespace lobby::kiosk::tickets {
namespace {

constexpr ReaderView ready{true, false, false};

template <class T>
bool at(const State& state) {
    return std::holds_alternative<T>(state.step);
}

template <class T>
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

State in_services() {
    Effects effects;
    return begin_services(ready, 7, std::nullopt, effects);
}

Ticket some_ticket(uint64_t entry = 41) {
    Ticket ticket;
    ticket.entry = entry;
    ticket.number = {'A', 'C', static_cast<uint32_t>(entry)};
    ticket.position.known = true;
    ticket.position.people_ahead = 3;
    return ticket;
}

State issued(Paper paper = {PaperState::printing, {}}) {
    State state = in_services();
    step(state, WantService{"enquiry"});
    step(state, TicketIssued{7, some_ticket(), paper});
    return state;
}

ShowTicket& shown(State& state) {
    return std::get<ShowTicket>(state.step);
}

State found_by_card(std::vector<FoundTicket> tickets) {
    State state = begin_my_ticket(ready, 7);
    step(state, CardRead{some_card()});
    step(state, TicketsFound{7, std::move(tickets)});
    return state;
}

void type(State& state, std::string_view keys) {
    for (const char key : keys) step(state, Key{key});
}

// ---- taking a number
// ---------------------------------------------------------------------------------------

TEST(TicketFlow, OneTouchOnAServiceAsksForANumberAndASecondOneDoesNot) {
    State state = in_services();
    const auto effects = step(state, WantService{"enquiry"});
    const auto* issue = errand<IssueTicket>(effects);
    ASSERT_TRUE(issue);
    EXPECT_EQ("enquiry", issue->service);
    EXPECT_EQ(api::Precedence::ordinary, issue->precedence);
    EXPECT_FALSE(issue->card.has_value());
    EXPECT_TRUE(step(state, WantService{"enquiry"}).empty());
}

TEST(TicketFlow, ANumberIsShownWithWhatIsKnownOfItsPaper) {
    State state = issued();
    ASSERT_TRUE(at<ShowTicket>(state));
    EXPECT_TRUE(shown(state).mine && shown(state).fresh);
    step(state, PrintNews{41, {PaperState::unconfirmed, PaperTrouble::paper_out}});
    EXPECT_EQ((Paper{PaperState::unconfirmed, PaperTrouble::paper_out}), shown(state).paper);
    step(state, PrintNews{42, {PaperState::confirmed, {}}});
    EXPECT_EQ(PaperState::unconfirmed, shown(state).paper.state) << "another ticket's paper";
    step(state, PrintNews{41, {PaperState::confirmed, {}}});
    EXPECT_EQ(PaperState::confirmed, shown(state).paper.state) << "it came out late";
}

TEST(TicketFlow, TheAnswerToAnEarlierErrandShowsNothing) {
    State state = in_services();
    step(state, WantService{"enquiry"});
    step(state, TicketIssued{6, some_ticket(), {}});
    EXPECT_TRUE(at<Issuing>(state));
    step(state, TicketNotIssued{6, NotIssued::full, {}});
    EXPECT_TRUE(at<Issuing>(state));
}

TEST(TicketFlow, EveryReasonForNoNumberIsToldAndLeadsBackToTheServices) {
    for (const auto reason : {NotIssued::closed, NotIssued::paused, NotIssued::full, NotIssued::cannot_keep,
                              NotIssued::not_ready}) {
        for (const bool retry : {false, true}) {
            State state = in_services();
            step(state, WantService{"enquiry"});
            step(state, TicketNotIssued{7, reason, WallTime{}});
            ASSERT_TRUE(at<NoTicket>(state));
            EXPECT_EQ(reason, std::get<NoTicket>(state.step).reason);
            EXPECT_EQ("enquiry", std::get<NoTicket>(state.step).service);
            if (retry)
                step(state, Retry{});
            else
                step(state, Back{});
            EXPECT_TRUE(at<Services>(state));
        }
    }
}

TEST(TicketFlow, WhileANumberIsMadeBackDoesNothing) {
    State state = in_services();
    step(state, WantService{"enquiry"});
    EXPECT_TRUE(step(state, Back{}).empty());
    EXPECT_TRUE(at<Issuing>(state));
}

// ---- who goes first
// ----------------------------------------------------------------------------------------

TEST(TicketFlow, WhoSaysThatHeGoesFirstGetsANumberThatSaysSo) {
    State state = in_services();
    step(state, WantPrecedence{});
    ASSERT_TRUE(at<Precedences>(state));
    step(state, ChoosePrecedence{api::Precedence::pregnant});
    ASSERT_TRUE(at<Services>(state));
    const auto effects = step(state, WantService{"enquiry"});
    EXPECT_EQ(api::Precedence::pregnant, errand<IssueTicket>(effects)->precedence);
}

TEST(TicketFlow, WhoTakesItBackWaitsInOrder) {
    State state = in_services();
    step(state, WantPrecedence{});
    step(state, ChoosePrecedence{api::Precedence::disabled});
    step(state, WantPrecedence{});
    step(state, ChoosePrecedence{api::Precedence::ordinary});
    EXPECT_EQ(api::Precedence::ordinary, state.precedence);
}

TEST(TicketFlow, ACardTellsAgeAppointmentAndTodaysNumbersByItself) {
    State state = in_services();
    step(state, CardPlaced{});
    const auto learnt = step(state, CardRead{some_card()});
    ASSERT_TRUE(errand<LearnCard>(learnt));
    EXPECT_EQ(some_number(), errand<LearnCard>(learnt)->card);
    const WallTime begins{std::chrono::hours(500'000)};
    step(state, CardKnown{7, api::Precedence::elderly, {some_ticket()}});
    step(state, AppointmentKnown{7, begins});
    EXPECT_EQ(api::Precedence::elderly, state.precedence);
    EXPECT_TRUE(state.precedence_by_card);
    EXPECT_EQ(begins, state.appointment);
    EXPECT_EQ(1U, state.open.size());
    const auto effects = step(state, WantService{"enquiry"});
    EXPECT_EQ(api::Precedence::elderly, errand<IssueTicket>(effects)->precedence);
    EXPECT_EQ(some_number(), errand<IssueTicket>(effects)->card);
}

TEST(TicketFlow, TheCardDoesNotOverruleWhatItsOwnerSays) {
    State state = in_services();
    step(state, WantPrecedence{});
    step(state, ChoosePrecedence{api::Precedence::disabled});
    step(state, CardRead{some_card()});
    step(state, CardKnown{7, api::Precedence::elderly, {}});
    EXPECT_EQ(api::Precedence::disabled, state.precedence);
    EXPECT_FALSE(state.precedence_by_card);
}

TEST(TicketFlow, AnotherCardDoesNotInheritWhatTheFirstOneTold) {
    State state = in_services();
    step(state, CardRead{some_card()});
    step(state, CardKnown{7, api::Precedence::elderly, {some_ticket()}});
    step(state, AppointmentKnown{7, WallTime{}});
    step(state, CardRemoved{});
    EXPECT_EQ(api::Precedence::elderly, state.precedence) << "it may be lifted before the service is touched";
    step(state, CardRead{some_card()});
    EXPECT_EQ(api::Precedence::ordinary, state.precedence);
    EXPECT_FALSE(state.appointment.has_value());
    EXPECT_TRUE(state.open.empty());
    step(state, CardKnown{7, api::Precedence::elderly, {}});
    step(state, AppointmentKnown{7, WallTime{}});
    EXPECT_EQ(api::Precedence::ordinary, state.precedence) << "of the first card";
    EXPECT_FALSE(state.appointment.has_value()) << "of the first card";
}

TEST(TicketFlow, AfterANumberNothingOfTheCardIsKept) {
    State state = in_services();
    step(state, CardRead{some_card()});
    step(state, WantService{"enquiry"});
    step(state, TicketIssued{8, some_ticket(), {}});
    ASSERT_TRUE(at<ShowTicket>(state));
    EXPECT_FALSE(state.card.has_value());
    EXPECT_FALSE(has<EndByCard>(step(state, CardRemoved{}))) << "the number stays on the screen";
    EXPECT_TRUE(at<ShowTicket>(state));
}

TEST(TicketFlow, ACardThatLayThereBeforeIsNotReadUntilItWasLifted) {
    Effects effects;
    State state = begin_services({true, true, true}, 7, std::nullopt, effects);
    EXPECT_TRUE(step(state, CardRead{some_card()}).empty());
    EXPECT_FALSE(state.card.has_value());
    step(state, CardRemoved{});
    EXPECT_TRUE(errand<LearnCard>(step(state, CardRead{some_card()})));
}

TEST(TicketFlow, TheCardOfAnotherServiceOfTheVisitIsUsedAtOnce) {
    Effects effects;
    const State state = begin_services({true, true, false}, 7, some_number(), effects);
    EXPECT_TRUE(errand<LearnCard>(effects));
    EXPECT_TRUE(state.card.has_value());
}

TEST(TicketFlow, ACardThatCannotBeReadIsToldUntilTheNextOneIsLaidDown) {
    State state = in_services();
    step(state, CardFailed{CardProblem::unreadable});
    EXPECT_EQ(CardProblem::unreadable, state.card_problem);
    step(state, CardPlaced{});
    EXPECT_FALSE(state.card_problem.has_value());
}

// ---- while waiting
// -----------------------------------------------------------------------------------------

HallNews news(bool live, std::vector<PositionNews> tickets) {
    HallView hall;
    hall.ready = true;
    hall.live = live;
    hall.tickets = std::move(tickets);
    return {hall};
}

TEST(TicketFlow, TheScreenFollowsTheQueue) {
    State state = issued();
    Position called;
    called.known = true;
    called.standing = TicketStanding::called;
    called.window = {"3", "window 3"};
    step(state, news(true, {{{'A', 'C', 40}, {}}, {{'A', 'C', 41}, called}}));
    EXPECT_EQ(called, shown(state).ticket.position);
}

TEST(TicketFlow, WithoutTheOfficeAPlaceInLineIsNotKnownButACallStaysACall) {
    State state = issued();
    step(state, news(false, {}));
    EXPECT_FALSE(shown(state).ticket.position.known);
    EXPECT_FALSE(shown(state).ticket.position.people_ahead.has_value());
    shown(state).ticket.position.standing = TicketStanding::called;
    shown(state).ticket.position.known = true;
    step(state, news(false, {}));
    EXPECT_EQ(TicketStanding::called, shown(state).ticket.position.standing);
    EXPECT_TRUE(shown(state).ticket.position.known);
}

TEST(TicketFlow, AFreshNumberThatTheOfficeHasNotHeardOfStillWaits) {
    State state = issued();
    step(state, news(true, {}));
    EXPECT_EQ(TicketStanding::waiting, shown(state).ticket.position.standing);
    EXPECT_EQ(3U, shown(state).ticket.position.people_ahead);
}

TEST(TicketFlow, WhoIsServedAndThenLeavesTheListIsDone) {
    State state = issued();
    shown(state).ticket.position.standing = TicketStanding::serving;
    step(state, news(true, {}));
    EXPECT_EQ(TicketStanding::finished, shown(state).ticket.position.standing);
}

// ---- paper
// -------------------------------------------------------------------------------------------------

TEST(TicketFlow, ATicketIsPrintedAgainAFewTimesAndNeverWhileItIsBeingPrinted) {
    State state = issued();
    EXPECT_TRUE(step(state, WantPrint{}).empty()) << "it is being printed";
    for (uint32_t i = 0; i < prints_again_at_most; ++i) {
        step(state, PrintNews{41, {PaperState::confirmed, {}}});
        const auto effects = step(state, WantPrint{});
        ASSERT_TRUE(errand<PrintAgain>(effects));
        EXPECT_EQ(41U, errand<PrintAgain>(effects)->entry);
        EXPECT_EQ(PaperState::printing, shown(state).paper.state);
    }
    step(state, PrintNews{41, {PaperState::confirmed, {}}});
    EXPECT_TRUE(step(state, WantPrint{}).empty());
}

TEST(TicketFlow, WhatMayBeDoneWithATicketDependsOnWhoseItIsAndHowItStands) {
    struct Case {
        const char* what;
        bool mine;
        uint64_t entry;
        TicketStanding standing;
        PaperState paper;
        bool print;
        bool give_back;
    };
    const Case cases[] = {
        {"just issued", true, 41, TicketStanding::waiting, PaperState::confirmed, true, true},
        {"no printer", true, 41, TicketStanding::waiting, PaperState::none, false, true},
        {"not printed", true, 41, TicketStanding::waiting, PaperState::refused, true, true},
        {"found by number", false, 41, TicketStanding::waiting, PaperState::confirmed, false, false},
        {"of another kiosk", true, 0, TicketStanding::waiting, PaperState::confirmed, false, false},
        {"called", true, 41, TicketStanding::called, PaperState::confirmed, true, false},
        {"served", true, 41, TicketStanding::serving, PaperState::confirmed, true, false},
        {"done", true, 41, TicketStanding::finished, PaperState::confirmed, false, false},
        {"given back", true, 41, TicketStanding::given_back, PaperState::confirmed, false, false},
    };
    for (const auto& c : cases) {
        ShowTicket one;
        one.ticket = some_ticket(c.entry);
        one.ticket.position.standing = c.standing;
        one.paper.state = c.paper;
        one.mine = c.mine;
        EXPECT_EQ(c.print, may_print(one)) << c.what;
        EXPECT_EQ(c.give_back, may_give_back(one)) << c.what;
    }
}

// ---- giving back
// -------------------------------------------------------------------------------------------

TEST(TicketFlow, ATicketIsGivenBackAfterOneQuestion) {
    State state = issued();
    EXPECT_TRUE(step(state, ConfirmGiveBack{}).empty()) << "nobody was asked";
    EXPECT_TRUE(step(state, WantGiveBack{}).empty());
    EXPECT_EQ(GivingBack::sure, shown(state).giving_back);
    const auto effects = step(state, ConfirmGiveBack{});
    ASSERT_TRUE(errand<GiveBack>(effects));
    EXPECT_EQ(41U, errand<GiveBack>(effects)->entry);
    EXPECT_TRUE(step(state, ConfirmGiveBack{}).empty()) << "once";
    EXPECT_TRUE(step(state, Back{}).empty());
    step(state, TicketGivenBack{errand<GiveBack>(effects)->question});
    ASSERT_TRUE(at<GivenBack>(state));
    step(state, Retry{});
    EXPECT_TRUE(at<Services>(state));
}

TEST(TicketFlow, WhoKeepsHisTicketHasItAsBefore) {
    for (const bool back : {false, true}) {
        State state = issued();
        step(state, WantGiveBack{});
        if (back)
            EXPECT_TRUE(step(state, Back{}).empty());
        else
            step(state, KeepTicket{});
        ASSERT_TRUE(at<ShowTicket>(state));
        EXPECT_EQ(GivingBack::no, shown(state).giving_back);
    }
}

TEST(TicketFlow, WhyATicketWasNotGivenBackIsTold) {
    const std::pair<NotGivenBack, GivingBack> cases[] = {
        {NotGivenBack::at_window, GivingBack::at_window},
        {NotGivenBack::ended, GivingBack::ended},
        {NotGivenBack::cannot_keep, GivingBack::cannot_keep},
    };
    for (const auto& [reason, told] : cases) {
        State state = issued();
        step(state, WantGiveBack{});
        const uint64_t question = errand<GiveBack>(step(state, ConfirmGiveBack{}))->question;
        step(state, TicketNotGivenBack{question + 1, reason});
        EXPECT_EQ(GivingBack::sending, shown(state).giving_back) << "of another question";
        step(state, TicketNotGivenBack{question, reason});
        EXPECT_EQ(told, shown(state).giving_back);
        step(state, KeepTicket{});
        EXPECT_EQ(GivingBack::no, shown(state).giving_back);
    }
}

// ---- finding a number again
// --------------------------------------------------------------------------------

TEST(TicketFlow, ANumberIsTypedAsTwoLettersAndDigits) {
    const std::pair<const char*, const char*> cases[] = {
        {"AC012", "AC012"},   {"1AC2", "AC2"},      {"ACB012", "AC012"},  {"AC01234", "AC0123"},
        {"AC<D012", "AD012"}, {"<<AC012<", "AC01"}, {"A-C 012", "AC012"},
    };
    for (const auto& [keys, typed] : cases) {
        State state = begin_my_ticket(ready, 7);
        type(state, keys);
        EXPECT_EQ(typed, std::get<MyTicket>(state.step).typed) << keys;
    }
}

TEST(TicketFlow, WhatIsNoNumberIsSaidBeforeAnybodyIsAsked) {
    for (const char* keys : {"", "AC", "AC12", "AC000", "AC0123"}) {
        State state = begin_my_ticket(ready, 7);
        type(state, keys);
        EXPECT_TRUE(step(state, Confirm{}).empty()) << keys;
        ASSERT_TRUE(at<MyTicket>(state));
        EXPECT_EQ(EntryProblem::not_a_number, std::get<MyTicket>(state.step).problem);
        step(state, Key{'<'});
        EXPECT_EQ(EntryProblem::none, std::get<MyTicket>(state.step).problem);
    }
}

TEST(TicketFlow, ATypedNumberIsOnlyLookedAt) {
    State state = begin_my_ticket(ready, 7);
    type(state, "AC012");
    const auto effects = step(state, Confirm{});
    ASSERT_TRUE(errand<AskTicket>(effects));
    EXPECT_EQ((api::TicketNumber{'A', 'C', 12}), errand<AskTicket>(effects)->number);
    step(state, TicketsFound{7, {{some_ticket(), {PaperState::confirmed, {}}}}});
    ASSERT_TRUE(at<ShowTicket>(state));
    EXPECT_FALSE(shown(state).mine);
    EXPECT_TRUE(step(state, WantPrint{}).empty());
    EXPECT_TRUE(step(state, WantGiveBack{}).empty());
    EXPECT_EQ(GivingBack::no, shown(state).giving_back);
}

TEST(TicketFlow, ACardFindsItsTicketAndEndsWhatItShowsWhenItGoes) {
    State state = found_by_card({{some_ticket(), {PaperState::confirmed, {}}}});
    ASSERT_TRUE(at<ShowTicket>(state));
    EXPECT_TRUE(shown(state).mine);
    EXPECT_TRUE(errand<PrintAgain>(step(state, WantPrint{})));
    EXPECT_TRUE(has<EndByCard>(step(state, CardRemoved{})));
}

TEST(TicketFlow, ACardThatWasNeverReadEndsNothing) {
    State state = found_by_card({{some_ticket(), {}}});
    EXPECT_TRUE(step(state, CardRemoved{false}).empty());
}

TEST(TicketFlow, SeveralTicketsOfACardAreAListToChooseFrom) {
    State state = found_by_card({{some_ticket(41), {}}, {some_ticket(42), {}}});
    ASSERT_TRUE(at<Mine>(state));
    step(state, OpenMine{2});
    ASSERT_TRUE(at<Mine>(state)) << "there are two";
    step(state, OpenMine{1});
    ASSERT_TRUE(at<ShowTicket>(state));
    EXPECT_EQ(42U, shown(state).ticket.entry);
    EXPECT_TRUE(step(state, Back{}).empty());
    ASSERT_TRUE(at<Mine>(state));
    EXPECT_TRUE(has<LeaveTickets>(step(state, Back{})));
    EXPECT_TRUE(has<EndByCard>(step(state, CardRemoved{})));
}

TEST(TicketFlow, WhatIsNotFoundOrNotKnownNowIsToldApart) {
    State state = begin_my_ticket(ready, 7);
    type(state, "AC012");
    step(state, Confirm{});
    step(state, TicketsFound{7, {}});
    ASSERT_TRUE(at<NotFound>(state));
    EXPECT_FALSE(std::get<NotFound>(state.step).by_card);
    step(state, Retry{});
    ASSERT_TRUE(at<MyTicket>(state));
    step(state, CardRead{some_card()});
    step(state, TicketsNotKnown{8});
    ASSERT_TRUE(at<NotKnown>(state));
    const auto again = step(state, Retry{});
    ASSERT_TRUE(errand<FindMyTicket>(again)) << "the card is not asked for again";
    EXPECT_EQ(9U, errand<FindMyTicket>(again)->question);
    step(state, TicketsFound{9, {}});
    ASSERT_TRUE(at<NotFound>(state));
    EXPECT_TRUE(std::get<NotFound>(state.step).by_card);
}

TEST(TicketFlow, TheCardsOwnNumberOpensFromTheServices) {
    State state = in_services();
    step(state, CardRead{some_card()});
    step(state, CardKnown{7, {}, {some_ticket()}});
    EXPECT_TRUE(errand<FindMyTicket>(step(state, WantMyTicket{})));
    State other = in_services();
    EXPECT_TRUE(step(other, WantMyTicket{}).empty());
    EXPECT_TRUE(at<MyTicket>(other));
}

TEST(TicketFlow, BackLeadsOneStepBackEverywhere) {
    State state = in_services();
    step(state, WantPrecedence{});
    step(state, Back{});
    EXPECT_TRUE(at<Services>(state));
    EXPECT_TRUE(has<LeaveTickets>(step(state, Back{})));
    State finding = begin_my_ticket(ready, 7);
    type(finding, "AC012");
    step(finding, Confirm{});
    step(finding, Back{});
    EXPECT_TRUE(at<MyTicket>(finding));
    step(finding, TicketsFound{7, {{some_ticket(), {}}}});
    EXPECT_TRUE(at<MyTicket>(finding)) << "the question was given up";
    EXPECT_TRUE(has<LeaveTickets>(step(finding, Back{})));
    State ticket = issued();
    EXPECT_TRUE(has<LeaveTickets>(step(ticket, Back{})));
}

}  // namespace
}  // namespace lobby::kiosk::tickets
