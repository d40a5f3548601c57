// What may be booked, who has it, and that one ticket uses it.
#include <gtest/gtest.h>

#include "office/appointments/appointment_desk.hpp"
#include "office/store/databases.hpp"
#include "tests/support/office_data.hpp"

namespace lobby::test {
namespace {

using namespace std::chrono_literals;
using office::AppointmentError;
using office::Booking;

// 09:00 of the office on 24 November 2026.
constexpr WallTime nine{std::chrono::milliseconds(1'795'482'000'000)};

TEST(AppointmentTime, IsInTheComingYearAndAtMostEightHoursLong) {
    using Fault = std::optional<AppointmentError>;
    EXPECT_EQ(office::fault_of_time(nine, nine + 30min, nine), Fault());
    EXPECT_EQ(office::fault_of_time(nine, nine + 8h, nine), Fault());
    EXPECT_EQ(office::fault_of_time(nine, nine + 8h + 1ms, nine), Fault(AppointmentError::too_long));
    EXPECT_EQ(office::fault_of_time(nine, nine, nine), Fault(AppointmentError::backwards));
    EXPECT_EQ(office::fault_of_time(nine - 1ms, nine + 1h, nine), Fault(AppointmentError::past));
    EXPECT_EQ(office::fault_of_time(nine + 367 * 24h, nine + 367 * 24h + 1h, nine),
              Fault(AppointmentError::too_far));
}

class Appointments : public testing::Test {
protected:
    Booking booking(int who, WallTime from, std::chrono::minutes length = 30min) {
        return {data.key().identity_index(person(who)), "lawyers", from, from + length, "anna"};
    }
    auto make(const Booking& wanted) {
        office::store::Transaction transaction(db);
        auto made = office::make_appointment(db, data.key(), nine, wanted);
        transaction.commit();
        return made;
    }
    std::string must(const Booking& wanted) { return make(wanted).value().appointment.id; }
    auto cancel(const std::string& id) {
        office::store::Transaction transaction(db);
        auto done = office::cancel_appointment(db, data.key(), nine, id, "boris");
        transaction.commit();
        return done;
    }
    std::string told(int who) {
        const auto found = desk.answer({person(who)}).found;
        return found ? found->appointment.id : "";
    }

    OfficeData data;
    office::store::Database db = office::open_office_db(data.config().data_dir, office::Access::write);
    office::queue::Settings settings = office::queue::default_settings();
    ManualClock clock{nine};
    office::DatabaseWriter writer{office::open_office_db(data.config().data_dir, office::Access::write)};
    office::AppointmentDesk desk{db, settings, data.key(), writer, clock};
};

TEST_F(Appointments, APersonHasOneAtATime) {
    const auto id = must(booking(1, nine + 1h));
    EXPECT_EQ(make(booking(1, nine + 89min)).error(), AppointmentError::overlapping);
    EXPECT_EQ(make(booking(1, nine + 31min)).error(), AppointmentError::overlapping);
    EXPECT_TRUE(make(booking(1, nine + 90min))) << "the next begins when the first ends";
    EXPECT_TRUE(make(booking(1, nine + 30min))) << "the one before ends when it begins";
    EXPECT_TRUE(make(booking(2, nine + 1h))) << "another person";
    EXPECT_TRUE(cancel(id));
    EXPECT_TRUE(make(booking(1, nine + 1h))) << "cancelled, it stands in nobody's way";
    EXPECT_EQ(data.ledger_entries("appointment_made"), 5);
    EXPECT_EQ(data.ledger_entries("appointment_cancelled"), 1);
    EXPECT_TRUE(data.ledger_sound());
}

TEST_F(Appointments, AKioskIsToldTheFirstOfTodayThatCanBeUsed) {
    EXPECT_EQ(told(1), "");
    const auto later = must(booking(1, nine + 3h));
    const auto first = must(booking(1, nine + 1h));
    must(booking(1, nine + 24h));
    EXPECT_EQ(told(1), first);
    EXPECT_EQ(told(2), "");
    clock.jump_wall(nine + 89min);
    EXPECT_EQ(told(1), first) << "it goes on";
    clock.jump_wall(nine + 90min);
    EXPECT_EQ(told(1), later) << "it is over";
    EXPECT_TRUE(cancel(later));
    EXPECT_EQ(told(1), "") << "tomorrow's is not today's";
}

TEST_F(Appointments, OneTicketHasIt) {
    const auto id = must(booking(1, nine + 1h));
    EXPECT_FALSE(desk.claim(id, "documents")) << "for another service";
    EXPECT_FALSE(desk.claim("no-such-appointment", "lawyers"));
    const auto held = desk.claim(id, "lawyers");
    EXPECT_EQ(held, (api::Appointment{id, nine + 1h, nine + 90min}));
    EXPECT_FALSE(desk.claim(id, "lawyers")) << "held by the first";
    EXPECT_EQ(told(1), "");
    desk.release(id);
    EXPECT_TRUE(desk.claim(id, "lawyers")) << "the first was refused";
    desk.release(id);
    EXPECT_TRUE(office::use_appointment(db, id, 7));
    EXPECT_FALSE(office::use_appointment(db, id, 8));
    EXPECT_FALSE(desk.claim(id, "lawyers"));
    EXPECT_EQ(told(1), "");
    EXPECT_EQ(cancel(id).error(), AppointmentError::over);
    EXPECT_EQ(cancel("no-such-appointment").error(), AppointmentError::unknown);
}

TEST_F(Appointments, AnIdCannotBeGuessedAndNoNumberIsKept) {
    const auto id = must(booking(1, nine + 1h));
    EXPECT_EQ(id.size(), 22U);  // 128 bits
    EXPECT_NE(id, must(booking(2, nine + 1h)));
    office::store::Statement all(db, "SELECT group_concat(body) FROM ledger");
    ASSERT_TRUE(all.step());
    EXPECT_EQ(all.column(0).text().find(person(1).reveal()), std::string::npos);
    const auto listed = desk.of_day(desk.today());
    ASSERT_TRUE(listed);
    EXPECT_EQ(listed->size(), 2U);
    EXPECT_TRUE(desk.of_day(desk.today() + std::chrono::days(1))->empty());
}

}  // namespace
}  // namespace lobby::test
