// Bytes sealed to somebody's public key: whoever seals them cannot open them again, and nobody but the key's
// holder can. What a kiosk keeps on its disk of a lawyer's papers is in this form and no other.
//
// Format, version 1:
//   "LSB1" | key id 8 | crypto_box_seal(stream key) 80 | secretstream header 24 | chunks
// The key id is the beginning of BLAKE2b-256 of the public key: it tells a body of an older key from a
// damaged one. Chunks are 64 KiB of plain bytes and 17 bytes more each (XChaCha20-Poly1305 of libsodium's
// crypto_secretstream); the last one, shorter or empty, carries the final tag: a body that was cut does not
// open. The context is bound to every chunk as associated data: a body that stands for one thing cannot be
// passed off as another.
//
// Pure; any thread. What was opened is in wiped memory; the stream key is wiped.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/secret_bytes.hpp"

namespace lobby::sealed {

inline constexpr size_t chunk_bytes = size_t{64} << 10;
inline constexpr size_t max_plain_bytes = size_t{64} << 20;

using KeyId = std::array<uint8_t, 8>;

enum class OpenError {
    not_sealed,  // not of this format
    other_key,   // sealed to another key
    altered,     // damaged, cut, or sealed for another context
    too_long,
};

[[nodiscard]] std::string_view word_of(OpenError error);

// X25519. Exists only checked: a point of low order, which would seal to everybody, is none.
class PublicKey {
public:
    static std::optional<PublicKey> parse(std::span<const uint8_t> bytes);

    [[nodiscard]] const std::array<uint8_t, 32>& bytes() const { return bytes_; }
    [[nodiscard]] KeyId id() const;
    friend bool operator==(const PublicKey&, const PublicKey&) = default;

private:
    friend class KeyPair;
    explicit PublicKey(const std::array<uint8_t, 32>& bytes) : bytes_(bytes) {}
    std::array<uint8_t, 32> bytes_{};
};

// The secret half never leaves it, and is wiped with it.
class KeyPair {
public:
    static KeyPair make();
    // Reads the secret key, or makes it when there is none (safe against two processes starting at once, and
    // against a power cut). The folder must be there. Throws std::runtime_error when the file cannot be read
    // or is not ours alone.
    static KeyPair load_or_make(const std::filesystem::path& file);

    KeyPair(const KeyPair&) = delete;
    KeyPair& operator=(const KeyPair&) = delete;
    KeyPair(KeyPair&&) = default;
    KeyPair& operator=(KeyPair&&) = default;
    ~KeyPair() = default;

    [[nodiscard]] const PublicKey& public_key() const { return public_key_; }

private:
    friend Result<SecretBytes, OpenError> open(std::span<const uint8_t>, const KeyPair&, std::string_view);
    explicit KeyPair(SecretBytes secret);
    SecretBytes secret_;
    PublicKey public_key_;
};

// How long the sealed form of so many bytes is.
[[nodiscard]] size_t sealed_size(size_t plain_bytes);

// At most max_plain_bytes; more is a bug (std::length_error).
[[nodiscard]] std::vector<uint8_t> seal(std::span<const uint8_t> plain, const PublicKey& to,
                                        std::string_view context);
[[nodiscard]] Result<SecretBytes, OpenError> open(std::span<const uint8_t> body, const KeyPair& key,
                                                  std::string_view context);

}  // namespace lobby::sealed
