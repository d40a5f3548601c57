#include "kiosk/ratings/rating_flow.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "kiosk/help/help_flow.hpp"
#include "kiosk/tickets/no_desk.hpp"
#include "tests/unit/kiosk/visitors.hpp"

namespace lobby::kiosk::ratings {
namespace {

using api::RatingReason;

constexpr ReaderView ready{true, false, false};
constexpr api::TicketNumber number{'A', 'C', 12};

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

State at_faces(bool checked = true) {
    State state = begin(ready, 7);
    for (const char key : std::string_view("AC012")) step(state, Key{key});
    step(state, Confirm{});
    step(state, RatingOpen{7, number, {}, checked});
    return state;
}

TEST(RatingFlow, ATypedNumberOrACardFindsTheTicket) {
    State typed = begin(ready, 7);
    for (const char key : std::string_view("AC012")) step(typed, Key{key});
    const auto by_number = step(typed, Confirm{});
    ASSERT_TRUE(errand<FindRatable>(by_number));
    EXPECT_EQ(By{number}, errand<FindRatable>(by_number)->by);
    State card = begin(ready, 7);
    const auto by_card = step(card, CardRead{some_card()});
    ASSERT_TRUE(errand<FindRatable>(by_card));
    EXPECT_EQ(By{some_number()}, errand<FindRatable>(by_card)->by);
    Effects effects;
    const State known = begin_for(ready, 7, number, effects);
    EXPECT_TRUE(errand<FindRatable>(effects));
    EXPECT_TRUE(at<Finding>(known));
}

TEST(RatingFlow, WhatIsNoNumberAsksNobody) {
    State state = begin(ready, 7);
    step(state, Key{'A'});
    EXPECT_TRUE(step(state, Confirm{}).empty());
    EXPECT_TRUE(std::get<WhichTicket>(state.step).incomplete);
    step(state, Key{'C'});
    EXPECT_FALSE(std::get<WhichTicket>(state.step).incomplete);
}

TEST(RatingFlow, ReasonsFitTheScore) {
    const auto offers = [](int score, RatingReason reason) {
        const auto offered = reasons_for(score);
        return std::ranges::find(offered, reason) != offered.end();
    };
    for (const int score : {1, 2}) {
        EXPECT_TRUE(offers(score, RatingReason::slow));
        EXPECT_FALSE(offers(score, RatingReason::kind));
    }
    for (const int score : {4, 5}) {
        EXPECT_FALSE(offers(score, RatingReason::slow));
        EXPECT_TRUE(offers(score, RatingReason::kind));
    }
    EXPECT_EQ(api::rating_reason_words.size(), reasons_for(3).size());
    for (const int score : {-1, 0, 6}) EXPECT_TRUE(reasons_for(score).empty());
}

TEST(RatingFlow, AnotherScoreDropsReasonsThatDoNotFitIt) {
    State state = at_faces();
    step(state, ToggleReason{RatingReason::kind});
    EXPECT_TRUE(std::get<Faces>(state.step).reasons.empty()) << "no score yet";
    step(state, ChooseScore{5});
    step(state, ToggleReason{RatingReason::kind});
    step(state, ToggleReason{RatingReason::place});
    step(state, ToggleReason{RatingReason::slow});
    EXPECT_EQ((std::set{RatingReason::kind, RatingReason::place}), std::get<Faces>(state.step).reasons);
    step(state, ChooseScore{1});
    EXPECT_EQ(std::set{RatingReason::place}, std::get<Faces>(state.step).reasons);
    step(state, ToggleReason{RatingReason::place});
    EXPECT_TRUE(std::get<Faces>(state.step).reasons.empty());
}

TEST(RatingFlow, NothingIsSentWithoutAFaceAndThenOnce) {
    State state = at_faces();
    EXPECT_TRUE(step(state, Send{}).empty());
    step(state, ChooseScore{0});
    step(state, ChooseScore{6});
    EXPECT_TRUE(step(state, Send{}).empty()) << "there are five";
    step(state, ChooseScore{2});
    step(state, ToggleReason{RatingReason::slow});
    const auto effects = step(state, Send{});
    const auto* sent = errand<SendRating>(effects);
    ASSERT_TRUE(sent);
    EXPECT_EQ(number, sent->number);
    EXPECT_EQ(2, sent->score);
    EXPECT_EQ(std::vector{RatingReason::slow}, sent->reasons);
    EXPECT_TRUE(step(state, Send{}).empty());
    EXPECT_TRUE(step(state, Back{}).empty());
}

TEST(RatingFlow, ThanksSayWhenTheOfficeGetsItLater) {
    for (const bool checked : {true, false}) {
        State state = at_faces(checked);
        step(state, ChooseScore{4});
        step(state, Send{});
        step(state, RatingKept{99});
        EXPECT_TRUE(at<Sending>(state)) << "of another question";
        step(state, RatingKept{8});
        ASSERT_TRUE(at<Thanks>(state));
        EXPECT_EQ(!checked, std::get<Thanks>(state.step).later);
    }
}

TEST(RatingFlow, WhatWasNotKeptCanBeSentAgainAsItWas) {
    State state = at_faces();
    step(state, ChooseScore{4});
    step(state, ToggleReason{RatingReason::quick});
    step(state, Send{});
    step(state, RatingNotKept{8});
    ASSERT_TRUE(at<Faces>(state));
    EXPECT_TRUE(std::get<Faces>(state.step).not_kept);
    const auto effects = step(state, Send{});
    ASSERT_TRUE(errand<SendRating>(effects));
    EXPECT_EQ(9U, errand<SendRating>(effects)->question);
    EXPECT_EQ(std::vector{RatingReason::quick}, errand<SendRating>(effects)->reasons);
}

TEST(RatingFlow, EveryRefusalIsToldAndAnotherNumberCanBeTried) {
    for (const auto reason :
         {NoRating::not_yet_called, NoRating::already_rated, NoRating::unknown, NoRating::not_ready}) {
        State state = begin(ready, 7);
        step(state, CardRead{some_card()});
        step(state, RatingRefused{6, reason});
        EXPECT_TRUE(at<Finding>(state)) << "of another question";
        step(state, RatingRefused{7, reason});
        ASSERT_TRUE(at<Refused>(state));
        EXPECT_EQ(reason, std::get<Refused>(state.step).reason);
        step(state, Retry{});
        EXPECT_TRUE(at<WhichTicket>(state));
    }
}

TEST(RatingFlow, ACardDoesNotReplaceTheTicketOnTheScreenAndLiftingItEndsNothing) {
    State state = at_faces();
    EXPECT_TRUE(step(state, CardRead{some_card()}).empty());
    EXPECT_TRUE(step(state, CardRemoved{}).empty());
    EXPECT_TRUE(at<Faces>(state));
}

TEST(RatingFlow, ACardThatLayThereBeforeIsNotUsed) {
    State state = begin({true, true, true}, 7);
    EXPECT_TRUE(step(state, CardRead{some_card()}).empty());
    step(state, CardRemoved{});
    EXPECT_TRUE(errand<FindRatable>(step(state, CardRead{some_card()})));
}

TEST(RatingFlow, BackLeadsToTheNumberAndThenHome) {
    State state = begin(ready, 7);
    step(state, CardRead{some_card()});
    step(state, Back{});
    ASSERT_TRUE(at<WhichTicket>(state));
    const auto effects = step(state, Back{});
    ASSERT_EQ(1U, effects.size());
    EXPECT_TRUE(std::holds_alternative<LeaveRating>(effects[0]));
}

}  // namespace
}  // namespace lobby::kiosk::ratings

namespace lobby::kiosk::help {
namespace {

State calling() {
    Effects effects;
    return begin(7, "home", std::nullopt, effects);
}

TEST(HelpFlow, ACallIsMadeAtOnceWithWhereItWasMade) {
    Effects effects;
    const State state = begin(7, "chair", api::TicketNumber{'A', 'C', 12}, effects);
    ASSERT_EQ(1U, effects.size());
    const auto& call = std::get<CallPerson>(std::get<Errand>(effects[0]));
    EXPECT_EQ(7U, call.question);
    EXPECT_EQ("chair", call.screen);
    EXPECT_EQ((api::TicketNumber{'A', 'C', 12}), call.ticket);
    EXPECT_FALSE(state.reached.has_value());
}

TEST(HelpFlow, WhatWasKeptIsToldWhenTheOfficeHasIt) {
    State state = calling();
    step(state, PersonCalled{8, Reached::told});
    EXPECT_FALSE(state.reached.has_value()) << "of another call";
    step(state, PersonCalled{7, Reached::kept});
    EXPECT_EQ(Reached::kept, state.reached);
    EXPECT_TRUE(step(state, Again{}).empty()) << "it gets there by itself";
    step(state, PersonCalled{7, Reached::told});
    EXPECT_EQ(Reached::told, state.reached);
}

TEST(HelpFlow, ACallThatWasNotKeptCanBeMadeAgain) {
    State state = calling();
    step(state, PersonCalled{7, Reached::not_called});
    const auto effects = step(state, Again{});
    ASSERT_EQ(1U, effects.size());
    EXPECT_EQ(8U, std::get<CallPerson>(std::get<Errand>(effects[0])).question);
    EXPECT_FALSE(state.reached.has_value());
    EXPECT_TRUE(std::holds_alternative<CloseHelp>(step(state, Close{}).at(0)));
}

}  // namespace
}  // namespace lobby::kiosk::help

namespace lobby::kiosk::tickets {
namespace {

// Without a desk every errand still has its one answer, so that no screen waits for ever.
TEST(NoDesk, AnswersEveryErrandAndPromisesNothing) {
    std::vector<DeskAnswer> answers;
    NoDesk desk([&](DeskAnswer answer) { answers.push_back(std::move(answer)); });
    desk.carry_out(Errand{IssueTicket{1, "enquiry", {}, {}}});
    desk.carry_out(Errand{LearnCard{2, some_number()}});
    desk.carry_out(Errand{PrintAgain{3}});
    desk.carry_out(Errand{GiveBack{4, 3}});
    desk.carry_out(Errand{FindMyTicket{5, some_number()}});
    desk.carry_out(Errand{AskTicket{6, {'A', 'C', 12}}});
    desk.carry_out(ratings::Errand{ratings::FindRatable{7, api::TicketNumber{'A', 'C', 12}}});
    desk.carry_out(ratings::Errand{ratings::SendRating{8, {'A', 'C', 12}, 5, {}}});
    desk.carry_out(help::Errand{help::CallPerson{9, "home", {}}});
    ASSERT_EQ(9U, answers.size());
    const auto ticket_event = [&](size_t i) { return std::get<Event>(answers[i]); };
    EXPECT_EQ(NotIssued::not_ready, std::get<TicketNotIssued>(ticket_event(0)).reason);
    EXPECT_EQ(api::Precedence::ordinary, std::get<CardKnown>(ticket_event(1)).precedence);
    EXPECT_EQ(PaperState::refused, std::get<PrintNews>(ticket_event(2)).paper.state);
    EXPECT_EQ(NotGivenBack::cannot_keep, std::get<TicketNotGivenBack>(ticket_event(3)).reason);
    EXPECT_EQ(5U, std::get<TicketsNotKnown>(ticket_event(4)).question);
    EXPECT_EQ(6U, std::get<TicketsNotKnown>(ticket_event(5)).question);
    EXPECT_TRUE(std::holds_alternative<ratings::RatingRefused>(std::get<ratings::Event>(answers[6])));
    EXPECT_TRUE(std::holds_alternative<ratings::RatingNotKept>(std::get<ratings::Event>(answers[7])));
    EXPECT_EQ(help::Reached::not_called,
              std::get<help::PersonCalled>(std::get<help::Event>(answers[8])).reached);
}

}  // namespace
}  // namespace lobby::kiosk::tickets
