#include "office/scans/scan_rows.hpp"

#include <algorithm>
#include <cstring>

namespace lobby::office::scans {

namespace {

constexpr const char* columns = "id, kiosk, bytes, hash, claimed, arrived_at, erased_at";

int64_t ms(WallTime at) {
    return at.time_since_epoch().count();
}

template <size_t N>
void bind(SQLite::Statement& statement, int index, const std::array<uint8_t, N>& bytes) {
    statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
}

template <size_t N>
std::array<uint8_t, N> bytes_of(const SQLite::Column& column) {
    std::array<uint8_t, N> out{};
    std::memcpy(out.data(), column.getBlob(), std::min(N, static_cast<size_t>(column.getBytes())));
    return out;
}

Named named(SQLite::Statement& query) {
    Named out;
    out.page = bytes_of<std::tuple_size_v<api::PageId>>(query.getColumn(0));
    out.row.kiosk = query.getColumn(1).getString();
    out.row.bytes = static_cast<uint64_t>(query.getColumn(2).getInt64());
    out.row.hash = bytes_of<std::tuple_size_v<PageHash>>(query.getColumn(3));
    out.row.claimed = query.getColumn(4).getInt() != 0;
    out.row.arrived = !query.getColumn(5).isNull();
    out.row.erased = !query.getColumn(6).isNull();
    return out;
}

std::vector<Named> all_of(SQLite::Statement& query) {
    std::vector<Named> out;
    while (query.executeStep()) out.push_back(named(query));
    return out;
}

std::string select(const char* where) {
    return std::string("SELECT ") + columns + " FROM scans WHERE " + where;
}

}  // namespace

std::optional<Row> find(SQLite::Database& db, const api::PageId& page) {
    SQLite::Statement query(db, select("id = ?"));
    bind(query, 1, page);
    if (!query.executeStep()) return std::nullopt;
    return named(query).row;
}

uint64_t unclaimed_bytes(SQLite::Database& db, const std::string& kiosk) {
    SQLite::Statement query(
        db, "SELECT ifnull(sum(bytes), 0) FROM scans WHERE kiosk = ? AND claimed = 0 AND erased_at IS NULL");
    query.bind(1, kiosk);
    query.executeStep();
    return static_cast<uint64_t>(query.getColumn(0).getInt64());
}

Row begin(SQLite::Database& db, WallTime now, const api::PageId& page, const Row& row) {
    SQLite::Statement put(db,
                          "INSERT OR IGNORE INTO scans (id, kiosk, bytes, hash, begun_at, claimed) "
                          "VALUES (?, ?, ?, ?, ?, ?)");
    bind(put, 1, page);
    put.bind(2, row.kiosk);
    put.bind(3, static_cast<int64_t>(row.bytes));
    bind(put, 4, row.hash);
    put.bind(5, ms(now));
    put.bind(6, row.claimed ? 1 : 0);
    if (put.exec() != 0) return row;
    auto stands = find(db, page).value();
    const bool same = stands.kiosk == row.kiosk && stands.bytes == row.bytes && stands.hash == row.hash;
    if (!row.claimed || stands.claimed || stands.erased || !same) return stands;
    SQLite::Statement claim(db, "UPDATE scans SET claimed = 1 WHERE id = ?");
    bind(claim, 1, page);
    claim.exec();
    stands.claimed = true;
    return stands;
}

bool set_arrived(SQLite::Database& db, WallTime now, const api::PageId& page) {
    SQLite::Statement set(
        db, "UPDATE scans SET arrived_at = ifnull(arrived_at, ?) WHERE id = ? AND erased_at IS NULL");
    set.bind(1, ms(now));
    bind(set, 2, page);
    return set.exec() != 0;
}

void set_erased(SQLite::Database& db, WallTime now, const api::PageId& page) {
    SQLite::Statement set(db, "UPDATE scans SET erased_at = ? WHERE id = ? AND erased_at IS NULL");
    set.bind(1, ms(now));
    bind(set, 2, page);
    set.exec();
}

std::vector<Named> under_way(SQLite::Database& db) {
    SQLite::Statement query(db, select("arrived_at IS NULL AND erased_at IS NULL AND claimed = 1"));
    return all_of(query);
}

std::vector<Named> unclaimed(SQLite::Database& db, WallTime begun_before) {
    SQLite::Statement query(db, select("claimed = 0 AND erased_at IS NULL AND begun_at < ?"));
    query.bind(1, ms(begun_before));
    return all_of(query);
}

std::vector<Named> erased(SQLite::Database& db) {
    SQLite::Statement query(db, select("erased_at IS NOT NULL"));
    return all_of(query);
}

void forget_erased(SQLite::Database& db, WallTime erased_before) {
    SQLite::Statement forget(db, "DELETE FROM scans WHERE erased_at < ?");
    forget.bind(1, ms(erased_before));
    forget.exec();
}

}  // namespace lobby::office::scans
