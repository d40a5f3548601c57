#include "base/x509/enrolment_proof.hpp"

#include <sodium.h>

namespace lobby {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr size_t code_length = 20;
constexpr size_t group_length = 5;

void add(crypto_generichash_state& state, std::string_view text) {
    std::array<uint8_t, 8> length{};
    for (size_t i = 0; i < length.size(); ++i)
        length[i] = static_cast<uint8_t>(static_cast<uint64_t>(text.size()) >> (8 * i));
    crypto_generichash_update(&state, length.data(), length.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

}  // namespace

EnrolmentCode EnrolmentCode::random() {
    std::string characters;
    for (size_t i = 0; i < code_length; ++i) characters.push_back(alphabet[randombytes_uniform(32)]);
    return EnrolmentCode(SecretString::take(characters));
}

std::optional<EnrolmentCode> EnrolmentCode::parse(std::string_view text) {
    if (text.size() > 64) return std::nullopt;
    std::string characters;
    for (char c : text) {
        if (c == '-' || c == ' ') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        if (alphabet.find(c) == std::string_view::npos) return std::nullopt;
        characters.push_back(c);
    }
    if (characters.size() != code_length) return std::nullopt;
    return EnrolmentCode(SecretString::take(characters));
}

std::string EnrolmentCode::text() const {
    std::string out;
    for (size_t i = 0; i < code_length; ++i) {
        if (i != 0 && i % group_length == 0) out.push_back('-');
        out.push_back(characters_.view()[i]);
    }
    return out;
}

EnrolmentCode::Digest EnrolmentCode::derive(std::string_view purpose) const {
    Digest out{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, out.size());
    add(state, purpose);
    add(state, characters_.view());
    crypto_generichash_final(&state, out.data(), out.size());
    return out;
}

EnrolmentCode::Digest EnrolmentCode::id() const {
    return derive("lobby enrolment code id");
}

EnrolmentCode::Digest EnrolmentCode::mac_key() const {
    return derive("lobby enrolment mac key");
}

std::string enrolment_proof(const EnrolmentCode::Digest& mac_key, std::string_view purpose,
                            std::span<const std::string_view> parts) {
    std::array<uint8_t, 32> mac{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, mac_key.data(), mac_key.size(), mac.size());
    add(state, purpose);
    for (const auto part : parts) add(state, part);
    crypto_generichash_final(&state, mac.data(), mac.size());
    std::string hex(mac.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
    hex.pop_back();
    return hex;
}

bool same_proof(std::string_view a, std::string_view b) {
    return a.size() == b.size() && !a.empty() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace lobby
