// A draft as it is kept at the kiosk, sealed under the person's own key (kiosk/scans). Total: bytes of
// another version, or damaged ones, are no draft.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/secret.hpp"
#include "kiosk/lawyer/registration_draft.hpp"

namespace lobby::kiosk::lawyer {

[[nodiscard]] SecretString encode_draft(const Draft& draft);
[[nodiscard]] std::optional<Draft> decode_draft(std::span<const uint8_t> bytes);

}  // namespace lobby::kiosk::lawyer
