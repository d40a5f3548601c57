// The hall as a visitor at this kiosk may know it: the services, how long they take now, and where a ticket
// stands. Plain values, made by the ticket desk from the office's feed and from what the kiosk keeps itself.
//
// Nothing here is guessed: what cannot be known now is not there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "office/api/messages.hpp"

namespace lobby::kiosk::tickets {

// One text in both languages, as the office has written it.
struct Names {
    std::string zh;
    std::string en;
    friend bool operator==(const Names&, const Names&) = default;
};

using api::TicketStanding;
using api::WaitRange;

// Whether numbers are issued for a service, and if not, why.
enum class ServiceState { open, closed, paused, full };

struct ServiceView {
    std::string id;
    Names name;
    char prefix = 'A';
    ServiceState state{};
    std::optional<WallTime> opens_at;     // closed: when numbers are issued again; nothing: not known
    std::optional<uint32_t> waiting;      // people; nothing: cannot be known now
    std::optional<WaitRange> wait;        // nothing while the office is there: nobody is at a window
    std::optional<WaitRange> wait_first;  // of those who go first
    friend bool operator==(const ServiceView&, const ServiceView&) = default;
};

// Still to be served today.
[[nodiscard]] constexpr bool is_open(TicketStanding s) {
    return s == TicketStanding::waiting || s == TicketStanding::called || s == TicketStanding::serving ||
           s == TicketStanding::on_hold;
}

// Where a ticket stands.
struct Position {
    bool known = false;  // false: the office is away; only the number is certain
    TicketStanding standing{};
    std::optional<uint32_t> people_ahead;
    std::optional<WaitRange> wait;
    Names window;  // where to go, once called
    friend bool operator==(const Position&, const Position&) = default;
};

struct PositionNews {
    api::TicketNumber number;
    Position position;
    friend bool operator==(const PositionNews&, const PositionNews&) = default;
};

struct HallView {
    // The office has told its rules and this kiosk its series, now or before: numbers can be issued. False:
    // `services` says nothing.
    bool ready = false;
    std::vector<ServiceView> services;
    std::vector<api::Precedence> offered;  // go first by the visitor's own word, which staff check
    int elderly_from = 65;                 // whole years
    bool live = false;                     // the figures are the office's, of now
    std::optional<WallTime> away_since;    // the office; nothing while it is there
    std::vector<PositionNews> tickets;     // this kiosk's open ones
    friend bool operator==(const HallView&, const HallView&) = default;
};

// A ticket as its holder sees it. Names no person.
struct Ticket {
    uint64_t entry = 0;  // of this kiosk's journal; 0: another kiosk or a window issued it
    api::TicketNumber number;
    Names service;
    Names windows;  // where the service is, before a call says which
    Names chairs;   // where to sit
    api::Precedence precedence{};
    std::optional<WallTime> appointment;  // begins
    std::string live_page;                // address for the QR code; empty: the office has none
    Position position;
    friend bool operator==(const Ticket&, const Ticket&) = default;
};

// What is known of a ticket's paper. Confirmed is the printer's word and never assumed.
enum class PaperState {
    none,  // no printer here, or nothing was asked of it
    printing,
    confirmed,
    unconfirmed,  // something was sent; what came out is not known
    refused,      // nothing was sent
};
enum class PaperTrouble { none, paper_out, cover_open, cutter, printer };

struct Paper {
    PaperState state{};
    PaperTrouble trouble{};
    friend bool operator==(const Paper&, const Paper&) = default;
};

}  // namespace lobby::kiosk::tickets
