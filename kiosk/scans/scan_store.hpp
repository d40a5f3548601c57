// Inside of the scan desk, and what the uploader works on: sealed pages as files (DIR/ID.sealed) and their
// rows in kiosk.db. The file is on disk before its row, and goes after it: a power cut anywhere leaves no
// page without its bytes, and at worst a file that nobody knows, which the next start erases.
//
// I/O thread, as the store.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/log.hpp"
#include "base/result.hpp"
#include "kiosk/scans/page_table.hpp"
#include "kiosk/store/kiosk_store.hpp"
#include "office/api/registration.hpp"

namespace lobby::kiosk::scans {

enum class ScanError {
    no_key,        // no office has told its key yet, or what it told is none: nothing can be kept
    full,          // no room on the disk, or too much waits to go up
    failed,        // the disk did not take it, or does not give it back
    too_large,     // the picture, the draft or the form is beyond its bound
    page_missing,  // a page of the form is not here: it was discarded, or its file is damaged
};

[[nodiscard]] std::string_view word_of(ScanError error);

using Done = Result<std::monostate, ScanError>;

class ScanStore {
public:
    // Makes the folder and clears away what a power cut left: unknown files, and pages that neither a draft
    // nor a registration holds. Throws std::exception when it cannot be used. `store` and `log` outlive it.
    ScanStore(KioskStore& store, std::filesystem::path dir, uint64_t most_bytes, Log& log);

    // File and row, both durable. The bytes are sealed.
    Done keep(const api::PageReference& page, std::span<const uint8_t> sealed);
    [[nodiscard]] std::optional<PageRow> find(const api::PageId& id) const;
    // Rows and files; pages that are handed in stay.
    Done discard(std::span<const api::PageId> ids);
    Done drop_loose();

    // Runs work(Transaction&, PageTable&) as KioskStore::transact does.
    template <class Work>
    auto transact(Work work) {
        return store_.transact([&](Transaction& transaction) {
            PageTable table(transaction.db());
            return work(transaction, table);
        });
    }

    // ---- going up
    [[nodiscard]] std::vector<api::PageReference> handed_in() const;
    // The sealed bytes as they were kept; nothing: the file is gone or altered, and the page is marked so.
    [[nodiscard]] std::optional<std::vector<uint8_t>> read(const api::PageReference& page);
    // The office has it, or wants it no more: row, then file.
    Done sent(const api::PageId& id);

private:
    [[nodiscard]] std::filesystem::path file_of(const api::PageId& id) const;
    void clear_away();
    void erase_unknown_files(size_t& cleared);
    void erase_files(std::span<const api::PageId> ids);
    [[nodiscard]] bool whole(const PageRow& row) const;
    void mark_damaged(const PageRow& row);
    template <class Read>
    auto look(Read read) const -> decltype(read(std::declval<const PageTable&>()));

    KioskStore& store_;
    const std::filesystem::path dir_;
    const uint64_t most_bytes_;
    Log& log_;
};

[[nodiscard]] ScanError error_of(StoreError error);

}  // namespace lobby::kiosk::scans
