// Any document that can be encoded is understood by a printer's parser to the last byte, never spells a
// real-time command, and ends between two commands, piece by piece.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "platform/emulator/printer/escpos_reader.hpp"
#include "platform/printer/document_encoder.hpp"

namespace {

lobby::platform::PrintDocument document_of(const uint8_t* data, size_t size) {
    using namespace lobby::platform;
    PrintDocument document;
    size_t at = 0;
    while (at + 2 <= size && document.items.size() < 40) {
        const uint8_t kind = data[at];
        const size_t length = std::min<size_t>(data[at + 1], size - at - 2);
        const std::string text(reinterpret_cast<const char*>(data) + at + 2, length);
        at += 2 + length;
        if (kind % 8 < 5)
            document.items.emplace_back(PrintText{text, static_cast<PrintSize>(kind / 8 % 4),
                                                  (kind & 0x20) != 0,
                                                  static_cast<PrintAlign>(kind / 64 % 3)});
        else if (kind % 8 == 5)
            document.items.emplace_back(PrintQr{text, kind / 4, static_cast<PrintAlign>(kind / 64 % 3)});
        else if (kind % 8 == 6)
            document.items.emplace_back(PrintFeed{static_cast<int>(length) - 20});
        else
            document.items.emplace_back(PrintCut{});
    }
    return document;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby;
    platform::PaperModel model;
    model.width_dots = size > 0 && (data[0] & 0x80) ? 384 : 576;
    static platform::DocumentEncoder encoders[2] = {
        platform::DocumentEncoder({}, {"", "", 0}),
        platform::DocumentEncoder({.width_dots = 384}, {"", "", 0})};
    auto& encoder = encoders[model.width_dots == 384 ? 1 : 0];
    const auto encoded = encoder.encode(document_of(data, size));
    if (!encoded) return 0;
    emulator::printer::EscposReader reader;
    std::vector<emulator::printer::Command> commands;
    uint8_t before = 0;
    for (const auto& piece : encoded->pieces) {
        if (piece.empty() || piece.size() > platform::largest_piece) std::abort();
        for (const uint8_t byte : piece) {
            if (before == 0x10 && (byte == 0x04 || byte == 0x05 || byte == 0x14)) std::abort();
            before = byte;
            reader.feed(byte, commands);
            commands.clear();
        }
        if (!reader.between_commands()) std::abort();
    }
    if (reader.unknown() != 0) std::abort();
    return 0;
}
