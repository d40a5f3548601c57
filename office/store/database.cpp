#include "office/store/database.hpp"

#include <utility>

namespace lobby::office::store {

Database::Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

int64_t Database::exec(const std::string& sql) {
    return connection_->exec(sql);
}

int64_t Database::number(std::string_view sql) {
    Statement query(*this, sql);
    if (!query.step()) throw Error("a query for one number has no row");
    return query.column(0).int64();
}

std::string Database::text(std::string_view sql) {
    Statement query(*this, sql);
    if (!query.step()) throw Error("a query for one text has no row");
    return query.column(0).text();
}

void Database::set_patience(std::chrono::milliseconds patience) {
    connection_->set_patience(patience);
}

int64_t Database::version() {
    return connection_->version();
}

void Database::set_version(int64_t version) {
    connection_->set_version(version);
}

int64_t Database::change_mark() {
    return connection_->change_mark();
}

std::optional<std::string> Database::fault() {
    auto found = connection_->check();
    if (found.empty()) return std::nullopt;
    return found;
}

void Database::begin_bulk() {
    connection_->begin_bulk();
}

void Database::end_bulk() {
    connection_->end_bulk();
}

Column Statement::column(std::string_view name) const {
    for (int i = 0; i < engine_->columns(); ++i)
        if (engine_->name(i) == name) return {*engine_, i};
    throw Error("a query has no column " + std::string(name));
}

int64_t Statement::exec() {
    if (engine_->step()) {
        engine_->reset();
        throw Error("a statement that should only write has rows");
    }
    return engine_->changes();
}

std::optional<int64_t> Statement::returned() {
    if (!engine_->step()) return std::nullopt;
    const int64_t number = engine_->number(0);
    engine_->reset();
    return number;
}

Transaction::Transaction(Database& db) : connection_(db.connection_.get()) {
    connection_->begin(Connection::Begin::write);
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
    if (connection_) connection_->roll_back();
}

void Transaction::commit() {
    if (!connection_) throw Error("a transaction was committed twice");
    connection_->commit();
    connection_ = nullptr;
}

OneView::OneView(Database& db) {
    if (db.connection_->in_transaction()) return;
    db.connection_->begin(Connection::Begin::one_view);
    connection_ = db.connection_.get();
}

OneView::OneView(OneView&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}

OneView::~OneView() {
    if (connection_) connection_->roll_back();
}

Savepoint::Savepoint(Database& db) : connection_(db.connection_.get()) {
    connection_->exec("SAVEPOINT part");
}

Savepoint::~Savepoint() {
    if (!connection_) return;
    try {
        connection_->exec("ROLLBACK TO SAVEPOINT part");
        connection_->exec("RELEASE SAVEPOINT part");
    } catch (const Error&) {
        return;  // the transaction that it was a part of cannot be committed any more, and says so
    }
}

void Savepoint::release() {
    connection_->exec("RELEASE SAVEPOINT part");
    connection_ = nullptr;
}

}  // namespace lobby::office::store
