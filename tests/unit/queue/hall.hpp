// A hall for tests: an engine whose clock stands still until moved, with every event that it made.
#pragma once

#include <gtest/gtest.h>

#include "office/queue/engine.hpp"

namespace lobby::office::queue {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// A Tuesday, 09:00 at the office (UTC+8).
inline const WallTime morning = WallTime(std::chrono::sys_days(std::chrono::year{2026} / 11 / 24)) + hours(1);

class Hall {
public:
    explicit Hall(Settings rules = default_settings()) : settings(std::move(rules)) {}

    Result<Decision, QueueError> ask(const Request& request) {
        auto decision = decide(state, settings, request);
        if (!decision) return decision;
        for (const auto& e : decision->events) {
            EXPECT_TRUE(state.apply(e)) << "an event of the engine does not fit, kind " << e.body.index();
            events.push_back(e);
        }
        return decision;
    }
    Result<Decision, QueueError> ask(Command command) {
        return ask(Request{now, "clerk", {}, {}, std::move(command)});
    }
    // As ask(), for what has to work. The ticket that it was about.
    TicketId must(Command command) {
        const auto decision = ask(std::move(command));
        EXPECT_TRUE(decision) << "refused: " << (decision ? "" : word_of(decision.error()));
        return decision && decision->ticket ? *decision->ticket : TicketId{};
    }
    Request entry(const std::string& kiosk, uint64_t number, Command command) {
        return {now, kiosk, KioskEntry{kiosk, number}, {}, std::move(command)};
    }
    // Everyone comes a second after the one before.
    TicketId take(const std::string& service, Precedence precedence = Precedence::ordinary,
                  std::optional<Appointment> appointment = {}) {
        now += seconds(1);
        return must(Take{service, now, 0, precedence, std::move(appointment), ""});
    }
    // Calls, serves and finishes at once; whom.
    std::optional<TicketId> next(const std::string& window) {
        now += seconds(1);
        const auto decision = ask(CallNext{window, true});
        return decision ? decision->ticket : std::nullopt;
    }
    const Ticket& ticket(TicketId id) const {
        const auto* t = state.ticket(id);
        EXPECT_TRUE(t);
        static const Ticket none;
        return t ? *t : none;
    }
    TicketState state_of(TicketId id) const { return ticket(id).state; }

    Settings settings;
    State state;
    WallTime now = morning;
    std::vector<Event> events;
};

template <class Decided>
::testing::AssertionResult refused(const Decided& decided, QueueError why) {
    if (decided) return ::testing::AssertionFailure() << "it was granted";
    if (decided.error() == why) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "refused, but as " << word_of(decided.error());
}

}  // namespace lobby::office::queue
