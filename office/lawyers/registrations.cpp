#include "office/lawyers/registrations.hpp"

#include <algorithm>
#include <cstring>
#include <span>

#include "office/lawyers/word_lists.hpp"

namespace lobby::office {

namespace {

constexpr const char* columns =
    "SELECT id, version, identity_index, kiosk, submitted_at, changed_at, state, reviewer, "
    "confirmed_once_by, sealed_form, authorisation, agrees, to_window, acceptance_number, client, role, "
    "findings, register_asked, reasons, decided_at, decided_by, valid_until, entitlement_id, follows, "
    "merged_into FROM registrations ";

constexpr auto state_submitted = static_cast<int>(api::RegistrationState::submitted);
constexpr auto state_checking = static_cast<int>(api::RegistrationState::checking);
constexpr auto state_confirmed = static_cast<int>(api::RegistrationState::confirmed);
static_assert(state_submitted == 0 && state_checking == 1, "the queries below take <= 1 for open");

int64_t days(Date day) {
    return day.time_since_epoch().count();
}

WallTime time_of(const store::Column& column) {
    return WallTime(std::chrono::milliseconds(column.int64()));
}

Date day_of(const store::Column& column) {
    return Date(std::chrono::days(column.int32()));
}

void bind_bytes(store::Statement& statement, int place, std::span<const uint8_t> bytes) {
    statement.bind(place, bytes);
}

template <size_t N>
std::array<uint8_t, N> bytes_of(const store::Column& column) {
    std::array<uint8_t, N> out{};
    if (column.size() != N) throw store::Error("a damaged row of registrations");
    std::memcpy(out.data(), column.bytes().data(), N);
    return out;
}

template <class E>
E term_of(const store::Column& column) {
    const auto value = api::from_number<E>(static_cast<uint64_t>(column.int64()));
    if (!value) throw store::Error("a damaged row of registrations");
    return *value;
}

std::optional<api::RegistrationId> id_or_nothing(const store::Column& column) {
    if (column.is_null()) return std::nullopt;
    return bytes_of<16>(column);
}

std::vector<uint8_t> blob_of(const store::Column& column) {
    if (column.is_null()) return {};
    const auto* begin = column.bytes().data();
    return {begin, begin + column.size()};
}

StoredRegistration read(const store::Statement& row) {
    StoredRegistration r;
    r.id = bytes_of<16>(row.column(0));
    r.version = static_cast<uint64_t>(row.column(1).int64());
    r.person.bytes = bytes_of<16>(row.column(2));
    r.kiosk = row.column(3).text();
    r.submitted_at = time_of(row.column(4));
    r.changed_at = time_of(row.column(5));
    r.standing = {term_of<api::RegistrationState>(row.column(6)), row.column(7).text(), row.column(8).text()};
    r.sealed_form = blob_of(row.column(9));
    r.erased = row.column(9).is_null();
    r.authorisation = term_of<api::Authorisation>(row.column(10));
    r.agrees_to_notices = row.column(11).int32() != 0;
    r.to_window = row.column(12).int32() != 0;
    if (!row.column(13).is_null())
        r.client = {row.column(13).text(), row.column(14).int32(), term_of<api::Role>(row.column(15))};
    r.findings = from_words<api::Finding>(row.column(16).text());
    r.register_asked = row.column(17).int32() != 0;
    r.reasons = from_words<api::ReturnReason>(row.column(18).text());
    if (!row.column(19).is_null()) r.decided_at = time_of(row.column(19));
    r.decided_by = row.column(20).text();
    if (!row.column(21).is_null()) r.valid_until = day_of(row.column(21));
    if (!row.column(22).is_null()) r.entitlement = row.column(22).int64();
    r.follows = id_or_nothing(row.column(23));
    r.merged_into = id_or_nothing(row.column(24));
    return r;
}

std::vector<StoredPage> pages_of(store::Database& db, const api::RegistrationId& id) {
    store::Statement query(db,
                           "SELECT page_id, kind, ordinal, sealed_bytes, sealed_hash, erased FROM "
                           "registration_pages WHERE registration_id = ? ORDER BY kind, ordinal, page_id");
    bind_bytes(query, 1, id);
    std::vector<StoredPage> pages;
    while (query.step()) {
        StoredPage page;
        page.reference.id = bytes_of<16>(query.column(0));
        page.reference.kind = term_of<api::PageKind>(query.column(1));
        page.reference.ordinal = query.column(2).uint32();
        page.reference.sealed_bytes = static_cast<uint64_t>(query.column(3).int64());
        page.reference.sealed_hash = bytes_of<32>(query.column(4));
        page.erased = query.column(5).int32() != 0;
        pages.push_back(page);
    }
    return pages;
}

std::vector<StoredRegistration> read_all(store::Database& db, store::Statement& query) {
    std::vector<StoredRegistration> found;
    while (query.step()) found.push_back(read(query));
    for (auto& r : found) r.pages = pages_of(db, r.id);
    return found;
}

ConfirmedRegistration as_confirmed(const StoredRegistration& r) {
    return {r.id, *r.client, r.person, *r.decided_at, *r.valid_until, r.agrees_to_notices};
}

bool opens(const StoredRegistration& r, Date today) {
    return r.standing.state == api::RegistrationState::confirmed && r.client && r.decided_at &&
           r.valid_until && *r.valid_until >= today;
}

// Columns that change after insertion, from place `at` on.
void bind_changing(store::Statement& put, int at, const StoredRegistration& r) {
    put.bind(at, static_cast<int64_t>(r.version));
    put.bind(at + 1, ms(r.changed_at));
    put.bind(at + 2, static_cast<int>(r.standing.state));
    put.bind(at + 3, r.standing.reviewer);
    put.bind(at + 4, r.standing.confirmed_once_by);
    if (!r.erased) bind_bytes(put, at + 5, r.sealed_form);
    if (r.client) {
        put.bind(at + 6, r.client->acceptance_number);
        put.bind(at + 7, r.client->client);
        put.bind(at + 8, static_cast<int>(r.client->role));
    }
    put.bind(at + 9, as_words(r.findings));
    put.bind(at + 10, r.register_asked ? 1 : 0);
    put.bind(at + 11, as_words(r.reasons));
    if (r.decided_at) put.bind(at + 12, ms(*r.decided_at));
    put.bind(at + 13, r.decided_by);
    if (r.valid_until) put.bind(at + 14, days(*r.valid_until));
    if (r.entitlement) put.bind(at + 15, *r.entitlement);
    if (r.merged_into) bind_bytes(put, at + 16, *r.merged_into);
    bind_bytes(put, at + 17, r.person.bytes);
}

bool insert_pages(store::Database& db, const StoredRegistration& made) {
    store::Statement put(
        db,
        "INSERT INTO registration_pages (page_id, registration_id, kind, ordinal, "
        "sealed_bytes, sealed_hash, erased) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    for (const auto& page : made.pages) {
        put.reset();
        bind_bytes(put, 1, page.reference.id);
        bind_bytes(put, 2, made.id);
        put.bind(3, static_cast<int>(page.reference.kind));
        put.bind(4, page.reference.ordinal);
        put.bind(5, static_cast<int64_t>(page.reference.sealed_bytes));
        bind_bytes(put, 6, page.reference.sealed_hash);
        put.bind(7, page.erased ? 1 : 0);
        if (put.exec() == 0) return false;
    }
    return true;
}

}  // namespace

std::optional<StoredRegistration> find_registration(store::Database& db, const api::RegistrationId& id) {
    store::Statement query(db, std::string(columns) + "WHERE id = ?");
    bind_bytes(query, 1, id);
    if (!query.step()) return std::nullopt;
    auto found = read(query);
    query.reset();
    found.pages = pages_of(db, id);
    return found;
}

std::vector<StoredRegistration> open_registrations(store::Database& db) {
    store::Statement query(db, std::string(columns) + "WHERE state <= 1 ORDER BY submitted_at, id");
    return read_all(db, query);
}

std::vector<StoredRegistration> closed_registrations(store::Database& db, size_t most) {
    store::Statement query(db, std::string(columns) + "WHERE state > 1 ORDER BY changed_at DESC, id LIMIT ?");
    query.bind(1, static_cast<int64_t>(most));
    return read_all(db, query);
}

std::vector<StoredRegistration> registrations_of(store::Database& db, const IdentityIndex& person,
                                                 size_t most) {
    store::Statement query(db, std::string(columns) +
                                   "WHERE identity_index = ? AND merged_into IS NULL AND sealed_form IS NOT "
                                   "NULL ORDER BY submitted_at DESC, id LIMIT ?");
    bind_bytes(query, 1, person.bytes);
    query.bind(2, static_cast<int64_t>(most));
    return read_all(db, query);
}

std::vector<RegistrationStep> history_of(store::Database& db, const api::RegistrationId& id) {
    store::Statement query(db,
                           "SELECT at, command, by, reasons FROM registration_steps WHERE registration_id = "
                           "? ORDER BY step_id");
    bind_bytes(query, 1, id);
    std::vector<RegistrationStep> steps;
    while (query.step())
        steps.push_back({time_of(query.column(0)), query.column(1).text(), query.column(2).text(),
                         from_words<api::ReturnReason>(query.column(3).text())});
    return steps;
}

std::optional<ConfirmedRegistration> confirmed(store::Database& db, const api::RegistrationId& id,
                                               const IdentityIndex& person, Date today) {
    auto found = find_registration(db, id);
    // A renewal of a renewal: each step is newer, so this ends.
    for (int i = 0; i < 8 && found && found->merged_into; ++i)
        found = find_registration(db, *found->merged_into);
    if (!found || found->person != person || !opens(*found, today)) return std::nullopt;
    return as_confirmed(*found);
}

std::vector<ConfirmedRegistration> all_confirmed(store::Database& db, Date today) {
    store::Statement query(db, std::string(columns) + "WHERE state = ? ORDER BY decided_at, id");
    query.bind(1, state_confirmed);
    std::vector<ConfirmedRegistration> all;
    while (query.step())
        if (const auto r = read(query); opens(r, today)) all.push_back(as_confirmed(r));
    return all;
}

bool insert_registration(store::Database& db, const StoredRegistration& made, const Digest32& match) {
    store::Statement put(
        db,
        "INSERT INTO registrations (id, match_key, kiosk, submitted_at, authorisation, agrees, "
        "to_window, follows, version, changed_at, state, reviewer, confirmed_once_by, sealed_form, "
        "acceptance_number, client, role, findings, register_asked, reasons, decided_at, decided_by, "
        "valid_until, entitlement_id, merged_into, identity_index) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    bind_bytes(put, 1, made.id);
    bind_bytes(put, 2, match);
    put.bind(3, made.kiosk);
    put.bind(4, ms(made.submitted_at));
    put.bind(5, static_cast<int>(made.authorisation));
    put.bind(6, made.agrees_to_notices ? 1 : 0);
    put.bind(7, made.to_window ? 1 : 0);
    if (made.follows) bind_bytes(put, 8, *made.follows);
    bind_changing(put, 9, made);
    return put.exec() > 0 && insert_pages(db, made);
}

void update_registration(store::Database& db, WallTime now, StoredRegistration& changed) {
    ++changed.version;
    changed.changed_at = now;
    store::Statement put(db,
                         "UPDATE registrations SET version = ?, changed_at = ?, state = ?, reviewer = ?, "
                         "confirmed_once_by = ?, sealed_form = ?, acceptance_number = ?, client = ?, role = "
                         "?, findings = ?, register_asked = ?, reasons = ?, decided_at = ?, decided_by = ?, "
                         "valid_until = ?, entitlement_id = ?, merged_into = ?, identity_index = ? "
                         "WHERE id = ?");
    bind_changing(put, 1, changed);
    bind_bytes(put, 19, changed.id);
    put.exec();
}

void add_step(store::Database& db, const api::RegistrationId& id, const RegistrationStep& step) {
    store::Statement put(db,
                         "INSERT INTO registration_steps (registration_id, at, command, by, reasons) VALUES "
                         "(?, ?, ?, ?, ?)");
    bind_bytes(put, 1, id);
    put.bind(2, ms(step.at));
    put.bind(3, step.command);
    put.bind(4, step.by);
    put.bind(5, as_words(step.reasons));
    put.exec();
}

std::vector<api::RegistrationId> doubles_of(store::Database& db, const StoredRegistration& newer,
                                            const Digest32& match) {
    store::Statement query(db,
                           "SELECT id FROM registrations WHERE identity_index = ?1 AND id <> ?2 AND state IN "
                           "(0, 1, 3) AND (match_key = ?3 OR (acceptance_number = ?4 AND client = ?5)) ORDER "
                           "BY submitted_at, id");
    bind_bytes(query, 1, newer.person.bytes);
    bind_bytes(query, 2, newer.id);
    bind_bytes(query, 3, match);
    if (newer.client) {
        query.bind(4, newer.client->acceptance_number);
        query.bind(5, newer.client->client);
    }
    std::vector<api::RegistrationId> found;
    while (query.step()) found.push_back(bytes_of<16>(query.column(0)));
    return found;
}

std::optional<api::RegistrationId> confirmed_before(store::Database& db, const StoredRegistration& newer) {
    if (!newer.client) return std::nullopt;
    store::Statement query(db,
                           "SELECT id FROM registrations WHERE identity_index = ? AND id <> ? AND state = ? "
                           "AND acceptance_number = ? AND client = ? ORDER BY decided_at DESC LIMIT 1");
    bind_bytes(query, 1, newer.person.bytes);
    bind_bytes(query, 2, newer.id);
    query.bind(3, state_confirmed);
    query.bind(4, newer.client->acceptance_number);
    query.bind(5, newer.client->client);
    if (!query.step()) return std::nullopt;
    return bytes_of<16>(query.column(0));
}

void erase_personal(store::Database& db, WallTime now, StoredRegistration& gone) {
    gone.sealed_form.clear();
    gone.erased = true;
    gone.person = {};
    gone.client.reset();
    gone.entitlement.reset();
    gone.agrees_to_notices = false;
    update_registration(db, now, gone);
    store::Statement unmatch(db, "UPDATE registrations SET match_key = NULL, agrees = 0 WHERE id = ?");
    bind_bytes(unmatch, 1, gone.id);
    unmatch.exec();
    store::Statement pages(db, "UPDATE registration_pages SET erased = 1 WHERE registration_id = ?");
    bind_bytes(pages, 1, gone.id);
    pages.exec();
    for (auto& page : gone.pages) page.erased = true;
}

void keep_refused(store::Database& db, const RefusedRegistration& refused) {
    store::Statement put(db,
                         "INSERT INTO registrations_refused (kiosk, entry, id, at, reason, "
                         "sealed_form) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    put.bind(1, refused.kiosk);
    put.bind(2, static_cast<int64_t>(refused.entry));
    bind_bytes(put, 3, refused.id);
    put.bind(4, ms(refused.at));
    put.bind(5, std::string(refused.reason));
    bind_bytes(put, 6, refused.sealed_form);
    put.exec();
}

size_t erase_refused_before(store::Database& db, WallTime before) {
    store::Statement sweep(db, "DELETE FROM registrations_refused WHERE at < ?");
    sweep.bind(1, ms(before));
    return static_cast<size_t>(sweep.exec());
}

}  // namespace lobby::office
