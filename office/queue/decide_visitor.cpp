// What visitors ask: tickets, giving them back, ratings; and what a kiosk reports of their paper.
#include <algorithm>

#include "office/queue/decider.hpp"
#include "office/queue/wait_model.hpp"

namespace lobby::office::queue {

namespace {

constexpr std::chrono::hours clock_ahead{1};  // a kiosk's clock that is further ahead is wrong
constexpr std::chrono::minutes fresh{2};      // a ticket that comes later was told its wait by the kiosk

bool well_formed(const Take& c) {
    if (!is_token(c.token)) return false;
    return !c.appointment || (is_actor(c.appointment->id) && c.appointment->from < c.appointment->until);
}

}  // namespace

Decider::Answer Decider::operator()(const Take& c) const {
    if (!well_formed(c)) return fail(QueueError::malformed);
    if (!c.token.empty() && state.by_token(c.token)) return fail(QueueError::malformed);
    return request.entry ? take_from_kiosk(c) : take_at_office(c);
}

Date Decider::day_of(const Take& c) const {
    const Date by_time = office_day(c.taken_at, settings);
    const bool beside = c.day && std::chrono::abs(*c.day - by_time) <= std::chrono::days(1);
    return beside ? *c.day : by_time;
}

Decider::Answer Decider::take_from_kiosk(const Take& c) const {
    const auto series = state.series_of(request.entry->kiosk);
    if (!series) return fail(QueueError::no_series);
    const auto* service = settings.service(c.service);
    if (!service) return fail(QueueError::unknown_service);
    if (c.count == 0 || c.count > max_count) return fail(QueueError::malformed);
    event::Taken t;
    t.number = {service->prefix, *series, c.count};
    t.entry = request.entry;
    const bool wrong_clock = c.taken_at - request.at > clock_ahead;
    t.day = wrong_clock ? state.day() : day_of(c);
    if (t.day + kept_days < state.day()) return fail(QueueError::too_old);
    if (state.number_used(t.day, t.number)) return fail(QueueError::number_taken);
    t.taken_at = std::min(c.taken_at, request.at);
    t.service = c.service;
    t.precedence = c.precedence;
    t.appointment = c.appointment;
    t.token = c.token;
    return taken(std::move(t));
}

Decider::Answer Decider::take_at_office(const Take& c) const {
    if (const auto why = refuses(state, settings, c.service, request.at)) return fail(*why);
    event::Taken t;
    const auto last = state.last_count(state.day(), office_series);
    if (last >= max_count) return fail(QueueError::cap_reached);
    t.number = {settings.service(c.service)->prefix, office_series, last + 1};
    t.day = state.day();
    t.taken_at = request.at;
    t.service = c.service;
    t.precedence = c.precedence;
    t.appointment = c.appointment;
    t.token = c.token;
    return taken(std::move(t));
}

Decider::Answer Decider::taken(event::Taken t) const {
    t.ticket = state.next_id();
    const TicketId id = t.ticket;
    if (t.day < state.day()) return emit(id, std::move(t), event::Expired{id});
    if (request.at - t.taken_at < fresh)
        t.told = wait_for_newcomer(state, settings, t.service, t.precedence, request.at, t.appointment);
    return emit(id, std::move(t));
}

Decider::Answer Decider::operator()(const GiveBack& c) const {
    const auto t = resolve(c.ticket);
    if (!t) return fail(t.error());
    const auto& ticket = **t;
    if (ticket.state == TicketState::given_back) return done(ticket.id);
    if (!open(ticket.state) || ticket.state == TicketState::serving) return fail(QueueError::not_waiting);
    return emit(ticket.id, event::GivenBack{ticket.id, request.entry});
}

Decider::Answer Decider::operator()(const ReportPrint& c) const {
    const auto t = resolve(c.ticket);
    if (!t) return fail(t.error());
    if ((*t)->print == c.print) return done((*t)->id);
    return emit((*t)->id, event::PrintReported{(*t)->id, c.print, request.entry});
}

Decider::Answer Decider::operator()(const Rate& c) const {
    const auto t = resolve(c.ticket);
    if (!t) return fail(t.error());
    if (c.score < 1 || c.score > 5 || c.reasons.size() > rating_reason_words.size())
        return fail(QueueError::malformed);
    auto reasons = c.reasons;
    std::ranges::sort(reasons);
    if (std::ranges::adjacent_find(reasons) != reasons.end()) return fail(QueueError::malformed);
    if ((*t)->rated) return fail(QueueError::already_rated);
    if (!(*t)->first_called_at) return fail(QueueError::not_yet_called);
    return emit((*t)->id, event::Rated{(*t)->id, c.score, std::move(reasons), request.entry});
}

}  // namespace lobby::office::queue
