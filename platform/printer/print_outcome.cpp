#include "platform/printer/print_outcome.hpp"

namespace lobby::platform {

std::string_view word_of(PrintReason reason) {
    switch (reason) {
        case PrintReason::paper_out:
            return "paper_out";
        case PrintReason::cover_open:
            return "cover_open";
        case PrintReason::cutter_error:
            return "cutter_error";
        case PrintReason::printer_error:
            return "printer_error";
        case PrintReason::recovering:
            return "recovering";
        case PrintReason::offline:
            return "offline";
        case PrintReason::silent:
            return "silent";
        case PrintReason::garbled:
            return "garbled";
        case PrintReason::stalled:
            return "stalled";
        case PrintReason::line_lost:
            return "line_lost";
        case PrintReason::cancelled:
            return "cancelled";
        case PrintReason::busy:
            return "busy";
        case PrintReason::not_connected:
            return "not_connected";
        case PrintReason::bad_document:
            return "bad_document";
    }
    return "unknown";
}

PrintReason reason_of(PrinterTrouble trouble) {
    switch (trouble) {
        case PrinterTrouble::cover_open:
            return PrintReason::cover_open;
        case PrinterTrouble::paper_out:
            return PrintReason::paper_out;
        case PrinterTrouble::cutter_error:
            return PrintReason::cutter_error;
        case PrinterTrouble::recovers:
            return PrintReason::recovering;
        case PrinterTrouble::offline:
            return PrintReason::offline;
        case PrinterTrouble::fatal_error:
        case PrinterTrouble::other_error:
            break;
    }
    return PrintReason::printer_error;
}

}  // namespace lobby::platform
