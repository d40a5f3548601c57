// Who speaks. Two engines stand behind this: a program of the system's, and silence where there is none.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "office/speech/call_text.hpp"
#include "office/speech/wave.hpp"

namespace lobby::office::speech {

enum class VoiceError { cannot_start, too_slow, failed, no_sound };
[[nodiscard]] std::string_view word_of(VoiceError error);

class Voice {
public:
    virtual ~Voice() = default;
    // Takes up to some seconds: never on an I/O thread.
    [[nodiscard]] virtual Result<Samples, VoiceError> say(const std::string& text, Language language) = 0;
};

class SilentVoice final : public Voice {
public:
    Result<Samples, VoiceError> say(const std::string&, Language) override { return Samples{}; }
};

}  // namespace lobby::office::speech
