// How the hall is told to kiosks: rules from the settings, services and tickets as the queue has them.
#include "office/hall/hall_picture.hpp"

#include "hall.hpp"
#include "office/hall/hall_rules.hpp"

namespace lobby::office::queue {
namespace {

Settings with_cap() {
    auto settings = default_settings();
    settings.services[0].daily_cap = 3;
    return settings;
}

TEST(HallPicture, ServicesSayWhatMayStillBeTaken) {
    Hall hall(with_cap());
    hall.must(OpenWindow{"1"});
    hall.take("case_enquiry");
    hall.take("case_enquiry");
    hall.must(PauseService{"other"});
    const auto picture = picture_of(hall.state, hall.settings, hall.now);
    ASSERT_EQ(picture.services.size(), 6U);
    const auto& enquiry = picture.services[0];
    EXPECT_EQ(enquiry.left_today, 1U);
    EXPECT_EQ(enquiry.waiting, 2U);
    EXPECT_TRUE(enquiry.open);
    EXPECT_TRUE(enquiry.wait && enquiry.wait_first);
    EXPECT_FALSE(picture.services[1].left_today) << "no cap";
    EXPECT_FALSE(picture.services[1].wait) << "no window is open for it: nobody can say";
    EXPECT_TRUE(picture.services[5].paused);
    EXPECT_FALSE(picture_of(hall.state, hall.settings, hall.now + hours(10)).services[0].open)
        << "after hours";
}

TEST(HallPicture, OpenTicketsAreToldByTheirSeriesAndEndedOnesAreNot) {
    Hall hall;
    hall.must(AssignSeries{"north"});
    hall.must(OpenWindow{"1"});
    const auto of_kiosk = [&](uint32_t count) {
        hall.now += seconds(1);
        const auto d = hall.ask(
            hall.entry("north", count, Take{"case_enquiry", hall.now, count, Precedence::ordinary, {}, ""}));
        return *d->ticket;
    };
    of_kiosk(1);
    of_kiosk(2);
    hall.must(GiveBack{of_kiosk(3)});
    hall.take("case_enquiry");
    ASSERT_TRUE(hall.next("1"));
    const auto picture = picture_of(hall.state, hall.settings, hall.now);
    ASSERT_EQ(picture.tickets.at('A').size(), 2U);
    EXPECT_EQ(picture.tickets.at('Z').size(), 1U);
    const auto& called = picture.tickets.at('A')[0];
    EXPECT_EQ(called.standing, api::TicketStanding::called);
    EXPECT_EQ(called.window_en, "Window 1");
    const auto& waits = picture.tickets.at('A')[1];
    EXPECT_EQ(waits.standing, api::TicketStanding::waiting);
    EXPECT_EQ(waits.window_en, "");
    EXPECT_EQ(waits.people_ahead, 0U);
    EXPECT_TRUE(waits.wait);

    const auto day = hall.state.day();
    const auto asked = [&](uint32_t count) {
        return answer_of({{'A', 'A', count}, day}, hall.state, hall.settings, picture, hall.now).found;
    };
    EXPECT_TRUE(asked(1)->may_rate) << "it was called";
    EXPECT_FALSE(asked(2)->may_rate);
    EXPECT_EQ(asked(2)->wait, waits.wait);
    EXPECT_EQ(asked(3)->standing, api::TicketStanding::given_back);
    EXPECT_FALSE(asked(4));
}

TEST(HallPicture, RulesHoldTheNearHolidaysAndTheWindowsOfEachService) {
    auto settings = default_settings();
    const Date today = office_date(morning);
    settings.closed_on = {today - std::chrono::days(30), today, today + std::chrono::days(400)};
    const auto rules = hall_rules(settings, "https://office.example/t/", today);
    EXPECT_EQ(rules.closed_on, std::set<Date>{today});
    EXPECT_EQ(rules.offered, settings.first);
    ASSERT_EQ(rules.services.size(), 6U);
    ASSERT_EQ(rules.services[0].windows.size(), 1U);
    EXPECT_EQ(rules.services[0].windows[0].chairs_en, "chairs A");
    EXPECT_EQ(rules.ticket_url, "https://office.example/t/");
}

}  // namespace
}  // namespace lobby::office::queue
