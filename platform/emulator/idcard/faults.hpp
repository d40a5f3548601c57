// How the emulated reader misbehaves on request. Pure: an answer goes in, what is sent and when comes out.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "platform/emulator/idcard/reader_machine.hpp"

namespace lobby::emulator {

enum class FaultKind {
    none,
    delay,        // the answer comes late
    drop,         // it does not come
    corrupt,      // a byte of what was read off a card is another one; short answers are left alone
    corrupt_any,  // the same with every answer
    garbage,      // noise comes first, with beginnings of frames in it
    partial,      // it comes in small pieces with pauses
    die,          // the process ends instead of answering
};

[[nodiscard]] std::optional<FaultKind> fault_kind(std::string_view word);
[[nodiscard]] std::string_view word_of(FaultKind kind);

struct Fault {
    FaultKind kind = FaultKind::none;
    uint32_t count = 1;                // for how many answers
    std::chrono::milliseconds time{};  // of a delay, or between two pieces
};

struct Piece {
    std::chrono::milliseconds after{};  // the piece before
    std::vector<uint8_t> bytes;
};

struct Sending {
    std::vector<Piece> pieces;
    bool die = false;
};

class FaultPlan {
public:
    void set(Fault fault) { fault_ = fault; }
    [[nodiscard]] const Fault& now() const { return fault_; }
    [[nodiscard]] Sending send(Answer answer);

private:
    Fault fault_;
};

}  // namespace lobby::emulator
