#include "kiosk/store/kiosk_database.hpp"

#include <array>
#include <cerrno>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schema.hpp"

namespace lobby::kiosk {

namespace {

namespace fs = std::filesystem;

constexpr int busy_timeout_ms = 2000;
constexpr std::array migrations{kiosk_schema_v1, kiosk_schema_v2, kiosk_schema_v3, kiosk_schema_v4};

// What makes the file, not the machine, unfit.
class Damaged : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

bool says_damaged(const SQLite::Exception& e) {
    const int code = e.getErrorCode() & 0xFF;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

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

void migrate(SQLite::Database& db, const fs::path& file) {
    const int newest = static_cast<int>(migrations.size());
    const int have = db.execAndGet("PRAGMA user_version").getInt();
    if (have > newest)
        throw std::runtime_error(file.string() + " was written by a newer version of this program");
    if (have < 0) throw Damaged("version");
    if (have == newest) return;
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::EXCLUSIVE);
    for (int v = have; v < newest; ++v) db.exec(migrations[static_cast<size_t>(v)]);
    if (have == 0) begin_journal(db);
    db.exec("PRAGMA user_version = " + std::to_string(newest));
    transaction.commit();
}

void check(SQLite::Database& db) {
    if (db.execAndGet("PRAGMA quick_check(1)").getString() != "ok") throw Damaged("quick_check");
    const int sound = db.execAndGet(
                            "SELECT count(*) FROM journal_state WHERE length(journal_id) = 16 AND "
                            "last >= 0 AND through >= 0 AND last >= (SELECT ifnull(max(id), 0) FROM journal)")
                          .getInt();
    if (sound != 1) throw Damaged("journal");
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

void put_aside(const fs::path& file, WallTime now) {
    const auto to = file.string() + ".damaged-" + std::to_string(now.time_since_epoch().count());
    for (const char* part : {"", "-wal", "-shm"})
        if (fs::exists(file.string() + part)) fs::rename(file.string() + part, to + part);
}

}  // namespace

std::unique_ptr<SQLite::Database> open_kiosk_database(const fs::path& dir, const Clock& clock, Log& log) {
    const auto file = dir / "kiosk.db";
    make_private(dir, file);
    bool damaged = false;
    try {
        auto db = open_sound(file);
        sync_folder(dir);
        return db;
    } catch (const Damaged&) {
        damaged = true;
    } catch (const SQLite::Exception& e) {
        if (!says_damaged(e)) throw;
        damaged = true;
    }
    if (damaged) {
        put_aside(file, clock.wall());
        log.write(Event::store_damaged, {{Field::file, "kiosk.db"}});
    }
    make_private(dir, file);
    auto db = open_sound(file);
    sync_folder(dir);
    return db;
}

}  // namespace lobby::kiosk
