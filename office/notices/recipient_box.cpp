#include "office/notices/recipient_box.hpp"

#include <sodium.h>

namespace lobby::office {

namespace {

constexpr size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr size_t most_bytes = 256;

class BoxKey {
public:
    explicit BoxKey(const StoreKey& key) : bytes_(key.mac("notice recipient", {})) {
        static_assert(sizeof(Digest32) == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    }
    BoxKey(const BoxKey&) = delete;
    BoxKey& operator=(const BoxKey&) = delete;
    ~BoxKey() { sodium_memzero(bytes_.data(), bytes_.size()); }
    [[nodiscard]] const uint8_t* data() const { return bytes_.data(); }

private:
    Digest32 bytes_;
};

}  // namespace

std::vector<uint8_t> lock_recipient(const StoreKey& key, const NoticeId& notice, const SecretString& phone) {
    const BoxKey box(key);
    std::vector<uint8_t> out(nonce_bytes + phone.size() + tag_bytes);
    randombytes_buf(out.data(), nonce_bytes);
    const auto text = phone.view();
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        out.data() + nonce_bytes, nullptr, reinterpret_cast<const unsigned char*>(text.data()), text.size(),
        notice.data(), notice.size(), nullptr, out.data(), box.data());
    return out;
}

std::optional<SecretString> unlock_recipient(const StoreKey& key, const NoticeId& notice,
                                             std::span<const uint8_t> locked) {
    if (locked.size() < nonce_bytes + tag_bytes || locked.size() > most_bytes) return std::nullopt;
    const BoxKey box(key);
    std::array<unsigned char, most_bytes> plain{};
    unsigned long long length = 0;
    const auto body = locked.subspan(nonce_bytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), &length, nullptr, body.data(), body.size(),
                                                   notice.data(), notice.size(), locked.data(),
                                                   box.data()) != 0)
        return std::nullopt;
    SecretString phone(std::string_view(reinterpret_cast<const char*>(plain.data()), length));
    sodium_memzero(plain.data(), plain.size());
    return phone;
}

}  // namespace lobby::office
