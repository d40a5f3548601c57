#include "office/hall/hall_picture.hpp"

#include <algorithm>

#include "office/queue/wait_model.hpp"

namespace lobby::office {

using queue::Precedence;
using queue::State;
using queue::TicketState;

namespace {

std::optional<api::WaitRange> told(const std::optional<queue::ToldWait>& wait) {
    if (!wait) return std::nullopt;
    return api::WaitRange{std::min(wait->low_minutes, api::max_minutes),
                          std::min(wait->high_minutes, api::max_minutes)};
}

api::TicketStanding standing_of(TicketState state) {
    switch (state) {
        case TicketState::waiting:
        case TicketState::absent:
        case TicketState::transferred:
            return api::TicketStanding::waiting;
        case TicketState::called:
            return api::TicketStanding::called;
        case TicketState::serving:
            return api::TicketStanding::serving;
        case TicketState::on_hold:
            return api::TicketStanding::on_hold;
        case TicketState::finished:
            return api::TicketStanding::finished;
        case TicketState::given_back:
            return api::TicketStanding::given_back;
        case TicketState::gone:
            return api::TicketStanding::gone;
        case TicketState::expired:
            break;
    }
    return api::TicketStanding::expired;
}

api::ServiceNow service_now(const State& state, const queue::Settings& settings,
                            const queue::Service& service, WallTime now) {
    api::ServiceNow out;
    out.id = service.id;
    out.open = is_open(service, now, settings);
    out.paused = state.paused(service.id);
    if (service.daily_cap > 0)
        out.left_today = service.daily_cap - std::min(service.daily_cap, state.issued_today(service.id));
    out.waiting = static_cast<uint32_t>(state.line(service.id).size());
    out.wait = told(wait_for_newcomer(state, settings, service.id, Precedence::ordinary, now));
    if (!settings.first.empty())
        out.wait_first = told(wait_for_newcomer(state, settings, service.id, *settings.first.begin(), now));
    return out;
}

// The window that calls or serves it: of one who waits again nobody has to know where he was.
const queue::Window* window_of(const queue::Ticket& t, const queue::Settings& settings) {
    return queue::at_window(t.state) ? settings.window(t.window) : nullptr;
}

api::TicketNow ticket_now(const State& state, const queue::Settings& settings, const queue::Ticket& t,
                          WallTime now) {
    api::TicketNow out;
    out.number = t.number;
    out.standing = standing_of(t.state);
    if (const auto* window = window_of(t, settings)) {
        out.window_zh = window->name_zh;
        out.window_en = window->name_en;
    }
    if (!queue::waits(t.state)) return out;
    out.people_ahead = people_ahead(state, settings, t, now);
    out.wait = told(wait_left(state, settings, t, now));
    return out;
}

}  // namespace

HallPicture picture_of(const State& state, const queue::Settings& settings, WallTime now) {
    HallPicture out;
    out.version = state.version();
    out.at = now;
    out.day = state.day();
    for (const auto& service : settings.services)
        out.services.push_back(service_now(state, settings, service, now));
    for (const auto& [id, t] : state.tickets()) {
        if (!queue::open(t.state)) continue;
        auto ticket = ticket_now(state, settings, t, now);
        if (ticket.wait) out.waits[id] = *ticket.wait;
        out.tickets[t.number.series].push_back(std::move(ticket));
    }
    for (auto& [series, tickets] : out.tickets) {
        std::ranges::sort(tickets, {}, [](const auto& t) { return t.number.count; });
        if (tickets.size() > api::max_feed_tickets)
            tickets.erase(tickets.begin(),
                          tickets.end() - static_cast<std::ptrdiff_t>(api::max_feed_tickets));
    }
    return out;
}

api::TicketAnswer answer_of(const api::TicketQuestion& question, const State& state,
                            const queue::Settings& settings, const HallPicture& picture, WallTime now) {
    const auto* t = state.by_number(question.day, question.number);
    if (!t) return {};
    api::TicketFound found;
    found.standing = standing_of(t->state);
    found.service = t->service;
    if (const auto* window = window_of(*t, settings)) {
        found.window_zh = window->name_zh;
        found.window_en = window->name_en;
    }
    if (queue::waits(t->state)) {
        found.people_ahead = people_ahead(state, settings, *t, now);
        if (const auto wait = picture.waits.find(t->id); wait != picture.waits.end())
            found.wait = wait->second;
    }
    found.rated = t->rated;
    found.may_rate = !t->rated && t->first_called_at.has_value();
    return {std::move(found)};
}

}  // namespace lobby::office
