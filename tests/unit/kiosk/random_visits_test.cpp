// Whatever happens in whatever order: nothing of a visitor is kept, and the kiosk never waits for ever with
// something on its screen.
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "kiosk/app/session_flow.hpp"
#include "tests/unit/kiosk/visitors.hpp"

namespace lobby::kiosk::app {
namespace {

constexpr SessionRules rules;

class Visitors {
public:
    explicit Visitors(unsigned seed) : random_(seed) { state.place = Home{}; }

    void one_event() {
        now += below(4) == 0 ? below(30'000) : below(400);
        record(step(state, any_event(), now, rules));
        check();
    }

    State state;

private:
    uint64_t below(uint64_t n) { return std::uniform_int_distribution<uint64_t>(0, n - 1)(random_); }

    lookup::Event lookup_event() {
        switch (below(15)) {
            case 0:
                return lookup::ChooseCard{};
            case 1:
                return lookup::ChooseCode{};
            case 2:
            case 3:
                return lookup::Key{"0123456789X<"[below(12)]};
            case 4:
                return lookup::Confirm{};
            case 5:
                return lookup::OpenCase{below(4)};
            case 6:
                return lookup::TakeAway{};
            case 7:
                return lookup::Back{};
            case 8:
                return lookup::Retry{};
            case 9:
                return lookup::ReaderState{below(2) == 0};
            case 10:
                return lookup::CardPlaced{};
            case 11:
                return lookup::CardRead{some_card()};
            case 12:
                return lookup::CardFailed{static_cast<lookup::CardProblem>(below(3))};
            case 13:
                return lookup::CardRemoved{below(2) == 0};
            default:
                return some_answer();
        }
    }

    lookup::Event some_answer() {
        const uint64_t question = questions_.empty() ? 1 : *questions_.rbegin() - below(2);
        switch (below(6)) {
            case 0:
                return lookup::Answered{question, lookup::AskError::unreachable};
            case 1:
                return answer(question, api::LookupLocked{std::chrono::seconds(below(100))});
            case 2:
                return answer(question, api::NothingToShow{});
            case 3:
                return answer(question, api::LookupUnavailable{});
            default:
                return answer(question, cases(below(4)));
        }
    }

    Event any_event() {
        switch (below(14)) {
            case 0:
                return StartLookup{};
            case 1:
                return ShowLawyerInfo{};
            case 2:
                return StartTickets{};
            case 3:
                return GoHome{};
            case 4:
                return Finish{};
            case 5:
                return MoreTime{};
            case 6:
                return Touched{};
            case 7:
                return Tick{};
            case 8:
                return ChooseLanguage{below(2) == 0 ? "en" : first_language};
            case 9:
                return OfficeState{below(2) == 0, std::nullopt};
            default:
                return Event{lookup_event()};
        }
    }

    void record(const Effects& effects) {
        for (const auto& effect : effects) {
            if (const auto* ask = std::get_if<lookup::AskOffice>(&effect)) {
                EXPECT_TRUE(questions_.insert(ask->question).second) << "asked twice under one number";
                EXPECT_EQ(ask->question, *questions_.rbegin()) << "numbers go up";
            }
        }
    }

    void check() {
        const bool quiet = std::holds_alternative<Home>(state.place) && state.language == first_language;
        const auto due = next_tick_ms(state, now, rules);
        EXPECT_EQ(quiet, !due.has_value()) << "only the start screen stands for ever";
        if (due) {
            EXPECT_LE(*due, rules.reading_ms);
        }
        if (state.warning_until_ms) {
            EXPECT_TRUE(due && *due <= 1000);
        }
        if (const auto* lookup = std::get_if<lookup::State>(&state.place)) check_lookup(*lookup);
    }

    static void check_lookup(const lookup::State& lookup) {
        const bool shows = std::holds_alternative<lookup::Cases>(lookup.step) ||
                           std::holds_alternative<lookup::OneCase>(lookup.step) ||
                           std::holds_alternative<lookup::TakingAway>(lookup.step);
        if (shows) {
            EXPECT_FALSE(lookup.cases.empty());
        }
        if (const auto* one = std::get_if<lookup::OneCase>(&lookup.step)) {
            EXPECT_LT(one->index, lookup.cases.size());
        }
        if (const auto* taking = std::get_if<lookup::TakingAway>(&lookup.step)) {
            EXPECT_LT(taking->index, lookup.cases.size());
        }
        if (!shows) {
            EXPECT_TRUE(lookup.cases.empty()) << "cases are kept behind another screen";
        }
    }

    std::mt19937 random_;
    std::set<uint64_t> questions_;
    uint64_t now = 0;
};

TEST(RandomVisits, KeepTheirPromises) {
    for (unsigned seed = 1; seed <= 60 && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Visitors visitors(seed);
        for (int i = 0; i < 3000 && !testing::Test::HasFailure(); ++i) visitors.one_event();
    }
}

TEST(RandomVisits, EndByThemselvesWhenNobodyDoesAnything) {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Visitors visitors(seed);
        for (int i = 0; i < 200; ++i) visitors.one_event();
        uint64_t now = 100'000'000;
        int ticks = 0;
        while (const auto due = next_tick_ms(visitors.state, now, rules)) {
            ASSERT_LT(++ticks, 400) << "it never comes to rest";
            now += *due;
            step(visitors.state, Tick{}, now, rules);
        }
        EXPECT_TRUE(std::holds_alternative<Home>(visitors.state.place));
    }
}

}  // namespace
}  // namespace lobby::kiosk::app
