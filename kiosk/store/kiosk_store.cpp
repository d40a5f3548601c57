#include "kiosk/store/kiosk_store.hpp"

#include <sqlite3.h>

#include "kiosk/store/journal_table.hpp"
#include "kiosk/store/kiosk_database.hpp"
#include "kiosk/store/reserve_file.hpp"
#include "office/api/codec.hpp"

namespace lobby::kiosk {

namespace {

// Longer than the office keeps tickets: an office restored from last night's copy gets them again.
constexpr std::chrono::days keep_done{8};

std::optional<api::HallFeed> load_hall(SQLite::Database& db) {
    SQLite::Statement query(db, "SELECT feed FROM hall");
    if (!query.executeStep()) return std::nullopt;
    auto message = api::decode_office_message(query.getColumn(0).getString());
    if (!message) return std::nullopt;
    auto* feed = std::get_if<api::HallFeed>(&message->body);
    return feed ? std::optional(std::move(*feed)) : std::nullopt;
}

}  // namespace

struct KioskStoreParts {
    KioskStoreParts(std::filesystem::path folder, const Clock& c, Log& l)
        : dir(std::move(folder)),
          reserve(dir),
          db(open_kiosk_database(dir, c, l)),
          clock(c),
          log(l),
          journal(*db),
          hall(load_hall(*db)) {
        reserve.keep();
    }

    std::filesystem::path dir;
    ReserveFile reserve;
    std::unique_ptr<SQLite::Database> db;
    const Clock& clock;
    Log& log;
    JournalTable journal;
    std::optional<api::HallFeed> hall;
    std::function<void(uint64_t)> tell;
};

std::string_view word_of(StoreError error) {
    return error == StoreError::full ? "full" : "failed";
}

uint64_t Transaction::append(api::JournalBody body, WallTime at) {
    return parts_.journal.append(std::move(body), at);
}

SQLite::Database& Transaction::db() {
    return *parts_.db;
}

KioskStore KioskStore::open(const std::filesystem::path& dir, const Clock& clock, Log& log) {
    return KioskStore(std::make_unique<KioskStoreParts>(dir, clock, log));
}

KioskStore::KioskStore(std::unique_ptr<KioskStoreParts> parts) : parts_(std::move(parts)) {}
KioskStore::KioskStore(KioskStore&&) noexcept = default;
KioskStore& KioskStore::operator=(KioskStore&&) noexcept = default;
KioskStore::~KioskStore() = default;

void KioskStore::begin() {
    if (parts_->reserve.give_up_when_low())
        parts_->log.write(Event::store_failed, {{Field::reason, "reserve"}});
    parts_->db->exec("BEGIN IMMEDIATE");
}

void KioskStore::commit() {
    parts_->db->exec("COMMIT");
}

// A full disk ends a transaction in SQLite by itself at times: then there is nothing to roll back.
StoreError KioskStore::undo(const SQLite::Exception* why) noexcept {
    const bool full = why && (why->getErrorCode() & 0xFF) == SQLITE_FULL;
    const auto error = full ? StoreError::full : StoreError::failed;
    if (full) parts_->reserve.give_up();
    try {
        if (sqlite3_get_autocommit(parts_->db->getHandle()) == 0) parts_->db->exec("ROLLBACK");
        parts_->journal.reload();
    } catch (const std::exception&) {  // the next transaction finds out
    }
    parts_->log.write(Event::store_failed, {{Field::reason, word_of(error)}});
    if (why && says_damaged(*why)) suspect_kiosk_database(parts_->dir);
    return error;
}

Result<std::monostate, StoreError> KioskStore::scrub() {
    try {
        parts_->db->exec("PRAGMA wal_checkpoint(TRUNCATE)");
        return std::monostate{};
    } catch (const SQLite::Exception& e) {
        return fail(undo(&e));
    }
}

api::JournalId KioskStore::journal_id() const {
    return parts_->journal.journal_id();
}

uint64_t KioskStore::last_number() const {
    return parts_->journal.last() == 0 ? 0 : parts_->journal.number_of(parts_->journal.last());
}

uint64_t KioskStore::length() const {
    return parts_->journal.last() - parts_->journal.through();
}

Result<std::vector<api::JournalEntry>, StoreError> KioskStore::unsent(size_t most_entries,
                                                                      size_t most_bytes) {
    try {
        return parts_->journal.unsent(most_entries, most_bytes);
    } catch (const SQLite::Exception& e) {
        return fail(undo(&e));
    }
}

Result<std::monostate, StoreError> KioskStore::move_through(uint64_t id) {
    const auto forget_before = parts_->clock.wall() - keep_done;
    auto moved = transact([&](Transaction&) { parts_->journal.set_through(id, forget_before); });
    if (moved && parts_->tell) parts_->tell(id);
    if (moved) parts_->reserve.keep();
    return moved;
}

Result<std::monostate, StoreError> KioskStore::acknowledged(uint64_t through) {
    auto& journal = parts_->journal;
    // Numbers of unsent entries follow each other.
    const uint64_t first = journal.number_of(journal.through() + 1);
    if (through < first) return std::monostate{};
    const uint64_t id = journal.through() + 1 + (through - first);
    return move_through(std::min(id, journal.last()));
}

Result<std::monostate, StoreError> KioskStore::reconcile(bool known, uint64_t through) {
    auto& journal = parts_->journal;
    const uint64_t first = journal.number_of(journal.through() + 1);
    if (known && through + 1 >= first && through <= last_number()) return acknowledged(through);
    if (through + 1 == first) return std::monostate{};
    uint64_t id = journal.through();
    if (known &&
        through < first) {  // the office has lost what it had acknowledged: say again what is still kept
        const uint64_t kept = journal.oldest_kept();
        while (id >= kept && journal.number_of(id) > through) --id;
    }
    parts_->log.write(Event::journal_renumbered, {{Field::count, static_cast<int64_t>(length())}});
    const auto forget_before = parts_->clock.wall() - keep_done;
    return transact([&](Transaction&) {
        journal.set_through(id, forget_before);
        journal.number_unsent_from(through + 1);
    });
}

void KioskStore::on_acknowledged(std::function<void(uint64_t)> tell) {
    parts_->tell = std::move(tell);
}

Result<std::monostate, StoreError> KioskStore::remember_hall(const api::HallFeed& feed) {
    api::HallFeed kept = feed;
    kept.services.clear();
    kept.tickets.clear();
    const auto& before = parts_->hall;
    if (!kept.rules && before) kept.rules = before->rules;
    const bool same = before && before->rules == kept.rules && before->day == kept.day &&
                      before->series == kept.series && before->last_count == kept.last_count;
    if (same) return std::monostate{};
    const auto bytes = api::encode(api::OfficeMessage{0, kept});
    auto done = transact([&](Transaction& t) {
        SQLite::Statement put(t.db(), "INSERT OR REPLACE INTO hall (one, feed) VALUES (1, ?)");
        put.bind(1, bytes.data(), static_cast<int>(bytes.size()));
        put.exec();
    });
    if (done) parts_->hall = std::move(kept);
    return done;
}

const std::optional<api::HallFeed>& KioskStore::hall() const {
    return parts_->hall;
}

}  // namespace lobby::kiosk
