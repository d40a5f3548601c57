#include "office/store/databases.hpp"

#include <array>
#include <cerrno>
#include <span>
#include <stdexcept>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schema.hpp"

namespace lobby::office {

namespace {

constexpr int busy_timeout_ms = 10'000;
constexpr std::array cases_migrations{cases_schema_v1, cases_schema_v2};
constexpr std::array office_migrations{office_schema_v1, office_schema_v2, office_schema_v3,
                                       office_schema_v4, office_schema_v5, office_schema_v6,
                                       office_schema_v7, office_schema_v8, office_schema_v9};

int schema_version(SQLite::Database& db) {
    return db.execAndGet("PRAGMA user_version").getInt();
}

void migrate(SQLite::Database& db, std::span<const char* const> migrations, const std::string& name) {
    const int newest = static_cast<int>(migrations.size());
    if (schema_version(db) == newest) return;
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::EXCLUSIVE);
    const int have = schema_version(db);  // another process may have been quicker
    if (have > newest) throw std::runtime_error(name + " was written by a newer version of this program");
    for (int v = have; v < newest; ++v) db.exec(migrations[static_cast<size_t>(v)]);
    db.exec("PRAGMA user_version = " + std::to_string(newest));
    transaction.commit();
}

// SQLite makes its -wal and -shm files with the mode of the database: making that first is enough. A database
// that is there must not be opened here: closing any descriptor of it gives up all the locks that this
// process has on it (POSIX), and another process would take the journal away from under our connections.
void make_private_file(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST) return;
    if (fd < 0) throw std::runtime_error("cannot make " + file.string());
    ::close(fd);
}

SQLite::Database open_database(const std::filesystem::path& data_dir, const char* name, Access access,
                               std::span<const char* const> migrations, const char* synchronous) {
    const auto file = data_dir / name;
    if (access == Access::write) {
        make_private_dir(data_dir);
        make_private_file(file);
    }
    // Readers of a WAL database write its shared-memory index: they open for writing too and are held back by
    // query_only.
    SQLite::Database db(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, busy_timeout_ms);
    db.exec("PRAGMA journal_mode = WAL");
    db.exec(std::string("PRAGMA synchronous = ") + synchronous);
    db.exec("PRAGMA foreign_keys = ON");
    db.exec("PRAGMA trusted_schema = OFF");
    db.exec("PRAGMA cell_size_check = ON");
    if (access == Access::write)
        migrate(db, migrations, file.string());
    else
        db.exec("PRAGMA query_only = ON");
    return db;
}

}  // namespace

void make_private_dir(const std::filesystem::path& dir) {
    if (std::filesystem::is_directory(dir)) return;
    std::filesystem::create_directories(dir);
    std::filesystem::permissions(dir, std::filesystem::perms::owner_all);
}

SQLite::Database open_cases_db(const std::filesystem::path& data_dir, Access access) {
    // NORMAL would lose the last import on a power cut without harming the file; FULL keeps what was reported
    // as done.
    return open_database(data_dir, "cases.db", access, cases_migrations, "FULL");
}

SQLite::Database open_office_db(const std::filesystem::path& data_dir, Access access) {
    return open_database(data_dir, "office.db", access, office_migrations, "FULL");
}

}  // namespace lobby::office
