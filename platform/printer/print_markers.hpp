// Marks in the stream of bytes that the printer answers when it comes to them. They prove that everything
// before them was carried out, which DLE EOT cannot: a printer answers that at once, with the document still
// waiting. A printer that stopped for paper, cover or cutter carries nothing out and answers none.
//
// GS r 1 is answered in its turn by every model, but with nothing to tell one answer from another: they are
// counted, and only as many answers as markers prove anything. One stands after every few lines of a
// document, because a printer on a serial line can be switched off and on unseen: it then prints what comes
// next as if nothing were missing, but the count is short. GS ( H carries an id besides and is answered "when
// the printing is completed" (Epson), but only by Epson and the better clones.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "platform/printer/print_outcome.hpp"

namespace lobby::platform {

enum class ConfirmBy { queued_status, process_id };

class PrintMarkers {
public:
    explicit PrintMarkers(ConfirmBy kind) : kind_(kind) {}

    // The bytes of a marker within a document.
    [[nodiscard]] std::vector<uint8_t> issue_step();
    // The bytes of one that is waited for. `job`: the document that ends with it.
    [[nodiscard]] std::vector<uint8_t> issue(std::optional<PrintJobId> job);
    void heard(const QueuedAnswer& answer);
    void heard(const ProcessAnswer& answer);

    // Everything that was issued is answered, the newest among it.
    [[nodiscard]] bool all_answered() const { return open_ == 0; }
    // The printer has come to the newest or to an earlier one; with ids, to the newest.
    [[nodiscard]] bool any_answer() const;
    // Grows with each answer.
    [[nodiscard]] size_t answers() const { return answers_; }
    // More answers came than were asked for.
    [[nodiscard]] bool surplus() const { return surplus_; }
    void clear_surplus() { surplus_ = false; }
    // What is still open will not be answered any more, or nobody can tell: the buffers were cleared, or the
    // printer has come to a later marker.
    void forget();
    // Jobs that were answered whole, each once.
    [[nodiscard]] std::vector<PrintJobId> take_completed();

private:
    void settle_if_complete();

    ConfirmBy kind_;
    size_t open_ = 0;      // GS r 1 issued and not known to be answered or lost
    size_t answered_ = 0;  // of those
    size_t answers_ = 0;
    size_t answers_at_issue_ = 0;
    std::array<uint8_t, 4> awaited_id_{};
    bool id_heard_ = true;
    bool surplus_ = false;
    unsigned next_id_ = 0;
    std::vector<PrintJobId> open_jobs_;
    std::vector<PrintJobId> completed_;
};

}  // namespace lobby::platform
