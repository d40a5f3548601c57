// A phone number at rest: encrypted (XChaCha20-Poly1305) with a key derived from the store's key file and
// bound to its notice, so that the database alone tells nobody's number, and a row's number cannot be moved
// to another row.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/secret.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office {

using NoticeId = std::array<uint8_t, 16>;

[[nodiscard]] std::vector<uint8_t> lock_recipient(const StoreKey& key, const NoticeId& notice,
                                                  const SecretString& phone);
// Nothing when it was made with another key, for another notice, or changed.
[[nodiscard]] std::optional<SecretString> unlock_recipient(const StoreKey& key, const NoticeId& notice,
                                                           std::span<const uint8_t> locked);

}  // namespace lobby::office
