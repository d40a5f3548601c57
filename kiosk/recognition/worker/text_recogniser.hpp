// Letters of a page, by Tesseract: Chinese for all of it; once more long runs of letters and digits by the
// Latin model, and dates by the Chinese one with no other characters to choose from. Only in the reading
// process.
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
    // Add the second readings of the lines that were read last.
    void read_numbers_again(Pix* grey, std::vector<TextLine>& lines, std::chrono::milliseconds deadline);
    void read_dates_again(Pix* grey, std::vector<TextLine>& lines, std::chrono::milliseconds deadline);

private:
    struct Models;
    std::unique_ptr<Models> models_;
};

// How well a page was read: rises with each character that is sure, to compare two ways to hold it.
[[nodiscard]] int sure_characters(const std::vector<TextLine>& lines);

}  // namespace lobby::kiosk
