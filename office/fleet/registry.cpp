#include "office/fleet/registry.hpp"

#include <algorithm>
#include <cstring>

#include "office/ledger/ledger.hpp"
#include "office/store/databases.hpp"

namespace lobby::office {

std::string_view word_of(KioskStanding standing) {
    switch (standing) {
        case KioskStanding::good:
            return "good";
        case KioskStanding::unknown:
            return "unknown_kiosk";
        case KioskStanding::revoked:
            return "revoked";
        case KioskStanding::other_certificate:
            return "other_certificate";
    }
    return "unknown";
}

KioskRegistry::KioskRegistry(const std::filesystem::path& data_dir)
    : db_(open_office_db(data_dir, Access::read)),
      standing_(db_, "SELECT certificate_serial, revoked_at FROM kiosks WHERE kiosk_id = ?") {}

KioskStanding KioskRegistry::standing(const std::string& kiosk_id, std::span<const uint8_t> serial) {
    standing_.reset();
    standing_.bind(1, kiosk_id);
    if (!standing_.step()) return KioskStanding::unknown;
    const auto stored = standing_.column(0);
    const bool same = stored.size() == serial.size() &&
                      std::memcmp(stored.bytes().data(), serial.data(), serial.size()) == 0;
    const bool revoked = !standing_.column(1).is_null();
    standing_.reset();
    if (revoked) return KioskStanding::revoked;
    return same ? KioskStanding::good : KioskStanding::other_certificate;
}

std::vector<KioskRow> KioskRegistry::list() {
    store::Statement query(
        db_, "SELECT kiosk_id, label, enrolled_at, revoked_at IS NOT NULL FROM kiosks ORDER BY kiosk_id");
    std::vector<KioskRow> out;
    while (query.step())
        out.push_back({query.column(0).text(), query.column(1).text(),
                       WallTime(std::chrono::milliseconds(query.column(2).int64())),
                       query.column(3).int32() != 0});
    return out;
}

int64_t KioskRegistry::data_version() {
    return db_.change_mark();
}

void record_kiosk(store::Database& db, const StoreKey& key, WallTime now, const std::string& kiosk_id,
                  const std::string& label, std::span<const uint8_t> serial) {
    store::Statement put(
        db,
        "INSERT INTO kiosks (kiosk_id, label, certificate_serial, enrolled_at) VALUES (?1, ?2, ?3, ?4) ON "
        "CONFLICT (kiosk_id) DO "
        "UPDATE SET label = ?2, certificate_serial = ?3, enrolled_at = ?4, revoked_at = NULL");
    put.bind(1, kiosk_id);
    put.bind(2, label);
    put.bind(3, serial);
    put.bind(4, ms(now));
    put.exec();
    append_to_ledger(db, key, now,
                     {LedgerKind::kiosk_enrolled, {{"kiosk", kiosk_id}, {"serial", hex(serial)}}});
}

void void_enrolment_codes(store::Database& db, WallTime now, const std::string& kiosk_id) {
    store::Statement end(
        db, "UPDATE enrolment_codes SET expires_at = ?1 WHERE kiosk_id = ?2 AND expires_at > ?1");
    end.bind(1, ms(now) - 1);
    end.bind(2, kiosk_id);
    end.exec();
}

bool revoke_kiosk(store::Database& db, const StoreKey& key, WallTime now, const std::string& kiosk_id) {
    store::Statement revoke(db, "UPDATE kiosks SET revoked_at = ? WHERE kiosk_id = ? AND revoked_at IS NULL");
    revoke.bind(1, ms(now));
    revoke.bind(2, kiosk_id);
    if (revoke.exec() == 0) return false;
    void_enrolment_codes(db, now, kiosk_id);
    append_to_ledger(db, key, now, {LedgerKind::kiosk_revoked, {{"kiosk", kiosk_id}}});
    return true;
}

bool is_kiosk_id(std::string_view text) {
    const auto fits = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
               c == '_';
    };
    return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, fits);
}

}  // namespace lobby::office
