// The rows of the outbox (office.db, notices). Each works on the caller's connection; what changes something
// must be inside of an IMMEDIATE transaction. All throw store::Error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "office/notices/notice.hpp"
#include "office/notices/recipient_box.hpp"
#include "office/store/database.hpp"

namespace lobby::office::outbox {

// Numbered in the store.
enum class State { waiting, sent, failed, withdrawn };

struct Row {
    NoticeId id{};
    NoticeKind kind{};
    std::string about;
    std::vector<uint8_t> recipient;  // recipient_box; empty once it has ended
    std::optional<WallTime> at;
    WallTime due{};
    WallTime useful_until{};
    uint32_t tries = 0;
};

// False when there was one of this kind about the same before.
bool insert(store::Database& office_db, const Row& row, WallTime now);

// Waiting ones that are due at `now`, those that have waited longest first.
[[nodiscard]] std::vector<Row> due(store::Database& office_db, WallTime now, int at_most);
// When the next of those that wait is due.
[[nodiscard]] std::optional<WallTime> next_due(store::Database& office_db);

// A try begins: counted, and due again at `again` should nobody say how it went. False: it waits no longer.
bool begin_try(store::Database& office_db, const NoticeId& id, WallTime again);
void put_off(store::Database& office_db, const NoticeId& id, WallTime until);
// The number is erased. False: it had ended before.
bool end(store::Database& office_db, const NoticeId& id, State how, WallTime now);
// All that wait about this.
void withdraw(store::Database& office_db, std::string_view about, WallTime now);
// Rows that ended before.
void erase_ended(store::Database& office_db, WallTime before);

struct Counts {
    int64_t waiting = 0;
    int64_t sent = 0;
    int64_t failed = 0;
};
// Ended ones: since `since`.
[[nodiscard]] Counts count(store::Database& office_db, WallTime since);

}  // namespace lobby::office::outbox
