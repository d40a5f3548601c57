#include "platform/printer/printer_status.hpp"

#include <algorithm>
#include <utility>

namespace lobby::platform {

namespace {

constexpr uint8_t xon = 0x11;
constexpr uint8_t xoff = 0x13;
constexpr uint8_t block_header = 0x37;
constexpr uint8_t block_process_id = 0x22;
constexpr uint8_t block_cleared = 0x25;

constexpr bool bit(uint8_t byte, int n) {
    return (byte >> n & 1) != 0;
}
constexpr bool is_status_now(uint8_t byte) {
    return (byte & 0x93) == 0x12;
}
constexpr bool begins_automatic(uint8_t byte) {
    return (byte & 0x93) == 0x10;
}
constexpr bool is_plain(uint8_t byte) {  // GS r, and the rest of an automatic status
    return (byte & 0x90) == 0;
}

PrinterStatus automatic_status(const std::array<uint8_t, 8>& b) {
    PrinterStatus s;
    s.offline = bit(b[0], 3);
    s.cover_open = bit(b[0], 5);
    s.feeding = bit(b[0], 6);
    s.other_error = bit(b[1], 2);
    s.cutter_error = bit(b[1], 3);
    s.fatal_error = bit(b[1], 5);
    s.recovers = bit(b[1], 6);
    s.paper_near_end = (b[2] & 0x03) != 0;
    s.paper_out = (b[2] & 0x0C) != 0;
    return s;
}

}  // namespace

std::optional<PrinterTrouble> trouble_of(const PrinterStatus& status) {
    if (status.cover_open) return PrinterTrouble::cover_open;
    if (status.paper_out) return PrinterTrouble::paper_out;
    if (status.cutter_error) return PrinterTrouble::cutter_error;
    if (status.fatal_error) return PrinterTrouble::fatal_error;
    if (status.recovers) return PrinterTrouble::recovers;
    if (status.other_error) return PrinterTrouble::other_error;
    if (status.offline) return PrinterTrouble::offline;
    return std::nullopt;
}

std::string_view word_of(PrinterTrouble trouble) {
    switch (trouble) {
        case PrinterTrouble::cover_open:
            return "cover_open";
        case PrinterTrouble::paper_out:
            return "paper_out";
        case PrinterTrouble::cutter_error:
            return "cutter_error";
        case PrinterTrouble::fatal_error:
            return "fatal_error";
        case PrinterTrouble::recovers:
            return "recovers";
        case PrinterTrouble::other_error:
            return "other_error";
        case PrinterTrouble::offline:
            return "offline";
    }
    return "unknown";
}

void PrinterAnswerParser::feed(std::span<const uint8_t> bytes, std::vector<PrinterAnswer>& out) {
    for (const uint8_t byte : bytes) take(byte, out);
}

void PrinterAnswerParser::take(uint8_t byte, std::vector<PrinterAnswer>& out) {
    if (byte == xon || byte == xoff) return;  // may come anywhere, even between the bytes of one answer
    if (state_ == State::block) {
        if (byte == 0) {
            end_block(out);
        } else if (size_ == held_.size()) {
            give_up_half_answers();
            ++meaningless_;
        } else {
            held_[size_++] = byte;
        }
        return;
    }
    if (state_ == State::automatic) {
        if (is_plain(byte)) {
            held_[size_++] = byte;
            if (size_ < 4) return;
            out.emplace_back(StatusChange{automatic_status(held_)});
            state_ = State::between;
            return;
        }
        give_up_half_answers();  // and take this byte for what it is by itself
    }
    if (byte == block_header) {
        state_ = State::block;
        size_ = 0;
    } else if (is_status_now(byte)) {
        out.emplace_back(StatusNow{byte});
    } else if (begins_automatic(byte)) {
        state_ = State::automatic;
        held_[0] = byte;
        size_ = 1;
    } else if (is_plain(byte)) {
        out.emplace_back(QueuedAnswer{(byte & 0x0F) != 0});
    } else {
        ++meaningless_;
    }
}

void PrinterAnswerParser::end_block(std::vector<PrinterAnswer>& out) {
    state_ = State::between;
    if (size_ == 5 && held_[0] == block_process_id) {
        ProcessAnswer answer;
        std::copy_n(held_.begin() + 1, answer.id.size(), answer.id.begin());
        out.emplace_back(answer);
    } else if (size_ == 1 && held_[0] == block_cleared) {
        out.emplace_back(BuffersCleared{});
    } else {
        meaningless_ += size_ + 2;
    }
}

void PrinterAnswerParser::give_up_half_answers() {
    if (state_ == State::between) return;
    meaningless_ += size_ + (state_ == State::block ? 1 : 0);
    state_ = State::between;
}

std::optional<PrinterStatus> StatusRound::on_answer(uint8_t byte) {
    switch (++answered_) {
        case 1:
            status_.offline = bit(byte, 3);
            return std::nullopt;
        case 2:
            status_.cover_open = bit(byte, 2);
            status_.feeding = bit(byte, 3);
            status_.paper_out = bit(byte, 5);
            errors_ = bit(byte, 6);
            return std::nullopt;
        case 3:
            status_.other_error = bit(byte, 2);
            status_.cutter_error = bit(byte, 3);
            status_.fatal_error = bit(byte, 5);
            status_.recovers = bit(byte, 6);
            // "An error" of 2 without a kind in 3 is still an error.
            if (errors_ && !status_.cutter_error && !status_.fatal_error && !status_.recovers)
                status_.other_error = true;
            return std::nullopt;
        default:
            break;
    }
    status_.paper_near_end = (byte & 0x0C) != 0;
    status_.paper_out = status_.paper_out || (byte & 0x60) != 0;
    answered_ = 0;
    errors_ = false;
    return std::exchange(status_, {});
}

}  // namespace lobby::platform
