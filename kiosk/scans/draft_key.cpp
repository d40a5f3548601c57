#include "kiosk/scans/draft_key.hpp"

#include <algorithm>
#include <new>
#include <stdexcept>

#include <fcntl.h>
#include <sodium.h>

#include "base/durable_file/durable_file.hpp"

namespace lobby::kiosk::scans {

namespace {

constexpr size_t secret_bytes = 32;
constexpr size_t key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
// Some 20 ms of the kiosk's processor for each guess.
constexpr unsigned long long argon_passes = 2;
constexpr size_t argon_memory = size_t{16} << 20;

// What a body is bound to.
std::array<uint8_t, 24> bound_to(const PersonTag& tag, int64_t day) {
    std::array<uint8_t, 24> out{};
    std::ranges::copy(tag, out.begin());
    for (size_t i = 0; i < 8; ++i) out[tag.size() + i] = static_cast<uint8_t>(day >> (8 * i));
    return out;
}

SecretBytes new_secret() {
    SecretBytes secret(secret_bytes);
    randombytes_buf(secret.data(), secret.size());
    return secret;
}

SecretBytes password_of(const IdentityNumber& card, const SecretString& name) {
    const auto number = card.reveal();
    SecretBytes out(number.size() + 1 + name.size());
    auto* end = std::ranges::copy(number, out.data()).out;
    *end++ = 0;
    std::ranges::copy(name.view(), end);
    return out;
}

}  // namespace

std::vector<uint8_t> DraftCipher::encrypt(std::span<const uint8_t> plain, int64_t day) const {
    std::vector<uint8_t> body(nonce_bytes + plain.size() + tag_bytes);
    randombytes_buf(body.data(), nonce_bytes);
    const auto bound = bound_to(tag_, day);
    crypto_aead_xchacha20poly1305_ietf_encrypt(body.data() + nonce_bytes, nullptr, plain.data(), plain.size(),
                                               bound.data(), bound.size(), nullptr, body.data(), key_.data());
    return body;
}

std::optional<SecretBytes> DraftCipher::decrypt(std::span<const uint8_t> body, int64_t day) const {
    if (body.size() < nonce_bytes + tag_bytes) return std::nullopt;
    SecretBytes plain(body.size() - nonce_bytes - tag_bytes);
    const auto bound = bound_to(tag_, day);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, body.data() + nonce_bytes,
                                                   body.size() - nonce_bytes, bound.data(), bound.size(),
                                                   body.data(), key_.data()) != 0)
        return std::nullopt;
    return plain;
}

// A file that is not as it should be is replaced: the drafts under it are lost, as they are at the day's end.
DraftKey DraftKey::load_or_make(std::filesystem::path file) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    DraftKey key(std::move(file));
    if (std::filesystem::exists(key.file_)) {
        OpenFile in(key.file_, O_RDONLY);
        if (in.size() == secret_bytes) {
            auto bytes = in.read(secret_bytes);
            key.secret_ = SecretBytes(bytes);
            sodium_memzero(bytes.data(), bytes.size());
        }
    }
    if (key.secret_.size() != secret_bytes) key.replace();
    return key;
}

void DraftKey::replace() {
    auto fresh = new_secret();
    erase_file(file_);
    write_durably(file_, fresh.view());
    secret_ = std::move(fresh);
}

DraftCipher DraftKey::cipher_of(const IdentityNumber& card, const SecretString& name) const {
    const auto password = password_of(card, name);
    std::array<uint8_t, crypto_pwhash_SALTBYTES> salt{};
    crypto_generichash(salt.data(), salt.size(), nullptr, 0, secret_.data(), secret_.size());
    SecretBytes stretched(secret_bytes);
    if (crypto_pwhash(stretched.data(), stretched.size(), reinterpret_cast<const char*>(password.data()),
                      password.size(), salt.data(), argon_passes, argon_memory,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    SecretBytes derived(std::tuple_size_v<PersonTag> + key_bytes);
    crypto_generichash(derived.data(), derived.size(), stretched.data(), stretched.size(), secret_.data(),
                       secret_.size());
    PersonTag tag{};
    std::copy_n(derived.data(), tag.size(), tag.begin());
    return {tag, SecretBytes(derived.view().subspan(tag.size()))};
}

}  // namespace lobby::kiosk::scans
