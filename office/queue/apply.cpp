// How each event changes the state. An event that does not fit changes nothing.
#include <algorithm>

#include "office/queue/state.hpp"

namespace lobby::office::queue {

namespace {

using std::chrono::duration_cast;
using std::chrono::seconds;

constexpr seconds longest_turnaround{600};  // a longer pause was a pause
constexpr seconds longest_service{4 * 3600};

uint32_t seconds_between(WallTime from, WallTime to, seconds at_most) {
    if (to <= from) return 0;
    return static_cast<uint32_t>(std::min(duration_cast<seconds>(to - from), at_most).count());
}

uint32_t hour_of(WallTime at) {
    using std::chrono::hours;
    const auto day = std::chrono::floor<std::chrono::days>(at);
    return static_cast<uint32_t>(duration_cast<hours>(at - day).count());
}

template <class T>
void keep_last(std::deque<T>& all, T value, size_t at_most) {
    all.push_back(value);
    if (all.size() > at_most) all.pop_front();
}

}  // namespace

struct State::Applier {
    State& s;
    WallTime at;

    // The window is free again; its time goes to the service's durations.
    void leave_window(const Ticket& t, bool count) {
        auto& w = s.windows_[t.window];
        if (count && t.called_at) {
            const auto taken = seconds_between(*t.called_at, at, longest_service) + w.turnaround;
            keep_last(s.durations_[t.service], Duration{hour_of(*t.called_at), taken}, kept_durations);
        }
        w.ticket.reset();
        w.turnaround = 0;
        w.free_since = at;
    }
    void close(Ticket& t, TicketState as) {
        if (waits(t.state)) s.leave_line(t);
        t.state = as;
        t.ended_at = at;
    }
    void touch(Ticket& t) const { t.version = s.version_ + 1; }
    bool remember(Ticket& t, const std::optional<KioskEntry>& entry) {
        if (!entry) return true;
        if (!s.entries_.emplace(*entry, t.id).second) return false;
        t.entries.push_back(*entry);
        return true;
    }

    bool operator()(const event::SeriesAssigned& e) {
        const bool used =
            std::ranges::any_of(s.series_, [&](const auto& given) { return given.second == e.series; });
        return !used && s.series_.emplace(e.kiosk, e.series).second;
    }
    bool operator()(const event::Taken& e) {
        Ticket t;
        t.id = e.ticket;
        t.number = e.number;
        t.token = e.token;
        if (e.entry) t.entries.push_back(*e.entry);
        t.day = e.day;
        t.service = e.service;
        t.precedence = e.precedence;
        t.appointment = e.appointment;
        t.taken_at = e.taken_at;
        t.known_at = at;
        t.told = e.told;
        touch(t);
        return static_cast<uint64_t>(e.ticket) >= s.next_id_ && s.add(std::move(t));
    }
    bool operator()(const event::GivenBack& e) {
        auto* t = s.find(e.ticket);
        if (!t || !open(t->state) || t->state == TicketState::serving || !remember(*t, e.entry)) return false;
        if (at_window(t->state)) leave_window(*t, false);
        close(*t, TicketState::given_back);
        if (t->day == s.day_) s.count_issued(t->service, -1);
        touch(*t);
        return true;
    }
    bool operator()(const event::PrintReported& e) {
        auto* t = s.find(e.ticket);
        if (!t || !remember(*t, e.entry)) return false;
        t->print = e.print;
        touch(*t);
        return true;
    }
    bool operator()(const event::Rated& e) {
        auto* t = s.find(e.ticket);
        if (!t || t->rated || e.score < 1 || e.score > 5 || !remember(*t, e.entry)) return false;
        t->rated = true;
        ++s.ratings_[t->service][e.score - 1];
        touch(*t);
        return true;
    }
    bool operator()(const event::Called& e) {
        auto* t = s.find(e.ticket);
        const auto w = s.windows_.find(e.window);
        if (!t || !waits(t->state) || w == s.windows_.end() || !w->second.open || w->second.ticket)
            return false;
        let_others_know(*t, e);
        s.leave_line(*t);
        w->second.turnaround =
            seconds_between(std::max(w->second.free_since, t->known_at), at, longest_turnaround);
        if (w->second.turnaround == longest_turnaround.count()) w->second.turnaround = 0;
        w->second.ticket = t->id;
        t->state = TicketState::called;
        t->window = e.window;
        t->skip = 0;
        t->called_at = at;
        t->started_at.reset();
        if (!t->first_called_at) {
            t->first_called_at = at;
            learn(*t);
        }
        touch(*t);
        return true;
    }
    // Those whom this window could have called instead: overtaken, or one nearer to coming back.
    void let_others_know(const Ticket& called, const event::Called& e) {
        const Place place{called.taken_at, called.id};
        s.each_callable(e.window, [&](const Ticket& seen) {
            if (seen.id == called.id) return;
            if (seen.skip > 0) {
                --s.find(seen.id)->skip;
            } else if (e.turn != Turn::reserved && Place{seen.taken_at, seen.id} < place &&
                       !parked(seen, at)) {
                ++s.find(seen.id)->overtaken;
            }
        });
    }
    void learn(const Ticket& t) {
        if (!t.told) return;
        const auto actual = static_cast<int64_t>(seconds_between(t.taken_at, at, std::chrono::hours(24)));
        const int64_t low = t.told->raw_low;
        const int64_t high = t.told->raw_high;
        const int64_t scale = 60 + (low + high) / 2;
        const auto thousandths = [&](int64_t outside) {
            return static_cast<int32_t>(std::clamp<int64_t>(outside * 1000 / scale, -2'000, 2'000));
        };
        keep_last(s.misses_, Miss{thousandths(low - actual), thousandths(actual - high)}, kept_misses);
    }
    bool operator()(const event::Recalled& e) {
        auto* t = s.find(e.ticket);
        if (!t || t->state != TicketState::called) return false;
        ++t->recalls;
        touch(*t);
        return true;
    }
    bool operator()(const event::Started& e) {
        auto* t = s.find(e.ticket);
        if (!t || t->state != TicketState::called) return false;
        t->state = TicketState::serving;
        t->started_at = at;
        touch(*t);
        return true;
    }
    bool operator()(const event::Finished& e) {
        auto* t = s.find(e.ticket);
        if (!t || !at_window(t->state)) return false;
        leave_window(*t, true);
        close(*t, TicketState::finished);
        touch(*t);
        return true;
    }
    bool operator()(const event::Held& e) {
        auto* t = s.find(e.ticket);
        if (!t || !at_window(t->state)) return false;
        leave_window(*t, true);
        t->state = TicketState::on_hold;
        touch(*t);
        return true;
    }
    bool operator()(const event::Resumed& e) {
        auto* t = s.find(e.ticket);
        const auto w = s.windows_.find(e.window);
        if (!t || t->state != TicketState::on_hold || w == s.windows_.end() || !w->second.open ||
            w->second.ticket)
            return false;
        w->second.ticket = t->id;
        w->second.turnaround = 0;
        t->state = TicketState::serving;
        t->window = e.window;
        t->called_at = at;
        t->started_at = at;
        touch(*t);
        return true;
    }
    bool operator()(const event::Missed& e) {
        auto* t = s.find(e.ticket);
        if (!t || t->state != TicketState::called) return false;
        leave_window(*t, true);
        ++t->absences;
        if (e.skip) {
            t->state = TicketState::absent;
            t->skip = *e.skip;
            s.stand_in_line(*t);
        } else {
            close(*t, TicketState::gone);
        }
        touch(*t);
        return true;
    }
    bool operator()(const event::Transferred& e) {
        auto* t = s.find(e.ticket);
        if (!t || !open(t->state)) return false;
        if (waits(t->state)) s.leave_line(*t);
        if (at_window(t->state)) leave_window(*t, true);
        t->state = TicketState::transferred;
        if (t->day == s.day_) {
            s.count_issued(t->service, -1);
            s.count_issued(e.service, 1);
        }
        t->service = e.service;
        t->target_window = e.window;
        t->note = e.note;
        t->skip = 0;
        s.stand_in_line(*t);
        touch(*t);
        return true;
    }
    bool operator()(const event::Expired& e) {
        auto* t = s.find(e.ticket);
        if (!t || !open(t->state)) return false;
        if (at_window(t->state)) leave_window(*t, false);
        close(*t, TicketState::expired);
        touch(*t);
        return true;
    }
    bool operator()(const event::WindowOpened& e) {
        auto& w = s.windows_[e.window];
        if (w.open) return false;
        w = {};
        w.open = true;
        w.services = e.services;
        w.free_since = at;
        return true;
    }
    bool operator()(const event::WindowClosed& e) {
        const auto w = s.windows_.find(e.window);
        if (w == s.windows_.end() || !w->second.open || w->second.ticket) return false;
        w->second = {};
        return true;
    }
    bool operator()(const event::ServicePaused& e) { return s.paused_.insert(e.service).second; }
    bool operator()(const event::ServiceResumed& e) { return s.paused_.erase(e.service) == 1; }
    // Windows close over night. Closed tickets forget what is nobody's business afterwards.
    bool operator()(const event::DayStarted& e) {
        for (const auto& [id, t] : s.tickets_)
            if (t.day < e.day && open(t.state)) return false;
        std::vector<TicketId> old;
        s.day_ = e.day;
        s.issued_.clear();
        s.ratings_.clear();
        for (auto& [id, t] : s.tickets_) {
            if (t.day + kept_days < e.day) old.push_back(id);
            if (t.day < e.day) {
                t.precedence = Precedence::ordinary;
                t.appointment.reset();
                t.note.clear();
            } else if (t.day == e.day && t.state != TicketState::given_back) {
                s.count_issued(t.service, 1);
            }
        }
        for (const auto id : old) s.remove(id);
        for (auto& [id, w] : s.windows_)
            if (!w.ticket) w = {};
        return true;
    }
};

bool State::apply(const Event& event) {
    if (!std::visit(Applier{*this, event.at}, event.body)) return false;
    ++version_;
    return true;
}

}  // namespace lobby::office::queue
