// The office's secret for hashing identity numbers and query codes and for authenticating the ledger's head.
// It stands in a file of its own (data_dir/keys/store.key, owner only), so that a copy of the databases alone
// tells no identity.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "base/identity_number.hpp"

namespace lobby::office {

using Digest16 = std::array<uint8_t, 16>;
using Digest32 = std::array<uint8_t, 32>;

// Keyed hash of an identity number; what databases and ledger know a person by.
struct IdentityIndex {
    Digest16 bytes{};
    friend auto operator<=>(const IdentityIndex&, const IdentityIndex&) = default;
};

class StoreKey {
public:
    // As office/store/key_file.hpp has it.
    static StoreKey load_or_make(const std::filesystem::path& data_dir);

    StoreKey(const StoreKey&) = default;
    StoreKey& operator=(const StoreKey&) = default;
    ~StoreKey();

    [[nodiscard]] IdentityIndex identity_index(const IdentityNumber& number) const;
    // `person` binds the code to its owner: the same code of two people has two hashes.
    [[nodiscard]] Digest32 code_hash(const IdentityIndex& person, std::string_view code) const;
    [[nodiscard]] Digest32 mac(std::string_view purpose, std::span<const uint8_t> message) const;

private:
    explicit StoreKey(std::span<const uint8_t, 32> bytes);
    std::array<uint8_t, 32> bytes_{};
};

}  // namespace lobby::office
