// Calls a person: a journal entry, so that no call is lost, and the truth about whether the office has it.
//
// I/O thread only. Each call gets one answer, and a second one when a call that was only kept reaches the
// office.
#pragma once

#include <cstdint>
#include <map>
#include <memory>

#include <boost/asio/steady_timer.hpp>

#include "kiosk/help/help_flow.hpp"
#include "kiosk/tickets/desk_context.hpp"

namespace lobby::kiosk::help {

class HelpDesk {
public:
    // `context` must outlive it.
    explicit HelpDesk(tickets::DeskContext& context) : context_(context) {}
    HelpDesk(const HelpDesk&) = delete;
    HelpDesk& operator=(const HelpDesk&) = delete;

    void carry_out(const Errand& errand);
    // The office has everything up to this entry of the journal.
    void acknowledged(uint64_t through);
    void stop();

private:
    struct Call {
        uint64_t question{};
        std::unique_ptr<boost::asio::steady_timer> patience;  // until it is said that it is only kept
    };
    void tell(uint64_t question, Reached reached);

    tickets::DeskContext& context_;
    std::map<uint64_t, Call> calls_;  // by entry; not at the office yet
};

}  // namespace lobby::kiosk::help
