// The fields of what the store keeps, each named once: the same list writes and reads. A change of a list is
// a new form (event_codec.hpp).
#pragma once

#include "office/queue/events.hpp"
#include "office/queue/state.hpp"

namespace lobby::office::queue {

template <class V>
void fields(V& v, KioskEntry& e) {
    v("kiosk", e.kiosk);
    v("entry", e.entry);
}
template <class V>
void fields(V& v, Appointment& a) {
    v("id", a.id);
    v("from", a.from);
    v("until", a.until);
}
template <class V>
void fields(V& v, ToldWait& t) {
    v("low", t.low_minutes);
    v("high", t.high_minutes);
    v("raw_low", t.raw_low);
    v("raw_high", t.raw_high);
}
template <class V>
void fields(V& v, Ticket& t) {
    v("id", t.id);
    v("number", t.number);
    v("token", t.token);
    v("entries", t.entries);
    v("day", t.day);
    v("service", t.service);
    v("target_window", t.target_window);
    v("precedence", t.precedence);
    v("appointment", t.appointment);
    v("note", t.note);
    v("taken_at", t.taken_at);
    v("known_at", t.known_at);
    v("told", t.told);
    v("state", t.state);
    v("window", t.window);
    v("first_called_at", t.first_called_at);
    v("called_at", t.called_at);
    v("started_at", t.started_at);
    v("ended_at", t.ended_at);
    v("overtaken", t.overtaken);
    v("absences", t.absences);
    v("skip", t.skip);
    v("recalls", t.recalls);
    v("rated", t.rated);
    v("print", t.print);
    v("version", t.version);
}
template <class V>
void fields(V& v, WindowState& w) {
    v("open", w.open);
    v("services", w.services);
    v("ticket", w.ticket);
    v("free_since", w.free_since);
    v("turnaround", w.turnaround);
}
template <class V>
void fields(V& v, Duration& d) {
    v("hour", d.hour);
    v("seconds", d.seconds);
}
template <class V>
void fields(V& v, Miss& m) {
    v("below", m.below);
    v("above", m.above);
}
template <class V>
void fields(V& v, State::Parts& p) {
    v("version", p.version);
    v("day", p.day);
    v("next_id", p.next_id);
    v("tickets", p.tickets);
    v("windows", p.windows);
    v("paused", p.paused);
    v("series", p.series);
    v("durations", p.durations);
    v("ratings", p.ratings);
    v("misses", p.misses);
}

namespace event {

template <class V>
void fields(V& v, SeriesAssigned& e) {
    v("kiosk", e.kiosk);
    v("series", e.series);
}
template <class V>
void fields(V& v, Taken& e) {
    v("ticket", e.ticket);
    v("number", e.number);
    v("entry", e.entry);
    v("day", e.day);
    v("service", e.service);
    v("precedence", e.precedence);
    v("appointment", e.appointment);
    v("token", e.token);
    v("taken_at", e.taken_at);
    v("told", e.told);
}
template <class V>
void fields(V& v, GivenBack& e) {
    v("ticket", e.ticket);
    v("entry", e.entry);
}
template <class V>
void fields(V& v, PrintReported& e) {
    v("ticket", e.ticket);
    v("print", e.print);
    v("entry", e.entry);
}
template <class V>
void fields(V& v, Rated& e) {
    v("ticket", e.ticket);
    v("score", e.score);
    v("reasons", e.reasons);
    v("entry", e.entry);
}
template <class V>
void fields(V& v, Called& e) {
    v("ticket", e.ticket);
    v("window", e.window);
    v("turn", e.turn);
}
template <class V>
void fields(V& v, Resumed& e) {
    v("ticket", e.ticket);
    v("window", e.window);
}
template <class V>
void fields(V& v, Missed& e) {
    v("ticket", e.ticket);
    v("skip", e.skip);
}
template <class V>
void fields(V& v, Transferred& e) {
    v("ticket", e.ticket);
    v("service", e.service);
    v("window", e.window);
    v("note", e.note);
}
template <class V>
void fields(V& v, WindowOpened& e) {
    v("window", e.window);
    v("services", e.services);
}
template <class V>
void fields(V& v, DayStarted& e) {
    v("day", e.day);
}
// Recalled, Started, Finished, Held, Expired; WindowClosed; ServicePaused and ServiceResumed.
template <class V, class E>
requires requires(E e) {
    e.ticket;
}
void fields(V& v, E& e) {
    v("ticket", e.ticket);
}
template <class V, class E>
requires(
    requires(E e) { e.window; } && !requires(E e) { e.ticket; }) void fields(V& v, E& e) {
    v("window", e.window);
}
template <class V, class E>
requires(
    requires(E e) { e.service; } && !requires(E e) { e.ticket; }) void fields(V& v, E& e) {
    v("service", e.service);
}

}  // namespace event
}  // namespace lobby::office::queue
