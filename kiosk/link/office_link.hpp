// The kiosk's connection to its office: dials out, keeps dialling (back-off with full jitter), notices a dead
// peer within ten seconds, and carries questions and answers.
//
// It also takes the kiosk's journal to the office (journal_sender.hpp), hears from it how the hall stands,
// and brings the feed of records that the kiosk keeps for when the office is away (kiosk/cache).
//
// Lives on one io_context with one thread. start(), stop(), retry_now(), lookup(), the ask_ functions,
// cancel() and journal_grew() may be called from any thread; observers and completions run on the
// io_context's thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <variant>

#include <boost/asio/io_context.hpp>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "kiosk/link/backoff.hpp"
#include "kiosk/link/link_settings.hpp"
#include "kiosk/store/kiosk_store.hpp"
#include "office/api/messages.hpp"

namespace lobby::kiosk {

enum class LinkError { unreachable, timed_out, not_enrolled, revoked, version, cancelled };

[[nodiscard]] std::string_view word_of(LinkError error);

struct LinkConnecting {};
struct LinkUp {
    api::OfficeProfile office;
    WallTime office_time{};
    std::optional<api::ScanKey> scan_key{};  // what scans and forms are sealed to
    std::optional<api::CheckRules> check_rules{};
};
struct LinkDown {
    LinkError reason{};
};
using LinkState = std::variant<LinkConnecting, LinkUp, LinkDown>;

struct LinkTiming {
    std::chrono::milliseconds connect{10'000};   // from dialling to the office's welcome
    std::chrono::milliseconds heartbeat{4'000};  // sent this often
    std::chrono::milliseconds silence{9'000};    // nothing heard for so long: the office is gone
    std::chrono::milliseconds held{3000};  // a question waits so long for a connection that is being dialled
    std::chrono::milliseconds stable{20'000};       // connected so long: the back-off starts anew
    std::chrono::milliseconds journal_ack{15'000};  // entries not acknowledged in so long are sent again
    std::chrono::milliseconds backoff_base{500};
    std::chrono::milliseconds backoff_longest{60'000};
};

// Whoever keeps the office's records; called on the io_context's thread.
struct FeedSide {
    using Send = std::function<void(api::FeedWanted)>;
    // `send` may be called until disconnected(). No pepper: there is nothing to keep.
    std::function<void(const std::optional<api::CachePepper>& pepper, Send send)> connected;
    std::function<void()> disconnected;
    std::function<void(api::FeedPart)> part;
};

class OfficeLink {
public:
    using Observer = std::function<void(const LinkState&)>;
    using Completion = std::function<void(Result<api::LookupReply, LinkError>)>;
    using TicketCompletion = std::function<void(Result<api::TicketAnswer, LinkError>)>;
    using AppointmentCompletion = std::function<void(Result<api::AppointmentAnswer, LinkError>)>;
    template <class Answer>
    using Answered = std::function<void(Result<Answer, LinkError>)>;
    using HallObserver = std::function<void(const api::HallFeed&)>;
    using Ticket = uint64_t;  // names a question, to cancel it

    OfficeLink(boost::asio::io_context& io, LinkSettings settings, const Clock& clock, Log& log,
               Observer observer, Backoff::Random random, LinkTiming timing = {});
    ~OfficeLink();
    OfficeLink(const OfficeLink&) = delete;
    OfficeLink& operator=(const OfficeLink&) = delete;

    // Before start(). `store` belongs to the io_context's thread and outlives its run.
    void set_journal(KioskStore& store);
    void set_hall_observer(HallObserver observer);
    void set_feed(FeedSide side);

    void start();
    void stop();
    // Dials at once instead of waiting for the back-off: a visitor touched "try again".
    void retry_now();

    // `done` is called once: with the answer, with timed_out at the deadline, with unreachable when there is
    // no connection and none is being dialled, when dialling fails or the connection breaks, or with
    // cancelled. While the office is being dialled a question waits for its welcome.
    Ticket lookup(api::LookupRequest request, std::chrono::milliseconds deadline, Completion done);
    // The same, of a ticket; an office that does not answer is unreachable.
    Ticket ask_ticket(api::TicketQuestion question, std::chrono::milliseconds deadline,
                      TicketCompletion done);
    Ticket ask_appointment(api::AppointmentQuestion question, std::chrono::milliseconds deadline,
                           AppointmentCompletion done);
    // The same, of a lawyer.
    Ticket ask_lawyer(api::LawyerQuestion question, std::chrono::milliseconds deadline,
                      Answered<api::LawyerAnswer> done);
    Ticket ask_check(api::CheckQuestion question, std::chrono::milliseconds deadline,
                     Answered<api::CheckAnswer> done);
    Ticket ask_slots(api::SlotsQuestion question, std::chrono::milliseconds deadline,
                     Answered<api::SlotsAnswer> done);
    Ticket ask_book(api::BookQuestion question, std::chrono::milliseconds deadline,
                    Answered<api::BookAnswer> done);
    void cancel(Ticket ticket);

    // Something was appended: it goes up at once when there is a connection.
    void journal_grew();

    // The visitor has gone: an exchange of zeros overwrites what his answers left in the stream's own
    // buffers.
    void scrub();

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace lobby::kiosk
