// Printing one document, as a machine without I/O: status, sent in pieces, marker, status. The driver
// (receipt_printer.hpp) carries the actions out and tells what happened.
//
//   1. DLE EOT 1 to 4. Not well, or silent: refused.
//   2. ESC @, automatic status on, a marker. Its answer proves that the printer takes commands in turn and
//   has
//      nothing left of an earlier document. No answer: refused. After an earlier failure answers may be on
//      their way that belong to it, so a quiet moment must follow.
//   3. The document, piece by piece, a marker after each. Trouble that the printer reports by itself, or a
//   cancel, ends it between
//      two pieces, never within a command: the printer would take what comes next for the rest of a picture.
//   4. A last marker, and DLE EOT while waiting for as many answers as there were markers, so that missing
//   paper
//      is noticed at once.
//   5. A moment, because some models take commands in a little ahead of the print head (not checked against
//      a source); then DLE EOT 1 to 4 once more. All well: confirmed.
//
// Any failure after the first piece was handed over is "not confirmed"; the printer is then asked to forget
// the rest (DLE DC4 8), so that half a ticket does not come out when somebody puts paper in. No byte of a
// document is ever sent a second time.
#pragma once

#include <chrono>
#include <optional>
#include <variant>

#include "platform/printer/document_encoder.hpp"
#include "platform/printer/print_markers.hpp"
#include "platform/printer/print_outcome.hpp"
#include "platform/printer/status_talk.hpp"

namespace lobby::platform {

struct PrintRules {
    ConfirmBy confirm_by = ConfirmBy::queued_status;
    bool discard_rest = true;                  // off for models that do something else on DLE DC4 8
    std::chrono::milliseconds answer{1000};    // to DLE EOT
    std::chrono::milliseconds turn{5000};      // to the first marker: an earlier rest may have to come out
    std::chrono::milliseconds quiet{300};      // in which no more answers come
    std::chrono::milliseconds finish{10'000};  // to the last marker, and for each row of dots as well:
    std::chrono::microseconds finish_per_row{5000};  // a slow printer does 200 rows a second
    std::chrono::milliseconds poll{500};             // between status rounds while it prints
    std::chrono::milliseconds settle{200};           // between the last marker's answer and the last status
    std::chrono::milliseconds discard{1000};         // to DLE DC4 8
};

// What is known of the printer from one document to the next.
struct PrinterMemory {
    explicit PrinterMemory(ConfirmBy kind) : markers(kind) {}
    PrintMarkers markers;
    OwedAnswers owed;
    bool unsettled = true;     // answers that belong to something earlier may still come
    bool rest_inside = false;  // a document broke off and DLE DC4 8 was not tried since
    // Bytes that were missing when a command broke off. So many NULs are sent before anything else: white
    // dots if the printer still waits for the rest of a picture, nothing otherwise.
    size_t missing_bytes = 0;
};

class PrintSession {
public:
    struct Ended {
        PrintOutcome outcome;
    };
    using Next = std::variant<SendBytes, ListenUntil, Ended>;

    // `memory` must outlive it.
    PrintSession(PrintJobId job, EncodedDocument document, const PrintRules& rules, PrinterMemory& memory);

    // Do this, then ask again: after a Send when all is handed over, after a Listen when something was heard
    // or the time has come.
    [[nodiscard]] Next next(SteadyTime now);
    void heard(const PrinterAnswer& answer);
    void cancel() { cancelled_ = true; }
    // The last SendBytes could not be handed over; the line has to be opened anew. Ends the session.
    [[nodiscard]] Ended broken(PrintReason reason);

private:
    enum class State {
        before,
        filling,
        turn,
        quiet,
        sending,
        marking,
        finishing,
        settling,
        after,
        discarding
    };
    std::optional<Next> step(SteadyTime now);
    std::optional<Next> ask_before(SteadyTime now);
    std::optional<Next> prepare(SteadyTime now);
    std::optional<Next> wait_for_turn(SteadyTime now);
    std::optional<Next> wait_for_quiet(SteadyTime now);
    std::optional<Next> send_piece();
    std::optional<Next> finish(SteadyTime now);
    std::optional<Next> poll(SteadyTime now);
    std::optional<Next> settle(SteadyTime now);
    std::optional<Next> ask_after(SteadyTime now);
    std::optional<Next> discard(SteadyTime now);
    std::optional<Next> enter(State state);
    std::optional<Next> refuse(PrintReason reason);
    std::optional<Next> doubt(PrintReason reason);

    PrintJobId job_;
    EncodedDocument document_;
    const PrintRules& rules_;
    PrinterMemory& memory_;
    State state_ = State::before;
    std::optional<StatusTalk> talk_;
    std::optional<SteadyTime> until_;  // of the state
    std::optional<SteadyTime> next_poll_;
    size_t piece_ = 0;  // the next to be sent
    size_t answers_seen_ = 0;
    std::optional<PrinterTrouble> trouble_;  // as the printer said by itself last
    PrintReason reason_{};
    bool cancelled_ = false;
    bool asked_to_discard_ = false;
    bool discarded_ = false;
    bool polling_ = true;
};

}  // namespace lobby::platform
