#include "office/speech/wave.hpp"

#include <algorithm>

namespace lobby::office::speech {

namespace {

void put(std::string& to, uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) to.push_back(static_cast<char>((value >> (8 * i)) & 0xFFu));
}

uint32_t number_at(std::string_view file, size_t at, size_t bytes) {
    uint32_t value = 0;
    for (size_t i = 0; i < bytes; ++i)
        value |= static_cast<uint32_t>(static_cast<unsigned char>(file[at + i])) << (8 * i);
    return value;
}

constexpr size_t chunk_header = 8;
constexpr size_t format_bytes = 16;

bool is_our_format(std::string_view file, size_t at) {
    return number_at(file, at, 2) == 1 && number_at(file, at + 2, 2) == 1 &&
           number_at(file, at + 4, 4) == sample_rate && number_at(file, at + 14, 2) == 16;
}

}  // namespace

std::string to_wave(const Samples& samples) {
    const auto bytes = static_cast<uint32_t>(samples.size() * 2);
    std::string out;
    out.reserve(bytes + 44);
    out += "RIFF";
    put(out, bytes + 36, 4);
    out += "WAVEfmt ";
    put(out, format_bytes, 4);
    put(out, 1, 2);  // linear PCM
    put(out, 1, 2);  // one channel
    put(out, sample_rate, 4);
    put(out, sample_rate * 2, 4);
    put(out, 2, 2);
    put(out, 16, 2);
    out += "data";
    put(out, bytes, 4);
    for (const auto s : samples) put(out, static_cast<uint16_t>(s), 2);
    return out;
}

std::optional<Samples> from_wave(std::string_view file) {
    if (file.size() < 12 || file.substr(0, 4) != "RIFF" || file.substr(8, 4) != "WAVE") return std::nullopt;
    size_t at = 12;
    bool known = false;
    while (file.size() - at >= chunk_header) {
        const auto name = file.substr(at, 4);
        const size_t claimed = number_at(file, at + 4, 4);
        at += chunk_header;
        const size_t size = std::min(claimed, file.size() - at);
        if (name == "fmt ") {
            if (size < format_bytes || !is_our_format(file, at)) return std::nullopt;
            known = true;
        } else if (name == "data") {
            if (!known) return std::nullopt;
            Samples out(size / 2);
            for (size_t i = 0; i < out.size(); ++i)
                out[i] = static_cast<int16_t>(static_cast<uint16_t>(number_at(file, at + 2 * i, 2)));
            return out;
        }
        at += size;
        if (size % 2 == 1 && at < file.size()) ++at;
    }
    return std::nullopt;
}

Samples silence(double seconds) {
    return Samples(static_cast<size_t>(seconds * sample_rate));
}

void append(Samples& to, const Samples& more) {
    to.insert(to.end(), more.begin(), more.end());
}

Samples trimmed(const Samples& samples, int16_t threshold) {
    const auto loud = [threshold](int16_t s) { return s > threshold || s < -threshold; };
    const auto first = std::ranges::find_if(samples, loud);
    const auto last = std::find_if(samples.rbegin(), samples.rend(), loud).base();
    return first < last ? Samples(first, last) : Samples{};
}

}  // namespace lobby::office::speech
