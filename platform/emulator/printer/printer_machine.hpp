// A receipt printer without its cable: bytes in, answers and printed sheets out, and hands that put paper in
// and open the cover. Pure but for reading font files; it does nothing by itself, step() moves it on.
//
// What it is true to: commands are carried out in turn out of a receive buffer of a certain size, while DLE
// EOT, DLE ENQ and DLE DC4 8 are obeyed as they arrive, even inside of a picture; a printer that has stopped
// keeps what it received and goes on with it when the cause is gone, unless it was told to forget it; paper
// ends between two rows of dots; what was printed by then is there.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "platform/emulator/printer/escpos_reader.hpp"
#include "platform/emulator/printer/type_setter.hpp"
#include "platform/printer/raster.hpp"

namespace lobby::emulator::printer {

inline constexpr int line_dots = 32;  // what counts as one line of paper

struct PrinterHabits {
    int width_dots = 576;
    size_t buffer_bytes = 16 * 1024;
    int paper_lines = 20'000;  // an 80 m roll
    int near_end_lines = 60;
    bool answers_process_id = true;
    bool clears_buffers = true;
    bool reports_changes = true;
};

struct Sheet {
    platform::Raster picture;
    bool cut = false;  // otherwise the paper ended, or the sheet became too long
};

class PrinterMachine {
public:
    explicit PrinterMachine(PrinterHabits habits, platform::PrintTypeface typeface = {});

    // At most room() bytes; what is beyond is lost, as on a line without flow control.
    void receive(std::span<const uint8_t> bytes);
    [[nodiscard]] size_t room() const;
    // Prints up to a line's worth of rows. False: nothing to do, or stopped.
    bool step();
    [[nodiscard]] std::vector<uint8_t> take_answers();
    [[nodiscard]] std::vector<Sheet> take_sheets();

    // Hands.
    void set_paper(int lines);
    void set_near_end(bool near);  // as if the sensor saw it; refilling ends it
    void set_cover(bool open);
    void jam_cutter();  // the next cut fails
    void repair_cutter();
    void set_offline(bool offline);
    void set_silent(bool silent) { silent_ = silent; }  // prints on, answers nothing
    void switch_off_and_on();

    [[nodiscard]] std::string_view state() const;
    [[nodiscard]] bool near_end() const;
    [[nodiscard]] int paper_lines() const { return paper_dots_ / line_dots; }
    [[nodiscard]] bool silent() const { return silent_; }
    [[nodiscard]] size_t cuts() const { return cuts_; }
    [[nodiscard]] size_t rows() const { return rows_; }                      // printed since it was made
    [[nodiscard]] size_t status_answers() const { return status_answers_; }  // to DLE EOT, since it was made
    [[nodiscard]] size_t waiting_bytes() const { return received_.size(); }
    [[nodiscard]] size_t meaningless() const { return reader_.unknown() + setter_.dropped_rows(); }

private:
    void watch_for_real_time(uint8_t byte);
    void answer_status(uint8_t n);
    void forget_received();
    [[nodiscard]] bool stopped() const;
    [[nodiscard]] std::array<uint8_t, 4> automatic_status() const;
    void report_change();
    bool print_rows(int most);
    bool take_command();
    void cut();
    void end_sheet(bool cut);

    PrinterHabits habits_;
    EscposReader reader_;
    TypeSetter setter_;
    std::deque<uint8_t> received_;
    std::deque<uint8_t> recent_;  // the last bytes, for the real-time commands
    std::vector<uint8_t> answers_;
    std::deque<Command> commands_;
    std::deque<platform::Raster> strips_;
    int strip_row_ = 0;
    bool cut_due_ = false;
    platform::Raster sheet_;
    std::vector<Sheet> sheets_;
    int paper_dots_;
    bool near_end_seen_ = false;
    bool paper_out_ = false;
    bool cover_open_ = false;
    bool jam_next_ = false;
    bool cutter_error_ = false;
    bool offline_ = false;
    bool silent_ = false;
    uint8_t reports_ = 0;
    std::array<uint8_t, 4> reported_{};
    size_t cuts_ = 0;
    size_t rows_ = 0;
    size_t status_answers_ = 0;
};

}  // namespace lobby::emulator::printer
