#include "office/store/databases.hpp"

#include <array>
#include <cerrno>
#include <span>
#include <stdexcept>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "office/store/sqlite_engine.hpp"
#include "schema.hpp"

namespace lobby::office {

namespace {

constexpr std::chrono::milliseconds usual_patience{10'000};
constexpr std::array cases_migrations{cases_schema_v1, cases_schema_v2, cases_schema_v3};
constexpr std::array feed_migrations{feed_schema_v1};
constexpr std::array office_migrations{office_schema_v1, office_schema_v2, office_schema_v3, office_schema_v4,
                                       office_schema_v5, office_schema_v6, office_schema_v7, office_schema_v8,
                                       office_schema_v9, office_schema_v10};

void migrate(store::Database& db, std::span<const char* const> migrations, const std::string& name) {
    const auto newest = static_cast<int64_t>(migrations.size());
    if (db.version() == newest) return;
    store::Transaction transaction(db);
    const int64_t have = db.version();  // another process may have been quicker
    if (have > newest) throw std::runtime_error(name + " was written by a newer version of this program");
    for (int64_t v = have; v < newest; ++v) db.exec(migrations[static_cast<size_t>(v)]);
    db.set_version(newest);
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

store::Database open_database(const std::filesystem::path& data_dir, const char* name, Access access,
                              std::span<const char* const> migrations) {
    const auto file = data_dir / name;
    if (access == Access::write) {
        make_private_dir(data_dir);
        make_private_file(file);
    }
    store::Database db(store::open_sqlite(file, access == Access::read, usual_patience));
    if (access == Access::write) migrate(db, migrations, file.string());
    return db;
}

}  // namespace

void make_private_dir(const std::filesystem::path& dir) {
    if (std::filesystem::is_directory(dir)) return;
    std::filesystem::create_directories(dir);
    std::filesystem::permissions(dir, std::filesystem::perms::owner_all);
}

store::Database open_cases_db(const std::filesystem::path& data_dir, Access access) {
    return open_database(data_dir, "cases.db", access, cases_migrations);
}

store::Database open_office_db(const std::filesystem::path& data_dir, Access access) {
    return open_database(data_dir, "office.db", access, office_migrations);
}

store::Database open_feed_db(const std::filesystem::path& data_dir, Access access) {
    return open_database(data_dir, "feed.db", access, feed_migrations);
}

}  // namespace lobby::office
