#include "office/queue/simulation/hall_day.hpp"

namespace lobby::office::queue {

using std::chrono::minutes;

namespace {

Settings without_hours(Settings s) {
    for (auto& service : s.services) service.hours.clear();
    s.weekdays = {1, 2, 3, 4, 5, 6, 7};
    return s;
}

}  // namespace

HallPlan provincial_hall() {
    HallPlan plan;
    Settings s = without_hours(default_settings());
    s.services = {
        {"enquiry", "", "", 'A', {"front"}, {}, 0, minutes(3)},
        {"documents", "", "", 'B', {"papers"}, {}, 0, minutes(2)},
        {"petitions", "", "", 'C', {"talks"}, {}, 0, minutes(5)},
        {"other", "", "", 'D', {"front", "papers"}, {}, 0, minutes(2)},
    };
    s.windows.clear();
    for (int i = 1; i <= 30; ++i)
        s.windows.push_back({std::to_string(i),
                             "",
                             "",
                             "",
                             "",
                             i <= 14   ? "front"
                             : i <= 24 ? "papers"
                                       : "talks",
                             {}});
    plan.settings = std::move(s);
    plan.services = {{"enquiry", 2050, 105, 0.6},
                     {"documents", 1550, 95, 0.5},
                     {"petitions", 520, 200, 0.7},
                     {"other", 880, 85, 0.6}};
    return plan;
}

HallPlan county_hall() {
    HallPlan plan;
    Settings s = without_hours(default_settings());
    s.windows.push_back({"5", "", "", "", "", "enquiry", {}});
    s.windows.push_back({"6", "", "", "", "", "", {"case_enquiry", "documents", "other"}});
    plan.settings = std::move(s);
    plan.services = {{"case_enquiry", 85, 420, 0.6}, {"lawyers", 25, 620, 0.5},  {"documents", 70, 260, 0.5},
                     {"petitions", 18, 900, 0.7},    {"property", 22, 420, 0.6}, {"other", 40, 330, 0.7}};
    return plan;
}

}  // namespace lobby::office::queue
