#include "office/console/views/board_view.hpp"

#include <algorithm>
#include <vector>

#include <boost/json/array.hpp>

namespace lobby::office::console {

namespace json = boost::json;
using queue::Ticket;
using queue::TicketId;

void BoardModel::on_event(const queue::Event& event, uint64_t version) {
    if (const auto* called = std::get_if<queue::event::Called>(&event.body))
        calls_[called->ticket] = {version, false, event.at};
    else if (const auto* again = std::get_if<queue::event::Recalled>(&event.body))
        calls_[again->ticket] = {version, true, event.at};
}

void BoardModel::settle(const queue::State& state) {
    std::erase_if(calls_, [&](const auto& call) {
        const auto* t = state.ticket(call.first);
        return !t || !queue::at_window(t->state);
    });
    for (const auto& [window, w] : state.windows()) {
        if (!w.ticket || calls_.contains(*w.ticket)) continue;
        const auto* t = state.ticket(*w.ticket);
        if (t && queue::at_window(t->state))
            calls_[t->id] = {t->version, t->recalls > 0, t->called_at.value_or(WallTime{})};
    }
}

namespace {

// The last of the day's calls that are over, newest first: whoever missed his call finds it here. From the
// state alone, so that a restart does not clear the board.
std::vector<const Ticket*> recent_calls(const queue::State& state) {
    std::vector<const Ticket*> over;
    for (auto it = state.tickets().rbegin(); it != state.tickets().rend(); ++it) {
        const Ticket& t = it->second;
        if (t.day < state.day()) break;
        const bool missed = t.state == queue::TicketState::absent || t.state == queue::TicketState::gone;
        const bool was_served =
            t.state == queue::TicketState::finished || t.state == queue::TicketState::on_hold;
        if (t.called_at && (missed || was_served)) over.push_back(&t);
    }
    std::ranges::sort(over, std::greater<>(),
                      [](const Ticket* t) { return std::pair(*t->called_at, t->id); });
    if (over.size() > recent_shown) over.resize(recent_shown);
    return over;
}

}  // namespace

std::optional<TicketId> BoardModel::ticket_of(uint64_t seq) const {
    const auto found = std::ranges::find_if(calls_, [&](const auto& c) { return c.second.seq == seq; });
    if (found == calls_.end()) return std::nullopt;
    return found->first;
}

json::object board_view(const BoardModel& board, const queue::State& state, const queue::Settings& settings,
                        const Estimates& estimates, const api::OfficeProfile& office, WallTime now) {
    std::vector<std::pair<BoardCall, const Ticket*>> newest;
    for (const auto& [id, call] : board.calls())
        if (const auto* t = state.ticket(id)) newest.emplace_back(call, t);
    std::ranges::sort(newest, std::greater<>(), [](const auto& c) { return c.first.seq; });
    if (newest.size() > calls_shown) newest.resize(calls_shown);

    json::array calls;
    for (const auto& [call, t] : newest) {
        const auto* window = settings.window(t->window);
        const auto* service = settings.service(t->service);
        calls.push_back({{"seq", call.seq},
                         {"number", queue::text_of(t->number)},
                         {"window_zh", window ? window->name_zh : t->window},
                         {"window_en", window ? window->name_en : t->window},
                         {"service_zh", service ? service->name_zh : ""},
                         {"service_en", service ? service->name_en : ""},
                         {"at", call.at.time_since_epoch().count()},
                         {"again", call.again}});
    }
    json::array recent;
    for (const auto* t : recent_calls(state)) {
        const auto* window = settings.window(t->window);
        recent.push_back(
            {{"number", queue::text_of(t->number)},
             {"window_zh", window ? window->name_zh : t->window},
             {"window_en", window ? window->name_en : t->window},
             {"at", t->called_at->time_since_epoch().count()},
             {"missed", t->state == queue::TicketState::absent || t->state == queue::TicketState::gone}});
    }
    json::array waiting;
    for (const auto& s : settings.services) {
        json::object o{{"service_zh", s.name_zh},
                       {"service_en", s.name_en},
                       {"waiting", state.line(s.id).size()},
                       {"low", nullptr},
                       {"high", nullptr}};
        const auto wait = estimates.newcomers.find(s.id);
        if (wait != estimates.newcomers.end() && wait->second) {
            o["low"] = wait->second->low_minutes;
            o["high"] = wait->second->high_minutes;
        }
        waiting.push_back(std::move(o));
    }
    return {{"version", state.version()},
            {"now", now.time_since_epoch().count()},
            {"office", {{"name_zh", office.name_zh}, {"name_en", office.name_en}}},
            {"calls", std::move(calls)},
            {"recent", std::move(recent)},
            {"waiting", std::move(waiting)}};
}

std::optional<SpokenCall> spoken_call(const BoardModel& board, const queue::State& state,
                                      const queue::Settings& settings, uint64_t seq) {
    const auto id = board.ticket_of(seq);
    const auto* t = id ? state.ticket(*id) : nullptr;
    if (!t) return std::nullopt;
    const auto* window = settings.window(t->window);
    return SpokenCall{t->number, window ? window->name_zh : t->window, window ? window->name_en : t->window};
}

}  // namespace lobby::office::console
