#include "kiosk/app/session_flow.hpp"

#include <gtest/gtest.h>

#include "tests/unit/kiosk/visitors.hpp"

namespace lobby::kiosk::app {
namespace {

constexpr SessionRules rules;

template <class T>
bool at(const State& state) {
    return std::holds_alternative<T>(state.place);
}

class Visit : public testing::Test {
protected:
    Visit() {
        state.place = Home{};
        does(lookup::ReaderState{true});
    }
    template <class E>
    Effects does(E event) {
        return step(state, event_of(std::move(event)), now, rules);
    }
    void opens_case_by_card() {
        does(lookup::CardPlaced{});
        does(lookup::CardRead{some_card()});
        does(answer(state_of_lookup().next_question - 1, cases(1)));
    }
    lookup::State& state_of_lookup() { return std::get<lookup::State>(state.place); }
    // To the next moment at which something happens by itself.
    Effects waits() {
        const auto due = next_tick_ms(state, now, rules);
        EXPECT_TRUE(due.has_value());
        now += due.value_or(0);
        return does(Tick{});
    }

    State state;
    uint64_t now = 1'000'000;
};

template <class T>
bool has(const Effects& effects) {
    for (const auto& e : effects)
        if (std::holds_alternative<T>(e)) return true;
    return false;
}

TEST_F(Visit, ACardOnTheStartScreenIsAQuestion) {
    const auto effects = does(lookup::CardRead{some_card()});
    EXPECT_TRUE(has<SessionBegan>(effects));
    EXPECT_TRUE(has<lookup::AskOffice>(effects));
}

TEST_F(Visit, ACardThatCannotBeReadOnTheStartScreenIsTold) {
    does(lookup::CardFailed{lookup::CardProblem::unreadable});
    ASSERT_TRUE(at<lookup::State>(state));
    EXPECT_TRUE(std::holds_alternative<lookup::CardTrouble>(state_of_lookup().step));
}

TEST_F(Visit, WhoDoesNothingIsWarnedSecondBySecondAndThenForgotten) {
    opens_case_by_card();
    now += rules.reading_ms;
    does(Tick{});
    ASSERT_TRUE(state.warning_until_ms.has_value());
    int last = 21;
    while (at<lookup::State>(state)) {
        const int left = warning_seconds_left(state, now);
        EXPECT_EQ(last - 1, left);
        last = left;
        waits();
    }
    EXPECT_TRUE(at<Home>(state));
    EXPECT_EQ(1, last);
}

TEST_F(Visit, TheWarningWantsAnAnswerOfItsOwn) {
    opens_case_by_card();
    now += rules.reading_ms;
    does(Tick{});
    does(Touched{});
    EXPECT_TRUE(state.warning_until_ms.has_value());
    does(MoreTime{});
    EXPECT_FALSE(state.warning_until_ms.has_value());
    EXPECT_EQ(rules.reading_ms, next_tick_ms(state, now, rules));
}

TEST_F(Visit, LiftingTheCardSaysGoodbyeAndThenGoesHome) {
    opens_case_by_card();
    EXPECT_TRUE(has<WipeSession>(does(lookup::CardRemoved{})));
    ASSERT_TRUE(at<Goodbye>(state));
    EXPECT_FALSE(std::get<Goodbye>(state.place).take_card);
    waits();
    EXPECT_TRUE(at<Home>(state));
}

TEST_F(Visit, WhoFinishesIsRemindedOfTheCardUntilItIsTaken) {
    opens_case_by_card();
    does(Finish{});
    EXPECT_TRUE(std::get<Goodbye>(state.place).take_card);
    does(lookup::CardRemoved{});
    EXPECT_FALSE(std::get<Goodbye>(state.place).take_card);
}

TEST_F(Visit, ACardLeftBehindOpensNothingForTheNextVisitor) {
    opens_case_by_card();
    now += rules.reading_ms;
    does(Tick{});
    now += rules.warning_ms;
    does(Tick{});
    ASSERT_TRUE(at<Home>(state));
    // The reader restarts and finds the card that still lies there.
    does(lookup::ReaderState{false});
    does(lookup::ReaderState{true});
    does(lookup::CardPlaced{});
    EXPECT_FALSE(has<lookup::AskOffice>(does(lookup::CardRead{some_card()})));
    EXPECT_TRUE(at<Home>(state));
    does(StartLookup{});
    does(lookup::ChooseCard{});
    EXPECT_TRUE(std::get<lookup::PlaceCard>(state_of_lookup().step).remove_first);
    // Lifted and laid down again it is the next visitor's own.
    does(lookup::CardRemoved{});
    does(lookup::CardPlaced{});
    EXPECT_TRUE(has<lookup::AskOffice>(does(lookup::CardRead{some_card()})));
}

TEST_F(Visit, TheNextVisitorNeedNotWaitForTheGoodbye) {
    opens_case_by_card();
    does(lookup::CardRemoved{});
    ASSERT_TRUE(at<Goodbye>(state));
    does(lookup::CardPlaced{});
    EXPECT_TRUE(has<lookup::AskOffice>(does(lookup::CardRead{some_card()})));
}

TEST_F(Visit, WithTheReaderGoneACaseStandsForTheShorterTime) {
    opens_case_by_card();
    does(lookup::ReaderState{false});
    EXPECT_EQ(rules.idle_ms, next_tick_ms(state, now, rules));
}

TEST_F(Visit, AForeignLanguageStaysWithItsVisitor) {
    does(ChooseLanguage{"en"});
    opens_case_by_card();
    EXPECT_EQ("en", state.language);
    does(lookup::CardRemoved{});
    EXPECT_EQ("en", state.language) << "the goodbye is for him too";
    waits();
    EXPECT_EQ(first_language, state.language);
}

TEST_F(Visit, AForeignLanguageIsForgottenWhenNobodyTouchesTheStartScreen) {
    does(ChooseLanguage{"en"});
    waits();
    EXPECT_EQ(first_language, state.language);
    EXPECT_FALSE(next_tick_ms(state, now, rules).has_value()) << "an idle kiosk sleeps";
}

TEST_F(Visit, HomeEndsTheVisitAtOnceAndCancelsItsQuestion) {
    does(lookup::CardRead{some_card()});
    const auto effects = does(GoHome{});
    EXPECT_TRUE(has<lookup::CancelQuestion>(effects));
    EXPECT_TRUE(has<WipeSession>(effects));
    EXPECT_TRUE(at<Home>(state));
}

TEST_F(Visit, ALockOpensWithoutATouch) {
    does(lookup::CardRead{some_card()});
    does(answer(state_of_lookup().next_question - 1, api::LookupLocked{std::chrono::seconds(30)}));
    ASSERT_TRUE(std::holds_alternative<lookup::Locked>(state_of_lookup().step));
    EXPECT_EQ(30'000U, next_tick_ms(state, now, rules));
    waits();
    EXPECT_TRUE(std::holds_alternative<lookup::Identify>(state_of_lookup().step));
}

}  // namespace
}  // namespace lobby::kiosk::app
