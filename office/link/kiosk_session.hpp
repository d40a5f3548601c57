// One kiosk's connection at the office, from the upgrade to its end: carries out what the session machine
// says, holds its queue within bounds, and knows why it ended. Lives on its stream's executor (one thread).
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "base/log.hpp"
#include "office/api/messages.hpp"
#include "office/link/kiosk_services.hpp"
#include "office/link/link_limits.hpp"

namespace lobby::office {

using KioskStream = boost::beast::websocket::stream<boost::beast::ssl_stream<boost::beast::tcp_stream>>;

class KioskSession : public std::enable_shared_from_this<KioskSession> {
public:
    struct Kiosk {
        std::string id;
        std::vector<uint8_t> certificate_serial;
    };

    // `clock` and `log` outlive the session.
    KioskSession(KioskStream stream, Kiosk kiosk, const api::OfficeProfile& profile,
                 std::shared_ptr<const KioskServices> services, const Clock& clock, Log& log,
                 const LinkLimits& limits);

    [[nodiscard]] const Kiosk& kiosk() const { return kiosk_; }
    // Why it ended or is ending, a word for the log; empty while it lives.
    [[nodiscard]] std::string_view ended() const { return ended_; }

    // Reads and answers until the connection is over.
    boost::asio::awaitable<void> run();
    // Answers nothing more, says why, and closes when what waits is written.
    void close(api::CloseReason reason, std::string_view why);
    void cut(std::string_view why);
    // The hall has changed: it is told as soon as nothing else waits to be written, and only the newest.
    void hall_changed();
    // There may be new records for kiosks to keep.
    void feed_changed();
    // Called now and then: ends what is past its deadlines.
    void check_deadlines();

private:
    static boost::asio::awaitable<void> answer(std::shared_ptr<KioskSession> self, uint64_t id,
                                               api::LookupRequest request);
    static boost::asio::awaitable<void> apply(std::shared_ptr<KioskSession> self,
                                              SessionMachine::ApplyJournal journal);
    // `handler` is one of the services.
    template <class Handler, class Ask>
    void pass_on(const Handler& handler, Ask ask);
    template <class Handler, class Ask>
    static boost::asio::awaitable<void> answer_question(std::shared_ptr<KioskSession> self,
                                                        const Handler& handler, Ask ask);
    void carry_out(SessionMachine::Actions actions);
    void greet(SessionMachine::Greet greet);
    void tell_hall();
    void feed_on();
    static boost::asio::awaitable<void> read_feed(std::shared_ptr<KioskSession> self, FeedFrom from);
    void on_control_frame();
    void send(const api::OfficeMessage& message);
    void close_after_writing(std::string_view why);
    void write();
    void written(bool failed);
    void shut();

    KioskStream stream_;
    const Kiosk kiosk_;
    const std::shared_ptr<const KioskServices> services_;
    const Clock& clock_;
    Log& log_;
    const LinkLimits limits_;
    SessionMachine machine_;
    std::deque<std::string> queue_;  // the first is being written while writing_
    size_t queued_bytes_ = 0;
    size_t control_frames_ = 0;
    bool writing_ = false;
    bool hall_due_ = false;
    FeedSender feed_;
    std::optional<api::FeedPart> feed_part_;  // read, and waiting for its turn
    std::optional<api::HallFeed> told_hall_;  // what the kiosk knows, with the rules
    bool closing_ = false;
    SteadyTime since_{};  // of the write or the closing under way
    std::string_view ended_;
};

}  // namespace lobby::office
