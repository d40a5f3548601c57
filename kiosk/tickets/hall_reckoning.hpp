// What may be said of the hall, and whether a number may be issued, from what the office told last and from
// the numbers that this kiosk has issued itself. Pure; any thread.
//
// While the office is away, hours and caps go on by its rules. A cap that several kiosks share can then be
// passed by as many numbers as they issue without each other's knowledge; no visitor is turned away for that.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/tickets/hall_view.hpp"
#include "kiosk/tickets/ticket_flow.hpp"
#include "office/api/messages.hpp"

namespace lobby::kiosk::tickets {

// What the office told last; kept over restarts.
struct HallKnown {
    std::optional<api::HallRules> rules;
    api::HallFeed feed;  // the newest; `feed.rules` is not looked at
    bool live = false;   // the office is there, and `feed` is of this connection
    std::optional<WallTime> away_since;
};

// This kiosk's own numbers of one office day.
struct OwnNumbers {
    struct Count {
        uint32_t issued = 0;
        uint32_t unheard = 0;          // of these the office had not heard when it told `feed`
        uint32_t unheard_waiting = 0;  // and were not given back
    };
    Date day;
    std::map<std::string, Count, std::less<>> services;

    [[nodiscard]] Count of(std::string_view service) const;
};

// The office day of the next number. By the kiosk's own clock a day never goes back, whatever the clock does:
// `seen` is the newest day so far. While the office is there its day holds, and it also brings back a kiosk
// whose clock was a day or more ahead; the counts of a day stay known, so no number comes twice.
[[nodiscard]] Date day_in_force(std::optional<Date> seen, const HallKnown& known, WallTime now);

// The highest count of the series on the day that the office knows of; a kiosk that lost its book goes on
// there.
[[nodiscard]] uint32_t last_count_known(const HallKnown& known, Date day);

struct Refusal {
    NotIssued reason{};
    std::optional<WallTime> opens_at;
};
// Nothing: a number may be issued.
[[nodiscard]] std::optional<Refusal> refusal(const HallKnown& known, const OwnNumbers& own,
                                             std::string_view service, WallTime now);

[[nodiscard]] HallView view_of(const HallKnown& known, const OwnNumbers& own, WallTime now);

// Where somebody stands who has just taken a number that the office has not heard of yet.
[[nodiscard]] Position position_of_new(const HallKnown& known, const OwnNumbers& own,
                                       std::string_view service, api::Precedence precedence);
// Of a number that the office lists as open; nothing when it does not.
[[nodiscard]] std::optional<Position> position_in_feed(const HallKnown& known,
                                                       const api::TicketNumber& number);

// The class that counts: what the visitor says, or else what the card proves; only classes that the office
// offers.
[[nodiscard]] api::Precedence precedence_of(const api::HallRules& rules, api::Precedence said,
                                            const std::optional<IdentityNumber>& card, WallTime now);

// Names of the service's windows and chairs, each once.
[[nodiscard]] Names windows_of(const api::HallService& service);
[[nodiscard]] Names chairs_of(const api::HallService& service);

// When numbers are issued again; nothing when not within two months.
[[nodiscard]] std::optional<WallTime> next_opening(const api::HallService& service, WallTime now,
                                                   const api::HallCalendar& calendar);

}  // namespace lobby::kiosk::tickets
