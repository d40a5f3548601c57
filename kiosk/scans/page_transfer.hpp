// Inside of the uploader: what to do next with a page, by the office's answers. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace lobby::kiosk::scans {

// What the office answered: its status and, where it said them, how much it has and of how much.
struct OfficeSays {
    unsigned status = 0;
    std::optional<uint64_t> offset;
    std::optional<uint64_t> length;
};

class PageTransfer {
public:
    enum class Step {
        ask,     // how much is there
        send,    // the piece from offset() of piece() bytes
        done,    // the office has it, or wants it no more
        later,   // the office does not answer as it should: the same again after a pause
        refused  // the office does not take this page
    };

    PageTransfer(uint64_t length, uint64_t piece_bytes) : length_(length), piece_bytes_(piece_bytes) {}

    [[nodiscard]] Step step() const { return step_; }
    [[nodiscard]] uint64_t offset() const { return offset_; }
    [[nodiscard]] uint64_t piece() const;
    [[nodiscard]] uint64_t length() const { return length_; }
    // The answer to the step under way.
    void heard(const OfficeSays& office);

private:
    void heard_of_question(const OfficeSays& office);
    void heard_of_piece(const OfficeSays& office);
    void go_on_from(std::optional<uint64_t> offset);

    uint64_t length_;
    uint64_t piece_bytes_;
    uint64_t offset_ = 0;
    Step step_ = Step::ask;
    unsigned corrections_ = 0;  // the office has another offset than was thought
    unsigned restarts_ = 0;     // what had arrived was not what was sent
};

// Decimal digits and nothing else.
[[nodiscard]] std::optional<uint64_t> parse_length(std::string_view text);

}  // namespace lobby::kiosk::scans
