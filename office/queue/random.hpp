// Numbers that look random and are the same on every machine: for estimates and simulations that can be
// repeated, never for secrets. SplitMix64 (Steele, Lea, Flood 2014).
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace lobby::office::queue {

class Random {
public:
    explicit Random(uint64_t seed) : state_(seed) {}
    uint64_t next() {
        uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    // In [0, 1).
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    // In [0, below); below > 0. The bias is negligible for what this is for.
    uint64_t below(uint64_t below) { return next() % below; }
    bool chance(double p) { return unit() < p; }
    double exponential(double mean) { return -mean * std::log1p(-unit()); }
    double normal() {  // Box and Muller
        const double radius = std::sqrt(-2 * std::log1p(-unit()));
        return radius * std::cos(2 * std::numbers::pi * unit());
    }
    double lognormal(double median, double sigma) { return median * std::exp(sigma * normal()); }

private:
    uint64_t state_;
};

}  // namespace lobby::office::queue
