#include "office/lawyers/retention.hpp"

#include <cstring>

namespace lobby::office {

using api::RegistrationState;

namespace {

int64_t ms_before(WallTime now, int days) {
    return (now - std::chrono::days(days)).time_since_epoch().count();
}

int number_of(RegistrationState state) {
    return static_cast<int>(state);
}

std::vector<api::RegistrationId> ids_of(store::Statement& query) {
    std::vector<api::RegistrationId> found;
    while (query.step()) {
        api::RegistrationId id{};
        const auto stored = query.column(0);
        if (stored.size() != id.size()) continue;
        std::memcpy(id.data(), stored.bytes().data(), id.size());
        found.push_back(id);
    }
    return found;
}

}  // namespace

std::vector<api::RegistrationId> to_expire(store::Database& db, const LawyersConfig& rules, WallTime now,
                                           size_t most) {
    store::Statement query(db,
                           "SELECT id FROM registrations WHERE (state = ?1 AND valid_until < ?2) OR (state = "
                           "?3 AND decided_at < ?4) ORDER BY changed_at, id LIMIT ?5");
    query.bind(1, number_of(RegistrationState::confirmed));
    query.bind(2, static_cast<int64_t>(office_date(now).time_since_epoch().count()));
    query.bind(3, number_of(RegistrationState::returned));
    query.bind(4, ms_before(now, rules.returned_days));
    query.bind(5, static_cast<int64_t>(most));
    return ids_of(query);
}

std::vector<api::RegistrationId> to_erase(store::Database& db, const LawyersConfig& rules, WallTime now,
                                          size_t most) {
    store::Statement query(db,
                           "SELECT id FROM registrations WHERE sealed_form IS NOT NULL AND ((state = ?1 AND "
                           "changed_at < ?2) OR (state = ?3 AND changed_at < ?4)) ORDER BY changed_at, id "
                           "LIMIT ?5");
    query.bind(1, number_of(RegistrationState::expired));
    query.bind(2, ms_before(now, rules.retention_days_expired));
    query.bind(3, number_of(RegistrationState::withdrawn));
    query.bind(4, ms_before(now, rules.retention_days_withdrawn));
    query.bind(5, static_cast<int64_t>(most));
    return ids_of(query);
}

void erase_registration(const TransitionContext& c, StoredRegistration& gone, const ErasePage& erase_page) {
    size_t pages = 0;
    for (const auto& page : gone.pages) {
        if (page.erased) continue;
        erase_page(c.db, page.reference.id);
        ++pages;
    }
    erase_personal(c.db, c.now, gone);
    note(c, gone.id, LedgerKind::registration_erased, "erase", "", {{"pages", pages}});
}

}  // namespace lobby::office
