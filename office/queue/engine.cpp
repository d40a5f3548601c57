#include "office/queue/engine.hpp"

#include <algorithm>
#include <stdexcept>

#include "office/queue/decider.hpp"

namespace lobby::office::queue {

namespace {

constexpr std::string_view series_letters = "ABCDEFGHJKLMNPQRSTUVWXY";  // office_series is not among them
constexpr std::chrono::hours wrong_clock{6};

std::vector<Event> begin_day(const State& state, const Request& r, Date day) {
    std::vector<Event> out;
    for (const auto& [id, t] : state.tickets())
        if (t.day < day && open(t.state)) out.push_back({r.at, r.by, event::Expired{id}});
    out.push_back({r.at, r.by, event::DayStarted{day}});
    return out;
}

}  // namespace

Date day_in_force(const State& state, const Settings& settings, WallTime now) {
    const Date day = office_day(now, settings);
    if (day >= state.day()) return day;
    const WallTime began = WallTime(state.day()) + settings.rollover - settings.utc_offset;
    return began - now > wrong_clock ? day : state.day();
}

std::optional<QueueError> refuses(const State& state, const Settings& settings, const std::string& service,
                                  WallTime now) {
    const auto* s = settings.service(service);
    if (!s) return QueueError::unknown_service;
    if (state.paused(service)) return QueueError::service_paused;
    if (!is_open(*s, now, settings)) return QueueError::service_closed;
    if (s->daily_cap > 0 && state.issued_today(service) >= s->daily_cap) return QueueError::cap_reached;
    return std::nullopt;
}

Result<Decision, QueueError> decide(const State& state, const Settings& settings, const Request& r) {
    if (!is_actor(r.by) || (r.entry && !is_actor(r.entry->kiosk))) return fail(QueueError::malformed);
    if (r.entry)
        if (const auto* done = state.by_entry(*r.entry)) return Decision{{}, done->id};
    const Date day = day_in_force(state, settings, r.at);
    if (day == state.day()) return Decider{state, settings, r}.decide();

    Decision all{begin_day(state, r, day), std::nullopt};
    State morning = state;
    for (const auto& e : all.events)
        if (!morning.apply(e)) throw std::logic_error("the queue's new day does not fit its state");
    auto then = Decider{morning, settings, r}.decide();
    if (!then) return then;
    std::ranges::move(then->events, std::back_inserter(all.events));
    all.ticket = then->ticket;
    return all;
}

Result<Decision, QueueError> Decider::decide() {
    return std::visit([this](const auto& command) { return (*this)(command); }, request.command);
}

Result<const Ticket*, QueueError> Decider::resolve(const TicketRef& ref) const {
    struct Find {
        const State& s;
        const Ticket* operator()(TicketId id) const { return s.ticket(id); }
        const Ticket* operator()(const KioskEntry& e) const { return s.by_entry(e); }
        const Ticket* operator()(const Token& t) const {
            return t.text.empty() ? nullptr : s.by_token(t.text);
        }
        const Ticket* operator()(const NumberOn& n) const { return s.by_number(n.day, n.number); }
    };
    const auto* t = std::visit(Find{state}, ref);
    if (!t) return fail(QueueError::unknown_ticket);
    if (request.seen && *request.seen != t->version) return fail(QueueError::changed_meanwhile);
    return t;
}

Decider::Answer Decider::done(std::optional<TicketId> ticket) const {
    return Decision{{}, ticket};
}

Decider::Answer Decider::operator()(const Tick&) const {
    return done({});
}

Decider::Answer Decider::operator()(const AssignSeries& c) const {
    if (!is_actor(c.kiosk)) return fail(QueueError::malformed);
    if (state.series_of(c.kiosk)) return done({});
    if (state.series_given() >= series_letters.size()) return fail(QueueError::series_exhausted);
    return emit(std::nullopt, event::SeriesAssigned{c.kiosk, series_letters[state.series_given()]});
}

}  // namespace lobby::office::queue
