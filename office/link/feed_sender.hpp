// Where one kiosk stands in the feed of sealed records, as a machine without I/O: what it has, what is under
// way to it, and what it may be sent next. Everything else that a session has to say goes first; a kiosk that
// does not acknowledge is sent no more than its credit.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "base/clock.hpp"
#include "office/api/feed.hpp"

namespace lobby::office {

// Whence a part is read. Another feed, none, or a cursor from further back than is remembered begins a
// snapshot, unless one is under way.
struct FeedFrom {
    std::optional<api::FeedId> feed;
    uint64_t cursor = 0;
    bool in_snapshot = false;
    uint32_t most_records = 0;
    friend bool operator==(const FeedFrom&, const FeedFrom&) = default;
};

class FeedSender {
public:
    // A kiosk whose copy is up to date hears at least this often that it is.
    static constexpr std::chrono::seconds say_again{60};

    // A question or an acknowledgement.
    void on_wanted(const api::FeedWanted& wanted);
    // There may be something new.
    void on_change() {
        caught_up_ = false;
        changed_ = reading_;
    }
    // What is to be read now; nothing: wait. Until on_part() or on_nothing() there is one reading at a time.
    [[nodiscard]] std::optional<FeedFrom> next(SteadyTime now);
    // What was read goes out. False: the kiosk has asked for something else meanwhile; it does not.
    [[nodiscard]] bool on_part(const api::FeedPart& part, SteadyTime now);
    // It could not be read: after a while again.
    void on_nothing(SteadyTime now);

private:
    struct Underway {
        uint64_t through = 0;
        uint32_t records = 0;
    };
    [[nodiscard]] bool acknowledges(const api::FeedWanted& wanted) const;

    bool wanted_ = false;
    bool reading_ = false;
    bool void_ = false;     // what is being read is not wanted any more
    bool changed_ = false;  // since it is being read
    std::optional<api::FeedId> feed_;
    uint64_t through_ = 0;  // sent
    uint64_t kept_ = 0;     // acknowledged
    uint32_t credit_ = 0;
    uint32_t underway_records_ = 0;
    std::deque<Underway> underway_;
    bool in_snapshot_ = false;
    bool caught_up_ = false;
    SteadyTime again_at_{};  // while caught up, or after a failure
    bool failed_ = false;
};

}  // namespace lobby::office
