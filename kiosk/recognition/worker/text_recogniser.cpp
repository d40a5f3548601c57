#include "kiosk/recognition/worker/text_recogniser.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include <allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>

#include "kiosk/recognition/text_shapes.hpp"

namespace lobby::kiosk {

namespace {

constexpr int resolution = 200;       // nominal, of an A4 page; Tesseract only derives bounds from it
constexpr size_t shortest_run = 8;    // of Latin characters that are read again
constexpr size_t most_runs = 12;      // of a page
constexpr int gap_between_parts = 3;  // characters' heights of white that divide a line into two

struct Symbol {
    char32_t c = 0;
    uint8_t sure = 0;
    int left = 0;
    int right = 0;
};

struct Span {
    int left = 0;
    int right = 0;
};

// Tesseract's iterator as values, line by line.
class LineBuilder {
public:
    explicit LineBuilder(std::vector<TextLine>& lines) : lines_(lines) {}

    void begin(int top, int bottom) {
        top_ = top;
        bottom_ = bottom;
        symbols_.clear();
    }
    void add(const Symbol& symbol) {
        // Far apart, such as the two pages of a booklet: two lines.
        if (!symbols_.empty() && symbol.left - symbols_.back().right > gap_between_parts * (bottom_ - top_))
            end();
        if (symbols_.size() < most_line_characters) symbols_.push_back(symbol);
    }
    void end() {
        if (symbols_.empty() || lines_.size() >= most_text_lines) return;
        TextLine line;
        line.left = symbols_.front().left;
        line.right = symbols_.back().right;
        line.top = top_;
        line.bottom = bottom_;
        for (const auto& symbol : symbols_) {
            line.text.push_back(symbol.c);
            line.confidence.push_back(symbol.sure);
        }
        lines_.push_back(std::move(line));
        spans.emplace_back();
        for (const auto& symbol : symbols_) spans.back().push_back({symbol.left, symbol.right});
        symbols_.clear();
    }

    std::vector<std::vector<Span>> spans;  // of each line's characters

private:
    std::vector<TextLine>& lines_;
    std::vector<Symbol> symbols_;
    int top_ = 0;
    int bottom_ = 0;
};

std::vector<std::vector<Span>> collect(tesseract::TessBaseAPI& model, std::vector<TextLine>& lines) {
    LineBuilder builder(lines);
    const std::unique_ptr<tesseract::ResultIterator> at(model.GetIterator());
    if (!at) return {};
    do {
        int left = 0;
        int top = 0;
        int right = 0;
        int bottom = 0;
        if (at->IsAtBeginningOf(tesseract::RIL_TEXTLINE)) {
            builder.end();
            at->BoundingBox(tesseract::RIL_TEXTLINE, &left, &top, &right, &bottom);
            builder.begin(top, bottom);
        }
        const std::unique_ptr<char[]> bytes(at->GetUTF8Text(tesseract::RIL_SYMBOL));
        if (!bytes || !at->BoundingBox(tesseract::RIL_SYMBOL, &left, &top, &right, &bottom)) continue;
        const float sure = std::clamp(at->Confidence(tesseract::RIL_SYMBOL), 0.0F, 100.0F);
        for (const char32_t c : from_utf8(bytes.get()))
            if (c > U' ') builder.add({c, static_cast<uint8_t>(sure), left, right});
    } while (at->Next(tesseract::RIL_SYMBOL));
    builder.end();
    return std::move(builder.spans);
}

bool recognise(tesseract::TessBaseAPI& model, std::chrono::milliseconds deadline) {
    tesseract::ETEXT_DESC monitor;
    monitor.set_deadline_msecs(static_cast<int32_t>(std::max<int64_t>(deadline.count(), 1)));
    return model.Recognize(&monitor) == 0;
}

void load(tesseract::TessBaseAPI& model, const std::filesystem::path& data, const char* language,
          tesseract::PageSegMode mode) {
    if (model.Init(data.c_str(), language, tesseract::OEM_LSTM_ONLY) != 0)
        throw std::runtime_error(std::string("no language data ") + language + " in " + data.string());
    model.SetPageSegMode(mode);
    model.SetVariable("debug_file", "/dev/null");
}

}  // namespace

struct TextRecogniser::Models {
    tesseract::TessBaseAPI chinese;
    tesseract::TessBaseAPI latin;
    std::vector<std::vector<Span>> spans;  // of the lines that were read last
};

TextRecogniser::TextRecogniser(const std::filesystem::path& language_data)
    : models_(std::make_unique<Models>()) {
    load(models_->chinese, language_data, "chi_sim", tesseract::PSM_AUTO);
    // A page on its side is turned by us; otherwise it would be read as columns, with places that mean
    // nothing.
    models_->chinese.SetVariable("textord_tabfind_vertical_text", "0");
    load(models_->latin, language_data, "eng", tesseract::PSM_SINGLE_LINE);
    // Certificates' numbers and codes have no small letters.
    models_->latin.SetVariable("tessedit_char_whitelist", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    models_->latin.SetVariable("load_system_dawg", "0");
}

TextRecogniser::~TextRecogniser() = default;

std::vector<TextLine> TextRecogniser::lines_of(Pix* grey, std::chrono::milliseconds deadline) {
    std::vector<TextLine> lines;
    models_->spans.clear();
    models_->chinese.SetImage(grey);
    models_->chinese.SetSourceResolution(resolution);
    if (recognise(models_->chinese, deadline)) models_->spans = collect(models_->chinese, lines);
    models_->chinese.Clear();
    return lines;
}

void TextRecogniser::read_again(Pix* grey, std::vector<TextLine>& lines, std::chrono::milliseconds deadline) {
    const auto until = std::chrono::steady_clock::now() + deadline;
    size_t runs = 0;
    for (size_t i = 0; i < lines.size() && i < models_->spans.size(); ++i) {
        auto& line = lines[i];
        const auto& spans = models_->spans[i];
        for (size_t first = 0; first < line.text.size();) {
            size_t end = first;
            while (end < line.text.size() &&
                   (is_latin_or_digit(line.text[end]) || digit_meant(line.text[end])))
                ++end;
            if (end - first >= shortest_run && runs < most_runs) {
                const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                    until - std::chrono::steady_clock::now());
                if (left.count() <= 0) return;
                ++runs;
                const int margin = std::max(3, (line.bottom - line.top) / 5);
                const int x = std::max(0, spans[first].left - margin);
                const int y = std::max(0, line.top - margin);
                const int width = std::min(pixGetWidth(grey), spans[end - 1].right + margin) - x;
                const int height = std::min(pixGetHeight(grey), line.bottom + margin) - y;
                models_->latin.SetImage(grey);
                models_->latin.SetSourceResolution(resolution);
                models_->latin.SetRectangle(x, y, width, height);
                if (recognise(models_->latin, left)) {
                    std::vector<TextLine> again;
                    collect(models_->latin, again);
                    if (again.size() == 1) {
                        int sum = 0;
                        for (const auto sure : again[0].confidence) sum += sure;
                        line.second.push_back({first, end - first, again[0].text,
                                               sum / static_cast<int>(again[0].confidence.size())});
                    }
                }
            }
            first = std::max(end, first + 1);
        }
    }
    models_->latin.Clear();
}

int sure_characters(const std::vector<TextLine>& lines) {
    int count = 0;
    for (const auto& line : lines)
        for (size_t i = 0; i < line.text.size(); ++i)
            if (line.confidence[i] >= 85 && (is_ideograph(line.text[i]) || is_digit(line.text[i]))) ++count;
    return count;
}

}  // namespace lobby::kiosk
