#include "kiosk/lookup/lookup_flow.hpp"

#include <gtest/gtest.h>

#include "office/api/disclosure_table.hpp"
#include "tests/unit/kiosk/visitors.hpp"

namespace lobby::kiosk::lookup {
namespace {

constexpr ReaderView ready{true, false, false};

template <class T>
bool at(const State& state) {
    return std::holds_alternative<T>(state.step);
}

template <class T>
int count(const Effects& effects) {
    int n = 0;
    for (const auto& e : effects) n += std::holds_alternative<T>(e) ? 1 : 0;
    return n;
}

void type(State& state, std::string_view keys) {
    for (const char key : keys) step(state, Key{key}, 0);
}

State asking_by_card() {
    State state = begin(ready, 7);
    step(state, CardRead{some_card()}, 0);
    return state;
}

State reading(size_t cases_shown) {
    State state = asking_by_card();
    step(state, answer(7, cases(cases_shown)), 0);
    return state;
}

TEST(LookupFlow, OneCaseIsShownAtOnceAndSeveralAsAList) {
    EXPECT_TRUE(at<OneCase>(reading(1)));
    EXPECT_TRUE(at<Cases>(reading(2)));
    EXPECT_TRUE(at<NothingToShow>(reading(0)));
}

TEST(LookupFlow, AQuestionNumberIsNeverUsedTwice) {
    State state = asking_by_card();
    step(state, Answered{7, AskError::timed_out}, 0);
    const auto effects = step(state, Retry{}, 0);
    ASSERT_EQ(1, count<AskOffice>(effects));
    EXPECT_EQ(1, count<ReconnectNow>(effects));
    EXPECT_EQ(8U, std::get<Asking>(state.step).question);
}

std::vector<api::DisclosedCase> some_cases(size_t n) {
    return std::get<api::CasesDisclosed>(cases(n)).cases;
}

TEST(LookupFlow, WhileTheOfficeIsAwayItsRecordsAreShownAsWhatTheyAre) {
    State state = asking_by_card();
    const WallTime before{std::chrono::hours(400'000)};
    step(state, Answered{7, FromRecords{some_cases(1), before}}, 0);
    ASSERT_TRUE(at<OneCase>(state));
    EXPECT_TRUE(state.from_records);
    EXPECT_EQ(state.as_of, before);
    // The next question is the office's own again.
    step(state, Back{}, 0);
    state = asking_by_card();
    step(state, answer(7, cases(2)), 0);
    EXPECT_TRUE(at<Cases>(state));
    EXPECT_FALSE(state.from_records);
}

TEST(LookupFlow, RecordsToldAreCheckedAgainstTheTableLikeAnAnswer) {
    State state = asking_by_card();
    auto told = some_cases(1);
    told[0].kind = api::CaseKind::administrative_supervision;
    told[0].measure = api::Measure::detained;
    auto expected = told[0];
    api::keep_told_fields(expected);
    ASSERT_NE(expected, told[0]);
    step(state, Answered{7, FromRecords{told, {}}}, 0);
    ASSERT_EQ(state.cases.size(), 1U);
    EXPECT_EQ(state.cases[0], expected);
}

TEST(LookupFlow, NothingInTheRecordsCanBeAskedAgainAndEndsWithTheCard) {
    State state = asking_by_card();
    step(state, Answered{7, FromRecords{{}, {}}}, 0);
    ASSERT_TRUE(at<NothingInRecords>(state));
    const auto again = step(state, Retry{}, 0);
    EXPECT_EQ(1, count<AskOffice>(again));
    EXPECT_EQ(1, count<ReconnectNow>(again));
    step(state, Answered{8, FromRecords{{}, {}}}, 0);
    ASSERT_TRUE(at<NothingInRecords>(state));
    EXPECT_EQ(1, count<EndByCard>(step(state, CardRemoved{true}, 0)));
}

TEST(LookupFlow, WhereOnlyACardWouldDoACardIsTaken) {
    State state = begin(ready, 7);
    step(state, ChooseCode{}, 0);
    type(state, std::string(some_number().reveal()));
    type(state, "12345678");
    step(state, Confirm{}, 0);
    ASSERT_TRUE(at<Asking>(state));
    step(state, Answered{7, AskError::card_would_do}, 0);
    ASSERT_TRUE(at<OfficeUnreachable>(state));
    EXPECT_EQ(1, count<AskOffice>(step(state, CardRead{some_card()}, 0)));
    EXPECT_TRUE(state.by_card);
    step(state, Answered{8, AskError::records_too_old}, 0);
    ASSERT_TRUE(at<OfficeUnreachable>(state));
    EXPECT_EQ(0, count<AskOffice>(step(state, CardRead{some_card()}, 0)))
        << "it has just been asked for this one";
}

TEST(LookupFlow, TheAnswerOfAnEarlierQuestionShowsNothing) {
    State state = asking_by_card();
    step(state, Back{}, 0);
    step(state, answer(7, cases(1)), 0);
    EXPECT_TRUE(at<Identify>(state));
    step(state, CardRead{some_card()}, 0);
    step(state, answer(7, cases(1)), 0);
    EXPECT_TRUE(at<Asking>(state)) << "question 8 is out, not 7";
    EXPECT_TRUE(state.cases.empty());
}

TEST(LookupFlow, ARightNumberLeadsOnAndASlipIsSaidAtOnce) {
    const std::string right(some_number().reveal());
    State state = begin(ready, 1);
    step(state, ChooseCode{}, 0);
    type(state, right);
    EXPECT_TRUE(at<EnterCode>(state));

    std::string wrong = right;
    wrong[3] = wrong[3] == '1' ? '2' : '1';
    state = begin(ready, 1);
    step(state, ChooseCode{}, 0);
    type(state, wrong);
    ASSERT_TRUE(at<EnterNumber>(state));
    EXPECT_EQ(NumberProblem::wrong, std::get<EnterNumber>(state.step).problem);
    step(state, Key{'<'}, 0);
    EXPECT_EQ(NumberProblem::none, std::get<EnterNumber>(state.step).problem);
    step(state, Confirm{}, 0);
    EXPECT_EQ(NumberProblem::incomplete, std::get<EnterNumber>(state.step).problem);
}

TEST(LookupFlow, XIsOnlyTheCheckCharacter) {
    State state = begin(ready, 1);
    step(state, ChooseCode{}, 0);
    type(state, "X5X");
    EXPECT_EQ("5", std::get<EnterNumber>(state.step).digits.view());
}

TEST(LookupFlow, LiftingTheCardEndsWhatItBegan) {
    for (const size_t n : {size_t{1}, size_t{2}}) {
        State state = reading(n);
        EXPECT_EQ(1, count<EndByCard>(step(state, CardRemoved{}, 0)));
    }
    State asking = asking_by_card();
    const auto effects = step(asking, CardRemoved{}, 0);
    EXPECT_EQ(1, count<CancelQuestion>(effects));
    EXPECT_EQ(1, count<EndByCard>(effects));
}

TEST(LookupFlow, WhoIsShownNothingIsSentToThePersonWhoHelps) {
    State state = reading(0);
    const auto effects = step(state, CardRemoved{}, 0);
    ASSERT_EQ(1U, effects.size());
    EXPECT_TRUE(std::get<EndByCard>(effects[0]).to_window);
}

TEST(LookupFlow, ASecondCardDoesNotReplaceTheCaseOnTheScreen) {
    State state = begin(ready, 1);
    step(state, ChooseCode{}, 0);
    type(state, some_number().reveal());
    type(state, "12345678");
    step(state, Confirm{}, 0);
    step(state, answer(1, cases(1)), 0);
    ASSERT_TRUE(at<OneCase>(state));
    EXPECT_TRUE(step(state, CardRead{some_card()}, 0).empty());
    EXPECT_TRUE(at<OneCase>(state));
    EXPECT_TRUE(step(state, CardRemoved{}, 0).empty()) << "that card began nothing, so it ends nothing";
}

TEST(LookupFlow, ACardLeftBehindHasToBeLiftedBeforeItIsRead) {
    State state = begin({true, true, true}, 1);
    step(state, ChooseCard{}, 0);
    EXPECT_TRUE(std::get<PlaceCard>(state.step).remove_first);
    EXPECT_TRUE(step(state, CardRead{some_card()}, 0).empty());
    step(state, CardRemoved{}, 0);
    EXPECT_FALSE(std::get<PlaceCard>(state.step).remove_first);
    step(state, CardPlaced{}, 0);
    EXPECT_EQ(1, count<AskOffice>(step(state, CardRead{some_card()}, 0)));
}

TEST(LookupFlow, ACardThatWasThereWhenTheReaderWentIsNotReadAgainByItself) {
    State state = begin(ready, 1);
    step(state, ChooseCard{}, 0);
    step(state, CardPlaced{}, 0);
    step(state, ReaderState{false}, 0);
    EXPECT_TRUE(at<ReaderUnavailable>(state));
    step(state, ReaderState{true}, 0);
    step(state, CardPlaced{}, 0);
    EXPECT_TRUE(step(state, CardRead{some_card()}, 0).empty());
    EXPECT_TRUE(std::get<PlaceCard>(state.step).remove_first);
}

TEST(LookupFlow, ALockEndsByItselfAndACardPassesIt) {
    State state = asking_by_card();
    step(state, answer(7, api::LookupLocked{std::chrono::seconds(60)}), 1000);
    ASSERT_TRUE(at<Locked>(state));
    EXPECT_EQ(61'000U, due_ms(state));
    step(state, Tick{}, 60'999);
    EXPECT_TRUE(at<Locked>(state));
    EXPECT_EQ(1, count<AskOffice>(step(state, CardRead{some_card()}, 2000)));
    step(state, answer(8, api::LookupLocked{std::chrono::seconds(60)}), 3000);
    step(state, Tick{}, 63'000);
    EXPECT_TRUE(at<Identify>(state));
}

TEST(LookupFlow, BackLeadsOneStepBackEverywhere) {
    State state = reading(2);
    step(state, OpenCase{1}, 0);
    step(state, TakeAway{}, 0);
    step(state, Back{}, 0);
    EXPECT_EQ(1U, std::get<OneCase>(state.step).index);
    step(state, Back{}, 0);
    EXPECT_TRUE(at<Cases>(state));
    EXPECT_EQ(1, count<LeaveLookup>(step(state, Back{}, 0)));
}

TEST(LookupFlow, ACaseThatIsNotThereIsNotOpened) {
    State state = reading(2);
    step(state, OpenCase{2}, 0);
    EXPECT_TRUE(at<Cases>(state));
}

TEST(LookupFlow, WhatMayNotBeToldIsTakenAwayHereToo) {
    State state = asking_by_card();
    api::CasesDisclosed disclosed;
    disclosed.cases.push_back(some_case());
    disclosed.cases[0].kind = api::CaseKind::criminal_petition;
    disclosed.cases[0].measure = api::Measure::arrested;
    auto allowed = disclosed.cases[0];
    api::keep_told_fields(allowed);
    step(state, answer(7, disclosed), 0);
    ASSERT_EQ(1U, state.cases.size());
    EXPECT_EQ(allowed, state.cases[0]);
    EXPECT_FALSE(state.cases[0].measure.has_value());
}

}  // namespace
}  // namespace lobby::kiosk::lookup
