// Who this kiosk is to its office: a key that it made itself, the certificate for it, and the office's
// authority.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace lobby::kiosk {

struct KioskIdentity {
    std::string key_pem;
    std::string certificate_pem;
    std::string authority_pem;
};

// Nothing when the kiosk is not enrolled, or when its files do not belong together.
[[nodiscard]] std::optional<KioskIdentity> load_identity(const std::filesystem::path& identity_dir);

// The key in identity_dir, made and put on disk when there is none. Throws std::runtime_error.
[[nodiscard]] std::string load_or_make_key(const std::filesystem::path& identity_dir);

// One file in one step: after a power cut either the old or the new identity is there. Throws
// std::runtime_error.
void save_identity(const std::filesystem::path& identity_dir, const std::string& certificate_pem,
                   const std::string& authority_pem);

}  // namespace lobby::kiosk
