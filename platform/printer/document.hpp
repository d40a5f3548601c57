// What is to stand on the paper, as a value: lines of text, QR codes, feeds, cuts. Says nothing of bytes or
// devices; document_encoder.hpp turns it into ESC/POS.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace lobby::platform {

enum class PrintSize { normal, tall, doubled, quadrupled };  // tall: twice as high only
enum class PrintAlign { left, centre, right };

// One paragraph of UTF-8; wrapped to the paper's width, between words where there are any. Empty: an empty
// line.
struct PrintText {
    std::string text;
    PrintSize size = PrintSize::normal;
    bool bold = false;
    PrintAlign align = PrintAlign::left;
};

// The text as a QR code. `side_mm` is what it should measure with its quiet zone; a module never has fewer
// than three dots, so a long text makes a larger code.
struct PrintQr {
    std::string text;
    int side_mm = 36;
    PrintAlign align = PrintAlign::centre;
};

struct PrintFeed {
    int lines = 1;
};

// Feeds what was printed past the knife and cuts. A document that does not end in one is cut at its end
// anyway.
struct PrintCut {};

using PrintItem = std::variant<PrintText, PrintQr, PrintFeed, PrintCut>;

struct PrintDocument {
    std::vector<PrintItem> items;
};

}  // namespace lobby::platform
