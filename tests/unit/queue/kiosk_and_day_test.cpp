// Kiosks that were alone, and the change of days.
#include "hall.hpp"

namespace lobby::office::queue {
namespace {

class KioskTickets : public testing::Test {
protected:
    KioskTickets() {
        hall.must(AssignSeries{"north"});
        hall.must(AssignSeries{"south"});
        hall.must(OpenWindow{"1"});
    }
    Take issued(WallTime at, uint32_t count, const std::string& token = "") {
        return {"case_enquiry", at, count, Precedence::ordinary, {}, token};
    }
    TicketId merge(const std::string& kiosk, uint64_t entry, const Take& take) {
        const auto d = hall.ask(hall.entry(kiosk, entry, take));
        EXPECT_TRUE(d) << word_of(d.error());
        return d ? *d->ticket : TicketId{};
    }
    Hall hall;
};

TEST_F(KioskTickets, EachKioskHasItsOwnSeriesForGood) {
    EXPECT_EQ(hall.state.series_of("north"), 'A');
    EXPECT_EQ(hall.state.series_of("south"), 'B');
    hall.must(AssignSeries{"north"});
    EXPECT_EQ(hall.state.series_of("north"), 'A');
    for (int i = 2; i < 23; ++i) hall.must(AssignSeries{"k" + std::to_string(i)});
    EXPECT_TRUE(refused(hall.ask(AssignSeries{"too-many"}), QueueError::series_exhausted));
    EXPECT_TRUE(refused(hall.ask(hall.entry("stranger", 1, issued(hall.now, 1))), QueueError::no_series));
}

TEST_F(KioskTickets, AnEntryIsAppliedOnceHoweverOftenItIsSent) {
    const auto take = issued(hall.now, 1);
    const auto first = merge("north", 7, take);
    const auto events = hall.events.size();
    EXPECT_EQ(merge("north", 7, take), first);
    hall.now += hours(30);
    hall.must(Tick{});
    const auto after_night = hall.events.size();
    EXPECT_EQ(merge("north", 7, take), first);
    EXPECT_EQ(hall.events.size(), after_night);
    EXPECT_LT(events, after_night);
}

// Its clock was set back over the rollover: the day on the paper, under which it counts, is not that of its
// time.
TEST_F(KioskTickets, ATicketIsFiledUnderTheDayOnItsPaperWhereThatIsBesideItsTime) {
    const Date today = hall.state.day();
    merge("north", 1, issued(hall.now - hours(24), 1));
    auto take = issued(hall.now - hours(24), 1);
    EXPECT_TRUE(refused(hall.ask(hall.entry("north", 2, take)), QueueError::number_taken))
        << "by its time alone";
    take.day = today;
    EXPECT_EQ(hall.ticket(merge("north", 2, take)).day, today);
    auto nonsense = issued(hall.now, 2);
    nonsense.day = today + std::chrono::days(2);
    EXPECT_EQ(hall.ticket(merge("north", 3, nonsense)).day, today) << "too far from its time";
}

TEST_F(KioskTickets, GivingBackAndRatingAreEntriesToo) {
    const auto t = merge("north", 1, issued(hall.now, 1));
    hall.next("1");
    hall.must(Finish{t});
    const auto rate = hall.entry("north", 2, Rate{KioskEntry{"north", 1}, 5, {}});
    EXPECT_TRUE(hall.ask(rate));
    EXPECT_TRUE(hall.ask(rate)) << "the same entry again is not a second rating";
    EXPECT_TRUE(refused(hall.ask(hall.entry("north", 3, Rate{KioskEntry{"north", 1}, 1, {}})),
                        QueueError::already_rated));
}

TEST_F(KioskTickets, WhatComesLateIsMergedInTheOrderOfComing) {
    const auto at = [&](int minute) { return morning + minutes(minute); };
    hall.now = at(60);
    const auto online = merge("south", 1, issued(at(30), 1));
    const auto third = merge("north", 12, issued(at(40), 3));  // out of order
    const auto first = merge("north", 10, issued(at(10), 1));
    const auto second = merge("north", 11, issued(at(20), 2));
    EXPECT_EQ(hall.next("1"), first);
    EXPECT_EQ(hall.next("1"), second);
    EXPECT_EQ(hall.next("1"), online);
    EXPECT_EQ(hall.next("1"), third);
}

TEST_F(KioskTickets, AreTakenInThoughTheServiceIsPausedClosedOrFull) {
    hall.settings.services[0].daily_cap = 1;
    merge("north", 1, issued(hall.now, 1));
    merge("north", 2, issued(hall.now, 2));
    hall.must(PauseService{"case_enquiry"});
    merge("north", 3, issued(hall.now, 3));
}

TEST_F(KioskTickets, ANumberIsNeverGivenTwiceInADay) {
    merge("north", 1, issued(hall.now, 1));
    EXPECT_TRUE(refused(hall.ask(hall.entry("north", 2, issued(hall.now, 1))), QueueError::number_taken));
    auto other = issued(hall.now, 1);
    other.service = "documents";
    EXPECT_TRUE(refused(hall.ask(hall.entry("north", 2, other)), QueueError::number_taken));
    EXPECT_EQ(hall.state.last_count(hall.state.day(), 'A'), 1u);
    merge("south", 1, issued(hall.now, 1));
}

TEST_F(KioskTickets, OfAnEarlierDayAreOnRecordAndExpired) {
    const auto yesterday = hall.now;
    hall.now += hours(24);
    const auto t = merge("north", 1, issued(yesterday, 1));
    EXPECT_EQ(hall.state_of(t), TicketState::expired);
    EXPECT_EQ(hall.ticket(t).day + std::chrono::days(1), hall.state.day());
    hall.now += std::chrono::days(10);
    EXPECT_TRUE(refused(hall.ask(hall.entry("north", 2, issued(yesterday, 2))), QueueError::too_old));
}

TEST_F(KioskTickets, OfAKioskWhoseClockIsJustPastMidnightBelongToTheComingDay) {
    const WallTime midnight = morning + hours(15);
    hall.now = midnight - seconds(2);
    const auto t = merge("north", 1, issued(midnight + seconds(1), 1));
    EXPECT_TRUE(waits(hall.state_of(t)));
    hall.now = midnight + seconds(5);
    hall.must(Tick{});
    EXPECT_TRUE(waits(hall.state_of(t)));
    EXPECT_EQ(hall.ticket(t).day, hall.state.day());
}

TEST_F(KioskTickets, OfAKioskWhoseClockIsFarAheadCountAsTakenNow) {
    const auto t = merge("north", 1, issued(hall.now + std::chrono::days(400), 1));
    EXPECT_EQ(hall.ticket(t).day, hall.state.day());
    EXPECT_EQ(hall.ticket(t).taken_at, hall.now);
}

TEST_F(KioskTickets, AreFoundByTokenAndNumber) {
    const auto t = merge("north", 1, issued(hall.now, 1, "abcdefghijklmnopqrstuv"));
    ASSERT_TRUE(hall.state.by_token("abcdefghijklmnopqrstuv"));
    EXPECT_EQ(hall.state.by_token("abcdefghijklmnopqrstuv")->id, t);
    EXPECT_TRUE(
        refused(hall.ask(hall.entry("north", 2, issued(hall.now, 2, "short"))), QueueError::malformed));
    hall.must(GiveBack{Token{"abcdefghijklmnopqrstuv"}});
    EXPECT_EQ(hall.state_of(t), TicketState::given_back);
}

// ---- the change of days

struct Night {
    minutes rollover;  // local time
    hours utc_offset;
    const char* day;      // of `morning`
    minutes to_next_day;  // from `morning`
};

class DayRollover : public testing::TestWithParam<Night> {};

TEST_P(DayRollover, IsAtTheOfficesLocalTime) {
    Hall hall;
    hall.settings.rollover = GetParam().rollover;
    hall.settings.utc_offset = GetParam().utc_offset;
    hall.settings.services[0].hours.clear();
    hall.settings.weekdays = {1, 2, 3, 4, 5, 6, 7};
    const auto t = hall.take("case_enquiry");
    EXPECT_EQ(iso_date(hall.state.day()), GetParam().day);
    hall.now = morning + GetParam().to_next_day - seconds(1);
    hall.must(Tick{});
    EXPECT_TRUE(waits(hall.state_of(t)));
    hall.now += seconds(1);
    hall.must(Tick{});
    EXPECT_EQ(hall.state_of(t), TicketState::expired);
    EXPECT_EQ(text_of(hall.ticket(hall.take("case_enquiry")).number), "AZ001");
}

INSTANTIATE_TEST_SUITE_P(Times, DayRollover,
                         testing::Values(Night{minutes(0), hours(8), "2026-11-24", hours(15)},
                                         Night{minutes(240), hours(8), "2026-11-24", hours(19)},
                                         Night{minutes(660), hours(8), "2026-11-23", hours(2)},
                                         Night{minutes(0), hours(-5), "2026-11-23", hours(4)}));

TEST(Day, AClockSetBackALittleDoesNotBringYesterdayBack) {
    Hall hall;
    hall.settings.services[0].hours.clear();
    const WallTime midnight = morning + hours(15);
    hall.now = midnight + seconds(1);
    const auto t = hall.take("case_enquiry");
    const auto day = hall.state.day();
    hall.now = midnight - minutes(50);
    hall.must(Tick{});
    EXPECT_EQ(hall.state.day(), day);
    EXPECT_TRUE(waits(hall.state_of(t)));
    hall.now = midnight + minutes(10);
    hall.must(Tick{});
    EXPECT_TRUE(waits(hall.state_of(t))) << "the same day does not begin twice";
}

TEST(Day, AClockThatWasYearsAheadIsForgottenOnceItIsRight) {
    Hall hall;
    hall.now = morning + std::chrono::days(2000);
    hall.must(Tick{});
    hall.now = morning;
    const auto t = hall.take("case_enquiry");
    EXPECT_EQ(hall.ticket(t).day, office_day(morning, hall.settings));
    hall.now += hours(24);
    hall.must(Tick{});
    EXPECT_EQ(hall.state_of(t), TicketState::expired);
}

TEST(Day, EndsEveryOpenTicketClosesWindowsAndForgetsWhatIsNobodysBusiness) {
    Hall hall;
    hall.must(OpenWindow{"1"});
    const auto serving = hall.take("case_enquiry", Precedence::disabled);
    hall.must(CallNext{"1"});
    hall.must(Start{serving});
    const auto waiting = hall.take("documents");
    hall.must(Transfer{waiting, "property", "", "a note"});
    hall.now += hours(24);
    hall.must(Tick{});
    for (const auto id : {serving, waiting}) {
        EXPECT_EQ(hall.state_of(id), TicketState::expired);
        EXPECT_EQ(hall.ticket(id).precedence, Precedence::ordinary);
        EXPECT_EQ(hall.ticket(id).note, "");
    }
    EXPECT_FALSE(hall.state.window("1")->open);
    hall.now += kept_days + hours(24);
    hall.must(Tick{});
    EXPECT_TRUE(hall.state.tickets().empty());
    EXPECT_EQ(hall.take("case_enquiry"), TicketId{3}) << "ids are never used again";
}

TEST(Day, BeginsBeforeWhateverIsAskedFirst) {
    Hall hall;
    const auto t = hall.take("case_enquiry");
    hall.now += hours(24);
    hall.must(OpenWindow{"1"});
    EXPECT_EQ(hall.state_of(t), TicketState::expired);
    EXPECT_TRUE(hall.state.window("1")->open);
    EXPECT_TRUE(refused(hall.ask(CallNext{"1"}), QueueError::nobody_waits));
}

}  // namespace
}  // namespace lobby::office::queue
