// Hands tickets to the printer, one after the other, and says of each what became of its paper. Nothing is
// printed a second time by itself.
//
// No I/O and no clock: the printer is a function, its events are handed in. One thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>

#include "kiosk/tickets/hall_view.hpp"
#include "platform/printer/receipt_printer.hpp"

namespace lobby::kiosk::tickets {

class PaperDesk {
public:
    using Print = std::function<platform::PrintJobId(platform::PrintDocument)>;
    // Called for every change, never from inside print().
    using Told = std::function<void(uint64_t ticket, Paper paper)>;

    PaperDesk(Print print, Told told) : print_(std::move(print)), told_(std::move(told)) {}

    // False: too many wait already, and nothing is done.
    bool print(uint64_t ticket, platform::PrintDocument document);
    // It is being printed or waits for that.
    [[nodiscard]] bool busy_with(uint64_t ticket) const;
    // Nobody wants it any more; nothing when it is being printed already. True: it will not be printed.
    bool drop(uint64_t ticket);

    void on(const platform::PrinterEvent& event);

private:
    struct Waiting {
        uint64_t ticket = 0;
        platform::PrintDocument document;
    };
    struct Printing {
        uint64_t ticket = 0;
        platform::PrintJobId job{};
    };
    void begin_next();
    void on(const platform::PrintEnded& ended);
    void on(const platform::PrintCameOutLate& late);

    Print print_;
    Told told_;
    std::deque<Waiting> waiting_;
    std::optional<Printing> printing_;
    std::map<platform::PrintJobId, uint64_t> doubtful_;  // may come out late; the newest few
};

[[nodiscard]] PaperTrouble trouble_of(platform::PrintReason reason);

}  // namespace lobby::kiosk::tickets
