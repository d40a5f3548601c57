// An office's data folder with people, cases, entitlements and kiosks in it, and certificates of every bad
// kind.
#pragma once

#include <optional>
#include <string>

#include "base/x509/enrolment_proof.hpp"
#include "kiosk/link/kiosk_identity.hpp"
#include "kiosk/link/link_settings.hpp"
#include "office/api/messages.hpp"
#include "office/cases/entitlements.hpp"
#include "office/config/config.hpp"
#include "office/pki/authority.hpp"
#include "office/store/store_key.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::test {

// The n-th of as many people with valid, made-up numbers as a test wants; n < 1000.
IdentityNumber person(int n);
std::string name_of(int n);

api::LookupRequest by_card(int n);
api::LookupRequest by_code(int n, std::string_view code);

class OfficeData {
public:
    OfficeData();

    [[nodiscard]] const office::OfficeConfig& config() const { return config_; }
    office::OfficeConfig& config() { return config_; }
    [[nodiscard]] const office::StoreKey& key() const { return *key_; }
    [[nodiscard]] const office::CertificateAuthority& authority() const { return *authority_; }
    // The settings file, for the program.
    [[nodiscard]] std::filesystem::path config_file() const;

    // A prosecution review with one suspect and two steps.
    void add_case(const std::string& acceptance_number, uint32_t confidentiality = 0);
    // What window staff do; the query code, where a new one was given.
    std::optional<std::string> grant(int n, const std::string& acceptance_number,
                                     std::optional<Date> until = {});
    void withdraw(int n);

    // What staff and kiosk do together; where the kiosk keeps its identity.
    kiosk::LinkSettings enrol(const std::string& kiosk_id);
    // What staff do: a code for this kiosk, given out at `at`.
    EnrolmentCode issue_code(const std::string& kiosk_id, WallTime at);
    [[nodiscard]] kiosk::LinkSettings settings_of(const std::string& kiosk_id) const;
    void revoke(const std::string& kiosk_id);
    // A certificate of this office's authority that the fleet does not know, made at a time of one's choice.
    [[nodiscard]] kiosk::KioskIdentity stray(const std::string& kiosk_id, WallTime made) const;

    // Reading back.
    int64_t ledger_entries(const std::string& kind = "");
    std::string last_ledger_body();
    bool ledger_sound();
    std::string log() const;  // the lines of a running office, as far as written
    // Waits for a line of this event with this reason.
    bool logged(std::string_view event, std::string_view reason) const;

private:
    TempDir dir_;
    office::OfficeConfig config_;
    std::optional<office::StoreKey> key_;
    std::optional<office::CertificateAuthority> authority_;
};

[[nodiscard]] WallTime now();

}  // namespace lobby::test
