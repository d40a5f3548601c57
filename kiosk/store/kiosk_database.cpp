#include "kiosk/store/kiosk_database.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kiosk/store/journal_frame.hpp"
#include "kiosk/store/journal_state.hpp"
#include "kiosk/store/reserve_file.hpp"
#include "kiosk/store/salvage.hpp"
#include "kiosk/store/wal_check.hpp"
#include "office/api/codec.hpp"
#include "schema.hpp"

namespace lobby::kiosk {

namespace {

namespace fs = std::filesystem;

constexpr int busy_timeout_ms = 2000;
constexpr std::array migrations{kiosk_schema_v1, kiosk_schema_v2, kiosk_schema_v3, kiosk_schema_v4,
                                kiosk_schema_v5};
constexpr int framed_since = 5;
constexpr size_t damaged_kept = 4;

// What makes the file, not the machine, unfit.
class Damaged : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

void make_private(const fs::path& dir, const fs::path& file) {
    if (!fs::is_directory(dir)) {
        fs::create_directories(dir);
        fs::permissions(dir, fs::perms::owner_all);
    }
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno != EEXIST) throw std::runtime_error("cannot make " + file.string());
    if (fd >= 0) ::close(fd);
}

// A file's name is on disk when its folder is.
void sync_folder(const fs::path& dir) {
    const int fd = ::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    if (!done) throw std::runtime_error("cannot keep files in " + dir.string());
}

void begin_journal(SQLite::Database& db) {
    std::array<uint8_t, 16> id{};
    randombytes_buf(id.data(), id.size());
    SQLite::Statement put(db,
                          "INSERT INTO journal_state (one, journal_id, last, through) VALUES (1, ?, 0, 0)");
    put.bind(1, id.data(), static_cast<int>(id.size()));
    put.exec();
}

std::string schema_of(SQLite::Database& db) {
    return db
        .execAndGet(
            "SELECT group_concat(type || ' ' || name || ' ' || tbl_name || ' ' || ifnull(sql, ''), ';') FROM "
            "(SELECT * FROM sqlite_schema ORDER BY type, name)")
        .getString();
}

// A bit that flipped in the description of a table is no damage to SQLite.
std::string schema_that_should_be() {
    SQLite::Database db(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (const char* migration : migrations) db.exec(migration);
    return schema_of(db);
}

// Entries of before stand in frames from now on; one that cannot be read is lost, and is told as that.
void frame_entries(SQLite::Database& db) {
    const auto stored = read_journal_state(db);
    if (!stored) throw Damaged("journal");
    const auto& state = stored->state;
    SQLite::Statement rows(db, "SELECT id, body FROM journal");
    SQLite::Statement put(db, "UPDATE journal SET body = ? WHERE id = ?");
    while (rows.executeStep()) {
        auto entry = api::decode_journal_entry(rows.getColumn(1).getString());
        if (!entry) continue;
        const auto bytes = encode_frame({state.journal, std::move(*entry)});
        put.reset();
        put.bind(1, bytes.data(), static_cast<int>(bytes.size()));
        put.bind(2, rows.getColumn(0).getInt64());
        put.exec();
    }
}

void migrate(SQLite::Database& db, const fs::path& file) {
    const int newest = static_cast<int>(migrations.size());
    const int have = db.execAndGet("PRAGMA user_version").getInt();
    // Its tables are of today, its number is not: a bit of it has flipped.
    if (have != newest && schema_of(db) == schema_that_should_be()) throw Damaged("version");
    if (have > newest)
        throw std::runtime_error(file.string() + " was written by a newer version of this program");
    if (have < 0) throw Damaged("version");
    if (have == newest) return;
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::EXCLUSIVE);
    for (int v = have; v < newest; ++v) db.exec(migrations[static_cast<size_t>(v)]);
    if (have == 0) begin_journal(db);
    if (have > 0 && have < framed_since) frame_entries(db);
    if (have < framed_since) write_journal_state(db, read_journal_state(db).value().state);
    db.exec("PRAGMA user_version = " + std::to_string(newest));
    transaction.commit();
}

void check(SQLite::Database& db) {
    if (schema_of(db) != schema_that_should_be()) throw Damaged("schema");
    if (db.execAndGet("PRAGMA quick_check(1)").getString() != "ok") throw Damaged("quick_check");
    const auto stored = read_journal_state(db);
    const auto newest =
        static_cast<uint64_t>(db.execAndGet("SELECT ifnull(max(id), 0) FROM journal").getInt64());
    if (!stored || !stored->sound || stored->state.last < newest) throw Damaged("journal");
}

void prepare(SQLite::Database& db, const fs::path& file) {
    db.exec("PRAGMA locking_mode = EXCLUSIVE");  // one program owns the file
    db.exec("PRAGMA journal_mode = WAL");
    db.exec("PRAGMA synchronous = FULL");
    db.exec("PRAGMA foreign_keys = ON");
    db.exec("PRAGMA trusted_schema = OFF");
    db.exec("PRAGMA cell_size_check = ON");
    db.exec("PRAGMA secure_delete = ON");  // a key that is forgotten is gone
    migrate(db, file);
    check(db);
}

std::unique_ptr<SQLite::Database> open_sound(const fs::path& file) {
    if (is_wal_damaged(file.string() + "-wal")) throw Damaged("wal");
    auto db = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX,
                                                 busy_timeout_ms);
    try {
        prepare(*db, file);
        return db;
    } catch (...) {
        // Closing must not write what the log beside it holds into a file that is kept for an expert.
        sqlite3_db_config(db->getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        throw;
    }
}

constexpr std::string_view damaged_mark = ".damaged-";
constexpr const char* suspect_name = "kiosk.db.suspect";  // damage came to light while it was used

// For an expert, as many as a disk can spare.
void forget_old(const fs::path& file) {
    std::vector<fs::path> kept;
    const auto name = file.filename().string() + std::string(damaged_mark);
    for (const auto& entry : fs::directory_iterator(file.parent_path())) {
        const auto own = entry.path().filename().string();
        if (own.starts_with(name) && !own.ends_with("-wal") && !own.ends_with("-shm"))
            kept.push_back(entry.path());
    }
    std::ranges::sort(kept);  // their names end with a time of always as many digits
    while (kept.size() > damaged_kept) {
        for (const char* part : {"", "-wal", "-shm"}) fs::remove(kept.front().string() + part);
        kept.erase(kept.begin());
    }
}

fs::path put_aside(const fs::path& file, WallTime now) {
    const auto to = file.string() + std::string(damaged_mark) + std::to_string(ms(now));
    for (const char* part : {"", "-wal", "-shm"})
        if (fs::exists(file.string() + part)) fs::rename(file.string() + part, to + part);
    forget_old(file);
    return to;
}

// A new file with what could be saved. Until it stands under its name the damaged one does, so that a power
// cut in between only begins this anew.
std::unique_ptr<SQLite::Database> replace_damaged(const fs::path& dir, const fs::path& file, WallTime now,
                                                  Log& log) {
    const auto draft = dir / "kiosk.db.new";
    const auto remove_draft = [&] {
        for (const char* part : {"", "-wal", "-shm"}) fs::remove(draft.string() + part);
    };
    remove_draft();
    make_private(dir, draft);
    Salvaged saved;
    {
        auto fresh = open_sound(draft);
        saved = salvage(*fresh, file, dir / "salvage", now);
        fresh->exec("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    put_aside(file, now);
    fs::rename(draft, file);
    remove_draft();
    fs::remove(dir / suspect_name);
    sync_folder(dir);
    log.write(Event::store_damaged, {{Field::file, "kiosk.db"}});
    log.write(Event::store_salvaged, {{Field::count, static_cast<int64_t>(saved.entries)},
                                      {Field::rejected, static_cast<int64_t>(saved.lost)}});
    return open_sound(file);
}

}  // namespace

bool says_damaged(const SQLite::Exception& e) {
    const int code = e.getErrorCode() & 0xFF;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

void suspect_kiosk_database(const fs::path& dir) noexcept {
    try {
        make_private(dir, dir / suspect_name);
        sync_folder(dir);
    } catch (const std::exception&) {  // the disk says so again
    }
}

std::unique_ptr<SQLite::Database> open_kiosk_database(const fs::path& dir, const Clock& clock, Log& log) {
    const auto file = dir / "kiosk.db";
    ReserveFile(dir).give_up_when_low();  // opening may have to write
    make_private(dir, file);
    try {
        if (fs::exists(dir / suspect_name)) throw Damaged("suspect");
        auto db = open_sound(file);
        sync_folder(dir);
        return db;
    } catch (const Damaged&) {  // below
    } catch (const SQLite::Exception& e) {
        if (!says_damaged(e)) throw;
    }
    return replace_damaged(dir, file, clock.wall(), log);
}

}  // namespace lobby::kiosk
