// What an engine has to give so that Database and Statement (database.hpp) run on it. Nobody else uses this.
//
// A connection and its statements belong to one thread at a time. Everything throws store::Error.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace lobby::office::store {

enum class Engine { sqlite, postgresql };

class EngineStatement {
public:
    EngineStatement() = default;
    EngineStatement(const EngineStatement&) = delete;
    EngineStatement& operator=(const EngineStatement&) = delete;
    virtual ~EngineStatement() = default;  // may come after the connection's end

    // Places count from 1. What is bound as a view has to live until the statement has run.
    virtual void bind_number(int place, int64_t value) = 0;
    virtual void bind_text(int place, std::string_view text) = 0;
    virtual void bind_bytes(int place, std::span<const uint8_t> bytes) = 0;
    virtual void bind_text_view(int place, std::string_view text) = 0;
    virtual void bind_bytes_view(int place, std::span<const uint8_t> bytes) = 0;
    virtual void bind_null(int place) = 0;

    // True: there is a row. False: that was the last, and the statement may be bound and run again.
    virtual bool step() = 0;
    virtual void reset() noexcept = 0;
    // Rows that the statement changed when it last ran to its end.
    [[nodiscard]] virtual int64_t changes() const = 0;

    // Columns count from 0; they are valid until the next step or reset.
    [[nodiscard]] virtual int columns() const = 0;
    [[nodiscard]] virtual std::string_view name(int column) const = 0;
    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual bool is_bytes(int column) const = 0;
    [[nodiscard]] virtual int64_t number(int column) const = 0;
    [[nodiscard]] virtual std::string_view text(int column) const = 0;
    [[nodiscard]] virtual std::span<const uint8_t> bytes(int column) const = 0;
};

class Connection {
public:
    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() = default;

    [[nodiscard]] virtual Engine engine() const = 0;
    [[nodiscard]] virtual std::unique_ptr<EngineStatement> prepare(std::string_view sql) = 0;
    // One or more statements without parameters; rows changed by the last.
    virtual int64_t exec(const std::string& sql) = 0;

    enum class Begin {
        write,     // alone: nobody else writes this database until the end
        one_view,  // reading, all of it as of one moment
    };
    virtual void begin(Begin how) = 0;
    virtual void commit() = 0;
    virtual void roll_back() noexcept = 0;
    [[nodiscard]] virtual bool in_transaction() const = 0;

    virtual void set_patience(std::chrono::milliseconds patience) = 0;
    // Of the schema; 0: there is none yet.
    virtual int64_t version() = 0;
    virtual void set_version(int64_t version) = 0;
    virtual int64_t change_mark() = 0;
    virtual std::string check() = 0;
    virtual void begin_bulk() = 0;
    virtual void end_bulk() = 0;
};

}  // namespace lobby::office::store
