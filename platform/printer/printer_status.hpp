// What a receipt printer says about itself, and how its bytes are told apart.
//
// The bytes have fixed bits (Citizen, "Identification of Send Status"; Epson's the same): DLE EOT 0xx1xx10,
// automatic status 0xx1xx00 and then three of 0xx0xxxx, GS r 0xx0xxxx, XON 0x11, XOFF 0x13; a block begins
// with 0x37 and ends with NUL. The meaning of the bits: Epson, HPRT, Bixolon and Samsung manuals on DLE EOT
// and GS a.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace lobby::platform {

struct PrinterStatus {
    bool offline = false;
    bool cover_open = false;
    bool paper_out = false;
    bool paper_near_end = false;  // prints on, but somebody should bring a roll
    bool feeding = false;         // somebody holds the feed button
    bool cutter_error = false;
    bool fatal_error = false;  // does not recover without service
    bool recovers = false;     // stopped by itself (hot head), goes on by itself
    bool other_error = false;  // an error that none of the above names

    friend bool operator==(const PrinterStatus&, const PrinterStatus&) = default;
};

// Why it does not print, the most telling reason first.
enum class PrinterTrouble {
    cover_open,
    paper_out,
    cutter_error,
    fatal_error,
    recovers,
    other_error,
    offline
};

// Nothing: it prints.
[[nodiscard]] std::optional<PrinterTrouble> trouble_of(const PrinterStatus& status);
[[nodiscard]] std::string_view word_of(PrinterTrouble trouble);

// The answer to DLE EOT n. It does not say which n it answers: ask one at a time.
struct StatusNow {
    uint8_t byte = 0;
};
// The answer to GS r 1: everything that was sent before it has been carried out.
struct QueuedAnswer {
    bool near_end = false;
};
// Automatic status: complete in itself.
struct StatusChange {
    PrinterStatus status;
};
// The answer to GS ( H: everything that was sent before that id has been printed.
struct ProcessAnswer {
    std::array<uint8_t, 4> id{};
};
// The answer to DLE DC4 8.
struct BuffersCleared {};
using PrinterAnswer = std::variant<StatusNow, QueuedAnswer, StatusChange, ProcessAnswer, BuffersCleared>;

// Total: any bytes in any portions. Bytes that mean nothing are counted.
class PrinterAnswerParser {
public:
    void feed(std::span<const uint8_t> bytes, std::vector<PrinterAnswer>& out);
    // The line was silent for a while: what was begun will not be completed.
    void give_up_half_answers();
    [[nodiscard]] size_t meaningless_bytes() const { return meaningless_; }

private:
    enum class State { between, automatic, block };
    void take(uint8_t byte, std::vector<PrinterAnswer>& out);
    void end_block(std::vector<PrinterAnswer>& out);

    State state_ = State::between;
    std::array<uint8_t, 8> held_{};
    size_t size_ = 0;
    size_t meaningless_ = 0;
};

// One round of DLE EOT 1, 2, 3, 4. Only all four make a status.
class StatusRound {
public:
    [[nodiscard]] uint8_t asks() const { return static_cast<uint8_t>(answered_ + 1); }
    // The status once the fourth answer is there.
    [[nodiscard]] std::optional<PrinterStatus> on_answer(uint8_t byte);

private:
    int answered_ = 0;
    PrinterStatus status_;
    bool errors_ = false;
};

}  // namespace lobby::platform
