#include "office/demo/random.hpp"

namespace lobby::office::demo {

namespace {

uint64_t mixed(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

constexpr uint64_t golden = 0x9E3779B97F4A7C15ULL;

}  // namespace

Random::Random(uint64_t seed, uint64_t stream) : state_(mixed(seed + golden) ^ mixed(~stream * golden)) {}

uint64_t Random::next() {
    state_ += golden;
    return mixed(state_);
}

uint32_t Random::below(uint32_t n) {
    return static_cast<uint32_t>(((next() >> 32) * n) >> 32);
}

int Random::between(int low, int high) {
    return low + static_cast<int>(below(static_cast<uint32_t>(high - low + 1)));
}

bool Random::chance(int per_mille) {
    return below(1000) < static_cast<uint32_t>(per_mille);
}

size_t Random::weighted(std::span<const int> weights) {
    uint32_t sum = 0;
    for (const int weight : weights) sum += static_cast<uint32_t>(weight);
    uint32_t at = below(sum);
    for (size_t i = 0; i < weights.size(); ++i) {
        const auto weight = static_cast<uint32_t>(weights[i]);
        if (at < weight) return i;
        at -= weight;
    }
    return weights.size() - 1;
}

bool ExactShare::next(Random& random) {
    if (left_ == 0) return false;
    const bool yes = random.below(static_cast<uint32_t>(left_)) < wanted_;
    --left_;
    if (yes) --wanted_;
    return yes;
}

}  // namespace lobby::office::demo
