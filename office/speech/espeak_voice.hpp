// espeak-ng as a program of its own: it reads the text on standard input and writes a WAVE file to standard
// output. Without a shell, with a deadline and a bound on what it may write; a crash in it is not ours.
#pragma once

#include "office/config/config.hpp"
#include "office/speech/voice.hpp"

namespace lobby::office::speech {

class EspeakVoice final : public Voice {
public:
    explicit EspeakVoice(SpeechConfig config) : config_(std::move(config)) {}
    Result<Samples, VoiceError> say(const std::string& text, Language language) override;

private:
    const SpeechConfig config_;
};

}  // namespace lobby::office::speech
