#include "platform/emulator/printer/printer_machine.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace lobby::emulator::printer {

using platform::Raster;

namespace {

constexpr std::array<uint8_t, 10> clear_command{0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08};
constexpr std::array<uint8_t, 3> cleared{0x37, 0x25, 0x00};
constexpr int longest_sheet = 16'000;  // dots, two metres: then it is torn off
constexpr uint8_t fixed_bits = 0x12;

uint8_t flag(bool set, int bit) {
    return static_cast<uint8_t>(set ? 1 << bit : 0);
}

}  // namespace

PrinterMachine::PrinterMachine(PrinterHabits habits, platform::PrintTypeface typeface)
    : habits_(habits),
      setter_(habits.width_dots, std::move(typeface)),
      sheet_(habits.width_dots, 0),
      paper_dots_(habits.paper_lines * line_dots) {}

size_t PrinterMachine::room() const {
    return habits_.buffer_bytes - std::min(habits_.buffer_bytes, received_.size());
}

void PrinterMachine::receive(std::span<const uint8_t> bytes) {
    for (const uint8_t byte : bytes) {
        if (received_.size() < habits_.buffer_bytes) received_.push_back(byte);
        watch_for_real_time(byte);
    }
}

void PrinterMachine::watch_for_real_time(uint8_t byte) {
    recent_.push_back(byte);
    if (recent_.size() > clear_command.size()) recent_.pop_front();
    const size_t n = recent_.size();
    if (n >= 3 && recent_[n - 3] == 0x10) {
        if (recent_[n - 2] == 0x04) answer_status(byte);
        if (recent_[n - 2] == 0x05 && (byte == 1 || byte == 2)) {
            if (byte == 2 && cutter_error_) forget_received();
            repair_cutter();
        }
    }
    if (habits_.clears_buffers &&
        std::equal(recent_.begin(), recent_.end(), clear_command.begin(), clear_command.end())) {
        forget_received();
        if (!silent_) answers_.insert(answers_.end(), cleared.begin(), cleared.end());
    }
}

void PrinterMachine::forget_received() {
    received_.clear();
    commands_.clear();
    strips_.clear();
    strip_row_ = 0;
    cut_due_ = false;
    reader_.reset();
    setter_.drop_line();
}

bool PrinterMachine::near_end() const {
    return near_end_seen_ || paper_dots_ <= habits_.near_end_lines * line_dots;
}

bool PrinterMachine::stopped() const {
    return paper_out_ || cover_open_ || cutter_error_ || offline_;
}

void PrinterMachine::answer_status(uint8_t n) {
    if (silent_) return;
    uint8_t b = fixed_bits;
    if (n == 1)
        b = static_cast<uint8_t>(b | flag(stopped(), 3));
    else if (n == 2)
        b = static_cast<uint8_t>(b | flag(cover_open_, 2) | flag(paper_out_, 5) | flag(cutter_error_, 6));
    else if (n == 3)
        b = static_cast<uint8_t>(b | flag(cutter_error_, 3));
    else if (n == 4)
        b = static_cast<uint8_t>(b | (near_end() ? 0x0C : 0) | (paper_out_ ? 0x60 : 0));
    else
        return;
    answers_.push_back(b);
    ++status_answers_;
}

std::array<uint8_t, 4> PrinterMachine::automatic_status() const {
    return {static_cast<uint8_t>(0x10 | flag(stopped(), 3) | flag(cover_open_, 5)), flag(cutter_error_, 3),
            static_cast<uint8_t>((near_end() ? 0x03 : 0) | (paper_out_ ? 0x0C : 0)), 0x0F};
}

void PrinterMachine::report_change() {
    const auto now = automatic_status();
    if (reports_ == 0 || now == reported_) return;
    reported_ = now;
    if (!silent_) answers_.insert(answers_.end(), now.begin(), now.end());
}

bool PrinterMachine::step() {
    if (stopped()) return false;
    bool moved = false;
    for (int budget = line_dots; budget > 0;) {
        if (!strips_.empty()) {
            moved = true;
            if (!print_rows(1)) break;
            --budget;
        } else if (cut_due_) {
            cut();
            return true;
        } else if (!take_command()) {
            break;
        } else {
            moved = true;
        }
    }
    report_change();
    return moved;
}

// False: the paper has ended.
bool PrinterMachine::print_rows(int most) {
    for (; most > 0 && !strips_.empty(); --most) {
        const auto& strip = strips_.front();
        sheet_.add_row_of(strip, strip_row_);
        if (++strip_row_ == strip.height()) {
            strips_.pop_front();
            strip_row_ = 0;
        }
        if (sheet_.height() >= longest_sheet) end_sheet(false);
        ++rows_;
        if (--paper_dots_ == 0) {
            paper_out_ = true;
            end_sheet(false);
            return false;
        }
    }
    return true;
}

// False: there is none.
bool PrinterMachine::take_command() {
    std::vector<Command> read;
    while (commands_.empty() && !received_.empty()) {
        reader_.feed(received_.front(), read);
        received_.pop_front();
        commands_.insert(commands_.end(), read.begin(), read.end());
        read.clear();
    }
    if (commands_.empty()) return false;
    const Command command = std::move(commands_.front());
    commands_.pop_front();
    if (const auto* set = std::get_if<SetStatusBack>(&command)) {
        reports_ = habits_.reports_changes ? set->what : 0;
        reported_ = {};  // is told at once, whatever it is
        report_change();
    } else if (const auto* queued = std::get_if<AskQueued>(&command)) {
        if (!silent_ && queued->what != 0)
            answers_.push_back(static_cast<uint8_t>(queued->what == 1 && near_end() ? 0x03 : 0));
    } else if (const auto* process = std::get_if<AskProcess>(&command)) {
        if (!silent_ && habits_.answers_process_id) {
            answers_.insert(answers_.end(), {0x37, 0x22});
            answers_.insert(answers_.end(), process->id.begin(), process->id.end());
            answers_.push_back(0);
        }
    } else {
        for (auto& strip : setter_.carry_out(command))
            if (strip.height() > 0) strips_.push_back(std::move(strip));
        cut_due_ = std::holds_alternative<Cut>(command);
    }
    return true;
}

void PrinterMachine::cut() {
    if (jam_next_) {
        jam_next_ = false;
        cutter_error_ = true;
        report_change();
        return;
    }
    cut_due_ = false;
    ++cuts_;
    end_sheet(true);
}

void PrinterMachine::end_sheet(bool cut) {
    if (sheet_.height() > 0) sheets_.push_back({std::move(sheet_), cut});
    sheet_ = Raster(habits_.width_dots, 0);
}

std::vector<uint8_t> PrinterMachine::take_answers() {
    return std::exchange(answers_, {});
}
std::vector<Sheet> PrinterMachine::take_sheets() {
    return std::exchange(sheets_, {});
}

void PrinterMachine::set_paper(int lines) {
    paper_dots_ = std::max(lines, 0) * line_dots;
    near_end_seen_ = false;
    paper_out_ = paper_dots_ == 0;
    report_change();
}
void PrinterMachine::set_near_end(bool near) {
    near_end_seen_ = near;
    report_change();
}
void PrinterMachine::set_cover(bool open) {
    cover_open_ = open;
    report_change();
}
void PrinterMachine::jam_cutter() {
    jam_next_ = true;
}
void PrinterMachine::repair_cutter() {
    jam_next_ = false;
    cutter_error_ = false;
    report_change();
}
void PrinterMachine::set_offline(bool offline) {
    offline_ = offline;
    report_change();
}

void PrinterMachine::switch_off_and_on() {
    forget_received();
    setter_.reset();
    recent_.clear();
    answers_.clear();
    reports_ = 0;
    cutter_error_ = false;
    paper_out_ = paper_dots_ == 0;
}

std::string_view PrinterMachine::state() const {
    if (cover_open_) return "cover_open";
    if (paper_out_) return "paper_out";
    if (cutter_error_) return "cutter_error";
    if (offline_) return "offline";
    if (strips_.empty() && received_.empty() && commands_.empty()) return "ready";
    return sheet_.height() > 0 ? "printing" : "busy";
}

}  // namespace lobby::emulator::printer
