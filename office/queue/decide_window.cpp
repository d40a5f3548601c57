// What staff at the windows ask.
#include <algorithm>

#include "office/api/text_rules.hpp"
#include "office/queue/decider.hpp"
#include "office/queue/selection.hpp"

namespace lobby::office::queue {

namespace {

constexpr size_t longest_note = 200;  // bytes

}  // namespace

Result<const WindowState*, QueueError> Decider::ready(const std::string& window, bool finish_current) const {
    if (!settings.window(window)) return fail(QueueError::unknown_window);
    const auto* w = state.window(window);
    if (!w || !w->open) return fail(QueueError::window_closed);
    if (w->ticket && !finish_current) return fail(QueueError::window_busy);
    return w;
}

Decision Decider::finish_then(const WindowState& w) const {
    Decision d;
    if (w.ticket) d.events.push_back({request.at, request.by, event::Finished{*w.ticket}});
    return d;
}

Decider::Answer Decider::operator()(const CallNext& c) const {
    const auto w = ready(c.window, c.finish_current);
    if (!w) return fail(w.error());
    auto d = finish_then(**w);
    const auto choice = next_for(state, settings, c.window, request.at);
    if (!choice && d.events.empty()) return fail(QueueError::nobody_waits);
    if (choice) {
        d.events.push_back({request.at, request.by, event::Called{choice->ticket, c.window, choice->turn}});
        d.ticket = choice->ticket;
    }
    return d;
}

Decider::Answer Decider::operator()(const CallThis& c) const {
    const auto w = ready(c.window, c.finish_current);
    if (!w) return fail(w.error());
    const auto t = resolve(c.ticket);
    if (!t) return fail(t.error());
    if (!waits((*t)->state)) return fail(QueueError::not_waiting);
    const bool serves =
        (*t)->target_window == c.window || std::ranges::count((*w)->services, (*t)->service) > 0;
    if (!serves) return fail(QueueError::not_at_this_window);
    auto d = finish_then(**w);
    d.events.push_back({request.at, request.by, event::Called{c.ticket, c.window, Turn::chosen}});
    d.ticket = c.ticket;
    return d;
}

Decider::Answer Decider::operator()(const Recall& c) const {
    const auto t = resolve(c.ticket);
    if (!t) return fail(t.error());
    if ((*t)->state != TicketState::called) return fail(QueueError::not_called);
    return emit(c.ticket, event::Recalled{c.ticket});
}

Decider::Answer Decider::operator()(const Start& c) const {
    const auto t = resolve(c.ticket);
    if (!t) return fail(t.error());
    if ((*t)->state == TicketState::serving) return done(c.ticket);
    if ((*t)->state != TicketState::called) return fail(QueueError::not_called);
    return emit(c.ticket, event::Started{c.ticket});
}

Decider::Answer Decider::operator()(const Finish& c) const {
    const auto t = resolve(c.ticket);
    if (!t) return fail(t.error());
    if ((*t)->state == TicketState::finished) return done(c.ticket);
    if (!at_window((*t)->state)) return fail(QueueError::not_at_a_window);
    return emit(c.ticket, event::Finished{c.ticket});
}

Decider::Answer Decider::operator()(const Hold& c) const {
    const auto t = resolve(c.ticket);
    if (!t) return fail(t.error());
    if ((*t)->state == TicketState::on_hold) return done(c.ticket);
    if (!at_window((*t)->state)) return fail(QueueError::not_at_a_window);
    return emit(c.ticket, event::Held{c.ticket});
}

// Any open window may take up what another has put aside: the visitor stands before it.
Decider::Answer Decider::operator()(const Resume& c) const {
    const auto w = ready(c.window, false);
    if (!w) return fail(w.error());
    const auto t = resolve(c.ticket);
    if (!t) return fail(t.error());
    if ((*t)->state != TicketState::on_hold) return fail(QueueError::not_on_hold);
    return emit(c.ticket, event::Resumed{c.ticket, c.window});
}

Decider::Answer Decider::operator()(const NoShow& c) const {
    const auto t = resolve(c.ticket);
    if (!t) return fail(t.error());
    if ((*t)->state != TicketState::called) return fail(QueueError::not_called);
    event::Missed missed{c.ticket, {}};
    if ((*t)->absences < settings.absent_at_most) missed.skip = settings.absent_skip;
    return emit(c.ticket, missed);
}

Decider::Answer Decider::operator()(const Transfer& c) const {
    const auto t = resolve(c.ticket);
    if (!t) return fail(t.error());
    if (!open((*t)->state)) return fail(QueueError::not_waiting);
    const auto& service = c.service.empty() ? (*t)->service : c.service;
    if (!settings.service(service)) return fail(QueueError::unknown_service);
    if (!c.window.empty() && !settings.window(c.window)) return fail(QueueError::unknown_window);
    const bool nowhere = waits((*t)->state) && service == (*t)->service && c.window == (*t)->target_window;
    if (nowhere || !api::is_plain_text(c.note, longest_note)) return fail(QueueError::malformed);
    return emit(c.ticket, event::Transferred{c.ticket, service, c.window, c.note});
}

Decider::Answer Decider::operator()(const OpenWindow& c) const {
    const auto* window = settings.window(c.window);
    if (!window) return fail(QueueError::unknown_window);
    const auto* w = state.window(c.window);
    if (w && w->open) return done({});
    return emit({}, event::WindowOpened{c.window, settings.services_at(*window)});
}

// A window that the settings no longer know can still be closed.
Decider::Answer Decider::operator()(const CloseWindow& c) const {
    const auto* w = state.window(c.window);
    if (!w && !settings.window(c.window)) return fail(QueueError::unknown_window);
    if (!w || !w->open) return done({});
    if (w->ticket) return fail(QueueError::window_busy);
    return emit({}, event::WindowClosed{c.window});
}

Decider::Answer Decider::operator()(const PauseService& c) const {
    if (!settings.service(c.service)) return fail(QueueError::unknown_service);
    if (state.paused(c.service)) return done({});
    return emit({}, event::ServicePaused{c.service});
}

Decider::Answer Decider::operator()(const ResumeService& c) const {
    if (!state.paused(c.service))
        return settings.service(c.service) ? done({}) : fail(QueueError::unknown_service);
    return emit({}, event::ServiceResumed{c.service});
}

}  // namespace lobby::office::queue
