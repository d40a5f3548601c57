#include "office/queue/store/ledger_words.hpp"

#include <boost/json/array.hpp>

namespace lobby::office::queue {

namespace {

using boost::json::object;

struct Words {
    const State& before;

    object ticket(TicketId id) const {
        const auto* t = before.ticket(id);
        if (!t) return {};
        return {{"ticket", text_of(t->number)}, {"day", iso_date(t->day)}, {"service", t->service}};
    }
    object at_its_window(TicketId id) const {
        auto o = ticket(id);
        if (const auto* t = before.ticket(id)) o["window"] = t->window;
        return o;
    }

    object operator()(const event::SeriesAssigned& e) const {
        return {{"kiosk", e.kiosk}, {"series", std::string_view(&e.series, 1)}};
    }
    object operator()(const event::Taken& e) const {
        return {{"ticket", text_of(e.number)},
                {"day", iso_date(e.day)},
                {"service", e.service},
                {"taken_at", iso_time(e.taken_at)}};
    }
    object operator()(const event::GivenBack& e) const { return ticket(e.ticket); }
    object operator()(const event::PrintReported& e) const {
        auto o = ticket(e.ticket);
        o["print"] = word_of(e.print);
        return o;
    }
    object operator()(const event::Rated& e) const {
        const auto* t = before.ticket(e.ticket);
        boost::json::array reasons;
        for (const auto r : e.reasons) reasons.emplace_back(word_of(r));
        return {{"service", t ? t->service : ""}, {"score", e.score}, {"reasons", std::move(reasons)}};
    }
    object operator()(const event::Called& e) const {
        auto o = ticket(e.ticket);
        o["window"] = e.window;
        if (e.turn == Turn::chosen) o["chosen"] = true;
        return o;
    }
    object operator()(const event::Resumed& e) const {
        auto o = ticket(e.ticket);
        o["window"] = e.window;
        return o;
    }
    object operator()(const event::Missed& e) const {
        auto o = at_its_window(e.ticket);
        o["comes_back"] = e.skip.has_value();
        return o;
    }
    object operator()(const event::Transferred& e) const {
        auto o = ticket(e.ticket);
        o["to_service"] = e.service;
        o["to_window"] = e.window;
        return o;
    }
    object operator()(const event::Expired& e) const { return ticket(e.ticket); }
    object operator()(const event::WindowOpened& e) const { return {{"window", e.window}}; }
    object operator()(const event::WindowClosed& e) const { return {{"window", e.window}}; }
    object operator()(const event::ServicePaused& e) const { return {{"service", e.service}}; }
    object operator()(const event::ServiceResumed& e) const { return {{"service", e.service}}; }
    object operator()(const event::DayStarted& e) const { return {{"day", iso_date(e.day)}}; }
    template <class AtWindow>  // recalled, started, finished, held
    object operator()(const AtWindow& e) const {
        return at_its_window(e.ticket);
    }
};

constexpr auto first_kind = static_cast<size_t>(LedgerKind::series_assigned);
static_assert(static_cast<size_t>(LedgerKind::queue_day_started) - first_kind + 1 ==
              std::variant_size_v<event::Body>);

}  // namespace

LedgerEntry ledger_entry(const State& before, const Event& event) {
    LedgerEntry entry{static_cast<LedgerKind>(first_kind + event.body.index()),
                      std::visit(Words{before}, event.body)};
    // Who rated cannot be told from a kiosk's name; that it was a kiosk is enough.
    if (!std::holds_alternative<event::Rated>(event.body)) entry.body["by"] = event.by;
    return entry;
}

}  // namespace lobby::office::queue
