#include "platform/emulator/idcard/faults.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace lobby::emulator {

namespace {

using std::chrono::milliseconds;

struct Word {
    FaultKind kind;
    std::string_view word;
};
constexpr std::array words{
    Word{FaultKind::none, "none"},
    Word{FaultKind::delay, "delay"},
    Word{FaultKind::drop, "drop"},
    Word{FaultKind::corrupt, "corrupt"},
    Word{FaultKind::corrupt_any, "corrupt-any"},
    Word{FaultKind::garbage, "garbage"},
    Word{FaultKind::partial, "partial"},
    Word{FaultKind::die, "die"},
};

// Noise as lines have it: half a preamble, and a frame whose length cannot be.
constexpr std::array<uint8_t, 16> noise{0x00, 0xFF, 0xAA, 0xAA, 0x96, 0x69, 0x13, 0xAA,
                                        0xAA, 0xAA, 0x96, 0x69, 0x00, 0x01, 0x55, 0xAA};

constexpr size_t pieces_of_an_answer = 12;
constexpr size_t first_byte_after_length = 7;

std::vector<Piece> torn(std::span<const uint8_t> frame, milliseconds pause) {
    std::vector<Piece> pieces;
    const size_t step = std::max<size_t>(1, frame.size() / pieces_of_an_answer);
    for (size_t at = 0; at < frame.size(); at += step) {
        const auto part = frame.subspan(at, std::min(step, frame.size() - at));
        pieces.push_back({at == 0 ? milliseconds(0) : pause, {part.begin(), part.end()}});
    }
    return pieces;
}

}  // namespace

std::optional<FaultKind> fault_kind(std::string_view word) {
    const auto found = std::ranges::find(words, word, &Word::word);
    if (found == words.end()) return std::nullopt;
    return found->kind;
}

std::string_view word_of(FaultKind kind) {
    return std::ranges::find(words, kind, &Word::kind)->word;
}

Sending FaultPlan::send(Answer answer) {
    const bool spared = fault_.kind == FaultKind::corrupt && !answer.holds_card_data;
    if (fault_.kind == FaultKind::none || fault_.count == 0 || spared)
        return {{{milliseconds(0), std::move(answer.frame)}}, false};
    const Fault fault = fault_;
    if (--fault_.count == 0) fault_ = {};
    switch (fault.kind) {
        case FaultKind::none:
            break;
        case FaultKind::delay:
            return {{{fault.time, std::move(answer.frame)}}, false};
        case FaultKind::drop:
            return {};
        case FaultKind::corrupt:
        case FaultKind::corrupt_any:
            answer.frame[std::max(answer.frame.size() / 2, first_byte_after_length)] ^= 0x21;
            break;
        case FaultKind::garbage:
            answer.frame.insert(answer.frame.begin(), noise.begin(), noise.end());
            break;
        case FaultKind::partial:
            return {torn(answer.frame, fault.time), false};
        case FaultKind::die:
            return {{}, true};
    }
    return {{{milliseconds(0), std::move(answer.frame)}}, false};
}

}  // namespace lobby::emulator
