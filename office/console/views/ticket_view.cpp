#include "office/console/views/ticket_view.hpp"

#include <algorithm>

#include "base/civil_date.hpp"

namespace lobby::office::console {

namespace json = boost::json;
using queue::Ticket;
using queue::TicketState;

namespace {

// Where to sit: before the window that called, else before the one that will most likely do so.
const queue::Window* window_for(const Ticket& t, const queue::State& state, const queue::Settings& settings) {
    if (!queue::waits(t.state) && !t.window.empty()) return settings.window(t.window);
    if (!t.target_window.empty()) return settings.window(t.target_window);
    const queue::Window* first = nullptr;
    for (const auto& w : settings.windows) {
        const auto services = settings.services_at(w);
        if (std::ranges::count(services, t.service) == 0) continue;
        if (!first) first = &w;
        const auto* s = state.window(w.id);
        if (s && s->open) return &w;
    }
    return first;
}

std::string_view public_word(TicketState state) {
    return queue::waits(state) ? "waiting" : queue::word_of(state);
}

}  // namespace

json::object ticket_view(const Ticket& t, const queue::State& state, const queue::Settings& settings,
                         const Estimate* estimate, const api::OfficeProfile& office) {
    const auto* service = settings.service(t.service);
    const auto* window = window_for(t, state, settings);
    const bool at_window = queue::at_window(t.state) || t.state == TicketState::on_hold;
    const bool served = t.state == TicketState::serving || t.state == TicketState::finished;
    json::object o{{"number", queue::text_of(t.number)},
                   {"service_zh", service ? service->name_zh : ""},
                   {"service_en", service ? service->name_en : ""},
                   {"day", iso_date(t.day)},
                   {"state", public_word(t.state)},
                   {"ahead", nullptr},
                   {"low", nullptr},
                   {"high", nullptr},
                   {"window_zh", nullptr},
                   {"window_en", nullptr},
                   {"chairs_zh", window ? window->chairs_zh : ""},
                   {"chairs_en", window ? window->chairs_en : ""},
                   {"may_give_back", queue::open(t.state) && t.state != TicketState::serving},
                   {"may_rate", served && !t.rated},
                   {"rated", t.rated},
                   {"office", {{"name_zh", office.name_zh}, {"name_en", office.name_en}}}};
    if (at_window && window) {
        o["window_zh"] = window->name_zh;
        o["window_en"] = window->name_en;
    }
    if (estimate && queue::waits(t.state)) {
        o["ahead"] = estimate->ahead;
        if (estimate->wait) {
            o["low"] = estimate->wait->low_minutes;
            o["high"] = estimate->wait->high_minutes;
        }
    }
    return o;
}

}  // namespace lobby::office::console
