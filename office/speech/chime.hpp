// The two tones before a call, so that people look up before the number is said.
#pragma once

#include "office/speech/wave.hpp"

namespace lobby::office::speech {

// E5 falling to C5, struck like a bell and fading; a second and a quarter; never near full scale.
[[nodiscard]] Samples chime();

}  // namespace lobby::office::speech
