// The words of a call. A number is said letter by letter and digit by digit: "AA012" is "A A 零 一 二",
// because a number said as one whole is misheard.
#pragma once

#include <string>
#include <string_view>

namespace lobby::office::speech {

enum class Language { zh, en };

[[nodiscard]] std::string spelled(std::string_view number, Language language);

// `form` with {number} and {window} put in (SpeechConfig::call_zh, call_en).
[[nodiscard]] std::string call_text(std::string_view form, std::string_view number, std::string_view window,
                                    Language language);

}  // namespace lobby::office::speech
