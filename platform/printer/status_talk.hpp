// Asking the printer how it is: DLE EOT 1 to 4, one at a time, each with a deadline. A machine without I/O;
// what it wants next is sent or waited for by the driver.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "platform/printer/printer_status.hpp"

namespace lobby::platform {

// Hand these bytes to the line, all of them; then ask for the next action.
struct SendBytes {
    std::vector<uint8_t> bytes;
};
// Ask again when an answer came, or at this time.
struct ListenUntil {
    SteadyTime until;
};

// An answer to DLE EOT does not say what it answers; they only keep their order. So queries that were never
// answered are remembered for a while, and as many answers are taken for theirs. A printer that lost a query
// looks silent for that while: better than a status put together from the wrong bytes.
class OwedAnswers {
public:
    static constexpr std::chrono::milliseconds forgotten_after{3000};

    void begin(SteadyTime now) {
        if (now - last_ >= forgotten_after) owed_ = 0;
    }
    void asked(SteadyTime now) {
        last_ = now;
        ++owed_;
    }
    // True: this answers the newest query.
    bool answered() { return owed_ > 0 && --owed_ == 0; }
    [[nodiscard]] bool any() const { return owed_ > 0; }

private:
    int owed_ = 0;
    SteadyTime last_{};
};

class StatusTalk {
public:
    struct Ended {
        std::optional<PrinterStatus> status;  // nothing: silent, which is not well
    };
    using Next = std::variant<SendBytes, ListenUntil, Ended>;

    // `owed` must outlive it.
    StatusTalk(OwedAnswers& owed, std::chrono::milliseconds deadline) : owed_(owed), deadline_(deadline) {}
    void heard(StatusNow answer);
    [[nodiscard]] Next next(SteadyTime now);

private:
    OwedAnswers& owed_;
    std::chrono::milliseconds deadline_;
    StatusRound round_;
    bool begun_ = false;
    bool asked_ = false;
    std::optional<SteadyTime> until_;
    std::optional<PrinterStatus> status_;
};

}  // namespace lobby::platform
