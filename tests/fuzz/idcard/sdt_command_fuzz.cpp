#include <algorithm>
#include <cstdlib>

#include "platform/emulator/idcard/command_parser.hpp"
#include "platform/emulator/idcard/reader_machine.hpp"

// Whatever comes over the line, the emulated reader answers each command with one whole frame.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::emulator;
    if (size == 0) return 0;
    ReaderMachine machine({(data[0] & 1) != 0, (data[0] & 2) != 0, (data[0] & 4) != 0});
    if ((data[0] & 8) != 0) machine.place(EncodedCard{});
    CommandParser parser;
    const size_t step = 1 + (data[0] >> 4);
    for (size_t at = 1; at < size; at += step) {
        parser.feed({data + at, std::min(step, size - at)});
        while (const auto heard = parser.next()) {
            const auto frame = machine.answer(*heard).frame;
            if (frame.size() < 11) std::abort();
            const size_t length = static_cast<size_t>(frame[5]) << 8 | frame[6];
            if (frame.size() != 7 + length) std::abort();
        }
    }
    return 0;
}
