// One connection to one of the office's databases, whatever engine keeps it: SQLite, or PostgreSQL.
//
// SQL is written in the subset that both understand: `?` or `?1` for what is bound, ON CONFLICT and
// RETURNING, coalesce, no types or functions of one engine. 64-bit numbers, text in UTF-8, bytes; times and
// days are numbers. Text compares by its bytes. A truth (EXISTS) is read as the number 0 or 1.
//
// A Database and what hangs on it belong to one thread at a time. Everything throws store::Error.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "office/store/engine.hpp"
#include "office/store/error.hpp"

namespace lobby::office::store {

class Database {
public:
    explicit Database(std::unique_ptr<Connection> connection);

    [[nodiscard]] Engine engine() const { return connection_->engine(); }

    // Statements without parameters, one or more; rows changed by the last of them.
    int64_t exec(const std::string& sql);
    // The first column of the first row of a query without parameters. There has to be a row.
    [[nodiscard]] int64_t number(std::string_view sql);
    [[nodiscard]] std::string text(std::string_view sql);

    // How long it waits for another writer. Beyond it: Error::Kind::busy.
    void set_patience(std::chrono::milliseconds patience);
    // Of the schema; 0: there is none yet.
    [[nodiscard]] int64_t version();
    void set_version(int64_t version);  // inside of a Transaction
    // Another number than before when another connection has committed since. Starts anywhere.
    [[nodiscard]] int64_t change_mark();
    // What the engine finds wrong with the files of this database; nothing when they are sound.
    [[nodiscard]] std::optional<std::string> fault();
    // Around a transaction that writes most of the database: memory for it, and afterwards its log put away.
    void begin_bulk();
    void end_bulk();

private:
    friend class Statement;
    friend class Transaction;
    friend class OneView;
    friend class Savepoint;
    std::unique_ptr<Connection> connection_;
};

// A value of a statement's row; valid until the next step or reset.
class Column {
public:
    Column(const EngineStatement& row, int at) : row_(&row), at_(at) {}
    [[nodiscard]] bool is_null() const { return row_->is_null(at_); }
    [[nodiscard]] bool is_bytes() const { return row_->is_bytes(at_); }
    // 0 for NULL.
    [[nodiscard]] int64_t int64() const { return row_->number(at_); }
    [[nodiscard]] int int32() const { return static_cast<int>(row_->number(at_)); }
    [[nodiscard]] uint32_t uint32() const { return static_cast<uint32_t>(row_->number(at_)); }
    // Empty for NULL.
    [[nodiscard]] std::string text() const { return std::string(row_->text(at_)); }
    [[nodiscard]] std::string_view text_view() const { return row_->text(at_); }
    [[nodiscard]] std::span<const uint8_t> bytes() const { return row_->bytes(at_); }
    [[nodiscard]] size_t size() const { return bytes().size(); }

private:
    const EngineStatement* row_;
    int at_;
};

class Statement {
public:
    Statement(Database& db, std::string_view sql) : engine_(db.connection_->prepare(sql)) {}

    template <std::integral T>
    void bind(int place, T value) {
        engine_->bind_number(place, static_cast<int64_t>(value));
    }
    // Copied.
    void bind(int place, std::string_view text) { engine_->bind_text(place, text); }
    void bind(int place, const std::string& text) { engine_->bind_text(place, text); }
    void bind(int place, const char* text) { engine_->bind_text(place, text); }
    void bind(int place, std::span<const uint8_t> bytes) { engine_->bind_bytes(place, bytes); }
    // Not copied: has to live until the statement has run.
    void bind_view(int place, std::string_view text) { engine_->bind_text_view(place, text); }
    void bind_view(int place, std::span<const uint8_t> bytes) { engine_->bind_bytes_view(place, bytes); }
    void bind_null(int place) { engine_->bind_null(place); }

    // True: there is a row. False: that was the last, and the statement is ready to be bound and run again.
    bool step() { return engine_->step(); }
    // For a statement without rows: how many it changed.
    int64_t exec();
    // For a statement that may write one row and tells a number of it (RETURNING); nothing: it wrote none.
    std::optional<int64_t> returned();
    // Ends a query before its last row.
    void reset() noexcept { engine_->reset(); }

    [[nodiscard]] Column column(int at) const { return {*engine_, at}; }
    [[nodiscard]] Column column(std::string_view name) const;
    [[nodiscard]] int columns() const { return engine_->columns(); }

private:
    std::unique_ptr<EngineStatement> engine_;
};

[[nodiscard]] inline std::span<const uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// The only writer of its database while it lives; undone unless committed. Waits for another writer.
class Transaction {
public:
    explicit Transaction(Database& db);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    void commit();

private:
    Connection* connection_;
};

// Everything that is read while it lives is as of one moment. Inside of a transaction it is that one's view.
class OneView {
public:
    explicit OneView(Database& db);
    OneView(const OneView&) = delete;
    OneView& operator=(const OneView&) = delete;
    OneView(OneView&& other) noexcept;
    OneView& operator=(OneView&&) = delete;
    ~OneView();

private:
    Connection* connection_ = nullptr;  // null: somebody else's transaction
};

// A part of a transaction that can be undone alone; undone unless released. They may be nested.
class Savepoint {
public:
    explicit Savepoint(Database& db);
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    ~Savepoint();
    void release();

private:
    Connection* connection_;
};

}  // namespace lobby::office::store
