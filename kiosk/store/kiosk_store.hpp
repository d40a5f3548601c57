// What a kiosk remembers through a power cut: the journal of what visitors did, on disk before they see
// success; how the hall stood; and the tables of others (kiosk/tickets), in the same file and the same
// transactions.
//
// One file, kiosk.db, owner only. Belongs to one thread at a time (the kiosk's I/O thread). After a failure
// nothing of its transaction has happened, and the store can be used on.
#pragma once

#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "office/api/messages.hpp"

namespace lobby::kiosk {

enum class StoreError {
    full,    // no room on the disk
    failed,  // the disk did not take it, or does not give it back
};

[[nodiscard]] std::string_view word_of(StoreError error);

// A transaction under way. All that is done with it is on disk together, or not at all.
class Transaction {
public:
    // The entry's id: stands for good, and is what taken_entry of later entries has to be. The office knows
    // it by a number of its own.
    uint64_t append(api::JournalBody body, WallTime at);
    SQLite::Database& db();

private:
    friend class KioskStore;
    explicit Transaction(struct KioskStoreParts& parts) : parts_(parts) {}
    struct KioskStoreParts& parts_;
};

// What a transaction's work returns; std::monostate for nothing.
template <class T>
using value_of = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

class KioskStore {
public:
    // Makes the folder (owner only) and the file where there is none. A damaged file is put aside as
    // kiosk.db.damaged-<time> and a new one begun. Throws std::exception when there can be no store. `clock`
    // and `log` outlive it.
    static KioskStore open(const std::filesystem::path& dir, const Clock& clock, Log& log);
    KioskStore(KioskStore&&) noexcept;
    KioskStore& operator=(KioskStore&&) noexcept;
    ~KioskStore();

    // Runs work(Transaction&) and makes it durable (fsync) before it returns. Work that throws
    // SQLite::Exception becomes an error; any other exception is a bug and passes, after everything was
    // undone.
    template <class Work>
    auto transact(Work work) -> Result<value_of<std::invoke_result_t<Work, Transaction&>>, StoreError>;

    // What was deleted is gone from the file's log as well.
    Result<std::monostate, StoreError> scrub();

    // ---- the journal, as the link sends it. Numbers are the office's.
    [[nodiscard]] api::JournalId journal_id() const;
    [[nodiscard]] uint64_t last_number() const;  // the highest that was used; 0: none
    [[nodiscard]] uint64_t length() const;       // entries that the office is not done with
    [[nodiscard]] Result<std::vector<api::JournalEntry>, StoreError> unsent(size_t most_entries,
                                                                            size_t most_bytes);
    // The office has dealt with all up to this number.
    Result<std::monostate, StoreError> acknowledged(uint64_t through);
    // What the office says of this journal when it is connected: brings both sides together. Unsent entries
    // get numbers that follow `through` where the journal is new to the office, or one of both was restored
    // from a copy.
    Result<std::monostate, StoreError> reconcile(bool known, uint64_t through);
    // Told after the fact, with the id up to which the office is done.
    void on_acknowledged(std::function<void(uint64_t through_id)> tell);

    // ---- the hall, for a start without the office: rules, day, series and last count; no waits, no tickets.
    Result<std::monostate, StoreError> remember_hall(const api::HallFeed& feed);
    [[nodiscard]] const std::optional<api::HallFeed>& hall() const;

private:
    explicit KioskStore(std::unique_ptr<struct KioskStoreParts> parts);
    void begin();
    void commit();
    StoreError undo(const SQLite::Exception* why) noexcept;
    Transaction transaction() { return Transaction(*parts_); }
    Result<std::monostate, StoreError> move_through(uint64_t id);

    std::unique_ptr<struct KioskStoreParts> parts_;
};

template <class Work>
auto KioskStore::transact(Work work)
    -> Result<value_of<std::invoke_result_t<Work, Transaction&>>, StoreError> {
    using T = std::invoke_result_t<Work, Transaction&>;
    try {
        begin();
        auto transaction_now = transaction();
        if constexpr (std::is_void_v<T>) {
            work(transaction_now);
            commit();
            return std::monostate{};
        } else {
            T value = work(transaction_now);
            commit();
            return value;
        }
    } catch (const SQLite::Exception& e) {
        return fail(undo(&e));
    } catch (...) {
        undo(nullptr);
        throw;
    }
}

}  // namespace lobby::kiosk
