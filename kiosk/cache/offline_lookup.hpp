// Answers a card while the office is away, from what the office has sealed for just that card.
//
// What is told, and that nothing was, is in the journal before the visitor sees it, as it is in the ledger
// when the office answers. Belongs to the I/O thread.
#pragma once

#include <chrono>
#include <functional>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "kiosk/cache/cache_keeper.hpp"
#include "kiosk/store/kiosk_store.hpp"
#include "office/api/cache_record.hpp"
#include "office/api/messages.hpp"

namespace lobby::kiosk::cache {

struct OfflineRules {
    std::chrono::hours shown_for{72};  // since the office last said that the kiosk has all that is new
};

struct OfflineReply {
    std::vector<api::DisclosedCase> cases;  // none: nothing may be told to this card
    WallTime as_of{};                       // by the office's clock
};

enum class OfflineProblem {
    nothing_kept,  // no records, not whole, not readable, or the journal does not take the entry
    too_old,       // older than they may be shown, or nobody can say how old
};

class OfflineLookup {
public:
    // All outlive it. `journal_grew` is called when an entry is on the disk.
    struct Parts {
        CacheKeeper& keeper;
        KioskStore& journal;
        const Clock& clock;
        Log& log;
        OfflineRules rules;
        std::function<void()> journal_grew;
    };
    explicit OfflineLookup(Parts parts) : parts_(std::move(parts)) {}

    [[nodiscard]] Result<OfflineReply, OfflineProblem> answer(const api::CardEvidence& card);
    // Whether a card would be looked for: what screens may promise.
    [[nodiscard]] bool can_answer() const;

private:
    struct Finding;
    [[nodiscard]] Finding look(const api::CardEvidence& card, const api::PersonRoot& root,
                               const api::CacheIndex& index);
    [[nodiscard]] bool young_enough(const CacheStatus& status) const;
    [[nodiscard]] bool record(const api::CacheIndex& index, const Finding& finding);

    Parts parts_;
};

}  // namespace lobby::kiosk::cache
