// A hall for tests: two services, one with a cap, open on working days from 8:30 to 12:00 and 14:00 to 17:30.
#pragma once

#include "kiosk/tickets/hall_reckoning.hpp"

namespace lobby::kiosk::tickets::test {

// Office time on a day of November 2026; the 24th is a Tuesday.
inline WallTime at(int day, int hour, int minute) {
    using namespace std::chrono;
    return WallTime(sys_days(year(2026) / November / std::chrono::day(static_cast<unsigned>(day)))) +
           hours(hour) + minutes(minute) - hours(8);
}
inline Date november(int day) {
    return Date(std::chrono::year(2026) / std::chrono::November /
                std::chrono::day(static_cast<unsigned>(day)));
}

inline api::HallRules hall_rules() {
    using std::chrono::minutes;
    const std::vector<api::Hours> hours{{minutes(510), minutes(720)}, {minutes(840), minutes(1050)}};
    api::HallRules rules;
    rules.services = {
        {"enquiry", "Anjian chaxun", "Case enquiry", 'A', hours, 0, {{"1", "Window 1", "A", "chairs A"}}},
        {"documents",
         "Wenshu",
         "Documents",
         'C',
         hours,
         5,
         {{"3", "Window 3", "B", "chairs B"}, {"4", "Window 4", "B", "chairs B"}}},
    };
    rules.offered = {api::Precedence::elderly, api::Precedence::disabled};
    rules.ticket_url = "https://office.example:8443/t/";
    return rules;
}

// The office told this on the 24th: series C, 20 numbers used, 4 wait for an enquiry, 2 numbers left for
// documents.
inline HallKnown known_hall(bool live = true) {
    HallKnown known;
    known.rules = hall_rules();
    known.live = live;
    known.feed.version = 7;
    known.feed.at = at(24, 9, 0);
    known.feed.day = november(24);
    known.feed.series = 'C';
    known.feed.last_count = 20;
    api::ServiceNow enquiry;
    enquiry.id = "enquiry";
    enquiry.open = true;
    enquiry.waiting = 4;
    enquiry.wait = api::WaitRange{10, 20};
    enquiry.wait_first = api::WaitRange{2, 6};
    api::ServiceNow documents;
    documents.id = "documents";
    documents.open = true;
    documents.left_today = 2;
    documents.waiting = 1;
    known.feed.services = {enquiry, documents};
    return known;
}

}  // namespace lobby::kiosk::tickets::test
