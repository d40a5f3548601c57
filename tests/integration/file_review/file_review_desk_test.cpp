// Times for reviewing files in a real store: who is offered what, that a room and a lawyer are each in one
// place at a time, and that a booking, its appointment, its room and its ledger entries are one.
#include "office/file_review/file_review_desk.hpp"

#include <algorithm>
#include <future>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "office/ledger/ledger.hpp"
#include "office/store/databases.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::test {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;
using api::BookState;
using api::SlotsState;
using office::FileReviewDesk;

// 09:00 of the office on Tuesday, 24 November 2026.
constexpr WallTime nine{std::chrono::milliseconds(1'795'482'000'000)};
const Date tuesday = *parse_date("2026-11-24");

// The n-th of as many people with valid, made-up numbers as a test wants.
IdentityNumber person(int n) {
    const std::string first = "5305211990010110" + std::to_string(n);
    return std::move(*IdentityNumber::parse(first + identity_check_character(first)));
}

class FileReview : public testing::Test {
protected:
    void SetUp() override {
        desk.on_change([this](office::store::Database&, const FileReviewDesk::Change& change) {
            changes.push_back(change);
        });
        desk.on_changed([this] { ++commits; });
        appointments.on_cancelled([this](office::store::Database& in, const std::string& id,
                                         const std::string& by) { desk.appointment_cancelled(in, id, by); });
    }

    static api::RegistrationId id_of(uint8_t n) {
        api::RegistrationId id{};
        id[0] = n;
        return id;
    }
    template <class Work>
    void write(Work work) {
        office::store::Transaction transaction(db);
        work();
        transaction.commit();
    }
    // The n-th registration, of a lawyer for a case.
    office::StoredRegistration confirm(uint8_t n, int lawyer, const std::string& of_case,
                                       WallTime at = nine - 24h) {
        office::StoredRegistration r;
        r.id = id_of(n);
        r.person = key.identity_index(person(lawyer));
        r.kiosk = "k1";
        r.submitted_at = at - 1h;
        r.standing.state = api::RegistrationState::confirmed;
        r.sealed_form = {1};
        r.client = office::ClientOfCase{of_case, 1, api::Role::defender};
        r.decided_at = at;
        r.decided_by = "anna";
        r.valid_until = tuesday + std::chrono::days(300);
        office::Digest32 match{};
        match[0] = n;
        write([&] { EXPECT_TRUE(office::insert_registration(db, r, match)); });
        return r;
    }
    void end(office::StoredRegistration r, api::RegistrationState state) {
        write([&] {
            r.standing.state = state;
            office::update_registration(db, clock.wall(), r);
            desk.registration_ended(db, r.id, r.person);
        });
    }

    template <class T>
    T run(asio::awaitable<T> work) {
        asio::io_context io;
        auto done = asio::co_spawn(io, std::move(work), asio::use_future);
        io.run();
        return done.get();
    }
    api::SlotsAnswer slots(uint8_t registration, int lawyer) {
        return run(desk.slots("k1", {person(lawyer), id_of(registration)}));
    }
    api::BookAnswer book(uint8_t registration, int lawyer, std::optional<api::ReviewSlot> slot,
                         const std::string& instead_of = "") {
        return run(desk.book("k1", {person(lawyer), id_of(registration), std::move(slot), instead_of}));
    }
    bool offered(uint8_t registration, int lawyer, const api::ReviewSlot& slot) {
        const auto all = slots(registration, lawyer).slots;
        return std::ranges::count(all, slot) == 1;
    }
    bool ready(const std::string& of_case, bool is_ready) {
        const auto mark = run(desk.mark_file(of_case, is_ready, "anna"));
        return mark && mark->ready == is_ready;
    }

    int64_t ledger_entries(const std::string& kind) {
        office::store::Statement query(db, "SELECT count(*) FROM ledger WHERE kind = ?");
        query.bind(1, kind);
        query.step();
        return query.column(0).int64();
    }

    TempDir dir;
    const office::StoreKey key = office::StoreKey::load_or_make(dir.path());
    office::store::Database db = office::open_office_db(dir.path(), office::Access::write);
    office::queue::Settings settings = office::queue::default_settings();
    ManualClock clock{nine};
    office::DatabaseWriter writer{office::open_office_db(dir.path(), office::Access::write)};
    office::AppointmentDesk appointments{db, settings, key, writer, clock};
    FileReviewDesk desk{db, office::file_review::default_rules(), key, {}, appointments, writer, clock};
    std::vector<FileReviewDesk::Change> changes;
    int commits = 0;
};

TEST_F(FileReview, IsOfferedToWhoseRegistrationIsConfirmedAndToNobodyElse) {
    confirm(1, 1, "A1");
    EXPECT_EQ(slots(1, 1).state, SlotsState::offered);
    EXPECT_EQ(slots(1, 2).state, SlotsState::not_confirmed) << "another's card";
    EXPECT_EQ(slots(2, 1).state, SlotsState::not_confirmed) << "there is none";
    EXPECT_EQ(book(1, 2, slots(1, 1).slots[0]).state, BookState::not_confirmed);
    EXPECT_TRUE(changes.empty());
}

TEST_F(FileReview, BeginsTodayWhereTheFileIsReadyAndTomorrowOtherwise) {
    confirm(1, 1, "A1");
    const auto day_of_first = [&] { return office_date(slots(1, 1).slots.at(0).from); };
    EXPECT_FALSE(slots(1, 1).file_ready);
    EXPECT_EQ(day_of_first(), tuesday + std::chrono::days(1));
    EXPECT_TRUE(ready("A1", true));
    EXPECT_TRUE(slots(1, 1).file_ready);
    EXPECT_EQ(day_of_first(), tuesday);
    EXPECT_TRUE(ready("A1", true)) << "again";
    EXPECT_EQ(ledger_entries("case_file_marked"), 1);
    EXPECT_TRUE(ready("A1", false));
    EXPECT_EQ(day_of_first(), tuesday + std::chrono::days(1));
}

TEST_F(FileReview, CountsTheThreeWorkingDaysFromTheConfirmation) {
    confirm(1, 1, "A1", nine);
    confirm(2, 2, "A2", nine - 6 * 24h);
    const auto today = slots(1, 1);
    EXPECT_EQ(today.arrange_by, tuesday + std::chrono::days(3)) << "Friday";
    EXPECT_EQ(today.working_days_left, 3);
    const auto late = slots(2, 2);
    EXPECT_EQ(late.arrange_by, *parse_date("2026-11-23")) << "confirmed on a Wednesday";
    EXPECT_EQ(late.working_days_left, -1);
}

TEST_F(FileReview, ABookingIsAnAppointmentThatTheQueueFindsByTheCard) {
    confirm(1, 1, "A1");
    ready("A1", true);
    const auto slot = slots(1, 1).slots.at(0);
    const auto made = book(1, 1, slot);
    ASSERT_EQ(made.state, BookState::booked);
    EXPECT_EQ(made.booking->from, slot.from);
    EXPECT_EQ(made.booking->room_zh, slot.room_zh);
    EXPECT_EQ(made.booking->registration, id_of(1));
    const auto found = appointments.answer({person(1)}).found;
    ASSERT_TRUE(found);
    EXPECT_EQ(found->appointment.id, made.booking->id);
    EXPECT_EQ(found->service, "lawyers");
    EXPECT_EQ(desk.ahead_of(key.identity_index(person(1))), std::vector{*made.booking});
    EXPECT_EQ(ledger_entries("review_booked"), 1);
    EXPECT_EQ(ledger_entries("appointment_made"), 1);
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].kind, FileReviewDesk::Change::Kind::booked);
    EXPECT_EQ(changes[0].booking.acceptance_number, "A1");
    EXPECT_EQ(commits, 2) << "the mark and the booking";
    EXPECT_TRUE(office::verify_ledger(db, key));
}

TEST_F(FileReview, ARoomIsGivenOnce) {
    confirm(1, 1, "A1");
    confirm(2, 2, "A2");
    const auto slot = slots(1, 1).slots.at(2);
    ASSERT_EQ(book(1, 1, slot).state, BookState::booked);
    EXPECT_FALSE(offered(2, 2, slot));
    EXPECT_EQ(book(2, 2, slot).state, BookState::slot_gone);
    EXPECT_EQ(ledger_entries("review_booked"), 1);
    EXPECT_TRUE(desk.ahead_of(key.identity_index(person(2))).empty());
}

TEST_F(FileReview, OfSeveralRoomsOneIsOfferedAndAnotherGivenWhereThatIsTaken) {
    for (int i = 1; i <= 3; ++i) confirm(static_cast<uint8_t>(i), i, "A" + std::to_string(i));
    auto rules = office::file_review::default_rules();
    rules.rooms.push_back({"second", "\u4E8C", "Second"});
    FileReviewDesk two(db, rules, key, {}, appointments, writer, clock);
    const auto book_first = [&](int i, const api::ReviewSlot& slot) {
        return run(two.book("k1", {person(i), id_of(static_cast<uint8_t>(i)), slot, ""}));
    };
    const auto free = run(two.slots("k1", {person(1), id_of(1)})).slots;
    EXPECT_NE(free.at(0).from, free.at(1).from);
    EXPECT_EQ(free.at(0).room, "review");
    EXPECT_EQ(book_first(1, free.at(0)).booking->room_en, "File review room");
    EXPECT_EQ(run(two.slots("k1", {person(2), id_of(2)})).slots.at(0).room, "second");
    EXPECT_EQ(book_first(2, free.at(0)).booking->room_en, "Second");
    EXPECT_EQ(book_first(2, free.at(0)).booking->room_en, "Second") << "again: nothing changes";
    EXPECT_EQ(ledger_entries("review_booked"), 2);
    EXPECT_EQ(book_first(3, free.at(0)).state, BookState::slot_gone);
}

TEST_F(FileReview, TheStoreItselfKeepsARoomFromBeingGivenTwice) {
    const auto one = confirm(1, 1, "A1");
    const auto two = confirm(2, 2, "A2");
    const office::file_review::Slot slot{"review", nine + 24h, nine + 25h};
    const office::file_review::Slot overlapping{"review", nine + 24h + 30min, nine + 26h};
    const auto put = [&](const office::StoredRegistration& r, const office::file_review::Slot& at) {
        const auto of = office::confirmed(db, r.id, r.person, tuesday);
        write([&] { office::file_review::book(db, key, nine, {*of, at, "lawyers", "", "k1"}); });
    };
    put(one, slot);
    EXPECT_THROW(put(two, slot), office::store::Error);
    EXPECT_THROW(put(two, overlapping), office::store::Error);
    EXPECT_EQ(ledger_entries("appointment_made"), 1) << "undone together";
}

TEST_F(FileReview, OfManyWhoWantTheSameTimeAtOnceOneHasIt) {
    constexpr int lawyers = 8;
    for (int i = 1; i <= lawyers; ++i) confirm(static_cast<uint8_t>(i), i, "A" + std::to_string(i));
    const auto slot = slots(1, 1).slots.at(0);
    asio::io_context io;
    std::vector<std::future<api::BookAnswer>> answers;
    for (int i = 1; i <= lawyers; ++i)
        answers.push_back(asio::co_spawn(
            io, desk.book("k1", {person(i), id_of(static_cast<uint8_t>(i)), slot, ""}), asio::use_future));
    io.run();
    int booked = 0;
    for (auto& answer : answers) {
        const auto state = answer.get().state;
        booked += state == BookState::booked ? 1 : 0;
        EXPECT_TRUE(state == BookState::booked || state == BookState::slot_gone);
    }
    EXPECT_EQ(booked, 1);
}

TEST_F(FileReview, TheSameTimeAgainIsTheSameBooking) {
    confirm(1, 1, "A1");
    const auto slot = slots(1, 1).slots.at(0);
    const auto first = book(1, 1, slot);
    const auto again = book(1, 1, slot);
    EXPECT_EQ(again.state, BookState::booked);
    EXPECT_EQ(again.booking, first.booking);
    EXPECT_EQ(ledger_entries("review_booked"), 1);
}

TEST_F(FileReview, AnotherTimeMovesTheOneAheadNamedOrNot) {
    confirm(1, 1, "A1");
    const auto free = slots(1, 1).slots;
    const auto first = book(1, 1, free.at(0));
    EXPECT_TRUE(offered(1, 1, free.at(0))) << "his own time is no hindrance";
    const auto second = book(1, 1, free.at(1), first.booking->id);
    ASSERT_EQ(second.state, BookState::booked);
    const auto third = book(1, 1, free.at(2));
    ASSERT_EQ(third.state, BookState::booked);
    EXPECT_EQ(desk.ahead_of(key.identity_index(person(1))), std::vector{*third.booking});
    EXPECT_EQ(changes.back().kind, FileReviewDesk::Change::Kind::moved);
    EXPECT_EQ(changes.back().instead_of, second.booking->id);
    EXPECT_EQ(ledger_entries("review_cancelled"), 2);
    confirm(2, 2, "A2");
    EXPECT_EQ(book(2, 2, free.at(0)).state, BookState::booked) << "free again";
}

TEST_F(FileReview, WhenTheNewTimeIsGoneTheOldOneStays) {
    confirm(1, 1, "A1");
    confirm(2, 2, "A2");
    const auto free = slots(1, 1).slots;
    const auto mine = book(1, 1, free.at(0));
    ASSERT_EQ(book(2, 2, free.at(1)).state, BookState::booked);
    EXPECT_EQ(book(1, 1, free.at(1), mine.booking->id).state, BookState::slot_gone);
    EXPECT_EQ(desk.ahead_of(key.identity_index(person(1))), std::vector{*mine.booking});
    EXPECT_EQ(ledger_entries("review_cancelled"), 0);
}

TEST_F(FileReview, ATimeThatTheRulesDoNotOfferIsGone) {
    confirm(1, 1, "A1");
    auto slot = slots(1, 1).slots.at(0);
    for (auto bend :
         {+[](api::ReviewSlot& s) { s.room = "other"; }, +[](api::ReviewSlot& s) { s.from -= 1ms; },
          +[](api::ReviewSlot& s) { s.until += 60min; },
          +[](api::ReviewSlot& s) { s.from -= 24h, s.until -= 24h; },
          +[](api::ReviewSlot& s) { s.from += 365 * 24h, s.until += 365 * 24h; }}) {
        auto bent = slot;
        bend(bent);
        EXPECT_EQ(book(1, 1, bent).state, BookState::slot_gone);
    }
}

TEST_F(FileReview, ALawyerIsInOnePlaceAtATime) {
    confirm(1, 1, "A1");
    confirm(2, 1, "A2");
    const auto slot = slots(1, 1).slots.at(0);
    ASSERT_EQ(book(1, 1, slot).state, BookState::booked);
    EXPECT_FALSE(offered(2, 1, slot));
    EXPECT_EQ(book(2, 1, slot).state, BookState::slot_gone);
    const auto next = slots(2, 1).slots.at(0);
    EXPECT_EQ(book(2, 1, next).state, BookState::booked);
    EXPECT_EQ(desk.ahead_of(key.identity_index(person(1))).size(), 2U) << "one for each case";
}

TEST_F(FileReview, IsCancelledByItsLawyerOnceAndByNobodyElse) {
    confirm(1, 1, "A1");
    const auto slot = slots(1, 1).slots.at(0);
    const auto made = book(1, 1, slot);
    EXPECT_EQ(book(1, 2, {}, made.booking->id).state, BookState::not_yours);
    EXPECT_EQ(book(1, 1, {}, "another").state, BookState::not_yours);
    EXPECT_EQ(book(1, 1, {}, made.booking->id).state, BookState::cancelled);
    EXPECT_EQ(book(1, 1, {}, made.booking->id).state, BookState::cancelled) << "again: it is done";
    EXPECT_EQ(changes.back().kind, FileReviewDesk::Change::Kind::cancelled);
    EXPECT_EQ(changes.size(), 2U);
    EXPECT_TRUE(offered(1, 1, slot));
    EXPECT_FALSE(appointments.answer({person(1)}).found);
    EXPECT_EQ(ledger_entries("review_cancelled"), 1);
    EXPECT_EQ(ledger_entries("appointment_cancelled"), 1);
}

TEST_F(FileReview, OnceATicketHasItItIsNeitherCancelledNorMovedNorAhead) {
    confirm(1, 1, "A1");
    const auto made = book(1, 1, slots(1, 1).slots.at(0));
    ASSERT_TRUE(appointments.claim(made.booking->id, "lawyers"));
    EXPECT_EQ(book(1, 1, {}, made.booking->id).state, BookState::not_yours);
    appointments.release(made.booking->id);
    write([&] { EXPECT_TRUE(office::use_appointment(db, made.booking->id, 7)); });
    EXPECT_EQ(book(1, 1, {}, made.booking->id).state, BookState::not_yours);
    const auto cancelled = run(desk.cancel(made.booking->id, "anna"));
    ASSERT_FALSE(cancelled);
    EXPECT_EQ(cancelled.error(), FileReviewDesk::Error::over);
    EXPECT_TRUE(desk.ahead_of(key.identity_index(person(1))).empty());
    EXPECT_EQ(book(1, 1, slots(1, 1).slots.at(1)).state, BookState::booked) << "the next review";
}

TEST_F(FileReview, CancelledInTheConsolesAppointmentsFreesItsRoomAndIsTold) {
    confirm(1, 1, "A1");
    const auto slot = slots(1, 1).slots.at(0);
    const auto made = book(1, 1, slot);
    EXPECT_TRUE(run(appointments.cancel(made.booking->id, "anna")));
    EXPECT_TRUE(offered(1, 1, slot));
    EXPECT_EQ(changes.back().kind, FileReviewDesk::Change::Kind::cancelled);
    EXPECT_EQ(changes.back().by, "anna");
}

TEST_F(FileReview, EndsWithItsRegistrationUnlessAnotherOpensTheSameCase) {
    const auto first = confirm(1, 1, "A1");
    const auto second = confirm(2, 1, "A1");
    const auto made = book(1, 1, slots(1, 1).slots.at(0));
    ASSERT_EQ(made.state, BookState::booked);
    end(first, api::RegistrationState::withdrawn);
    EXPECT_EQ(desk.ahead_of(first.person).size(), 1U);
    end(second, api::RegistrationState::expired);
    EXPECT_TRUE(desk.ahead_of(first.person).empty());
    EXPECT_EQ(changes.back().kind, FileReviewDesk::Change::Kind::cancelled);
    EXPECT_TRUE(changes.back().by.empty()) << "the office itself";
}

TEST_F(FileReview, StaffSeeADayByRoomsAndWhoWaitsForATime) {
    confirm(1, 1, "A1");
    confirm(2, 2, "A2", nine - 5 * 24h);
    confirm(3, 3, "A3");
    const auto slot = slots(1, 1).slots.at(1);
    const auto made = book(1, 1, slot);
    const auto wednesday = tuesday + std::chrono::days(1);
    const auto day = desk.of_day(wednesday);
    ASSERT_TRUE(day);
    EXPECT_TRUE(day->review_day);
    ASSERT_EQ(day->rooms.size(), 1U);
    EXPECT_EQ(day->rooms[0].slots.size(), 6U);
    EXPECT_FALSE(day->rooms[0].slots[0].booking);
    ASSERT_TRUE(day->rooms[0].slots[1].booking);
    EXPECT_EQ(day->rooms[0].slots[1].booking->id, made.booking->id);
    EXPECT_FALSE(desk.of_day(*parse_date("2026-11-28"))->review_day) << "Saturday";

    const auto waiting = desk.waiting();
    ASSERT_TRUE(waiting);
    ASSERT_EQ(waiting->size(), 2U);
    EXPECT_EQ((*waiting)[0].of.client.acceptance_number, "A2") << "the nearest limit first";
    EXPECT_EQ((*waiting)[0].days_left, 0);
    EXPECT_EQ((*waiting)[1].days_left, 2);

    EXPECT_EQ(desk.between(tuesday, wednesday)->size(), 1U);
    const auto cancelled = run(desk.cancel(made.booking->id, "anna"));
    ASSERT_TRUE(cancelled);
    EXPECT_TRUE(cancelled->cancelled);
    EXPECT_EQ(run(desk.cancel(made.booking->id, "anna")).error(), FileReviewDesk::Error::over);
    EXPECT_EQ(run(desk.cancel("none", "anna")).error(), FileReviewDesk::Error::unknown);
    EXPECT_FALSE(desk.of_day(wednesday)->rooms[0].slots[1].booking);
    EXPECT_EQ(desk.waiting()->size(), 3U);
}

TEST_F(FileReview, ABookingOfEarlierRulesIsStillShown) {
    confirm(1, 1, "A1");
    ASSERT_EQ(book(1, 1, slots(1, 1).slots.at(1)).state, BookState::booked);
    auto rules = office::file_review::default_rules();
    rules.slot = 90min;
    rules.rooms = {{"new", "\u65B0", "New"}};
    FileReviewDesk later(db, rules, key, {}, appointments, writer, clock);
    const auto day = later.of_day(tuesday + std::chrono::days(1));
    ASSERT_EQ(day->rooms.size(), 2U);
    EXPECT_EQ(day->rooms[1].room.id, "review");
    ASSERT_EQ(day->rooms[1].slots.size(), 1U);
    EXPECT_TRUE(day->rooms[1].slots[0].booking);
}

TEST_F(FileReview, WhoWatchesIsTold) {
    confirm(1, 1, "A1");
    asio::io_context io;
    int told = 0;
    auto token = desk.subscribe(io.get_executor(), [&] { ++told; });
    ASSERT_EQ(book(1, 1, slots(1, 1).slots.at(0)).state, BookState::booked);
    io.run();
    EXPECT_EQ(told, 1);
    token.reset();
    io.restart();
    ready("A1", true);
    io.run();
    EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace lobby::test
