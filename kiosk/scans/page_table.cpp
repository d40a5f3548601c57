#include "kiosk/scans/page_table.hpp"

#include <algorithm>
#include <cstring>

namespace lobby::kiosk::scans {

namespace {

constexpr const char* select_pages = "SELECT id, kind, ordinal, bytes, hash, state, draft FROM scan_page ";

template <size_t N>
void bind(SQLite::Statement& statement, int index, const std::array<uint8_t, N>& bytes) {
    statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
}

template <size_t N>
std::array<uint8_t, N> bytes_of(const SQLite::Column& column) {
    std::array<uint8_t, N> out{};
    const auto size = std::min(N, static_cast<size_t>(column.getBytes()));
    if (size > 0) std::memcpy(out.data(), column.getBlob(), size);
    return out;
}

PageRow row_of(SQLite::Statement& query) {
    PageRow row;
    row.page.id = bytes_of<std::tuple_size_v<api::PageId>>(query.getColumn(0));
    row.page.kind = api::from_number<api::PageKind>(static_cast<uint64_t>(query.getColumn(1).getInt64()))
                        .value_or(api::PageKind{});
    row.page.ordinal = query.getColumn(2).getUInt();
    row.page.sealed_bytes = static_cast<uint64_t>(query.getColumn(3).getInt64());
    row.page.sealed_hash = bytes_of<32>(query.getColumn(4));
    row.state = static_cast<PageState>(query.getColumn(5).getInt());
    if (!query.getColumn(6).isNull()) row.draft = bytes_of<std::tuple_size_v<PersonTag>>(query.getColumn(6));
    return row;
}

}  // namespace

void PageTable::add(const api::PageReference& page) {
    SQLite::Statement put(
        db_, "INSERT INTO scan_page (id, kind, ordinal, bytes, hash, state) VALUES (?, ?, ?, ?, ?, ?)");
    bind(put, 1, page.id);
    put.bind(2, static_cast<int>(page.kind));
    put.bind(3, page.ordinal);
    put.bind(4, static_cast<int64_t>(page.sealed_bytes));
    bind(put, 5, page.sealed_hash);
    put.bind(6, static_cast<int>(PageState::kept));
    put.exec();
}

std::optional<PageRow> PageTable::find(const api::PageId& id) const {
    SQLite::Statement query(db_, std::string(select_pages) + "WHERE id = ?");
    bind(query, 1, id);
    if (!query.executeStep()) return std::nullopt;
    return row_of(query);
}

std::vector<PageRow> PageTable::all() const {
    SQLite::Statement query(db_, std::string(select_pages) + "ORDER BY seq");
    std::vector<PageRow> out;
    while (query.executeStep()) out.push_back(row_of(query));
    return out;
}

std::vector<api::PageId> PageTable::loose() const {
    std::vector<api::PageId> out;
    for (const auto& row : all())
        if (row.state == PageState::kept && !row.draft) out.push_back(row.page.id);
    return out;
}

std::vector<api::PageReference> PageTable::handed_in() const {
    std::vector<api::PageReference> out;
    for (const auto& row : all())
        if (row.state == PageState::handed_in) out.push_back(row.page);
    return out;
}

uint64_t PageTable::bytes() const {
    return static_cast<uint64_t>(db_.execAndGet("SELECT ifnull(sum(bytes), 0) FROM scan_page").getInt64());
}

void PageTable::set_state(const api::PageId& id, PageState state) {
    SQLite::Statement set(db_, "UPDATE scan_page SET state = ?, draft = NULL WHERE id = ?");
    set.bind(1, static_cast<int>(state));
    bind(set, 2, id);
    set.exec();
}

void PageTable::hold(const PersonTag& draft, std::span<const api::PageId> pages) {
    SQLite::Statement let_go(db_, "UPDATE scan_page SET draft = NULL WHERE draft = ?");
    bind(let_go, 1, draft);
    let_go.exec();
    for (const auto& page : pages) {
        SQLite::Statement set(db_, "UPDATE scan_page SET draft = ? WHERE id = ? AND state = ?");
        bind(set, 1, draft);
        bind(set, 2, page);
        set.bind(3, static_cast<int>(PageState::kept));
        set.exec();
    }
}

void PageTable::remove(const api::PageId& id) {
    SQLite::Statement remove(db_, "DELETE FROM scan_page WHERE id = ?");
    bind(remove, 1, id);
    remove.exec();
}

}  // namespace lobby::kiosk::scans
