// The receipt printer: opens its line and keeps it open (or tries again until it is back), asks how it is,
// and prints one document at a time. A print is confirmed or it is not; nothing is assumed, and no byte of a
// document is sent twice: to print again is the caller's decision (print_outcome.hpp, print_session.hpp).
//
// Lives on one io_context with one thread; the observer is called there and may call print() and cancel().
// start, stop, print and cancel may be called from any thread. The destructor stops; events that are under
// way are still delivered unless the io_context has ended, and a document that is being printed then ends as
// not confirmed.
//
// Deadlines: every wait has one (PrinterSettings, PrintRules), so each print ends: at the latest after about
// `rules.turn` and `rules.finish` and the time that the line needs for the bytes.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <variant>

#include <boost/asio/io_context.hpp>

#include "base/log.hpp"
#include "platform/printer/document.hpp"
#include "platform/printer/document_encoder.hpp"
#include "platform/printer/print_outcome.hpp"
#include "platform/printer/print_session.hpp"
#include "platform/printer/printer_line.hpp"
#include "platform/printer/printer_status.hpp"

namespace lobby::platform {

struct PrinterSettings {
    PrinterAddress address;
    PaperModel paper;
    PrintTypeface typeface;  // for characters that the printer lacks
    PrintRules rules;
    std::chrono::milliseconds progress{5000};  // in which the line takes at least one byte
    std::chrono::milliseconds connect{5000};
    std::chrono::milliseconds look{5000};         // between two looks at an idle printer
    std::chrono::milliseconds reopen_first{250};  // then doubling
    std::chrono::milliseconds reopen_longest{4000};
};

// How the printer is, told when it changes; a lost line is told before the outcome that it causes. No status:
// it is not there, or silent; that is not well.
struct PrinterCondition {
    bool connected = false;
    std::optional<PrinterStatus> status;
    friend bool operator==(const PrinterCondition&, const PrinterCondition&) = default;
};
// Exactly once for every print().
struct PrintEnded {
    PrintJobId job{};
    PrintOutcome outcome;
};
// A document that ended as not confirmed came out whole after all, for example when paper was put in.
struct PrintCameOutLate {
    PrintJobId job{};
};
using PrinterEvent = std::variant<PrinterCondition, PrintEnded, PrintCameOutLate>;

class ReceiptPrinter {
public:
    ReceiptPrinter(boost::asio::io_context& io, PrinterSettings settings, Log& log,
                   std::function<void(PrinterEvent)> observer);
    ~ReceiptPrinter();
    ReceiptPrinter(const ReceiptPrinter&) = delete;
    ReceiptPrinter& operator=(const ReceiptPrinter&) = delete;

    void start();
    void stop();

    // Unique within the life of this object. The outcome always comes as PrintEnded, also when it is refused
    // because another document is being printed or the printer is not there.
    PrintJobId print(PrintDocument document);
    // Ends it at the next point where that can be done; PrintEnded says how far it was. Nothing for an
    // unknown job.
    void cancel(PrintJobId job);

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace lobby::platform
