#include "kiosk/scans/scan_store.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <system_error>

#include <fcntl.h>
#include <sodium.h>

#include "base/durable_file/durable_file.hpp"
#include "kiosk/store/reserve_file.hpp"

namespace lobby::kiosk::scans {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view suffix = ".sealed";

std::string name_of(const api::PageId& id) {
    std::string hex(2 * id.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), id.data(), id.size());
    hex.pop_back();
    return hex.append(suffix);
}

std::array<uint8_t, 32> hash_of(std::span<const uint8_t> bytes) {
    std::array<uint8_t, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
    return hash;
}

}  // namespace

std::string_view word_of(ScanError error) {
    switch (error) {
        case ScanError::no_key:
            return "no_key";
        case ScanError::full:
            return "full";
        case ScanError::failed:
            return "failed";
        case ScanError::too_large:
            return "too_large";
        case ScanError::page_missing:
            return "page_missing";
    }
    return "unknown";
}

ScanError error_of(StoreError error) {
    return error == StoreError::full ? ScanError::full : ScanError::failed;
}

ScanStore::ScanStore(KioskStore& store, fs::path dir, uint64_t most_bytes, Log& log)
    : store_(store), dir_(std::move(dir)), most_bytes_(most_bytes), log_(log) {
    if (!fs::is_directory(dir_)) {
        fs::create_directories(dir_);
        fs::permissions(dir_, fs::perms::owner_all);
        sync_folder(dir_.parent_path());
    }
    clear_away();
}

// Reading is a transaction of its own: the store's connection belongs to it.
template <class Read>
auto ScanStore::look(Read read) const -> decltype(read(std::declval<const PageTable&>())) {
    using T = decltype(read(std::declval<const PageTable&>()));
    auto got = store_.transact([&](Transaction& t) { return read(PageTable(t.db())); });
    return got ? std::move(*got) : T{};
}

fs::path ScanStore::file_of(const api::PageId& id) const {
    return dir_ / name_of(id);
}

bool ScanStore::whole(const PageRow& row) const {
    std::error_code error;
    const auto size = fs::file_size(file_of(row.page.id), error);
    return !error && size == row.page.sealed_bytes;
}

void ScanStore::mark_damaged(const PageRow& row) {
    log_.write(Event::scan_damaged, {{Field::reason, "file"}});
    const auto marked = store_.transact([&](Transaction& t) {
        PageTable table(t.db());
        if (row.state == PageState::kept)
            table.remove(row.page.id);
        else
            table.set_state(row.page.id, PageState::damaged);
    });
    static_cast<void>(marked);  // found again the next time
}

void ScanStore::clear_away() {
    const auto rows = look([](const PageTable& table) { return table.all(); });
    size_t cleared = 0;
    for (const auto& row : rows)
        if (row.state != PageState::damaged && !whole(row)) mark_damaged(row);
    const auto loose = look([](const PageTable& table) { return table.loose(); });
    cleared += loose.size();
    if (!discard(loose)) throw std::runtime_error("pages cannot be cleared away");
    erase_unknown_files(cleared);
    if (cleared > 0) log_.write(Event::scan_cleared_away, {{Field::count, cleared}});
}

void ScanStore::erase_unknown_files(size_t& cleared) {
    std::set<std::string> known;
    // Without an answer of the store nothing is known to be unknown.
    const auto rows = store_.transact([](Transaction& t) { return PageTable(t.db()).all(); });
    if (!rows) throw std::runtime_error("pages cannot be read");
    for (const auto& row : *rows) known.insert(name_of(row.page.id));
    for (const auto& entry : fs::directory_iterator(dir_)) {
        if (known.contains(entry.path().filename().string())) continue;
        erase_file(entry.path());
        ++cleared;
    }
}

void ScanStore::erase_files(std::span<const api::PageId> ids) {
    for (const auto& id : ids) {
        try {
            erase_file(file_of(id));
        } catch (const std::system_error&) {  // unknown now: the next start erases it
            log_.write(Event::scan_store_failed, {{Field::reason, "erase"}});
        }
    }
}

Done ScanStore::keep(const api::PageReference& page, std::span<const uint8_t> sealed) {
    const auto used = store_.transact([](Transaction& t) { return PageTable(t.db()).bytes(); });
    if (!used) return fail(error_of(used.error()));
    if (*used + sealed.size() > most_bytes_) return fail(ScanError::full);
    // What is left of a disk belongs to the journal.
    if (!has_room_for_more(dir_.parent_path())) return fail(ScanError::full);
    try {
        write_durably(file_of(page.id), sealed);
    } catch (const std::system_error& e) {
        log_.write(Event::scan_store_failed, {{Field::reason, "file"}});
        std::error_code ignored;
        fs::remove(file_of(page.id).string() + ".new", ignored);
        return fail(is_full(e) ? ScanError::full : ScanError::failed);
    }
    const auto kept = store_.transact([&](Transaction& t) { PageTable(t.db()).add(page); });
    if (kept) return std::monostate{};
    erase_files(std::span(&page.id, 1));
    return fail(error_of(kept.error()));
}

std::optional<PageRow> ScanStore::find(const api::PageId& id) const {
    auto row = look([&](const PageTable& table) { return table.find(id); });
    if (row && !whole(*row)) return std::nullopt;
    return row;
}

Done ScanStore::discard(std::span<const api::PageId> ids) {
    if (ids.empty()) return std::monostate{};
    const auto gone = store_.transact([&](Transaction& t) {
        PageTable table(t.db());
        std::vector<api::PageId> removed;
        for (const auto& id : ids) {
            const auto row = table.find(id);
            if (!row || row->state != PageState::kept) continue;
            table.remove(id);
            removed.push_back(id);
        }
        return removed;
    });
    if (!gone) return fail(error_of(gone.error()));
    erase_files(*gone);
    return std::monostate{};
}

Done ScanStore::drop_loose() {
    const auto loose = store_.transact([](Transaction& t) { return PageTable(t.db()).loose(); });
    if (!loose) return fail(error_of(loose.error()));
    return discard(*loose);
}

std::vector<api::PageReference> ScanStore::handed_in() const {
    return look([](const PageTable& table) { return table.handed_in(); });
}

std::optional<std::vector<uint8_t>> ScanStore::read(const api::PageReference& page) {
    try {
        OpenFile file(file_of(page.id), O_RDONLY);
        auto bytes = file.read(api::max_sealed_page_bytes);
        if (hash_of(bytes) == page.sealed_hash) return bytes;
    } catch (const std::system_error&) {  // the same for who wants to send it
    }
    mark_damaged({page, PageState::handed_in, std::nullopt});
    return std::nullopt;
}

Done ScanStore::sent(const api::PageId& id) {
    const auto gone = store_.transact([&](Transaction& t) { PageTable(t.db()).remove(id); });
    if (!gone) return fail(error_of(gone.error()));
    erase_files(std::span(&id, 1));
    return std::monostate{};
}

}  // namespace lobby::kiosk::scans
