// Letters of a page, by Tesseract: Chinese for all of it, and Latin once more for long runs of letters and
// digits, which the Chinese model reads less well. Only in the reading process.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "kiosk/recognition/page_text.hpp"

struct Pix;

namespace lobby::kiosk {

class TextRecogniser {
public:
    // Loads chi_sim and eng from `language_data`; opens no file afterwards. Throws std::runtime_error.
    explicit TextRecogniser(const std::filesystem::path& language_data);
    ~TextRecogniser();
    TextRecogniser(const TextRecogniser&) = delete;
    TextRecogniser& operator=(const TextRecogniser&) = delete;

    // Of an upright page, grey and evenly lit. What is not read by the deadline is left out.
    [[nodiscard]] std::vector<TextLine> lines_of(Pix* grey, std::chrono::milliseconds deadline);
    // Adds the second readings.
    void read_again(Pix* grey, std::vector<TextLine>& lines, std::chrono::milliseconds deadline);

private:
    struct Models;
    std::unique_ptr<Models> models_;
};

// How well a page was read: rises with each character that is sure, to compare two ways to hold it.
[[nodiscard]] int sure_characters(const std::vector<TextLine>& lines);

}  // namespace lobby::kiosk
