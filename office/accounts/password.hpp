// Passwords: judged, hashed by Argon2id (RFC 9106, through libsodium), and made where the office gives one.
//
// hash_password() and password_fits() take some 60 ms and 64 MiB each: never on an I/O thread. They throw
// std::bad_alloc when the memory is not there.
#pragma once

#include <optional>
#include <string>

#include "base/secret.hpp"

namespace lobby::office {

inline constexpr size_t shortest_password = 10;  // characters
inline constexpr size_t longest_password = 256;  // bytes

enum class PasswordFault { too_short, too_long };

// Why this cannot be a password. Length alone counts: rules of composition make passwords worse (NIST
// SP 800-63B, 5.1.1.2).
[[nodiscard]] std::optional<PasswordFault> fault_of(const SecretString& password);

[[nodiscard]] std::string hash_password(const SecretString& password);
[[nodiscard]] bool password_fits(const std::string& hash, const SecretString& password);

// Three groups of four letters and digits that cannot be mistaken for each other: 60 random bits, to be told
// once and changed at the first sign-in.
[[nodiscard]] SecretString one_time_password();

}  // namespace lobby::office
