// How half a registration is found again and read by the card that began it, and by nothing else.
//
// The tag by which a draft is known and the key that it is encrypted under are both derived from the card's
// number and name by Argon2id, under a secret that stands in a file of its own (draft.key, owner only, beside
// kiosk.db). Whoever has the database alone has nothing; whoever has both pays for every guess. The secret is
// replaced when a day's drafts are gone: then an older copy of the disk tells nothing either.
//
// I/O thread. Throws std::exception where the disk or memory does not do it.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "base/identity_number.hpp"
#include "base/secret.hpp"
#include "base/secret_bytes.hpp"

namespace lobby::kiosk::scans {

using PersonTag = std::array<uint8_t, 16>;

// Of one person, while one call lasts.
class DraftCipher {
public:
    [[nodiscard]] const PersonTag& tag() const { return tag_; }
    // XChaCha20-Poly1305, bound to tag and day.
    [[nodiscard]] std::vector<uint8_t> encrypt(std::span<const uint8_t> plain, int64_t day) const;
    // Nothing: it was altered, or is another person's or day's.
    [[nodiscard]] std::optional<SecretBytes> decrypt(std::span<const uint8_t> body, int64_t day) const;

private:
    friend class DraftKey;
    DraftCipher(const PersonTag& tag, SecretBytes key) : tag_(tag), key_(std::move(key)) {}
    PersonTag tag_;
    SecretBytes key_;
};

class DraftKey {
public:
    static DraftKey load_or_make(std::filesystem::path file);

    [[nodiscard]] DraftCipher cipher_of(const IdentityNumber& card, const SecretString& name) const;
    // No draft can be found or read any more.
    void replace();

private:
    explicit DraftKey(std::filesystem::path file) : file_(std::move(file)) {}
    std::filesystem::path file_;
    SecretBytes secret_;
};

}  // namespace lobby::kiosk::scans
