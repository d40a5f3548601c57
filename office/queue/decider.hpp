// Inside of the engine: one judge for each command, on a state whose day is the right one.
#pragma once

#include "office/queue/engine.hpp"

namespace lobby::office::queue {

struct Decider {
    using Answer = Result<Decision, QueueError>;

    const State& state;
    const Settings& settings;
    const Request& request;

    [[nodiscard]] Answer decide();

    // engine.cpp
    Answer operator()(const AssignSeries& c) const;
    Answer operator()(const Tick& c) const;
    // decide_visitor.cpp
    Answer operator()(const Take& c) const;
    Answer operator()(const GiveBack& c) const;
    Answer operator()(const ReportPrint& c) const;
    Answer operator()(const Rate& c) const;
    // decide_window.cpp
    Answer operator()(const CallNext& c) const;
    Answer operator()(const CallThis& c) const;
    Answer operator()(const Recall& c) const;
    Answer operator()(const Start& c) const;
    Answer operator()(const Finish& c) const;
    Answer operator()(const Hold& c) const;
    Answer operator()(const Resume& c) const;
    Answer operator()(const NoShow& c) const;
    Answer operator()(const Transfer& c) const;
    Answer operator()(const OpenWindow& c) const;
    Answer operator()(const CloseWindow& c) const;
    Answer operator()(const PauseService& c) const;
    Answer operator()(const ResumeService& c) const;

private:
    [[nodiscard]] Answer take_from_kiosk(const Take& c) const;
    [[nodiscard]] Date day_of(const Take& c) const;
    [[nodiscard]] Answer take_at_office(const Take& c) const;
    [[nodiscard]] Answer taken(event::Taken ticket) const;
    // The window, open and free, or with what it is to finish first.
    [[nodiscard]] Result<const WindowState*, QueueError> ready(const std::string& window,
                                                               bool finish_current) const;
    [[nodiscard]] Decision finish_then(const WindowState& window) const;

    // The ticket, unless it is unknown or has changed since the asker saw it.
    [[nodiscard]] Result<const Ticket*, QueueError> resolve(const TicketRef& ref) const;
    [[nodiscard]] Answer done(std::optional<TicketId> ticket) const;
    template <class... Bodies>
    [[nodiscard]] Answer emit(std::optional<TicketId> ticket, Bodies... bodies) const {
        return Decision{{Event{request.at, request.by, std::move(bodies)}...}, ticket};
    }
};

}  // namespace lobby::office::queue
