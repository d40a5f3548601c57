#include "office/scans/scan_rows.hpp"

#include <algorithm>
#include <cstring>

namespace lobby::office::scans {

namespace {

constexpr const char* columns = "id, kiosk, bytes, hash, claimed, arrived_at, erased_at";

template <size_t N>
void bind(store::Statement& statement, int index, const std::array<uint8_t, N>& bytes) {
    statement.bind(index, bytes);
}

template <size_t N>
std::array<uint8_t, N> bytes_of(const store::Column& column) {
    std::array<uint8_t, N> out{};
    std::memcpy(out.data(), column.bytes().data(), std::min(N, column.size()));
    return out;
}

Named named(store::Statement& query) {
    Named out;
    out.page = bytes_of<std::tuple_size_v<api::PageId>>(query.column(0));
    out.row.kiosk = query.column(1).text();
    out.row.bytes = static_cast<uint64_t>(query.column(2).int64());
    out.row.hash = bytes_of<std::tuple_size_v<PageHash>>(query.column(3));
    out.row.claimed = query.column(4).int32() != 0;
    out.row.arrived = !query.column(5).is_null();
    out.row.erased = !query.column(6).is_null();
    return out;
}

std::vector<Named> all_of(store::Statement& query) {
    std::vector<Named> out;
    while (query.step()) out.push_back(named(query));
    return out;
}

std::string select(const char* where) {
    return std::string("SELECT ") + columns + " FROM scans WHERE " + where;
}

}  // namespace

std::optional<Row> find(store::Database& db, const api::PageId& page) {
    store::Statement query(db, select("id = ?"));
    bind(query, 1, page);
    if (!query.step()) return std::nullopt;
    return named(query).row;
}

uint64_t unclaimed_bytes(store::Database& db, const std::string& kiosk) {
    store::Statement query(
        db,
        "SELECT coalesce(sum(bytes), 0) FROM scans WHERE kiosk = ? AND claimed = 0 AND erased_at IS NULL");
    query.bind(1, kiosk);
    query.step();
    return static_cast<uint64_t>(query.column(0).int64());
}

Row begin(store::Database& db, WallTime now, const api::PageId& page, const Row& row) {
    store::Statement put(db,
                         "INSERT INTO scans (id, kiosk, bytes, hash, begun_at, claimed) "
                         "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
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
    store::Statement claim(db, "UPDATE scans SET claimed = 1 WHERE id = ?");
    bind(claim, 1, page);
    claim.exec();
    stands.claimed = true;
    return stands;
}

bool set_arrived(store::Database& db, WallTime now, const api::PageId& page) {
    store::Statement set(
        db, "UPDATE scans SET arrived_at = coalesce(arrived_at, ?) WHERE id = ? AND erased_at IS NULL");
    set.bind(1, ms(now));
    bind(set, 2, page);
    return set.exec() != 0;
}

void set_erased(store::Database& db, WallTime now, const api::PageId& page) {
    store::Statement set(db, "UPDATE scans SET erased_at = ? WHERE id = ? AND erased_at IS NULL");
    set.bind(1, ms(now));
    bind(set, 2, page);
    set.exec();
}

std::vector<Named> under_way(store::Database& db) {
    store::Statement query(db, select("arrived_at IS NULL AND erased_at IS NULL AND claimed = 1"));
    return all_of(query);
}

std::vector<Named> unclaimed(store::Database& db, WallTime begun_before) {
    store::Statement query(db, select("claimed = 0 AND erased_at IS NULL AND begun_at < ?"));
    query.bind(1, ms(begun_before));
    return all_of(query);
}

std::vector<Named> erased(store::Database& db) {
    store::Statement query(db, select("erased_at IS NOT NULL"));
    return all_of(query);
}

void forget_erased(store::Database& db, WallTime erased_before) {
    store::Statement forget(db, "DELETE FROM scans WHERE erased_at < ?");
    forget.bind(1, ms(erased_before));
    forget.exec();
}

}  // namespace lobby::office::scans
