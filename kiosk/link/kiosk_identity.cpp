#include "kiosk/link/kiosk_identity.hpp"

#include "base/x509/private_file.hpp"
#include "base/x509/x509.hpp"

namespace lobby::kiosk {

namespace {

constexpr const char* key_file = "kiosk.key";
constexpr const char* chain_file = "kiosk.pem";  // the kiosk's certificate, then the office's authority

}  // namespace

std::optional<KioskIdentity> load_identity(const std::filesystem::path& dir) {
    auto key_pem = read_small_file(dir / key_file);
    const auto chain = read_small_file(dir / chain_file);
    if (!key_pem || !chain) return std::nullopt;
    const auto second = chain->find("-----BEGIN CERTIFICATE-----", 1);
    if (second == std::string::npos) return std::nullopt;
    KioskIdentity identity{std::move(*key_pem), chain->substr(0, second), chain->substr(second)};
    const auto key = x509::key_from_pem(identity.key_pem);
    const auto certificate = x509::certificate_from_pem(identity.certificate_pem);
    const auto authority = x509::certificate_from_pem(identity.authority_pem);
    if (!key || !certificate || !authority || !x509::same_key(**certificate, **key)) return std::nullopt;
    return identity;
}

std::string load_or_make_key(const std::filesystem::path& dir) {
    std::filesystem::create_directories(dir);
    std::filesystem::permissions(dir, std::filesystem::perms::owner_all);
    if (auto pem = read_small_file(dir / key_file); pem && x509::key_from_pem(*pem)) return *pem;
    const auto key = x509::make_key();
    auto pem = x509::to_pem(*key);
    write_private_file(dir / key_file, pem);
    return pem;
}

void save_identity(const std::filesystem::path& dir, const std::string& certificate_pem,
                   const std::string& authority_pem) {
    write_private_file(dir / chain_file, certificate_pem + authority_pem);
}

}  // namespace lobby::kiosk
