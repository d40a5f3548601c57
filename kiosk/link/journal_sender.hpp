// Inside of the link: brings the kiosk's journal to the office, one message at a time. Each is sent again
// until the office says that it is on its disk; an office that does not is left alone for longer and longer.
//
// Lives on the link's io_context.
#pragma once

#include <functional>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/log.hpp"
#include "kiosk/link/backoff.hpp"
#include "kiosk/store/kiosk_store.hpp"
#include "office/api/messages.hpp"

namespace lobby::kiosk {

class JournalSender : public std::enable_shared_from_this<JournalSender> {
public:
    using Send = std::function<void(api::JournalEntries)>;

    // `patience`: how long the office has to acknowledge a message. `store` and `log` outlive the
    // io_context's run.
    JournalSender(boost::asio::io_context& io, KioskStore& store, Log& log, Backoff backoff,
                  std::chrono::milliseconds patience);

    [[nodiscard]] api::JournalId journal_id() const { return store_.journal_id(); }
    [[nodiscard]] uint64_t last_number() const { return store_.last_number(); }

    void connected(bool journal_known, uint64_t through, Send send);
    void disconnected();
    // There may be something new to send.
    void grew() { pump(); }
    void acknowledged(uint64_t through);

private:
    void pump();
    void wait(std::chrono::milliseconds time, void (JournalSender::*then)());
    void try_later();
    void not_acknowledged();
    void go_on();

    KioskStore& store_;
    Log& log_;
    Backoff backoff_;
    const std::chrono::milliseconds patience_;
    boost::asio::steady_timer timer_;
    Send send_;                  // while connected
    uint64_t sent_through_ = 0;  // of the message under way; 0: none
    bool waiting_ = false;       // before the next attempt
    uint64_t waits_ = 0;         // names the wait that the timer is for
};

}  // namespace lobby::kiosk
