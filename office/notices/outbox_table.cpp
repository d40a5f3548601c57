#include "office/notices/outbox_table.hpp"

#include <algorithm>
#include <cstring>

namespace lobby::office::outbox {

namespace {

WallTime time_of(const store::Column& column) {
    return WallTime(std::chrono::milliseconds(column.int64()));
}

void bind_bytes(store::Statement& statement, int place, std::span<const uint8_t> bytes) {
    statement.bind(place, bytes);
}

std::vector<uint8_t> bytes_of(const store::Column& column) {
    const auto* first = column.bytes().data();
    if (!first) return {};
    return {first, first + column.size()};
}

Row read(const store::Statement& row) {
    Row out;
    const auto id = bytes_of(row.column(0));
    std::copy_n(id.begin(), std::min(id.size(), out.id.size()), out.id.begin());
    out.kind = static_cast<NoticeKind>(row.column(1).int32());
    out.about = row.column(2).text();
    out.recipient = bytes_of(row.column(3));
    if (!row.column(4).is_null()) out.at = time_of(row.column(4));
    out.due = time_of(row.column(5));
    out.useful_until = time_of(row.column(6));
    out.tries = row.column(7).uint32();
    return out;
}

}  // namespace

bool insert(store::Database& db, const Row& row, WallTime now) {
    store::Statement put(db,
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

std::vector<Row> due(store::Database& db, WallTime now, int at_most) {
    store::Statement query(db,
                           "SELECT notice_id, kind, about, recipient, at, due_at, useful_until, tries "
                           "FROM notices WHERE state = 0 AND due_at <= ? ORDER BY due_at, notice_id LIMIT ?");
    query.bind(1, ms(now));
    query.bind(2, at_most);
    std::vector<Row> found;
    while (query.step()) found.push_back(read(query));
    return found;
}

std::optional<WallTime> next_due(store::Database& db) {
    store::Statement query(db, "SELECT min(due_at) FROM notices WHERE state = 0");
    if (!query.step() || query.column(0).is_null()) return std::nullopt;
    return time_of(query.column(0));
}

bool begin_try(store::Database& db, const NoticeId& id, WallTime again) {
    store::Statement set(
        db, "UPDATE notices SET tries = tries + 1, due_at = ? WHERE notice_id = ? AND state = 0");
    set.bind(1, ms(again));
    bind_bytes(set, 2, id);
    return set.exec() > 0;
}

void put_off(store::Database& db, const NoticeId& id, WallTime until) {
    store::Statement set(db, "UPDATE notices SET due_at = ? WHERE notice_id = ? AND state = 0");
    set.bind(1, ms(until));
    bind_bytes(set, 2, id);
    set.exec();
}

bool end(store::Database& db, const NoticeId& id, State how, WallTime now) {
    store::Statement set(db,
                         "UPDATE notices SET state = ?, ended_at = ?, recipient = NULL "
                         "WHERE notice_id = ? AND state = 0");
    set.bind(1, static_cast<int>(how));
    set.bind(2, ms(now));
    bind_bytes(set, 3, id);
    return set.exec() > 0;
}

void withdraw(store::Database& db, std::string_view about, WallTime now) {
    store::Statement set(db,
                         "UPDATE notices SET state = 3, ended_at = ?, recipient = NULL "
                         "WHERE about = ? AND state = 0");
    set.bind(1, ms(now));
    set.bind(2, std::string(about));
    set.exec();
}

void erase_ended(store::Database& db, WallTime before) {
    store::Statement erase(db, "DELETE FROM notices WHERE state > 0 AND ended_at < ?");
    erase.bind(1, ms(before));
    erase.exec();
}

Counts count(store::Database& db, WallTime since) {
    store::Statement query(db,
                           "SELECT count(*) FILTER (WHERE state = 0), "
                           "count(*) FILTER (WHERE state = 1 AND ended_at >= ?1), "
                           "count(*) FILTER (WHERE state = 2 AND ended_at >= ?1) FROM notices");
    query.bind(1, ms(since));
    if (!query.step()) return {};
    return {query.column(0).int64(), query.column(1).int64(), query.column(2).int64()};
}

}  // namespace lobby::office::outbox
