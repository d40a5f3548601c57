// One kiosk's session at the office, as a machine without I/O: bytes and time in, actions out.
// kiosk_session.hpp carries them out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "office/api/codec.hpp"

namespace lobby::office {

struct SessionLimits {
    size_t lookups_in_flight = 64;  // lookups and lawyers' questions; more are answered unavailable at once
    std::chrono::milliseconds hello{10'000};    // from the beginning of the session
    std::chrono::milliseconds silence{30'000};  // without one whole message; fragments and pings do not count
    uint32_t messages_per_second = 500;         // a kiosk that sends more is read more slowly
    uint32_t burst = 250;
};

class SessionMachine {
public:
    struct Send {
        api::OfficeMessage message;
    };
    struct AskLookup {
        uint64_t id{};
        api::LookupRequest request;
    };
    // The welcome, to be completed with what is known of the kiosk's journal.
    struct Greet {
        uint64_t id{};
        api::Welcome welcome;
        std::optional<api::JournalId> journal;
    };
    struct ApplyJournal {
        uint64_t id{};
        api::JournalId journal{};
        api::JournalEntries entries;
    };
    struct AskTicket {
        uint64_t id{};
        api::TicketQuestion question;
    };
    struct AskAppointment {
        uint64_t id{};
        api::AppointmentQuestion question;
    };
    // A question that the office answers in its own time; its answer comes back by on_answer().
    template <class Question>
    struct Ask {
        uint64_t id{};
        Question question;
    };
    using AskLawyer = Ask<api::LawyerQuestion>;
    using AskCheck = Ask<api::CheckQuestion>;
    using AskSlots = Ask<api::SlotsQuestion>;
    using AskBook = Ask<api::BookQuestion>;
    struct Feed {
        api::FeedWanted wanted;
    };
    struct Close {
        api::CloseReason reason{};
        std::string_view why;  // for the log
    };
    using Action = std::variant<Send, AskLookup, Greet, ApplyJournal, AskTicket, AskAppointment, AskLawyer,
                                AskCheck, AskSlots, AskBook, Feed, Close>;
    using Actions = std::vector<Action>;

    SessionMachine(api::OfficeProfile profile, SteadyTime started, SessionLimits limits = {})
        : profile_(std::move(profile)),
          limits_(limits),
          started_(started),
          heard_(started),
          allowance_from_(started),
          allowance_(limits.burst) {}

    // One message of the kiosk, as it came. After a Close, or end(), nothing more is answered.
    [[nodiscard]] Actions on_message(std::string_view bytes, WallTime now, SteadyTime at);
    // A message that is not one of the contract's at all, for example a text frame.
    [[nodiscard]] Actions on_bad_frame(std::string_view why);
    // A lookup's answer, in any order.
    [[nodiscard]] Actions on_reply(uint64_t id, api::LookupReply reply);
    // The answer to a lawyer's question, in any order.
    [[nodiscard]] Actions on_answer(api::OfficeMessage answer);
    // What came of ApplyJournal: acknowledged up to here, or not at all. Until then entries that come are
    // dropped: a kiosk sends one message at a time, and again what is not acknowledged.
    [[nodiscard]] Actions on_journal(uint64_t id, std::optional<uint64_t> through);
    // Called now and then: ends a session that says no Hello or nothing whole.
    [[nodiscard]] Actions on_time(SteadyTime at);
    // The office ends the session for a reason of its own.
    void end() { state_ = State::closed; }

    // How long the kiosk is to be left unread before its next message.
    [[nodiscard]] std::chrono::milliseconds pause(SteadyTime at);

    [[nodiscard]] bool open() const { return state_ == State::open; }

private:
    enum class State { awaiting_hello, open, closed };
    Actions close(api::CloseReason reason, std::string_view why);
    Actions on_hello(uint64_t id, const api::Hello& hello, WallTime now);
    Actions on_lookup(uint64_t id, api::LookupRequest request);
    template <class Question>
    Actions on_question(uint64_t id, Question question);
    Actions on_entries(uint64_t id, api::JournalEntries entries);

    State state_ = State::awaiting_hello;
    size_t in_flight_ = 0;
    std::optional<api::JournalId> journal_;
    bool applying_ = false;
    api::OfficeProfile profile_;
    SessionLimits limits_;
    SteadyTime started_;
    SteadyTime heard_;           // the last whole message
    SteadyTime allowance_from_;  // when allowance_ was true
    double allowance_;           // messages that may come at once; negative: owed
};

}  // namespace lobby::office
