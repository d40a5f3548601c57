#include "office/accounts/password.hpp"

#include <algorithm>
#include <array>
#include <new>

#include <sodium.h>

namespace lobby::office {

namespace {

constexpr unsigned long long operations = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr size_t memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;

size_t characters_of(std::string_view utf8) {
    return static_cast<size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

}  // namespace

std::optional<PasswordFault> fault_of(const SecretString& password) {
    if (password.size() > longest_password) return PasswordFault::too_long;
    if (characters_of(password.view()) < shortest_password) return PasswordFault::too_short;
    return std::nullopt;
}

std::string hash_password(const SecretString& password) {
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str_alg(out.data(), password.view().data(), password.size(), operations, memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return out.data();
}

bool password_fits(const std::string& hash, const SecretString& password) {
    std::array<char, crypto_pwhash_STRBYTES> stored{};
    if (hash.size() >= stored.size()) return false;
    std::ranges::copy(hash, stored.begin());
    return crypto_pwhash_str_verify(stored.data(), password.view().data(), password.size()) == 0;
}

SecretString one_time_password() {
    constexpr std::string_view alphabet = "abcdefghjkmnpqrstuvwxyz023456789";  // 32, without i l o 1
    static_assert(alphabet.size() == 32);
    std::string text;
    text.reserve(14);
    for (int i = 0; i < 12; ++i) {
        if (i != 0 && i % 4 == 0) text.push_back('-');
        text.push_back(alphabet[randombytes_uniform(32)]);
    }
    return SecretString::take(text);
}

}  // namespace lobby::office
