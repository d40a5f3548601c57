// Random numbers that are the same on every machine: the standard's distributions may differ between
// libraries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace lobby::office::demo {

// SplitMix64 (Steele, Lea, Flood 2014). Not for secrets.
class Random {
public:
    // Streams of one seed do not overlap in practice.
    Random(uint64_t seed, uint64_t stream);

    uint64_t next();
    // 0 … n-1; n > 0.
    uint32_t below(uint32_t n);
    // Both ends count.
    int between(int low, int high);
    // `per_mille` times in a thousand.
    bool chance(int per_mille);
    // The index of one of the weights, in their proportion.
    size_t weighted(std::span<const int> weights);

    template <class Range>
    const auto& pick(const Range& range) {
        return range[below(static_cast<uint32_t>(std::size(range)))];
    }

private:
    uint64_t state_;
};

// Says yes exactly `wanted` times in `total` questions, at random places (selection sampling: Knuth,
// TAOCP 3.4.2 S).
class ExactShare {
public:
    ExactShare(uint64_t wanted, uint64_t total) : wanted_(wanted), left_(total) {}
    bool next(Random& random);

private:
    uint64_t wanted_;
    uint64_t left_;
};

}  // namespace lobby::office::demo
