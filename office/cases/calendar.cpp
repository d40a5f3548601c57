#include "office/cases/calendar.hpp"

#include <stdexcept>
#include <string>

#include <toml++/toml.h>

#include "working_days.hpp"

namespace lobby::office {

namespace {

Date required_date(std::string_view text) {
    const auto day = parse_date(text);
    if (!day) throw std::runtime_error("calendar: not a date: " + std::string(text));
    return *day;
}

void add_range(std::set<Date>& days, std::string_view text) {
    const auto dots = text.find("..");
    const Date first = required_date(text.substr(0, dots));
    const Date last = dots == std::string_view::npos ? first : required_date(text.substr(dots + 2));
    if (last < first || last - first > std::chrono::days(31))
        throw std::runtime_error("calendar: not a range: " + std::string(text));
    for (Date day = first; day <= last; day += std::chrono::days(1)) days.insert(day);
}

void add_ranges(std::set<Date>& days, const toml::node_view<const toml::node>& list) {
    const auto* array = list.as_array();
    if (!array) throw std::runtime_error("calendar: a list is missing");
    for (const auto& item : *array) {
        const auto text = item.value<std::string>();
        if (!text) throw std::runtime_error("calendar: not a text");
        add_range(days, *text);
    }
}

}  // namespace

WorkingDays WorkingDays::built_in() {
    return parse(working_days_toml);
}

WorkingDays WorkingDays::parse(std::string_view text) {
    WorkingDays out;
    try {
        const toml::table table = toml::parse(text);
        for (const auto& [year, value] : table) {
            const toml::node_view<const toml::node> node(value);
            add_ranges(out.holidays_, node["holidays"]);
            add_ranges(out.worked_, node["worked"]);
        }
    } catch (const toml::parse_error& e) {
        throw std::runtime_error("calendar: " + std::string(e.description()));
    }
    return out;
}

bool WorkingDays::is_working_day(Date day) const {
    if (worked_.contains(day)) return true;
    if (holidays_.contains(day)) return false;
    const std::chrono::weekday weekday(day);
    return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

Date WorkingDays::first_working_day_from(Date day) const {
    while (!is_working_day(day)) day += std::chrono::days(1);
    return day;
}

}  // namespace lobby::office
