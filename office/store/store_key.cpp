#include "office/store/store_key.hpp"

#include <algorithm>

#include <sodium.h>

#include "office/store/key_file.hpp"

namespace lobby::office {

namespace {

// One hash for all purposes, kept apart by their names.
template <size_t N>
std::array<uint8_t, N> keyed_hash(const std::array<uint8_t, 32>& key, std::string_view purpose,
                                  std::span<const uint8_t> a, std::span<const uint8_t> b = {}) {
    std::array<uint8_t, N> out{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), N);
    const auto length = static_cast<uint8_t>(purpose.size());
    crypto_generichash_update(&state, &length, 1);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size());
    crypto_generichash_update(&state, a.data(), a.size());
    crypto_generichash_update(&state, b.data(), b.size());
    crypto_generichash_final(&state, out.data(), N);
    sodium_memzero(&state, sizeof state);
    return out;
}

std::span<const uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

}  // namespace

StoreKey::StoreKey(std::span<const uint8_t, 32> bytes) {
    std::ranges::copy(bytes, bytes_.begin());
}

StoreKey::~StoreKey() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

StoreKey StoreKey::load_or_make(const std::filesystem::path& data_dir) {
    return StoreKey(load_or_make_key(data_dir, "store").view());
}

IdentityIndex StoreKey::identity_index(const IdentityNumber& number) const {
    return {keyed_hash<16>(bytes_, "identity", bytes_of(number.reveal()))};
}

Digest32 StoreKey::code_hash(const IdentityIndex& person, std::string_view code) const {
    return keyed_hash<32>(bytes_, "query code", person.bytes, bytes_of(code));
}

Digest32 StoreKey::mac(std::string_view purpose, std::span<const uint8_t> message) const {
    return keyed_hash<32>(bytes_, purpose, message);
}

}  // namespace lobby::office
