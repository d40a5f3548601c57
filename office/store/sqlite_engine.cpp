#include "office/store/sqlite_engine.hpp"

#include <algorithm>
#include <limits>

#include <sqlite3.h>

#include "office/store/error.hpp"

namespace lobby::office::store {

namespace {

Error::Kind kind_of(int code) {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Error::Kind::busy;
        case SQLITE_CONSTRAINT:
            return Error::Kind::constraint;
        default:
            return Error::Kind::failed;
    }
}

Error error_of(sqlite3* db, int code) {
    if (!db) return Error(sqlite3_errstr(code), kind_of(code), code);
    return Error(sqlite3_errmsg(db), kind_of(code), sqlite3_extended_errcode(db));
}

void require(sqlite3* db, int code) {
    if (code != SQLITE_OK) throw error_of(db, code);
}

class SqliteStatement final : public EngineStatement {
public:
    SqliteStatement(sqlite3* db, std::string_view sql) : db_(db) {
        sqlite3_stmt* raw = nullptr;
        require(db_, sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr));
        statement_.reset(raw);
    }

    void bind_number(int place, int64_t value) override {
        ready();
        require(db_, sqlite3_bind_int64(get(), place, value));
    }
    void bind_text(int place, std::string_view text) override { bind_text(place, text, SQLITE_TRANSIENT); }
    void bind_text_view(int place, std::string_view text) override { bind_text(place, text, SQLITE_STATIC); }
    void bind_bytes(int place, std::span<const uint8_t> bytes) override {
        bind_bytes(place, bytes, SQLITE_TRANSIENT);
    }
    void bind_bytes_view(int place, std::span<const uint8_t> bytes) override {
        bind_bytes(place, bytes, SQLITE_STATIC);
    }
    void bind_null(int place) override {
        ready();
        require(db_, sqlite3_bind_null(get(), place));
    }

    bool step() override {
        const int code = sqlite3_step(get());
        running_ = code == SQLITE_ROW;
        if (running_) return true;
        if (code != SQLITE_DONE) {
            const Error error = error_of(db_, code);  // the reset may overwrite it
            sqlite3_reset(get());
            throw error;
        }
        changes_ = sqlite3_changes64(db_);
        sqlite3_reset(get());
        return false;
    }
    void reset() noexcept override {
        running_ = false;
        sqlite3_reset(get());
    }
    [[nodiscard]] int64_t changes() const override { return changes_; }

    [[nodiscard]] int columns() const override { return sqlite3_column_count(get()); }
    [[nodiscard]] std::string_view name(int column) const override {
        return sqlite3_column_name(get(), column);
    }
    [[nodiscard]] bool is_null(int column) const override {
        return sqlite3_column_type(get(), known(column)) == SQLITE_NULL;
    }
    [[nodiscard]] bool is_bytes(int column) const override {
        return sqlite3_column_type(get(), known(column)) == SQLITE_BLOB;
    }
    [[nodiscard]] int64_t number(int column) const override {
        return sqlite3_column_int64(get(), known(column));
    }
    [[nodiscard]] std::string_view text(int column) const override {
        const void* begin = sqlite3_column_blob(get(), known(column));
        const auto size = static_cast<size_t>(sqlite3_column_bytes(get(), column));
        return {static_cast<const char*>(begin), begin ? size : 0};
    }
    [[nodiscard]] std::span<const uint8_t> bytes(int column) const override {
        const void* begin = sqlite3_column_blob(get(), known(column));
        const auto size = static_cast<size_t>(sqlite3_column_bytes(get(), column));
        return {static_cast<const uint8_t*>(begin), begin ? size : 0};
    }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
    };

    [[nodiscard]] sqlite3_stmt* get() const { return statement_.get(); }
    // SQLite answers 0 for a column that is not there; that is a mistake of ours.
    [[nodiscard]] int known(int column) const {
        if (!running_ || column < 0 || column >= sqlite3_data_count(get()))
            throw Error("a column was read that the row has not");
        return column;
    }
    void ready() {
        if (running_) reset();
    }
    // An empty view may have no address, which SQLite would take for NULL.
    void bind_text(int place, std::string_view text, sqlite3_destructor_type lives) {
        ready();
        require(db_, sqlite3_bind_text64(get(), place, text.empty() ? "" : text.data(), text.size(), lives,
                                         SQLITE_UTF8));
    }
    void bind_bytes(int place, std::span<const uint8_t> bytes, sqlite3_destructor_type lives) {
        ready();
        require(db_, bytes.empty() ? sqlite3_bind_zeroblob(get(), place, 0)
                                   : sqlite3_bind_blob64(get(), place, bytes.data(), bytes.size(), lives));
    }

    sqlite3* db_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    bool running_ = false;
    int64_t changes_ = 0;
};

constexpr const char* bulk_cache = "PRAGMA cache_size = -98304";  // 96 MiB
constexpr std::chrono::milliseconds checkpoint_patience{200};

class SqliteConnection final : public Connection {
public:
    SqliteConnection(const std::filesystem::path& file, bool reading, std::chrono::milliseconds patience) {
        sqlite3* raw = nullptr;
        // Readers of a WAL database write its shared-memory index: they open for writing too and are held
        // back by query_only.
        const int code =
            sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
        db_.reset(raw);
        require(raw, code);
        sqlite3_extended_result_codes(raw, 1);
        set_patience(patience);
        exec("PRAGMA journal_mode = WAL");
        // NORMAL would lose the last commits on a power cut without harming the file; FULL keeps what was
        // reported as done.
        exec("PRAGMA synchronous = FULL");
        exec("PRAGMA foreign_keys = ON");
        exec("PRAGMA trusted_schema = OFF");
        exec("PRAGMA cell_size_check = ON");
        if (reading) exec("PRAGMA query_only = ON");
    }

    [[nodiscard]] Engine engine() const override { return Engine::sqlite; }

    [[nodiscard]] std::unique_ptr<EngineStatement> prepare(std::string_view sql) override {
        return std::make_unique<SqliteStatement>(db_.get(), sql);
    }

    int64_t exec(const std::string& sql) override {
        require(db_.get(), sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr));
        return sqlite3_changes64(db_.get());
    }

    void begin(Begin how) override { exec(how == Begin::write ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED"); }
    void commit() override { exec("COMMIT"); }
    void roll_back() noexcept override {
        // Already rolled back by SQLite itself where a write failed for want of room.
        sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
    [[nodiscard]] bool in_transaction() const override { return sqlite3_get_autocommit(db_.get()) == 0; }

    void set_patience(std::chrono::milliseconds patience) override {
        patience_ = std::min<int64_t>(patience.count(), std::numeric_limits<int>::max());
        require(db_.get(), sqlite3_busy_timeout(db_.get(), static_cast<int>(patience_)));
    }
    int64_t version() override { return first_number("PRAGMA user_version"); }
    void set_version(int64_t version) override { exec("PRAGMA user_version = " + std::to_string(version)); }
    int64_t change_mark() override { return first_number("PRAGMA data_version"); }
    std::string check() override {
        SqliteStatement query(db_.get(), "PRAGMA quick_check(1)");
        if (!query.step()) return "quick_check says nothing";
        std::string verdict(query.text(0));
        return verdict == "ok" ? std::string() : verdict;
    }
    void begin_bulk() override { exec(bulk_cache); }
    void end_bulk() override {
        // What readers still need of the log stays until later: nothing waits for them here.
        sqlite3_busy_timeout(db_.get(), static_cast<int>(checkpoint_patience.count()));
        first_number("PRAGMA wal_checkpoint(TRUNCATE)");
        sqlite3_busy_timeout(db_.get(), static_cast<int>(patience_));
    }

private:
    struct Close {
        void operator()(sqlite3* db) const { sqlite3_close_v2(db); }  // statements may outlive it
    };
    int64_t first_number(const char* sql) {
        SqliteStatement query(db_.get(), sql);
        return query.step() ? query.number(0) : 0;
    }

    std::unique_ptr<sqlite3, Close> db_;
    int64_t patience_ = 0;
};

}  // namespace

std::unique_ptr<Connection> open_sqlite(const std::filesystem::path& file, bool reading,
                                        std::chrono::milliseconds patience) {
    return std::make_unique<SqliteConnection>(file, reading, patience);
}

}  // namespace lobby::office::store
