// A secret of a fixed length, a key above all: wiped when it goes, compared in constant time, never printed.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include <sodium.h>

namespace lobby {

template <size_t N>
class SecretArray {
public:
    SecretArray() = default;
    explicit SecretArray(std::span<const uint8_t, N> bytes) { std::ranges::copy(bytes, bytes_.begin()); }
    SecretArray(const SecretArray&) = default;
    SecretArray& operator=(const SecretArray&) = default;
    ~SecretArray() { sodium_memzero(bytes_.data(), N); }

    [[nodiscard]] static constexpr size_t size() { return N; }
    [[nodiscard]] uint8_t* data() { return bytes_.data(); }
    [[nodiscard]] const uint8_t* data() const { return bytes_.data(); }
    [[nodiscard]] std::span<const uint8_t, N> view() const { return bytes_; }

    friend bool operator==(const SecretArray& a, const SecretArray& b) {
        return sodium_memcmp(a.data(), b.data(), N) == 0;
    }

private:
    std::array<uint8_t, N> bytes_{};
};

}  // namespace lobby
