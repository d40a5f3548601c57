#include "office/console/views/figures_view.hpp"

#include <algorithm>

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include "base/civil_date.hpp"
#include "office/console/forms/csv.hpp"

namespace lobby::office::console {

namespace json = boost::json;
using queue::TicketState;

namespace {

// The p-th part of the values lies at or below it (nearest rank).
json::value quantile(std::vector<int64_t> values, double p) {
    if (values.empty()) return nullptr;
    const auto rank = static_cast<size_t>(p * static_cast<double>(values.size() - 1) + 0.5);
    std::ranges::nth_element(values, values.begin() + static_cast<ptrdiff_t>(rank));
    return values[rank];
}

struct Tally {
    uint64_t arrivals = 0, served = 0, gone = 0, given_back = 0;
    uint64_t told = 0, inside = 0;
    std::vector<int64_t> waits;
    std::vector<int64_t> times;

    void add(const TicketRecord& t) {
        ++arrivals;
        served += t.outcome == TicketState::finished ? 1 : 0;
        gone += t.outcome == TicketState::gone || t.outcome == TicketState::expired ? 1 : 0;
        given_back += t.outcome == TicketState::given_back ? 1 : 0;
        if (const auto s = t.service_seconds()) times.push_back(*s);
        const auto wait = t.wait_seconds();
        if (!wait) return;
        waits.push_back(*wait);
        if (!t.told) return;
        ++told;
        const bool in =
            *wait >= int64_t{t.told->low_minutes} * 60 && *wait <= int64_t{t.told->high_minutes} * 60;
        inside += in ? 1 : 0;
    }
    void put_times(json::object& into) const {
        into["wait_median_s"] = quantile(waits, 0.5);
        into["wait_p90_s"] = quantile(waits, 0.9);
        into["service_median_s"] = quantile(times, 0.5);
    }
    void put_counts(json::object& into) const {
        into["arrivals"] = arrivals;
        into["served"] = served;
        into["gone"] = gone;
        into["given_back"] = given_back;
    }
};

struct Ratings {
    std::array<uint64_t, 5> scores{};
    std::map<std::string_view, uint64_t> reasons;
};

std::string local_time(WallTime at, std::chrono::minutes offset) {
    const auto local = std::chrono::floor<std::chrono::seconds>(at + offset);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::hh_mm_ss time(local - day);
    return fmt::format("{} {:02}:{:02}:{:02}", iso_date(day), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

std::string local_time(const std::optional<WallTime>& at, std::chrono::minutes offset) {
    return at ? local_time(*at, offset) : std::string();
}

std::string number_or_nothing(const std::optional<int64_t>& n) {
    return n ? std::to_string(*n) : std::string();
}

}  // namespace

json::object figures_view(const TicketHistory& history, const queue::Settings& settings, const Days& days) {
    std::map<Date, Tally> by_day;
    std::map<std::string, Tally> by_service;
    std::map<std::pair<std::string, int64_t>, Tally> by_hour;
    std::map<std::string, Ratings> ratings;
    std::array<uint64_t, queue::print_state_words.size()> prints{};
    for (const auto& [id, t] : history.tickets()) {
        if (!days.contains(t.day)) continue;
        const auto local = t.taken_at + settings.utc_offset;
        const auto of_day = local - std::chrono::floor<std::chrono::days>(local);
        const auto hour = std::chrono::duration_cast<std::chrono::hours>(of_day).count();
        by_day[t.day].add(t);
        by_service[t.service].add(t);
        by_hour[{t.service, hour}].add(t);
        ++prints[static_cast<size_t>(t.print)];
        if (t.score == 0 || t.score > 5) continue;
        auto& r = ratings[t.service];
        ++r.scores[t.score - 1];
        for (const auto reason : t.reasons) ++r.reasons[queue::word_of(reason)];
    }

    json::array day_list;
    for (Date day = days.from; day <= days.to; day += std::chrono::days(1)) {
        json::object o{{"day", iso_date(day)}};
        by_day[day].put_counts(o);
        by_day[day].put_times(o);
        day_list.push_back(std::move(o));
    }
    json::array hour_list;
    for (const auto& [key, tally] : by_hour) {
        json::object o{{"service", key.first},
                       {"hour", key.second},
                       {"arrivals", tally.arrivals},
                       {"served", tally.served}};
        tally.put_times(o);
        hour_list.push_back(std::move(o));
    }
    json::array service_list;
    for (const auto& [service, tally] : by_service) {
        json::object o{{"service", service}, {"inside_told_share", nullptr}};
        tally.put_counts(o);
        tally.put_times(o);
        if (tally.told > 0)
            o["inside_told_share"] = static_cast<double>(tally.inside) / static_cast<double>(tally.told);
        service_list.push_back(std::move(o));
    }
    json::array rating_list;
    for (const auto& [service, r] : ratings) {
        json::array scores(r.scores.begin(), r.scores.end());
        json::object reasons;
        for (const auto& [word, n] : r.reasons) reasons[word] = n;
        rating_list.push_back(
            {{"service", service}, {"scores", std::move(scores)}, {"reasons", std::move(reasons)}});
    }
    json::object print_counts;
    for (size_t i = 0; i < prints.size(); ++i) print_counts[queue::print_state_words[i]] = prints[i];
    return {{"from", iso_date(days.from)},         {"to", iso_date(days.to)},
            {"days", std::move(day_list)},         {"hours", std::move(hour_list)},
            {"services", std::move(service_list)}, {"ratings", std::move(rating_list)},
            {"prints", std::move(print_counts)}};
}

std::string figures_csv(const TicketHistory& history, const queue::Settings& settings, const Days& days) {
    std::string out(utf8_mark);
    add_csv_row(out, {"number", "day", "service", "taken", "called", "started", "ended", "outcome", "wait_s",
                      "service_s", "rating"});
    for (const auto& [id, t] : history.tickets()) {
        if (!days.contains(t.day)) continue;
        const auto* service = settings.service(t.service);
        const bool open = queue::open(t.outcome);
        add_csv_row(
            out,
            {queue::text_of(t.number), iso_date(t.day), service ? service->name_zh : t.service,
             local_time(t.taken_at, settings.utc_offset), local_time(t.called_at, settings.utc_offset),
             local_time(t.started_at, settings.utc_offset), local_time(t.ended_at, settings.utc_offset),
             open ? "open" : queue::word_of(t.outcome), number_or_nothing(t.wait_seconds()),
             number_or_nothing(t.service_seconds()), t.score > 0 ? std::to_string(t.score) : std::string()});
    }
    return out;
}

}  // namespace lobby::office::console
