// A prepared statement used millions of times in a row. SQLiteCpp copies every text that is bound and counts
// references for every column that is read, which is a third of an import's time; this binds views and reads
// plain values. Throws SQLite::Exception, as the rest of the store does.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "base/civil_date.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office::imports {

class Prepared {
public:
    Prepared(SQLite::Database& db, std::string_view sql) : db_(db.getHandle()) {
        sqlite3_stmt* raw = nullptr;
        check(sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                 &raw, nullptr));
        statement_.reset(raw);
    }

    // What is bound has to live until the statement has run.
    Prepared& bind(int at, int64_t value) { return check(sqlite3_bind_int64(get(), at, value)), *this; }
    Prepared& bind(int at, std::string_view text) {
        return check(sqlite3_bind_text64(get(), at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8)),
               *this;
    }
    Prepared& bind(int at, const IdentityIndex& person) {
        return check(sqlite3_bind_blob64(get(), at, person.bytes.data(), person.bytes.size(), SQLITE_STATIC)),
               *this;
    }
    Prepared& bind(int at, Date day) { return bind(at, int64_t{day.time_since_epoch().count()}); }
    template <class T>
    Prepared& bind(int at, const std::optional<T>& value) {
        if (value) return bind(at, *value);
        return check(sqlite3_bind_null(get(), at)), *this;
    }

    // For statements without rows.
    void run() {
        const int code = sqlite3_step(get());
        sqlite3_reset(get());
        if (code != SQLITE_DONE) check(code);
    }
    // True while there is a row; the statement is ready to be bound again after the last.
    bool next() {
        const int code = sqlite3_step(get());
        if (code == SQLITE_ROW) return true;
        sqlite3_reset(get());
        if (code != SQLITE_DONE) check(code);
        return false;
    }
    void reset() { sqlite3_reset(get()); }

    [[nodiscard]] int64_t number(int column) { return sqlite3_column_int64(get(), column); }
    [[nodiscard]] bool is_null(int column) { return sqlite3_column_type(get(), column) == SQLITE_NULL; }
    // Valid until the next step or reset.
    [[nodiscard]] std::string_view text(int column) {
        const void* bytes = sqlite3_column_blob(get(), column);
        const auto size = static_cast<size_t>(sqlite3_column_bytes(get(), column));
        return {static_cast<const char*>(bytes), bytes ? size : 0};
    }
    [[nodiscard]] std::optional<Date> day(int column) {
        if (is_null(column)) return std::nullopt;
        return Date(std::chrono::days(number(column)));
    }
    // Nothing where there is none, or what is there has not its length.
    [[nodiscard]] std::optional<IdentityIndex> person(int column) {
        const auto bytes = text(column);
        IdentityIndex out;
        if (bytes.size() != out.bytes.size()) return std::nullopt;
        std::memcpy(out.bytes.data(), bytes.data(), bytes.size());
        return out;
    }
    [[nodiscard]] bool same(int column, std::optional<Date> day) {
        return day ? !is_null(column) && number(column) == day->time_since_epoch().count() : is_null(column);
    }
    [[nodiscard]] bool same(int column, const std::optional<IdentityIndex>& person) {
        if (!person) return is_null(column);
        return text(column) ==
               std::string_view(reinterpret_cast<const char*>(person->bytes.data()), person->bytes.size());
    }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
    };
    sqlite3_stmt* get() { return statement_.get(); }
    void check(int code) {
        if (code != SQLITE_OK) throw SQLite::Exception(db_, code);
    }
    sqlite3* db_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace lobby::office::imports
