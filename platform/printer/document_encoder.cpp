#include "platform/printer/document_encoder.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "platform/printer/escpos_bytes.hpp"
#include "platform/printer/qr_raster.hpp"

namespace lobby::platform {

namespace {

constexpr int leading = 8;            // white dots below a line of text
constexpr size_t comfortable = 200;   // a piece is closed once it has as many bytes
constexpr int least_module_dots = 3;  // 0.375 mm at 203 dpi; cameras read smaller ones badly
constexpr int feed_line_dots = cell_height + leading;
constexpr int most_feed_lines = 50;
constexpr int tear_off_lines = 6;  // 24 mm: from the print head past the edge

struct Scale {
    int across;
    int down;
};

Scale scale_of(PrintSize size) {
    switch (size) {
        case PrintSize::normal:
            return {1, 1};
        case PrintSize::tall:
            return {1, 2};
        case PrintSize::doubled:
            return {2, 2};
        case PrintSize::quadrupled:
            return {4, 4};
    }
    return {1, 1};
}

int indent(PrintAlign align, int paper, int width) {
    const int room = std::max(0, paper - width);
    return align == PrintAlign::left ? 0 : align == PrintAlign::centre ? room / 2 : room;
}

bool forbidden(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

// Lines that fit; broken after a space where one stands in the line's second half, otherwise between
// characters.
std::vector<std::u32string_view> wrap(std::u32string_view text, int columns_dots, int across) {
    std::vector<std::u32string_view> lines;
    do {
        int width = 0;
        size_t end = 0;
        std::optional<size_t> space;
        while (end < text.size() && width + cell_width(text[end]) * across <= columns_dots) {
            width += cell_width(text[end]) * across;
            if (text[end] == U' ' && width > columns_dots / 2) space = end;
            ++end;
        }
        if (end == 0 && !text.empty()) end = 1;  // a character wider than the paper: the printer cuts it off
        size_t next = end;
        if (end < text.size() && space && text[end] != U' ') {
            end = *space;
            next = *space + 1;
        } else if (end < text.size() && text[end] == U' ') {
            next = end + 1;
        }
        lines.push_back(text.substr(0, end));
        text.remove_prefix(next);
    } while (!text.empty());
    return lines;
}

// Gathers commands, closing a piece only between two of them.
class Writer {
public:
    Writer(const PaperModel& model, GbConverter& gb, GlyphPress& press)
        : model_(model), gb_(gb), press_(press) {
        escpos::append(piece_, escpos::chinese_on);
    }

    std::optional<DocumentError> operator()(const PrintText& text) {
        if (text.text.size() > longest_text_bytes) return DocumentError::too_long;
        const auto characters = decode_utf8(text.text);
        if (!characters) return DocumentError::not_utf8;
        if (std::any_of(characters->begin(), characters->end(), forbidden))
            return DocumentError::control_character;
        const auto scale = scale_of(text.size);
        for (const auto line : wrap(*characters, model_.width_dots, scale.across)) {
            if (const auto bytes = in_printers_font(line))
                write_text(text, scale, *bytes);
            else
                draw_text(text, scale, line);
            rows_ += cell_height * scale.down + leading;
        }
        return std::nullopt;
    }

    std::optional<DocumentError> operator()(const PrintQr& qr) {
        auto code = qr_raster(qr.text, least_module_dots);
        if (!code) return DocumentError::qr_too_long;
        const int modules = code->width() / least_module_dots;
        const int dots = std::max(least_module_dots, qr.side_mm * model_.dots_per_mm / std::max(modules, 1));
        if (dots > least_module_dots) code = qr_raster(qr.text, dots);
        while (code && code->width() > model_.width_dots && code->width() > modules * least_module_dots)
            code = qr_raster(qr.text, code->width() / modules - 1);
        if (!code || code->width() > model_.width_dots) return DocumentError::qr_too_long;
        Raster picture(indent(qr.align, model_.width_dots, code->width()) + code->width(), code->height());
        picture.stamp(*code, picture.width() - code->width(), 0);
        draw(picture);
        rows_ += picture.height();
        return std::nullopt;
    }

    std::optional<DocumentError> operator()(const PrintFeed& feed) {
        const int lines = std::clamp(feed.lines, 0, most_feed_lines);
        escpos::line_spacing(piece_, feed_line_dots);
        escpos::feed_lines(piece_, lines);
        rows_ += lines * feed_line_dots;
        cut_ = false;
        close_if_full();
        return std::nullopt;
    }

    std::optional<DocumentError> operator()(const PrintCut&) {
        if (model_.cutter) {
            escpos::feed_and_cut(piece_, model_.feed_before_cut);
        } else {
            escpos::line_spacing(piece_, feed_line_dots);
            escpos::feed_lines(piece_, tear_off_lines + model_.feed_before_cut / feed_line_dots);
        }
        cut_ = true;
        close();
        return std::nullopt;
    }

    [[nodiscard]] int rows() const { return rows_; }

    EncodedDocument finish() {
        if (!cut_) (*this)(PrintCut{});
        close();
        return {std::move(pieces_), rows_};
    }

private:
    std::optional<std::vector<uint8_t>> in_printers_font(std::u32string_view line) {
        std::vector<uint8_t> bytes;
        for (const char32_t c : line) {
            const auto gb = gb_.encode(c, model_.font);
            if (!gb) return std::nullopt;
            bytes.insert(bytes.end(), gb->bytes.begin(),
                         gb->bytes.begin() + static_cast<ptrdiff_t>(gb->size));
        }
        return bytes;
    }

    void write_text(const PrintText& text, Scale scale, const std::vector<uint8_t>& bytes) {
        escpos::align(piece_, static_cast<int>(text.align));
        escpos::bold(piece_, text.bold);
        escpos::size(piece_, scale.across, scale.down);
        escpos::line_spacing(piece_, cell_height * scale.down + leading);
        escpos::append(piece_, bytes);
        piece_.push_back('\n');
        cut_ = false;
        close_if_full();
    }

    void draw_text(const PrintText& text, Scale scale, std::u32string_view line) {
        int width = 0;
        for (const char32_t c : line) width += cell_width(c) * scale.across;
        int x = indent(text.align, model_.width_dots, width);
        Raster picture(std::min(x + width, model_.width_dots), cell_height * scale.down + leading);
        for (const char32_t c : line) {
            picture.stamp(press_.draw(c, text.bold, scale.across, scale.down), x, 0);
            x += cell_width(c) * scale.across;
        }
        draw(picture);
    }

    void draw(const Raster& picture) {
        escpos::align(piece_, 0);
        const int band = std::clamp(model_.band_rows, 1, 255);
        for (int y = 0; y < picture.height(); y += band) {
            escpos::raster(piece_, picture, y, std::min(band, picture.height() - y));
            close_if_full();
        }
        cut_ = false;
    }

    void close_if_full() {
        if (piece_.size() >= comfortable) close();
    }
    void close() {
        if (!piece_.empty()) pieces_.push_back(std::exchange(piece_, {}));
    }

    const PaperModel& model_;
    GbConverter& gb_;
    GlyphPress& press_;
    std::vector<std::vector<uint8_t>> pieces_;
    std::vector<uint8_t> piece_;
    int rows_ = 0;
    bool cut_ = false;
};

}  // namespace

DocumentEncoder::DocumentEncoder(PaperModel model, PrintTypeface typeface)
    : model_(model), press_(std::move(typeface)) {}

Result<EncodedDocument, DocumentError> DocumentEncoder::encode(const PrintDocument& document) {
    if (document.items.size() > most_document_items) return fail(DocumentError::too_long);
    Writer writer(model_, gb_, press_);
    for (const auto& item : document.items) {
        if (const auto error = std::visit(writer, item)) return fail(*error);
        if (writer.rows() > longest_document_rows) return fail(DocumentError::too_long);
    }
    return writer.finish();
}

}  // namespace lobby::platform
