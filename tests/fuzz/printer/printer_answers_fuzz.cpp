// What a printer may send, in portions, with silences between them.
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "platform/printer/printer_status.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::platform;
    const std::span<const uint8_t> bytes(data, size);
    PrinterAnswerParser whole;
    std::vector<PrinterAnswer> at_once;
    whole.feed(bytes, at_once);
    PrinterAnswerParser torn;
    std::vector<PrinterAnswer> one_by_one;
    for (size_t i = 0; i < size; ++i) torn.feed(bytes.subspan(i, 1), one_by_one);
    // Portions make no difference, and no answer is made of fewer than one byte.
    if (at_once.size() != one_by_one.size() || at_once.size() > size) std::abort();
    if (whole.meaningless_bytes() != torn.meaningless_bytes() || whole.meaningless_bytes() > size)
        std::abort();
    StatusRound round;
    for (const auto& answer : at_once) {
        if (const auto* now = std::get_if<StatusNow>(&answer)) {
            if ((now->byte & 0x93) != 0x12) std::abort();
            if (const auto status = round.on_answer(now->byte)) (void)trouble_of(*status);
        }
    }
    torn.give_up_half_answers();
    return 0;
}
