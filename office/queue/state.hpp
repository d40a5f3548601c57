// The queue as it stands: what the events so far add up to. Deterministic, without clock or settings.
//
// Not thread-safe; whoever owns it guards it (office/queue/store).
#pragma once

#include <deque>
#include <map>
#include <set>

#include "office/queue/events.hpp"
#include "office/queue/types.hpp"

namespace lobby::office::queue {

// Days that closed tickets are kept for late ratings and for entries that a kiosk sends again.
inline constexpr std::chrono::days kept_days{7};

struct WindowState {
    bool open = false;
    std::vector<std::string> services;  // as of its opening
    std::optional<TicketId> ticket;     // called or serving here
    WallTime free_since{};
    uint32_t turnaround = 0;  // s between the last ticket and the one that is here, with somebody waiting
    friend bool operator==(const WindowState&, const WindowState&) = default;
};

// How long a window was taken by one visitor, from the one before him to his end.
struct Duration {
    uint32_t hour = 0;  // UTC, of its beginning
    uint32_t seconds = 0;
    friend bool operator==(const Duration&, const Duration&) = default;
};
inline constexpr size_t kept_durations = 240;  // a service

// How far an actual wait lay below the model's raw range, and how far above (negative: inside of that end),
// in thousandths of the wait that was expected and a minute.
struct Miss {
    int32_t below = 0;
    int32_t above = 0;
    friend bool operator==(const Miss&, const Miss&) = default;
};
inline constexpr size_t kept_misses = 600;

using Scores = std::array<uint32_t, 5>;

// The order in which waiting people came. Equal times: as the office learned of them.
struct Place {
    WallTime taken_at{};
    TicketId ticket{};
    friend auto operator<=>(const Place&, const Place&) = default;
};

class State {
public:
    // False, and nothing changed, when the event does not fit: the store is damaged, or the engine is wrong.
    [[nodiscard]] bool apply(const Event& event);

    // Number of events applied.
    [[nodiscard]] uint64_t version() const { return version_; }
    [[nodiscard]] Date day() const { return day_; }

    [[nodiscard]] const Ticket* ticket(TicketId id) const;
    [[nodiscard]] const Ticket* by_entry(const KioskEntry& entry) const;
    [[nodiscard]] const Ticket* by_token(std::string_view token) const;
    [[nodiscard]] const Ticket* by_number(Date day, const TicketNumber& number) const;
    // Whether the series has used this count on the day, for whatever service.
    [[nodiscard]] bool number_used(Date day, const TicketNumber& number) const {
        return numbers_.contains({day, number.series, number.count});
    }
    // All that are kept, by id.
    [[nodiscard]] const std::map<TicketId, Ticket>& tickets() const { return tickets_; }
    // Those who wait for the service, by the time at which they came.
    [[nodiscard]] const std::set<Place>& line(const std::string& service) const;
    // Calls visit(ticket) for everybody whom this window could call now; line by line, in each by time.
    template <class Visit>
    void each_callable(const std::string& window, Visit visit) const;

    [[nodiscard]] const std::map<std::string, WindowState>& windows() const { return windows_; }
    [[nodiscard]] const WindowState* window(const std::string& id) const;
    // Whether this window, if open, may call this ticket, if it waits.
    [[nodiscard]] bool callable_at(const Ticket& ticket, const std::string& window) const;
    [[nodiscard]] bool paused(const std::string& service) const { return paused_.contains(service); }
    [[nodiscard]] std::optional<char> series_of(const std::string& kiosk) const;
    // The highest count that the series has used on the day: where a kiosk that lost its memory goes on.
    [[nodiscard]] uint32_t last_count(Date day, char series) const;
    // Tickets of the service issued on the day in force, those given back not counted.
    [[nodiscard]] uint32_t issued_today(const std::string& service) const;
    [[nodiscard]] TicketId next_id() const { return TicketId{next_id_}; }
    [[nodiscard]] size_t series_given() const { return series_.size(); }

    [[nodiscard]] const std::deque<Duration>& durations(const std::string& service) const;
    // How often each score from 1 to 5 was given on the day in force, by service; by nobody's ticket.
    [[nodiscard]] const std::map<std::string, Scores>& ratings() const { return ratings_; }
    [[nodiscard]] const std::deque<Miss>& misses() const { return misses_; }

    friend bool operator==(const State&, const State&) = default;

    // All of it as plain values, for a snapshot.
    struct Parts {
        uint64_t version = 0;
        Date day{};
        uint64_t next_id = 1;
        std::vector<Ticket> tickets;
        std::map<std::string, WindowState> windows;
        std::set<std::string> paused;
        std::map<std::string, char> series;
        std::map<std::string, std::deque<Duration>> durations;
        std::map<std::string, Scores> ratings;
        std::deque<Miss> misses;
    };
    [[nodiscard]] Parts parts() const;
    // Nothing when the parts contradict each other.
    [[nodiscard]] static std::optional<State> from(Parts parts);

private:
    struct Applier;
    struct NumberKey {
        Date day;
        char series;
        uint32_t count;
        friend auto operator<=>(const NumberKey&, const NumberKey&) = default;
    };
    static NumberKey key_of(const Ticket& t) { return {t.day, t.number.series, t.number.count}; }
    Ticket* find(TicketId id);
    [[nodiscard]] bool add(Ticket ticket);
    void remove(TicketId id);
    // Whether the window serves the line of this service; someone in it may be for one window alone.
    enum class Serves { no, targets_only, yes };
    [[nodiscard]] Serves serves(const WindowState& w, const std::string& service) const;
    [[nodiscard]] bool target_allows(const Ticket& t, const std::string& window, Serves serves) const;
    void count_issued(const std::string& service, int by);
    void stand_in_line(const Ticket& t);
    void leave_line(const Ticket& t);

    uint64_t version_ = 0;
    Date day_{};
    uint64_t next_id_ = 1;
    std::map<TicketId, Ticket> tickets_;
    std::map<std::string, WindowState> windows_;
    std::set<std::string> paused_;
    std::map<std::string, char> series_;
    std::map<std::string, std::deque<Duration>> durations_;
    std::map<std::string, Scores> ratings_;
    std::deque<Miss> misses_;
    // Found again from the tickets.
    std::map<KioskEntry, TicketId> entries_;
    std::map<std::string, TicketId, std::less<>> tokens_;
    std::map<NumberKey, TicketId> numbers_;
    std::map<std::string, std::set<Place>> lines_;
    std::map<std::string, uint32_t> issued_;  // of day_
};

template <class Visit>
void State::each_callable(const std::string& window, Visit visit) const {
    const auto* w = this->window(window);
    if (!w || !w->open) return;
    for (const auto& [service, line] : lines_) {
        const auto how = serves(*w, service);
        if (how == Serves::no) continue;
        for (const auto& place : line) {
            const Ticket& t = tickets_.find(place.ticket)->second;
            if (target_allows(t, window, how)) visit(t);
        }
    }
}

// True while the ticket lets others go first: after a call that it missed, or before its appointment.
[[nodiscard]] bool parked(const Ticket& ticket, WallTime now);

// True when the appointment's time has come and the visitor was there before it ended.
[[nodiscard]] bool reserved_now(const Ticket& ticket, WallTime now);

}  // namespace lobby::office::queue
