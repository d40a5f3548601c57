#include "kiosk/scans/page_transfer.hpp"

#include <algorithm>
#include <charconv>

namespace lobby::kiosk::scans {

namespace {

constexpr unsigned most_corrections = 16;
constexpr unsigned most_restarts = 2;

}  // namespace

uint64_t PageTransfer::piece() const {
    return std::min(piece_bytes_, length_ - offset_);
}

void PageTransfer::heard(const OfficeSays& office) {
    if (office.status == 410) {
        step_ = Step::done;
        return;
    }
    if (step_ == Step::ask) return heard_of_question(office);
    if (step_ == Step::send) heard_of_piece(office);
}

void PageTransfer::heard_of_question(const OfficeSays& office) {
    if (office.status == 404) return go_on_from(0);
    if (office.status != 200) {
        step_ = office.status == 400 ? Step::refused : Step::later;
        return;
    }
    if (office.length != length_) {
        step_ = Step::refused;
        return;
    }
    go_on_from(office.offset);
}

void PageTransfer::heard_of_piece(const OfficeSays& office) {
    switch (office.status) {
        case 200:
            step_ = Step::done;
            return;
        case 204:
            // Whatever it says: nothing that was not sent can be there.
            if (office.offset != offset_ + piece() || piece() == 0) break;
            return go_on_from(office.offset);
        case 409:
            if (++corrections_ > most_corrections) break;
            return go_on_from(office.offset);
        case 422:
            if (++restarts_ > most_restarts) {
                step_ = Step::refused;
                return;
            }
            return go_on_from(0);
        case 400:
        case 413:
            step_ = Step::refused;
            return;
        default:
            break;
    }
    step_ = Step::later;
}

void PageTransfer::go_on_from(std::optional<uint64_t> offset) {
    if (!offset || *offset > length_) {
        step_ = Step::later;
        return;
    }
    offset_ = *offset;
    step_ = Step::send;
}

std::optional<uint64_t> parse_length(std::string_view text) {
    uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace lobby::kiosk::scans
