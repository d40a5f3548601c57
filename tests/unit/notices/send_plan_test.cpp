// When people may be disturbed, and how long a failure waits.
#include "office/notices/send_plan.hpp"

#include <gtest/gtest.h>

namespace lobby::office {
namespace {

using namespace std::chrono_literals;

// 09:00 of the office on 24 November 2026.
constexpr WallTime nine{std::chrono::milliseconds(1'795'482'000'000)};

TEST(QuietHours, EndAtEightInTheMorning) {
    const NoticeSettings settings;
    EXPECT_EQ(after_quiet(settings, nine), nine);
    EXPECT_EQ(after_quiet(settings, nine + 12h - 1ms), nine + 12h - 1ms) << "20:59:59.999";
    EXPECT_EQ(after_quiet(settings, nine + 12h), nine + 23h) << "21:00: until 8:00 of the next day";
    EXPECT_EQ(after_quiet(settings, nine + 14h + 59min), nine + 23h) << "23:59";
    EXPECT_EQ(after_quiet(settings, nine + 15h), nine + 23h) << "midnight";
    EXPECT_EQ(after_quiet(settings, nine + 23h - 1ms), nine + 23h) << "7:59:59.999";
    EXPECT_EQ(after_quiet(settings, nine + 23h), nine + 23h);
}

TEST(QuietHours, MayLieWithinADay) {
    NoticeSettings settings;
    settings.quiet_from = 12h;
    settings.quiet_until = 14h;
    EXPECT_EQ(after_quiet(settings, nine + 3h), nine + 5h);
    EXPECT_EQ(after_quiet(settings, nine + 5h), nine + 5h);
    EXPECT_EQ(after_quiet(settings, nine + 15h), nine + 15h);
}

TEST(QuietHours, AlikeAreNone) {
    NoticeSettings settings;
    settings.quiet_from = settings.quiet_until = 8h;
    for (auto at = nine; at < nine + 24h; at += 17min) EXPECT_EQ(after_quiet(settings, at), at);
}

TEST(Pause, DoublesUpToAnHour) {
    const NoticeSettings settings;
    EXPECT_EQ(pause_after(settings, 1, 0.5), 30s);
    EXPECT_EQ(pause_after(settings, 2, 0.5), 60s);
    EXPECT_EQ(pause_after(settings, 7, 0.5), 32min);
    EXPECT_EQ(pause_after(settings, 8, 0.5), 1h);
    EXPECT_EQ(pause_after(settings, 4'000'000'000u, 0.5), 1h);
    EXPECT_EQ(pause_after(settings, 1, 0.0), 22'500ms);
    EXPECT_LT(pause_after(settings, 8, 0.999'999), 75min);
}

TEST(Reminder, ComesADayBefore) {
    NoticeSettings settings;
    EXPECT_EQ(reminder_time(settings, nine + 48h, nine), nine + 24h);
    EXPECT_EQ(reminder_time(settings, nine + 24h, nine), std::nullopt) << "the booking itself said it";
    settings.reminder = 0h;
    EXPECT_EQ(reminder_time(settings, nine + 48h, nine), std::nullopt);
}

TEST(UsefulUntil, IsNeverAfterTheAppointment) {
    const NoticeSettings settings;
    const Notice booked{NoticeKind::appointment_booked, "a", SecretString("13800138000"), nine + 2h};
    EXPECT_EQ(useful_until(settings, booked, nine), nine + 2h);
    const Notice returned{NoticeKind::registration_returned, "r", SecretString("13800138000")};
    EXPECT_EQ(useful_until(settings, returned, nine), nine + 72h);
}

}  // namespace
}  // namespace lobby::office
