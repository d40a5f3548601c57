// How a print can end. Confirmed means that the printer has said, after the last byte, that it carried all of
// it out and is well; everything else is not confirmed. Nothing here means "probably".
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "platform/printer/printer_status.hpp"

namespace lobby::platform {

using PrintJobId = uint64_t;

enum class PrintReason {
    paper_out,
    cover_open,
    cutter_error,
    printer_error,
    recovering,  // too hot, goes on by itself
    offline,
    silent,     // no answer where one was due
    garbled,    // answers that nobody asked for: what they mean is not known
    stalled,    // took no bytes for too long
    line_lost,  // unplugged, switched off, connection closed
    cancelled,
    // Only before anything was sent:
    busy,           // another document is being printed
    not_connected,  // the device is not there
    bad_document,   // it cannot be encoded
};

// Paper came out whole, cut, and the printer is well.
struct PrintConfirmed {};
// Something was sent; whether paper came out, and how much, is not known. `rest_discarded`: the printer has
// said that it forgot what it had not printed yet; otherwise the rest may still come out, for example when
// somebody puts paper in.
struct PrintNotConfirmed {
    PrintReason reason{};
    bool rest_discarded = false;
};
// Nothing of the document was sent.
struct PrintRefused {
    PrintReason reason{};
};
using PrintOutcome = std::variant<PrintConfirmed, PrintNotConfirmed, PrintRefused>;

[[nodiscard]] std::string_view word_of(PrintReason reason);
[[nodiscard]] PrintReason reason_of(PrinterTrouble trouble);

}  // namespace lobby::platform
