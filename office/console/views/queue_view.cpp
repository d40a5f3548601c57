#include "office/console/views/queue_view.hpp"

#include <algorithm>

#include "base/civil_date.hpp"
#include "office/queue/engine.hpp"

namespace lobby::office::console {

namespace json = boost::json;
using queue::Ticket;

namespace {

constexpr size_t ended_shown = 50;

json::value ms(WallTime at) {
    return at.time_since_epoch().count();
}

json::value ms(const std::optional<WallTime>& at) {
    if (!at) return nullptr;
    return at->time_since_epoch().count();
}

json::value text_or_null(const std::string& text) {
    if (text.empty()) return nullptr;
    return json::value(text);
}

json::value number(queue::TicketId id) {
    return static_cast<uint64_t>(id);
}

void add_range(json::object& to, const std::optional<queue::ToldWait>& wait) {
    to["low"] = nullptr;
    to["high"] = nullptr;
    if (!wait) return;
    to["low"] = wait->low_minutes;
    to["high"] = wait->high_minutes;
}

json::array words(const std::vector<std::string>& list) {
    json::array out;
    for (const auto& w : list) out.emplace_back(w);
    return out;
}

json::object window_view(const queue::State& state, const queue::Settings& settings,
                         const queue::Window& window, const QueueExtras& extras) {
    const auto* w = state.window(window.id);
    const bool open = w && w->open;
    json::object o{{"id", window.id},
                   {"name_zh", window.name_zh},
                   {"name_en", window.name_en},
                   {"group", window.group},
                   {"open", open},
                   {"services", words(open ? w->services : settings.services_at(window))},
                   {"ticket", nullptr},
                   {"opened_by", nullptr}};
    if (open && w->ticket) o["ticket"] = number(*w->ticket);
    const auto by = extras.opened_by.find(window.id);
    if (open && by != extras.opened_by.end()) o["opened_by"] = by->second;
    return o;
}

json::object service_view(const queue::State& state, const queue::Settings& settings,
                          const queue::Service& service, const Estimates& estimates, WallTime now) {
    json::object o{{"id", service.id},
                   {"name_zh", service.name_zh},
                   {"name_en", service.name_en},
                   {"prefix", std::string_view(&service.prefix, 1)},
                   {"open", queue::is_open(service, now, settings)},
                   {"paused", state.paused(service.id)},
                   {"waiting", state.line(service.id).size()},
                   {"issued", state.issued_today(service.id)},
                   {"cap", service.daily_cap}};
    const auto wait = estimates.newcomers.find(service.id);
    add_range(o, wait == estimates.newcomers.end() ? std::nullopt : wait->second);
    return o;
}

}  // namespace

json::object staff_ticket(const Ticket& t, const Estimate* estimate) {
    json::object o{{"id", number(t.id)},
                   {"number", queue::text_of(t.number)},
                   {"service", t.service},
                   {"state", queue::word_of(t.state)},
                   {"precedence", queue::word_of(t.precedence)},
                   {"taken_at", ms(t.taken_at)},
                   {"first_called_at", ms(t.first_called_at)},
                   {"called_at", ms(t.called_at)},
                   {"started_at", ms(t.started_at)},
                   {"ended_at", ms(t.ended_at)},
                   {"window", text_or_null(t.window)},
                   {"target_window", text_or_null(t.target_window)},
                   {"note", text_or_null(t.note)},
                   {"absences", t.absences},
                   {"recalls", t.recalls},
                   {"overtaken", t.overtaken},
                   {"print", queue::word_of(t.print)},
                   {"version", t.version},
                   {"ahead", nullptr},
                   {"appointment", nullptr}};
    if (estimate) o["ahead"] = estimate->ahead;
    add_range(o, estimate ? estimate->wait : std::nullopt);
    if (t.appointment)
        o["appointment"] = {{"from", ms(t.appointment->from)}, {"until", ms(t.appointment->until)}};
    return o;
}

json::object queue_view(const queue::State& state, const queue::Settings& settings,
                        const Estimates& estimates, const QueueExtras& extras, WallTime now) {
    json::array windows;
    for (const auto& w : settings.windows) windows.push_back(window_view(state, settings, w, extras));
    json::array services;
    for (const auto& s : settings.services)
        services.push_back(service_view(state, settings, s, estimates, now));

    json::array tickets;
    std::vector<const Ticket*> ended;
    for (const auto& [id, t] : state.tickets()) {
        if (queue::open(t.state))
            tickets.push_back(staff_ticket(t, estimates.of(id)));
        else if (t.day == state.day())
            ended.push_back(&t);
    }
    const auto shown = std::min(ended_shown, ended.size());
    std::ranges::partial_sort(ended, ended.begin() + static_cast<ptrdiff_t>(shown), std::greater<>(),
                              [](const Ticket* t) { return std::pair(t->ended_at, t->id); });
    for (size_t i = 0; i < shown; ++i) tickets.push_back(staff_ticket(*ended[i], nullptr));

    return {{"version", state.version()},
            {"day", iso_date(state.day())},
            {"now", ms(now)},
            {"windows", std::move(windows)},
            {"services", std::move(services)},
            {"tickets", std::move(tickets)},
            {"help", extras.help}};
}

}  // namespace lobby::office::console
