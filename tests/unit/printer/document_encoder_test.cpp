#include "platform/printer/document_encoder.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "platform/printer/escpos_bytes.hpp"
#include "platform/printer/qr_raster.hpp"

namespace lobby::platform {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes all(const EncodedDocument& document) {
    Bytes out;
    for (const auto& piece : document.pieces) escpos::append(out, piece);
    return out;
}

Bytes encode(const PrintDocument& document, PaperModel model = {}) {
    const auto encoded = DocumentEncoder(model).encode(document);
    EXPECT_TRUE(encoded);
    return encoded ? all(*encoded) : Bytes();
}

bool contains(const Bytes& bytes, const Bytes& part) {
    return std::search(bytes.begin(), bytes.end(), part.begin(), part.end()) != bytes.end();
}

size_t count(const Bytes& bytes, const Bytes& part) {
    size_t n = 0;
    for (auto at = bytes.begin();; ++n, ++at) {
        at = std::search(at, bytes.end(), part.begin(), part.end());
        if (at == bytes.end()) return n;
    }
}

const Bytes picture{0x1D, 'v', '0', 0x00};
const Bytes cut{0x1D, 'V', 65, 0};

TEST(DocumentEncoder, WritesALineOfTextInChineseMode) {
    PrintDocument d;
    d.items.emplace_back(PrintText{"\u4E2DA", PrintSize::doubled, true, PrintAlign::centre});
    const Bytes expected{0x1C, '&',               // Chinese mode
                         0x1B, 'a',  1,           // centred
                         0x1B, 'E',  1,           // bold
                         0x1C, '!',  0x0C,        // double, for models that know only this for Chinese
                         0x1D, '!',  0x11,        // double
                         0x1B, '3',  56,          // 48 dots and 8 below
                         0xD6, 0xD0, 'A',  '\n',  // GB 18030
                         0x1D, 'V',  65,   0};    // every document is cut
    EXPECT_EQ(encode(d), expected);
}

TEST(DocumentEncoder, DrawsALineWithACharacterThatThePrinterLacks) {
    struct Case {
        const char* text;
        PrinterFont font;
        bool drawn;
    };
    for (const auto& c :
         {Case{"\u738B", PrinterFont::gb2312, false}, Case{"\u9555", PrinterFont::gb2312, true},
          Case{"\u73BA", PrinterFont::gb2312, false}, Case{"\u9555", PrinterFont::gbk, false},
          Case{"\u3400", PrinterFont::gbk, true},      // four bytes
          Case{"\U0002CB4E", PrinterFont::gbk, true},  // supplementary plane
          Case{"\uE000", PrinterFont::gbk, true},      // private use
          Case{"\u00FC", PrinterFont::gbk, false}, Case{"\u0BAE", PrinterFont::gbk, true}}) {
        PrintDocument d;
        d.items.emplace_back(PrintText{std::string("A") + c.text});
        PaperModel model;
        model.font = c.font;
        EXPECT_EQ(contains(encode(d, model), picture), c.drawn) << c.text;
    }
}

TEST(DocumentEncoder, PicturesGoInBandsOfBoundedHeight) {
    PrintDocument d;
    d.items.emplace_back(PrintQr{"https://office.example/t/1", 36});
    PaperModel model;
    model.band_rows = 24;
    const auto bytes = encode(d, model);
    size_t rows = 0;
    for (auto at = bytes.begin();;) {
        at = std::search(at, bytes.end(), picture.begin(), picture.end());
        if (at == bytes.end()) break;
        const size_t width = at[4] | at[5] << 8;
        const size_t height = at[6] | at[7] << 8;
        EXPECT_LE(height, 24U);
        EXPECT_LE(width, 72U);
        rows += height;
        at += static_cast<ptrdiff_t>(8 + width * height);
    }
    EXPECT_GT(rows, 200U);
    EXPECT_LE(rows, 36U * 8);
}

TEST(DocumentEncoder, APictureNeverSpellsARealTimeCommand) {
    for (const uint8_t after : Bytes{0x04, 0x05, 0x14}) {
        Raster trap(16, 40);
        for (int y = 0; y < 40; ++y) {
            trap.set(3, y);  // 0x10
            for (int bit = 0; bit < 8; ++bit)
                if ((after >> (7 - bit) & 1) != 0) trap.set(8 + bit, y);
        }
        Bytes out;
        escpos::raster(out, trap, 0, 40);
        EXPECT_FALSE(contains(out, {0x10, after}));
        EXPECT_EQ(out.size(), 8U + 80U);
    }
}

TEST(DocumentEncoder, AQrCodeIsAtLeastThreeDotsAModuleOrRefused) {
    PrintDocument narrow;
    narrow.items.emplace_back(PrintQr{std::string(600, 'x'), 10});
    EXPECT_TRUE(DocumentEncoder({}).encode(narrow));
    PaperModel small;
    small.width_dots = 200;
    const auto refused = DocumentEncoder(small).encode(narrow);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), DocumentError::qr_too_long);
    PrintDocument wide;
    wide.items.emplace_back(PrintQr{"https://office.example/t/1", 500});
    EXPECT_TRUE(DocumentEncoder({}).encode(wide));
}

TEST(DocumentEncoder, WrapsBetweenWordsAndBetweenChineseCharacters) {
    PrintDocument words;
    words.items.emplace_back(PrintText{"aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee"});
    EXPECT_TRUE(contains(encode(words), {'d', '\n'}));
    PrintDocument chinese;
    std::string text;
    for (int i = 0; i < 25; ++i) text += "\u4E2D";
    chinese.items.emplace_back(PrintText{text});
    EXPECT_EQ(count(encode(chinese), {'\n'}), 2U);
}

TEST(DocumentEncoder, RefusesWhatIsNoPlainText) {
    struct Case {
        std::string text;
        DocumentError error;
    };
    for (const auto& c :
         {Case{"\xFF", DocumentError::not_utf8}, Case{"\xED\xA0\x80", DocumentError::not_utf8},
          Case{"\xC0\x80", DocumentError::not_utf8}, Case{"\x1B@", DocumentError::control_character},
          Case{"a\nb", DocumentError::control_character}, Case{"\u202E", DocumentError::control_character},
          Case{std::string("\0", 1), DocumentError::control_character},
          Case{std::string(5000, 'a'), DocumentError::too_long}}) {
        PrintDocument d;
        d.items.emplace_back(PrintText{c.text});
        const auto encoded = DocumentEncoder({}).encode(d);
        ASSERT_FALSE(encoded);
        EXPECT_EQ(encoded.error(), c.error);
    }
}

TEST(DocumentEncoder, RefusesMorePaperThanATicketCanBe) {
    PrintDocument d;
    for (int i = 0; i < 400; ++i) d.items.emplace_back(PrintText{"a"});
    const auto encoded = DocumentEncoder({}).encode(d);
    ASSERT_FALSE(encoded);
    EXPECT_EQ(encoded.error(), DocumentError::too_long);
}

TEST(DocumentEncoder, CutsOnceAtTheEndWhetherSaidOrNot) {
    PrintDocument d;
    d.items.emplace_back(PrintText{"a"});
    EXPECT_EQ(count(encode(d), cut), 1U);
    d.items.emplace_back(PrintCut{});
    EXPECT_EQ(count(encode(d), cut), 1U);
    d.items.emplace_back(PrintText{"b"});
    EXPECT_EQ(count(encode(d), cut), 2U);
}

TEST(DocumentEncoder, WithoutACutterThePaperIsFedToBeTornOff) {
    PaperModel model;
    model.cutter = false;
    PrintDocument d;
    d.items.emplace_back(PrintText{"A"});
    const auto bytes = encode(d, model);
    EXPECT_EQ(count(bytes, Bytes{0x1D, 'V'}), 0U);
    EXPECT_EQ(count(bytes, Bytes{0x1B, 'd', 6}), 1U);
}

TEST(DocumentEncoder, EachPieceEndsBetweenTwoCommands) {
    PrintDocument d;
    for (int i = 0; i < 30; ++i) d.items.emplace_back(PrintText{"\u524D\u9762\u8FD8\u6709 3 \u4EBA"});
    d.items.emplace_back(PrintQr{"https://office.example/t/1"});
    const auto encoded = DocumentEncoder({}).encode(d);
    ASSERT_TRUE(encoded);
    EXPECT_GT(encoded->pieces.size(), 5U);
    for (const auto& piece : encoded->pieces) {
        ASSERT_GE(piece.size(), 2U);
        EXPECT_TRUE(piece[0] == 0x1B || piece[0] == 0x1C || piece[0] == 0x1D);
        EXPECT_LE(piece.size(), largest_piece);
    }
}

TEST(GbConverter, GoesBothWaysForTheWholeTwoBytePart) {
    GbConverter gb;
    size_t characters = 0;
    for (unsigned lead = 0x81; lead <= 0xFE; ++lead)
        for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
            const auto c = gb.decode(static_cast<uint8_t>(lead), static_cast<uint8_t>(trail));
            if (!c) continue;
            ++characters;
            const auto back = gb.encode(*c, PrinterFont::gbk);
            ASSERT_TRUE(back) << std::hex << lead << trail;
            EXPECT_EQ(back->bytes[0], lead);
            EXPECT_EQ(back->bytes[1], trail);
        }
    EXPECT_GT(characters, 21'000U);
}

TEST(QrRaster, HasTheQuietZoneOfTheStandard) {
    const auto code = qr_raster("https://office.example/t/1", 3);
    ASSERT_TRUE(code);
    for (int y = 0; y < code->height(); ++y)
        for (int x = 0; x < 12; ++x) ASSERT_FALSE(code->black(x, y) || code->black(y, x));
    EXPECT_TRUE(code->black(12, 12));
    EXPECT_FALSE(qr_raster("", 3));
    EXPECT_FALSE(qr_raster(std::string(601, 'a'), 3));
}

}  // namespace
}  // namespace lobby::platform
