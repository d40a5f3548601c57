// Sound as the office makes it: mono, 22,050 samples a second, 16 bits; and its file form (RIFF WAVE, linear
// PCM, little endian).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lobby::office::speech {

inline constexpr uint32_t sample_rate = 22'050;

using Samples = std::vector<int16_t>;

[[nodiscard]] std::string to_wave(const Samples& samples);

// Nothing: not a mono 16-bit file of this rate. A length that runs past the end counts to the end, because a
// program that writes into a pipe cannot know it beforehand. Total on any bytes.
[[nodiscard]] std::optional<Samples> from_wave(std::string_view file);

[[nodiscard]] Samples silence(double seconds);
void append(Samples& to, const Samples& more);
// Without the quiet at both ends; what is under `threshold` counts as quiet.
[[nodiscard]] Samples trimmed(const Samples& samples, int16_t threshold = 200);

}  // namespace lobby::office::speech
