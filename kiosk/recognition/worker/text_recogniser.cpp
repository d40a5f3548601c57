#include "kiosk/recognition/worker/text_recogniser.hpp"

#include <algorithm>
#include <array>
#include <optional>
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
constexpr size_t most_dates = 4;      // of a page
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

// Where a date seems to begin: four digits, Latin or Chinese, of this century or the last.
std::optional<size_t> date_begins(const std::u32string& text) {
    for (size_t i = 0; i + 5 < text.size(); ++i) {
        const bool latin = (text[i] == U'2' && (text[i + 1] == U'0' || text[i + 1] == U'O')) ||
                           (text[i] == U'1' && text[i + 1] == U'9');
        const bool chinese = text[i] == U'二' &&
                             std::u32string_view(U"〇O○零0o").find(text[i + 1]) != std::u32string_view::npos;
        if (!chinese && !(latin && digit_meant(text[i + 2]) && digit_meant(text[i + 3]))) continue;
        if (latin && is_latin_or_digit(text[i + 4])) continue;  // a longer number
        if (i > 0 && is_latin_or_digit(text[i - 1])) continue;
        return i;
    }
    return std::nullopt;
}

constexpr const char* of_dates = "0123456789年月日〇一二三四五六七八九十";

bool recognise(tesseract::TessBaseAPI& model, std::chrono::milliseconds deadline) {
    tesseract::ETEXT_DESC monitor;
    monitor.set_deadline_msecs(static_cast<int32_t>(std::max<int64_t>(deadline.count(), 1)));
    return model.Recognize(&monitor) == 0;
}

std::chrono::milliseconds left_until(std::chrono::steady_clock::time_point until) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
}

// Reads a line's characters from `first` to `end` once more, by `model`.
void read_part(tesseract::TessBaseAPI& model, Pix* grey, TextLine& line, const std::vector<Span>& spans,
               size_t first, size_t end, std::chrono::milliseconds deadline) {
    const int margin = std::max(3, (line.bottom - line.top) / 5);
    const int x = std::max(0, spans[first].left - margin);
    const int y = std::max(0, line.top - margin);
    const int width = std::min(pixGetWidth(grey), spans[end - 1].right + margin) - x;
    const int height = std::min(pixGetHeight(grey), line.bottom + margin) - y;
    if (width < 8 || height < 8) return;
    model.SetImage(grey);
    model.SetSourceResolution(resolution);
    model.SetRectangle(x, y, width, height);
    if (!recognise(model, deadline)) return;
    std::vector<TextLine> again;
    collect(model, again);
    if (again.size() != 1) return;
    int sum = 0;
    for (const auto sure : again[0].confidence) sum += sure;
    line.second.push_back(
        {first, end - first, again[0].text, sum / static_cast<int>(again[0].confidence.size())});
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

void TextRecogniser::read_numbers_again(Pix* grey, std::vector<TextLine>& lines,
                                        std::chrono::milliseconds deadline) {
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
                const auto left = left_until(until);
                if (left.count() <= 0) return;
                ++runs;
                read_part(models_->latin, grey, line, spans, first, end, left);
            }
            first = std::max(end, first + 1);
        }
    }
    models_->latin.Clear();
}

void TextRecogniser::read_dates_again(Pix* grey, std::vector<TextLine>& lines,
                                      std::chrono::milliseconds deadline) {
    const auto until = std::chrono::steady_clock::now() + deadline;
    auto& model = models_->chinese;
    model.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
    model.SetVariable("tessedit_char_whitelist", of_dates);
    size_t dates = 0;
    for (size_t i = 0; i < lines.size() && i < models_->spans.size() && dates < most_dates; ++i) {
        const auto first = date_begins(lines[i].text);
        const auto left = left_until(until);
        if (!first || left.count() <= 0) continue;
        ++dates;
        read_part(model, grey, lines[i], models_->spans[i], *first, lines[i].text.size(), left);
    }
    model.Clear();
    model.SetVariable("tessedit_char_whitelist", "");
    model.SetPageSegMode(tesseract::PSM_AUTO);
}

int sure_characters(const std::vector<TextLine>& lines) {
    int count = 0;
    for (const auto& line : lines)
        for (size_t i = 0; i < line.text.size(); ++i)
            if (line.confidence[i] >= 85 && (is_ideograph(line.text[i]) || is_digit(line.text[i]))) ++count;
    return count;
}

}  // namespace lobby::kiosk
