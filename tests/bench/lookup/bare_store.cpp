#include "tests/bench/lookup/bare_store.hpp"

#include <stdexcept>

#include <SQLiteCpp/SQLiteCpp.h>

#include "office/store/databases.hpp"

namespace lobby::bench {

namespace {

// Opened as the office opens it, and then with nothing between.
SQLite::Database bare(const std::filesystem::path& file) {
    SQLite::Database db(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    return db;
}

class PointRead {
public:
    explicit PointRead(const std::filesystem::path& data_dir)
        : db_(bare(data_dir / "cases.db")), row_(db_, "SELECT * FROM cases WHERE acceptance_number = ?") {}

    void operator()(const std::string& acceptance_number) {
        row_.reset();
        row_.bind(1, acceptance_number);
        if (!row_.executeStep()) throw std::runtime_error("the case is not there");
        for (int i = 0; i < row_.getColumnCount(); ++i)
            bytes_ += static_cast<size_t>(row_.getColumn(i).getBytes());
        row_.reset();
    }

private:
    SQLite::Database db_;
    SQLite::Statement row_;
    size_t bytes_ = 0;  // each value is looked at
};

}  // namespace

Times bare_reads(const std::filesystem::path& data_dir, const std::vector<Person>& people, size_t count) {
    PointRead read(data_dir);
    Times times;
    times.each_us.reserve(count);
    const auto began = Clock::now();
    for (size_t i = 0; i < count; ++i) {
        const auto since = Clock::now();
        read(people[i % people.size()].acceptance_number);
        times.add(Clock::now() - since);
    }
    times.wall_s = std::chrono::duration<double>(Clock::now() - began).count();
    return times;
}

Times bare_reads_and_inserts(const std::filesystem::path& data_dir, const std::filesystem::path& scratch,
                             const std::vector<Person>& people, size_t count, size_t per_commit) {
    PointRead read(data_dir);
    office::open_office_db(scratch, office::Access::write);  // makes it
    SQLite::Database db = bare(scratch / "office.db");
    SQLite::Statement insert(db,
                             "INSERT INTO ledger (at, kind, body, prev_hash, hash) VALUES (?, 'bare', ?, "
                             "zeroblob(32), zeroblob(32))");
    const std::string body(200, 'x');  // as long as an entry of a disclosure
    Times times;
    times.each_us.reserve(count);
    const auto began = Clock::now();
    for (size_t i = 0; i < count;) {
        const auto since = Clock::now();
        const size_t group = std::min(per_commit, count - i);
        SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
        for (size_t n = 0; n < group; ++n, ++i) {
            read(people[i % people.size()].acceptance_number);
            insert.reset();
            insert.bind(1, static_cast<int64_t>(i));
            insert.bind(2, body);
            insert.exec();
        }
        transaction.commit();
        const auto took = Clock::now() - since;
        for (size_t n = 0; n < group; ++n) times.add(took);
    }
    times.wall_s = std::chrono::duration<double>(Clock::now() - began).count();
    return times;
}

}  // namespace lobby::bench
