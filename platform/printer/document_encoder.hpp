// A document as ESC/POS bytes, in pieces between which the printer is in no middle of a command.
//
// Text goes out as GB 18030 in Chinese mode. A line that holds a character the printer's font lacks (outside
// of the two-byte part, supplementary planes such as in some names) is drawn whole as a picture on the same
// grid of cells: ESC/POS can print a picture with GS v 0 only at the start of a line, and the picture within
// a line (ESC *) is what clones get wrong most. Pictures go out in bands, because many models take only so
// many rows at once.
//
// Nothing that a document says can become a command: control characters are refused, and a picture's bytes
// never spell one of the real-time commands (DLE EOT, DLE ENQ, DLE DC4), which printers obey even inside of
// picture data (Epson, Citizen: notes on DLE EOT).
//
// Pure but for reading font files; not thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "platform/printer/document.hpp"
#include "platform/printer/gb18030.hpp"
#include "platform/printer/glyphs.hpp"

namespace lobby::platform {

struct PaperModel {
    int width_dots = 576;  // 80 mm paper; 384 for 58 mm
    int dots_per_mm = 8;   // 203 dpi
    PrinterFont font = PrinterFont::gbk;
    int band_rows = 48;       // of one GS v 0; 1 to 255
    int feed_before_cut = 0;  // more dots between print and knife than the printer feeds by itself
    bool cutter = true;       // no: the paper is fed past the edge and torn off by hand
};

enum class DocumentError {
    not_utf8,
    control_character,
    too_long,  // more than longest_document_rows of paper, or too many items
    qr_too_long,
};

constexpr int longest_document_rows = 8000;  // a metre at 8 dots/mm: no ticket is longer
constexpr size_t most_document_items = 500;
constexpr size_t longest_text_bytes = 4096;
constexpr size_t largest_piece = 20'000;  // bytes; a band of 255 rows on 80 mm paper is the largest

struct EncodedDocument {
    std::vector<std::vector<uint8_t>> pieces;  // each complete in itself
    int rows = 0;                              // of paper, about: how long printing may take
};

class DocumentEncoder {
public:
    explicit DocumentEncoder(PaperModel model, PrintTypeface typeface = {});
    [[nodiscard]] Result<EncodedDocument, DocumentError> encode(const PrintDocument& document);

private:
    PaperModel model_;
    GbConverter gb_;
    GlyphPress press_;
};

}  // namespace lobby::platform
