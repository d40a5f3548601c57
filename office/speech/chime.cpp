#include "office/speech/chime.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace lobby::office::speech {

namespace {

constexpr double attack_seconds = 0.008;  // a harder one clicks

struct Tone {
    double hertz;
    double begins;  // s
    double fades;   // s to 1/e
};

// A bell: partials above the tone fade sooner than it does.
double bell(const Tone& tone, double at) {
    const double t = at - tone.begins;
    if (t < 0) return 0;
    struct Partial {
        double times, loudness, fades;
    };
    constexpr std::array<Partial, 4> partials{{{1, 1, 1}, {2, 0.35, 0.6}, {3, 0.12, 0.4}, {4.2, 0.06, 0.25}}};
    double sum = 0;
    for (const auto& p : partials)
        sum += p.loudness * std::exp(-t / (tone.fades * p.fades)) *
               std::sin(2 * std::numbers::pi * tone.hertz * p.times * t);
    return sum * std::min(1.0, t / attack_seconds);
}

}  // namespace

Samples chime() {
    constexpr double length = 1.25;
    constexpr double end_fade = 0.15;
    constexpr double loudness = 9000;  // of 32,767: four partials of two tones stay well below the limit
    constexpr std::array<Tone, 2> tones{{{659.26, 0, 0.32}, {523.25, 0.42, 0.38}}};
    Samples out(static_cast<size_t>(length * sample_rate));
    for (size_t i = 0; i < out.size(); ++i) {
        const double at = static_cast<double>(i) / sample_rate;
        double sum = 0;
        for (const auto& tone : tones) sum += bell(tone, at);
        const double fade = std::min(1.0, (length - at) / end_fade);
        out[i] = static_cast<int16_t>(std::lround(sum * fade * loudness));
    }
    return out;
}

}  // namespace lobby::office::speech
