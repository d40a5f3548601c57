// Whatever a program may send to the emulated printer: it must stay within its bounds and answer every status
// query.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "platform/emulator/printer/printer_machine.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::emulator::printer;
    PrinterHabits habits;
    habits.buffer_bytes = 4096;
    habits.paper_lines = 40;
    // Without a font every character is a box: what is tested is the stream, not FreeType.
    PrinterMachine machine(habits, {"", "", 0});
    const std::span<const uint8_t> bytes(data, size);
    for (size_t at = 0; at < size; at += 512) {
        machine.receive(bytes.subspan(at, std::min<size_t>(512, size - at)));
        while (machine.step()) {
        }
        if (machine.waiting_bytes() > habits.buffer_bytes) std::abort();
    }
    for (const auto& sheet : machine.take_sheets())
        if (sheet.picture.width() != habits.width_dots ||
            sheet.picture.height() > habits.paper_lines * line_dots)
            std::abort();
    (void)machine.take_answers();
    const uint8_t query[] = {0x10, 0x04, 0x01};
    machine.receive(query);
    const auto answer = machine.take_answers();
    if (answer.size() != 1 || (answer[0] & 0x93) != 0x12) std::abort();
    return 0;
}
