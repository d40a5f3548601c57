// The queue as the pages watch it. A copy of the state, brought up to date by the queue's events, lives on a
// thread of its own: there the views are made, a call at once, all else at most every 50 ms, and the waiting
// model is asked no more often than its cost allows. What is ready goes to the topics on the I/O thread.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "base/clock.hpp"
#include "office/api/messages.hpp"
#include "office/console/topic.hpp"
#include "office/console/views/board_view.hpp"
#include "office/fleet/help_desk.hpp"
#include "office/queue/store/queue_service.hpp"

namespace lobby::office::console {

class Live {
public:
    // Reads who opened the windows from office.db in `data_dir`. `queue`, `help` and `clock` outlive it.
    Live(boost::asio::io_context& io, queue::QueueService& queue, HelpDesk& help,
         const std::filesystem::path& data_dir, api::OfficeProfile office, const Clock& clock);
    Live(const Live&) = delete;
    Live& operator=(const Live&) = delete;
    ~Live();  // on the I/O thread, or after it ended

    [[nodiscard]] const std::shared_ptr<Topic>& queue_topic() const;
    // The same without its tickets: for staff who call nobody.
    [[nodiscard]] const std::shared_ptr<Topic>& overview_topic() const;
    [[nodiscard]] const std::shared_ptr<Topic>& board_topic() const;
    // Made when it is first asked for; gone with its last stream.
    [[nodiscard]] std::shared_ptr<Topic> ticket_topic(const std::string& token);
    // No stream goes on.
    void end();

    // As of now: whatever was answered before the call is in it.
    boost::asio::awaitable<std::string> queue_snapshot(bool with_tickets);
    boost::asio::awaitable<std::string> board_snapshot();
    // Nothing: no ticket that is still kept has this token.
    boost::asio::awaitable<std::optional<std::string>> ticket_snapshot(std::string token);
    // Nothing: the call is over.
    boost::asio::awaitable<std::optional<SpokenCall>> spoken_call(uint64_t seq);
    // Who opened the window; empty: it is closed.
    boost::asio::awaitable<std::string> opener_of(std::string window);
    // The window that this account opened; empty: none.
    boost::asio::awaitable<std::string> window_of(std::string account);

private:
    struct Desk;  // what belongs to the views' thread
    std::shared_ptr<Desk> desk_;
};

}  // namespace lobby::office::console
