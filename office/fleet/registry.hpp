// Which kiosks belong to the office (office.db). A registry reads through a connection of its own: one
// thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/civil_date.hpp"
#include "base/clock.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office {

enum class KioskStanding { good, unknown, revoked, other_certificate };

[[nodiscard]] std::string_view word_of(KioskStanding standing);

struct KioskRow {
    std::string kiosk_id;
    std::string label;
    WallTime enrolled_at{};
    bool revoked{};
};

class KioskRegistry {
public:
    explicit KioskRegistry(const std::filesystem::path& data_dir);

    [[nodiscard]] KioskStanding standing(const std::string& kiosk_id,
                                         std::span<const uint8_t> certificate_serial);
    [[nodiscard]] std::vector<KioskRow> list();
    // Changes whenever another connection, of this or another process, has committed something.
    [[nodiscard]] int64_t data_version();

private:
    store::Database db_;
    store::Statement standing_;
};

// Writes; inside the caller's IMMEDIATE transaction. `by` is a staff account or "enrolment".
void record_kiosk(store::Database& office_db, const StoreKey& key, WallTime now, const std::string& kiosk_id,
                  const std::string& label, std::span<const uint8_t> certificate_serial);
// Ends every code of that kiosk, used or not: a used one would still be answered again for an hour.
void void_enrolment_codes(store::Database& office_db, WallTime now, const std::string& kiosk_id);
// Its enrolment codes end too: only a new one lets it in again.
bool revoke_kiosk(store::Database& office_db, const StoreKey& key, WallTime now, const std::string& kiosk_id);

// 1 to 32 letters, digits, '-' and '_': goes into file names, certificates and log lines.
[[nodiscard]] bool is_kiosk_id(std::string_view text);

}  // namespace lobby::office
