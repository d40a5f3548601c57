#include "watcher.hpp"

#include <algorithm>
#include <utility>

namespace lobby::office::queue {

namespace {

bool serves(const State& state, const std::string& window, const Ticket& t) {
    const auto& services = state.window(window)->services;
    if (state.paused(t.service)) return false;
    if (t.target_window == window) return true;
    const auto* target = t.target_window.empty() ? nullptr : state.window(t.target_window);
    return std::ranges::count(services, t.service) > 0 && !(target && target->open);
}

bool lets_others_go(const Ticket& t, WallTime at) {
    return t.skip > 0 || (t.appointment && at < t.appointment->from);
}

bool has_place(const Ticket& t, WallTime at) {
    return t.appointment && !lets_others_go(t, at) && t.absences == 0 && t.taken_at <= t.appointment->until;
}

}  // namespace

std::optional<std::string> Watcher::before(const State& state, const Event& event) {
    if (const auto* called = std::get_if<event::Called>(&event.body)) return call(state, *called, event.at);
    return std::nullopt;
}

std::optional<std::string> Watcher::call(const State& state, const event::Called& called, WallTime at) {
    const auto& t = *state.ticket(called.ticket);
    auto& mine = seen_.at(called.ticket);
    if (!mine.waits) return "called though it does not wait";
    if (at_window_.contains(called.window)) return "a window has two tickets";
    mine.waits = false;
    at_window_[called.window] = called.ticket;
    if (called.turn == Turn::chosen) return std::nullopt;
    if (!serves(state, called.window, t)) return "called by a window that does not serve it";
    const bool place = has_place(t, at);
    for (auto& [id, other] : seen_) {
        if (id == called.ticket || !other.waits) continue;
        const auto& o = *state.ticket(id);
        if (!serves(state, called.window, o) || lets_others_go(o, at)) continue;
        if (lets_others_go(t, at)) return "called before its turn came though others wait";
        if (has_place(o, at) && !place) return "an appointment was not taken at its time";
        if (has_place(o, at) && place && o.appointment->from < t.appointment->from)
            return "appointments out of order";
        if (place) continue;
        const bool earlier = std::pair(o.taken_at, o.id) < std::pair(t.taken_at, t.id);
        const bool overdue =
            o.overtaken >= settings_.overtaken_at_most || at - o.taken_at >= settings_.overtaken_until;
        if (earlier) {
            ++other.overtaken;
            if (other.overtaken > settings_.overtaken_at_most) return "overtaken too often";
            if (at - o.taken_at >= settings_.overtaken_until) return "overtaken after too long a wait";
            const bool may = settings_.goes_first(t.precedence) || called.turn == Turn::overdue;
            if (!may) return "an ordinary ticket overtook";
            if (settings_.goes_first(o.precedence) && called.turn != Turn::overdue)
                return "precedence overtook precedence";
        } else if (settings_.goes_first(o.precedence) && !settings_.goes_first(t.precedence) && !overdue &&
                   called.turn != Turn::overdue) {
            return "precedence had to wait for an ordinary ticket";
        }
    }
    return std::nullopt;
}

// What an event means for this account.
struct Watcher::Account {
    Watcher& w;
    using Wrong = std::optional<std::string>;

    void leave(TicketId id) {
        std::erase_if(w.at_window_, [&](const auto& here) { return here.second == id; });
    }
    void wait(TicketId id, bool waits) {
        leave(id);
        w.seen_.at(id).waits = waits;
    }
    Wrong end(TicketId id) {
        wait(id, false);
        return std::exchange(w.seen_.at(id).over, true) ? Wrong("ended twice") : std::nullopt;
    }
    Wrong operator()(const event::Taken& e) {
        if (!w.numbers_.insert({e.day, e.number.series, e.number.count}).second)
            return "a number was given twice";
        if (!w.seen_.emplace(e.ticket, Seen{}).second) return "an id was used twice";
        return std::nullopt;
    }
    Wrong operator()(const event::GivenBack& e) { return end(e.ticket); }
    Wrong operator()(const event::Finished& e) { return end(e.ticket); }
    Wrong operator()(const event::Expired& e) { return end(e.ticket); }
    Wrong operator()(const event::Missed& e) {
        if (!e.skip) return end(e.ticket);
        wait(e.ticket, true);
        return std::nullopt;
    }
    Wrong operator()(const event::Transferred& e) {
        wait(e.ticket, true);
        return std::nullopt;
    }
    Wrong operator()(const event::Held& e) {
        wait(e.ticket, false);
        return std::nullopt;
    }
    Wrong operator()(const event::Resumed& e) {
        return w.at_window_.emplace(e.window, e.ticket).second ? std::nullopt
                                                               : Wrong("a window has two tickets");
    }
    Wrong operator()(const event::Rated& e) {
        return w.rated_.insert(e.ticket).second ? std::nullopt : Wrong("rated twice");
    }
    template <class Other>
    Wrong operator()(const Other&) {
        return std::nullopt;
    }
};

std::optional<std::string> Watcher::after(const State& state, const Event& event) {
    auto wrong = std::visit(Account{*this}, event.body);
    return wrong ? wrong : whole(state);
}

// Every ticket that was ever taken is either where this account has it, or closed and too old to be kept.
std::optional<std::string> Watcher::whole(const State& state) const {
    const bool all = state.version() % 97 == 0;  // of those that are over, now and then
    for (const auto& [id, mine] : seen_) {
        if (mine.over && !all) continue;
        const auto* t = state.ticket(id);
        if (!t && mine.over) continue;
        if (!t) return "a ticket was lost";
        if (waits(t->state) != mine.waits) return "a ticket is not where it should be";
        if (open(t->state) == mine.over) return "a ticket is open after its end, or the reverse";
        if (state.line(t->service).contains({t->taken_at, id}) != mine.waits)
            return "a line does not fit its tickets";
    }
    for (const auto& [id, w] : state.windows()) {
        const auto here = at_window_.find(id);
        const bool same =
            w.ticket ? here != at_window_.end() && here->second == *w.ticket : here == at_window_.end();
        if (!same) return "a window does not have what it should";
    }
    return std::nullopt;
}

}  // namespace lobby::office::queue
