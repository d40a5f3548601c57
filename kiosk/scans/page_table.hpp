// Inside of the store of pages: their rows in kiosk.db. Works on the store's connection, on its thread; what
// writes is inside of a transaction. Throws SQLite::Exception.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "kiosk/scans/draft_key.hpp"
#include "office/api/registration.hpp"

namespace lobby::kiosk::scans {

// Numbered in the file.
enum class PageState : uint8_t {
    kept = 0,       // nobody has handed it in
    handed_in = 1,  // goes up
    damaged = 2,    // handed in, but its file is gone or altered: the office asks for it again
};

struct PageRow {
    api::PageReference page;
    PageState state{};
    std::optional<PersonTag> draft;
};

class PageTable {
public:
    explicit PageTable(SQLite::Database& db) : db_(db) {}

    void add(const api::PageReference& page);
    [[nodiscard]] std::optional<PageRow> find(const api::PageId& id) const;
    [[nodiscard]] std::vector<PageRow> all() const;        // oldest first
    [[nodiscard]] std::vector<api::PageId> loose() const;  // kept, and of no draft
    [[nodiscard]] std::vector<api::PageReference> handed_in() const;
    [[nodiscard]] uint64_t bytes() const;  // of all

    void set_state(const api::PageId& id, PageState state);  // leaves its draft
    // The draft holds these and no others.
    void hold(const PersonTag& draft, std::span<const api::PageId> pages);
    void remove(const api::PageId& id);

private:
    SQLite::Database& db_;
};

}  // namespace lobby::kiosk::scans
