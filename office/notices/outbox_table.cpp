#include "office/notices/outbox_table.hpp"

#include <algorithm>
#include <cstring>

namespace lobby::office::outbox {

namespace {

int64_t ms(WallTime at) {
    return at.time_since_epoch().count();
}

WallTime time_of(const SQLite::Column& column) {
    return WallTime(std::chrono::milliseconds(column.getInt64()));
}

void bind_bytes(SQLite::Statement& statement, int place, std::span<const uint8_t> bytes) {
    statement.bind(place, bytes.data(), static_cast<int>(bytes.size()));
}

std::vector<uint8_t> bytes_of(const SQLite::Column& column) {
    const auto* first = static_cast<const uint8_t*>(column.getBlob());
    if (!first) return {};
    return {first, first + column.getBytes()};
}

Row read(const SQLite::Statement& row) {
    Row out;
    const auto id = bytes_of(row.getColumn(0));
    std::copy_n(id.begin(), std::min(id.size(), out.id.size()), out.id.begin());
    out.kind = static_cast<NoticeKind>(row.getColumn(1).getInt());
    out.about = row.getColumn(2).getString();
    out.recipient = bytes_of(row.getColumn(3));
    if (!row.getColumn(4).isNull()) out.at = time_of(row.getColumn(4));
    out.due = time_of(row.getColumn(5));
    out.useful_until = time_of(row.getColumn(6));
    out.tries = row.getColumn(7).getUInt();
    return out;
}

}  // namespace

bool insert(SQLite::Database& db, const Row& row, WallTime now) {
    SQLite::Statement put(db,
                          "INSERT INTO notices (notice_id, kind, about, recipient, at, posted_at, due_at, "
                          "useful_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    bind_bytes(put, 1, row.id);
    put.bind(2, static_cast<int>(row.kind));
    put.bind(3, row.about);
    bind_bytes(put, 4, row.recipient);
    if (row.at) put.bind(5, ms(*row.at));
    put.bind(6, ms(now));
    put.bind(7, ms(row.due));
    put.bind(8, ms(row.useful_until));
    return put.exec() > 0;
}

std::vector<Row> due(SQLite::Database& db, WallTime now, int at_most) {
    SQLite::Statement query(
        db,
        "SELECT notice_id, kind, about, recipient, at, due_at, useful_until, tries "
        "FROM notices WHERE state = 0 AND due_at <= ? ORDER BY due_at, notice_id LIMIT ?");
    query.bind(1, ms(now));
    query.bind(2, at_most);
    std::vector<Row> found;
    while (query.executeStep()) found.push_back(read(query));
    return found;
}

std::optional<WallTime> next_due(SQLite::Database& db) {
    SQLite::Statement query(db, "SELECT min(due_at) FROM notices WHERE state = 0");
    if (!query.executeStep() || query.getColumn(0).isNull()) return std::nullopt;
    return time_of(query.getColumn(0));
}

bool begin_try(SQLite::Database& db, const NoticeId& id, WallTime again) {
    SQLite::Statement set(
        db, "UPDATE notices SET tries = tries + 1, due_at = ? WHERE notice_id = ? AND state = 0");
    set.bind(1, ms(again));
    bind_bytes(set, 2, id);
    return set.exec() > 0;
}

void put_off(SQLite::Database& db, const NoticeId& id, WallTime until) {
    SQLite::Statement set(db, "UPDATE notices SET due_at = ? WHERE notice_id = ? AND state = 0");
    set.bind(1, ms(until));
    bind_bytes(set, 2, id);
    set.exec();
}

bool end(SQLite::Database& db, const NoticeId& id, State how, WallTime now) {
    SQLite::Statement set(db,
                          "UPDATE notices SET state = ?, ended_at = ?, recipient = NULL "
                          "WHERE notice_id = ? AND state = 0");
    set.bind(1, static_cast<int>(how));
    set.bind(2, ms(now));
    bind_bytes(set, 3, id);
    return set.exec() > 0;
}

void withdraw(SQLite::Database& db, std::string_view about, WallTime now) {
    SQLite::Statement set(db,
                          "UPDATE notices SET state = 3, ended_at = ?, recipient = NULL "
                          "WHERE about = ? AND state = 0");
    set.bind(1, ms(now));
    set.bind(2, std::string(about));
    set.exec();
}

void erase_ended(SQLite::Database& db, WallTime before) {
    SQLite::Statement erase(db, "DELETE FROM notices WHERE state > 0 AND ended_at < ?");
    erase.bind(1, ms(before));
    erase.exec();
}

Counts count(SQLite::Database& db, WallTime since) {
    SQLite::Statement query(db,
                            "SELECT count(*) FILTER (WHERE state = 0), "
                            "count(*) FILTER (WHERE state = 1 AND ended_at >= ?1), "
                            "count(*) FILTER (WHERE state = 2 AND ended_at >= ?1) FROM notices");
    query.bind(1, ms(since));
    if (!query.executeStep()) return {};
    return {query.getColumn(0).getInt64(), query.getColumn(1).getInt64(), query.getColumn(2).getInt64()};
}

}  // namespace lobby::office::outbox
