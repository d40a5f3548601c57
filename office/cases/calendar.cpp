#include "office/cases/calendar.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include <toml++/toml.h>

#include "working_days.hpp"

namespace lobby::office {

namespace {

using std::chrono::year_month_day;

[[noreturn]] void wrong(std::string_view what, std::string_view text) {
    throw std::runtime_error("calendar: " + std::string(what) + ": " + std::string(text));
}

bool is_weekend(Date day) {
    const std::chrono::weekday weekday(day);
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

std::chrono::year year_of(std::string_view section) {
    const auto first_day = parse_date(std::string(section) + "-01-01");
    if (!first_day) wrong("not a year", section);
    return year_month_day(*first_day).year();
}

// A day of that year: a slip of the pen would move a holiday by a year unnoticed.
Date required_date(std::string_view text, std::chrono::year year) {
    const auto day = parse_date(text);
    if (!day) wrong("not a date", text);
    if (year_month_day(*day).year() != year) wrong("not in its year", text);
    return *day;
}

void add_range(std::set<Date>& days, std::string_view text, std::chrono::year year) {
    const auto dots = text.find("..");
    const Date first = required_date(text.substr(0, dots), year);
    const Date last = dots == std::string_view::npos ? first : required_date(text.substr(dots + 2), year);
    if (last < first || last - first > std::chrono::days(31)) wrong("not a range", text);
    for (Date day = first; day <= last; day += std::chrono::days(1)) days.insert(day);
}

void add_ranges(std::set<Date>& days, const toml::node& list, std::chrono::year year) {
    const auto* array = list.as_array();
    if (!array) wrong("not a list in", std::to_string(static_cast<int>(year)));
    // cppcheck-suppress nullPointerRedundantCheck  // wrong() does not return
    for (const auto& item : *array) {
        const auto* text = item.as_string();
        if (!text) wrong("not a text in", std::to_string(static_cast<int>(year)));
        // cppcheck-suppress nullPointerRedundantCheck
        add_range(days, text->get(), year);
    }
}

const toml::node& required_list(const toml::table& table, std::string_view key, std::string_view section) {
    const auto* list = table.get(key);
    if (!list) wrong(std::string(key) + " missing in", section);
    return *list;
}

}  // namespace

WorkingDays WorkingDays::built_in() {
    return parse(working_days_toml);
}

WorkingDays WorkingDays::parse(std::string_view text) {
    WorkingDays out;
    try {
        const toml::table table = toml::parse(text);
        for (const auto& [section, value] : table) {
            const auto year = year_of(section.str());
            const auto* lists = value.as_table();
            if (!lists || lists->size() > 2) wrong("not holidays and worked", section.str());
            add_ranges(out.holidays_, required_list(*lists, "holidays", section.str()), year);
            add_ranges(out.worked_, required_list(*lists, "worked", section.str()), year);
        }
    } catch (const toml::parse_error& e) {
        throw std::runtime_error("calendar: " + std::string(e.description()));
    }
    for (const Date day : out.worked_) {
        if (!is_weekend(day)) wrong("worked anyway", iso_date(day));
        if (out.holidays_.contains(day)) wrong("both a holiday and worked", iso_date(day));
    }
    return out;
}

bool WorkingDays::is_working_day(Date day) const {
    if (worked_.contains(day)) return true;
    if (holidays_.contains(day)) return false;
    return !is_weekend(day);
}

Date WorkingDays::first_working_day_from(Date day) const {
    while (!is_working_day(day)) day += std::chrono::days(1);
    return day;
}

Date WorkingDays::working_days_after(Date day, int count) const {
    for (; count > 0; --count) day = first_working_day_from(day + std::chrono::days(1));
    return day;
}

int WorkingDays::working_days_left(Date today, Date due) const {
    int days = 0;
    for (Date day = std::min(today, due); day < std::max(today, due);) {
        day += std::chrono::days(1);
        if (is_working_day(day)) ++days;
    }
    return due < today ? -days : days;
}

}  // namespace lobby::office
