#include "kiosk/recognition/worker/page_recognition.hpp"

#include <algorithm>
#include <array>

#include "kiosk/recognition/certificate_kind.hpp"
#include "kiosk/recognition/certificate_text.hpp"
#include "kiosk/recognition/worker/code_finder.hpp"
#include "kiosk/recognition/worker/page_pixels.hpp"
#include "platform/scanner/jpeg.hpp"

namespace lobby::kiosk {

namespace {

using std::chrono::milliseconds;

// A page on its head has about half as many sure characters as upright, which only tells when both are known;
// the words of a certificate tell at once.
bool stands_upright(const std::vector<TextLine>& lines) {
    std::vector<ReadText> reads;
    for (const auto& line : lines) {
        reads.emplace_back();
        for (size_t i = 0; i < line.text.size(); ++i)
            reads.back().add(plain_form(line.text[i]), line.confidence[i]);
    }
    return guess_kind({}, reads).most.has_value();
}

// Above it the direction of the lines is believed.
constexpr double clear_direction = 1.25;

}  // namespace

Result<UprightText, ReadingError> PageRecognition::text_of(std::span<const uint8_t> jpeg,
                                                           milliseconds deadline) {
    const auto until = std::chrono::steady_clock::now() + deadline;
    const auto left = [&] {
        return std::chrono::duration_cast<milliseconds>(until - std::chrono::steady_clock::now());
    };
    auto picture = platform::decode_jpeg(jpeg);
    if (!picture) return fail(ReadingError::picture_broken);
    const auto grey = grey_of(*picture);
    picture->wipe();
    if (!grey) return fail(ReadingError::picture_broken);
    UprightText best;
    best.text.codes = codes_of(grey.get());
    const auto lit = evenly_lit(grey.get());
    const auto direction = direction_of_lines(lit.get());
    const int first = direction.sideways ? 1 : 0;
    std::vector<int> turns{first, first + 2};
    if (direction.sure < clear_direction) {
        turns.push_back(1 - first);
        turns.push_back(3 - first);
    }
    int most = -1;
    for (const int turn : turns) {
        if (left().count() <= 0) break;
        const auto upright = turned(lit.get(), turn);
        const auto level = upright ? levelled(upright.get()) : nullptr;
        if (!level) break;
        auto lines = recogniser_.lines_of(level.get(), left());
        const int sure = sure_characters(lines);
        if (sure <= most) continue;
        const bool upright_words = stands_upright(lines);
        recogniser_.read_numbers_again(level.get(), lines, left());
        if (const auto clear = without_seals(level.get()))
            recogniser_.read_dates_again(clear.get(), lines, left());
        most = sure;
        best.text.lines = std::move(lines);
        best.quarter_turns = static_cast<uint8_t>(turn);
        if (upright_words) break;
    }
    if (best.text.lines.empty() && best.text.codes.empty())
        return fail(left().count() <= 0 ? ReadingError::timed_out : ReadingError::nothing_read);
    return best;
}

Result<PageReading, ReadingError> PageRecognition::read(api::PageKind kind, std::span<const uint8_t> jpeg,
                                                        milliseconds deadline) {
    const auto upright = text_of(jpeg, deadline);
    if (!upright) return fail(upright.error());
    auto reading = find_fields(kind, upright->text);
    reading.quarter_turns = upright->quarter_turns;
    reading.upside_down = upright->quarter_turns == 2;
    return reading;
}

}  // namespace lobby::kiosk
