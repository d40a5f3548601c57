// Standing, booking, another time, cancelling.
#include <gtest/gtest.h>

#include "tests/unit/kiosk/lawyers.hpp"

namespace lobby::kiosk::lawyer {
namespace {

using api::BookState;
using api::RegistrationState;
using api::SlotsState;

constexpr WallTime monday{std::chrono::hours(24 * 20'000 + 1)};

api::ReviewSlot slot(int days, int hour) {
    api::ReviewSlot s;
    s.from = monday + std::chrono::hours(24 * days + hour);
    s.until = s.from + std::chrono::hours(1);
    s.room = "1";
    return s;
}

api::SlotsAnswer offered() {
    api::SlotsAnswer answer;
    answer.state = SlotsState::offered;
    answer.slots = {slot(0, 1), slot(0, 2), slot(1, 1)};
    return answer;
}

State with(RegistrationState in) {
    api::LawyerAnswer answer;
    answer.registrations = {some_standing(3, in)};
    return known(std::move(answer));
}

api::ReviewBooking some_booking(const char* id) {
    api::ReviewBooking booking;
    booking.id = id;
    booking.registration = some_standing(3, {}).id;
    booking.from = slot(0, 1).from;
    return booking;
}

// On the screen of free times.
State choosing() {
    State state = with(RegistrationState::confirmed);
    const auto effects = step(state, WantSlots{0});
    step(state, SlotsTold{errand<AskSlots>(effects)->question, offered()});
    return state;
}

uint64_t books(State& state) {
    step(state, ChooseSlot{1});
    return errand<Book>(step(state, ConfirmSlot{}))->question;
}

TEST(LawyerReview, AReturningLawyerBooksInThreeTouches) {
    State state = with(RegistrationState::confirmed);
    auto effects = step(state, WantSlots{0});
    ASSERT_TRUE(errand<AskSlots>(effects));
    step(state, SlotsTold{errand<AskSlots>(effects)->question, offered()});
    ASSERT_TRUE(at<Slots>(state));
    step(state, ChooseSlot{1});
    effects = step(state, ConfirmSlot{});
    const auto* book = errand<Book>(effects);
    ASSERT_TRUE(book);
    EXPECT_EQ(slot(0, 2), book->asked.slot);
    EXPECT_TRUE(book->asked.instead_of.empty());
    effects = step(state, BookTold{book->question, api::BookAnswer{BookState::booked, some_booking("a")}});
    ASSERT_TRUE(at<Booked>(state));
    EXPECT_TRUE(errand<PrintSlip>(effects)) << "the slip comes by itself";
    EXPECT_EQ(1U, state.standing.bookings.size());
}

TEST(LawyerReview, OnlyAConfirmedRegistrationLeadsToTimes) {
    for (const auto in :
         {RegistrationState::submitted, RegistrationState::checking, RegistrationState::returned,
          RegistrationState::withdrawn, RegistrationState::expired}) {
        State state = with(in);
        EXPECT_TRUE(step(state, WantSlots{0}).empty());
        EXPECT_TRUE(at<Overview>(state));
    }
}

TEST(LawyerReview, DaysAreTheOfficesDays) {
    EXPECT_EQ(2U, days_of(offered()).size());
    State state = choosing();
    step(state, ChooseDay{1});
    EXPECT_EQ(1U, std::get<Slots>(state.step).day);
    step(state, ChooseDay{2});
    EXPECT_EQ(1U, std::get<Slots>(state.step).day);
}

TEST(LawyerReview, ATimeThatSomebodyElseTookIsToldAndTheRestIsShown) {
    State state = choosing();
    const auto question = books(state);
    const auto effects = step(state, BookTold{question, api::BookAnswer{BookState::slot_gone, {}}});
    ASSERT_TRUE(errand<AskSlots>(effects));
    step(state, SlotsTold{errand<AskSlots>(effects)->question, offered()});
    ASSERT_TRUE(at<Slots>(state));
    EXPECT_TRUE(std::get<Slots>(state.step).just_taken);
}

struct Refusal {
    std::optional<BookState> said;
    NoReview shown;
};

TEST(LawyerReview, EveryOtherAnswerIsTold) {
    for (const Refusal refusal : {Refusal{BookState::not_confirmed, NoReview::not_confirmed},
                                  Refusal{BookState::not_yours, NoReview::not_yours},
                                  Refusal{BookState::unavailable, NoReview::office_away},
                                  Refusal{std::nullopt, NoReview::not_known}}) {
        State state = choosing();
        const auto question = books(state);
        std::optional<api::BookAnswer> answer;
        if (refusal.said) answer = api::BookAnswer{*refusal.said, {}};
        step(state, BookTold{question, answer});
        ASSERT_TRUE(at<ReviewTrouble>(state));
        EXPECT_EQ(refusal.shown, std::get<ReviewTrouble>(state.step).reason);
        EXPECT_FALSE(step(state, Retry{}).empty()) << "there is a way on";
    }
}

TEST(LawyerReview, NoFreeTimesAndNoOfficeAreTold) {
    for (const auto& [answer, shown] :
         {std::pair{std::optional<api::SlotsAnswer>(), NoReview::office_away},
          std::pair{std::optional(api::SlotsAnswer{SlotsState::none_free, {}, {}, {}, 0}),
                    NoReview::none_free},
          std::pair{std::optional(api::SlotsAnswer{SlotsState::not_confirmed, {}, {}, {}, 0}),
                    NoReview::not_confirmed},
          std::pair{std::optional(api::SlotsAnswer{SlotsState::unavailable, {}, {}, {}, 0}),
                    NoReview::office_away}}) {
        State state = with(RegistrationState::confirmed);
        const auto effects = step(state, WantSlots{0});
        step(state, SlotsTold{errand<AskSlots>(effects)->question, answer});
        ASSERT_TRUE(at<ReviewTrouble>(state));
        EXPECT_EQ(shown, std::get<ReviewTrouble>(state.step).reason);
    }
}

TEST(LawyerReview, ABookingCanBeMovedAndCancelled) {
    api::LawyerAnswer answer;
    answer.registrations = {some_standing(3, RegistrationState::confirmed)};
    answer.bookings = {some_booking("old")};
    State state = known(answer);
    step(state, OpenBooking{0});
    ASSERT_TRUE(at<Booked>(state));
    auto effects = step(state, WantOtherTime{});
    step(state, SlotsTold{errand<AskSlots>(effects)->question, offered()});
    step(state, ChooseSlot{0});
    effects = step(state, ConfirmSlot{});
    ASSERT_TRUE(errand<Book>(effects));
    EXPECT_EQ("old", errand<Book>(effects)->asked.instead_of);
    step(state,
         BookTold{errand<Book>(effects)->question, api::BookAnswer{BookState::booked, some_booking("new")}});
    ASSERT_EQ(1U, state.standing.bookings.size());
    EXPECT_EQ("new", state.standing.bookings[0].id);

    step(state, WantCancelBooking{});
    EXPECT_TRUE(std::get<Booked>(state.step).cancel_sure);
    step(state, Keep{});
    EXPECT_TRUE(step(state, ConfirmCancelBooking{}).empty()) << "he said no";
    step(state, WantCancelBooking{});
    effects = step(state, ConfirmCancelBooking{});
    ASSERT_TRUE(errand<Book>(effects));
    EXPECT_FALSE(errand<Book>(effects)->asked.slot.has_value());
    step(state, BookTold{errand<Book>(effects)->question, api::BookAnswer{BookState::cancelled, {}}});
    EXPECT_TRUE(at<BookingCancelled>(state));
    EXPECT_TRUE(state.standing.bookings.empty());
}

TEST(LawyerReview, TheSlipIsPrintedAgainAFewTimesAndNeverTwiceAtOnce) {
    State state = choosing();
    const auto question = books(state);
    step(state, BookTold{question, api::BookAnswer{BookState::booked, some_booking("a")}});
    EXPECT_TRUE(step(state, WantPrint{}).empty()) << "it is printing";
    for (int again = 0; again < 2; ++again) {
        step(state, SlipNews{std::get<Booked>(state.step).print, {tickets::PaperState::confirmed, {}}});
        EXPECT_TRUE(errand<PrintSlip>(step(state, WantPrint{})));
    }
    step(state, SlipNews{std::get<Booked>(state.step).print, {tickets::PaperState::confirmed, {}}});
    EXPECT_TRUE(step(state, WantPrint{}).empty());
}

TEST(LawyerReview, AnOpenRegistrationCanBeWithdrawnAndAskedTwice) {
    State state = with(RegistrationState::submitted);
    step(state, OpenRegistration{0});
    EXPECT_TRUE(step(state, ConfirmWithdraw{}).empty());
    step(state, WantWithdraw{});
    const auto effects = step(state, ConfirmWithdraw{});
    ASSERT_TRUE(errand<Withdraw>(effects));
    EXPECT_TRUE(step(state, Back{}).empty());
    step(state, Withdrawn{errand<Withdraw>(effects)->question, true});
    EXPECT_EQ(RegistrationState::withdrawn, state.standing.registrations[0].state);
}

TEST(LawyerReview, ADiskThatFailedLeavesTheRegistrationAsItWas) {
    State state = with(RegistrationState::submitted);
    step(state, OpenRegistration{0});
    step(state, WantWithdraw{});
    const auto effects = step(state, ConfirmWithdraw{});
    step(state, Withdrawn{errand<Withdraw>(effects)->question, false});
    EXPECT_EQ(Withdrawing::failed, std::get<OneRegistration>(state.step).withdrawing);
    EXPECT_EQ(RegistrationState::submitted, state.standing.registrations[0].state);
}

}  // namespace
}  // namespace lobby::kiosk::lawyer
