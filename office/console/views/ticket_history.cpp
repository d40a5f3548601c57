#include "office/console/views/ticket_history.hpp"

namespace lobby::office::console {

using queue::TicketState;
namespace event = queue::event;

namespace {

int64_t seconds_between(WallTime from, WallTime to) {
    return std::max<int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(to - from).count());
}

}  // namespace

std::optional<int64_t> TicketRecord::wait_seconds() const {
    if (!called_at) return std::nullopt;
    return seconds_between(taken_at, *called_at);
}

std::optional<int64_t> TicketRecord::service_seconds() const {
    if (outcome != TicketState::finished || !started_at || !ended_at) return std::nullopt;
    return seconds_between(*started_at, *ended_at);
}

struct TicketHistory::Adder {
    TicketHistory& history;
    WallTime at;

    TicketRecord* find(queue::TicketId id) const {
        const auto found = history.tickets_.find(id);
        return found == history.tickets_.end() ? nullptr : &found->second;
    }
    void end(queue::TicketId id, TicketState outcome) const {
        if (auto* t = find(id)) {
            t->outcome = outcome;
            t->ended_at = at;
        }
    }
    void operator()(const event::Taken& e) const {
        TicketRecord t;
        t.number = e.number;
        t.day = e.day;
        t.service = e.service;
        t.taken_at = e.taken_at;
        t.told = e.told;
        history.tickets_[e.ticket] = std::move(t);
    }
    void operator()(const event::Called& e) const {
        if (auto* t = find(e.ticket)) {
            if (!t->called_at) t->called_at = at;
            history.last_call_[e.ticket] = at;
        }
    }
    void operator()(const event::Started& e) const {
        if (auto* t = find(e.ticket); t && !t->started_at) t->started_at = at;
    }
    // A window that does not press "start" began with the call.
    void operator()(const event::Finished& e) const {
        if (auto* t = find(e.ticket); t && !t->started_at)
            if (const auto call = history.last_call_.find(e.ticket); call != history.last_call_.end())
                t->started_at = call->second;
        end(e.ticket, TicketState::finished);
    }
    void operator()(const event::GivenBack& e) const { end(e.ticket, TicketState::given_back); }
    void operator()(const event::Expired& e) const { end(e.ticket, TicketState::expired); }
    void operator()(const event::Missed& e) const {
        if (!e.skip) end(e.ticket, TicketState::gone);
    }
    void operator()(const event::Transferred& e) const {
        if (auto* t = find(e.ticket)) t->service = e.service;
    }
    void operator()(const event::PrintReported& e) const {
        if (auto* t = find(e.ticket)) t->print = e.print;
    }
    void operator()(const event::Rated& e) const {
        if (auto* t = find(e.ticket)) {
            t->score = e.score;
            t->reasons = e.reasons;
        }
    }
    template <class Other>
    void operator()(const Other&) const {}
};

void TicketHistory::add(const queue::Event& e) {
    std::visit(Adder{*this, e.at}, e.body);
}

}  // namespace lobby::office::console
