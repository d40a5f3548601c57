// The kiosk's real link on a thread of its own, with waiting calls for tests.
#pragma once

#include <memory>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "kiosk/link/enrolment.hpp"
#include "kiosk/link/office_link.hpp"
#include "tests/support/inbox.hpp"

namespace lobby::test {

class KioskClient {
public:
    using Answer = Result<api::LookupReply, kiosk::LinkError>;
    using Answers = std::shared_ptr<Inbox<Answer>>;  // shared: a late answer still has a place to go

    explicit KioskClient(kiosk::LinkSettings settings, kiosk::LinkTiming timing = calm());
    KioskClient(const KioskClient&) = delete;
    KioskClient& operator=(const KioskClient&) = delete;
    ~KioskClient();

    bool wait_up(std::chrono::milliseconds within = patience);
    // Why it went down, or could not come up.
    std::optional<kiosk::LinkError> wait_down(std::chrono::milliseconds within = patience);
    Inbox<kiosk::LinkState>& states() { return states_; }

    Answer ask(api::LookupRequest request, std::chrono::milliseconds deadline = patience);
    // Asks without waiting; the answer comes to the inbox.
    kiosk::OfficeLink::Ticket ask_later(api::LookupRequest request, Answers answers,
                                        std::chrono::milliseconds deadline = patience);
    static Answers inbox() { return std::make_shared<Inbox<Answer>>(); }
    kiosk::OfficeLink& link() { return link_; }

    // No heartbeat and no back-off worth waiting for.
    static kiosk::LinkTiming calm();

private:
    SystemClock clock_;
    Log log_;
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    Inbox<kiosk::LinkState> states_;
    kiosk::OfficeLink link_;
    std::thread thread_;
};

// Joins a fleet, with the whole of the kiosk's own code.
Result<std::string, kiosk::EnrolError> enrol_now(const kiosk::LinkSettings& settings,
                                                 const EnrolmentCode& code);

}  // namespace lobby::test
