// A lawyer's papers at the kiosk, from the picture in memory to the form that is handed in: pages are sealed
// to the office before they touch the disk, half a registration is kept for the same card until the day ends,
// and what was handed in goes up by itself (scan_uploader.hpp).
//
// Durable: what returned without an error is there after a power cut. Pages that belong neither to a draft
// nor to a registration are erased at the next start and by drop_loose().
//
// I/O thread only, as the store is. No call waits for the network; save_draft(), find_draft(), erase_draft()
// and submit() each derive a key, which takes some 20 ms on purpose.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/identity_number.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "base/secret_bytes.hpp"
#include "kiosk/scans/scan_store.hpp"
#include "kiosk/store/kiosk_store.hpp"
#include "office/api/registration.hpp"

namespace lobby::kiosk::scans {

inline constexpr size_t max_page_bytes = size_t{2} << 20;  // of a picture
inline constexpr size_t max_draft_bytes = size_t{64} << 10;

class ScanDesk {
public:
    struct Parts {
        KioskStore& store;
        std::filesystem::path dir;  // the store's; scans/ and draft.key are made in it
        const Clock& clock;
        Log& log;
        std::function<void()> journal_grew;       // an entry waits to go up
        std::function<void()> pages_grew;         // a page waits to go up
        uint64_t most_bytes = uint64_t{2} << 30;  // of all pages that are kept
    };
    // Clears away what a power cut left half done, and what is of an earlier day. Throws std::exception when
    // there can be no store of pages. `store`, `clock` and `log` outlive it.
    explicit ScanDesk(Parts parts);
    ScanDesk(const ScanDesk&) = delete;
    ScanDesk& operator=(const ScanDesk&) = delete;
    ~ScanDesk();

    // The office's key, kept for days without the office. Pages sealed to an earlier one stay as they are.
    Done set_key(const api::ScanKey& key);
    [[nodiscard]] bool has_key() const;

    // Seals the picture and keeps it. `jpeg` stays the caller's, who wipes it.
    Result<api::PageReference, ScanError> keep(api::PageKind kind, uint32_t ordinal,
                                               std::span<const uint8_t> jpeg);
    // Erased; nothing happens to a page that is not here or was handed in.
    Done discard(const api::PageId& id);
    [[nodiscard]] bool has(const api::PageId& id) const;
    // The visitor has gone: erases the pages that no draft and no registration holds.
    Done drop_loose();

    // One draft a person, known by a key derived from number and name; replaces an earlier one. `pages` are
    // held by it from now on: pages that the draft held before and does not any more are erased.
    Done save_draft(const IdentityNumber& card, const SecretString& name, std::span<const uint8_t> draft,
                    std::span<const api::PageId> pages);
    // Nothing: there is none, or it cannot be opened.
    Result<std::optional<SecretBytes>, ScanError> find_draft(const IdentityNumber& card,
                                                             const SecretString& name) const;
    // With its pages.
    Done erase_draft(const IdentityNumber& card, const SecretString& name);
    // Drafts of earlier days, with their pages.
    Done erase_drafts_before(Date day);

    // Hands the form in: its journal entry, its pages marked to go up and the person's draft erased, in one
    // transaction. The id of the journal's entry. The form's pages have to be here.
    Result<uint64_t, ScanError> submit(const api::RegistrationForm& form, const api::RegistrationId& id,
                                       std::optional<std::string> ticket_service);

    // ---- for the uploader and figures
    [[nodiscard]] size_t waiting() const;  // pages that are handed in and not at the office
    [[nodiscard]] ScanStore& pages();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lobby::kiosk::scans
