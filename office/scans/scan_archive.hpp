// The pages that kiosks send up, sealed as they left the kiosk: received in pieces, hash-verified, kept as
// files of data_dir/scans, and opened only in the server's own memory by a key that stands apart from the
// database (data_dir/keys/scan.key). A copy of database and files alone tells nothing.
//
// A page is known from the journal entry that names it (claim) or from its first piece, whichever comes
// first; one that no registration has claimed within seven days is erased.
//
// Work on files runs on a thread of the archive's own. Coroutines resume on their caller's executor;
// functions that take a database run inside of the caller's transaction (claim, erase) or read (arrived), on
// its thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "base/sealed/sealed_body.hpp"
#include "base/secret_bytes.hpp"
#include "office/api/registration.hpp"
#include "office/scans/scan_request.hpp"
#include "office/store/database.hpp"
#include "office/store/writer.hpp"

namespace lobby::office {

enum class PageError {
    unknown,      // no such page, or it was erased
    not_arrived,  // not whole yet
    damaged,      // the file is gone, altered, or sealed to another key
    failed,       // the disk or the store does not answer
};

[[nodiscard]] std::string_view word_of(PageError error);

class ScanArchive {
public:
    // Makes key and folder where there are none; throws std::exception when it cannot. `writer` (of
    // office.db), `clock` and `log` outlive it.
    ScanArchive(const std::filesystem::path& data_dir, DatabaseWriter& writer, const Clock& clock, Log& log);
    ScanArchive(const ScanArchive&) = delete;
    ScanArchive& operator=(const ScanArchive&) = delete;
    ~ScanArchive();

    // For the office's welcome.
    [[nodiscard]] api::ScanKey public_key() const;
    // What a kiosk sealed to it: a form, by api::form_context(). Any thread.
    [[nodiscard]] Result<SecretBytes, sealed::OpenError> open_form(std::span<const uint8_t> sealed_form,
                                                                   const api::RegistrationId& id) const;
    // The picture (JPEG as the kiosk made it; bytes from outside nevertheless).
    boost::asio::awaitable<Result<SecretBytes, PageError>> open_page(api::PageId id);

    // ---- inside of the caller's transaction
    // The registration that names the page holds it from now on. False: the page belongs to another kiosk, is
    // another one than named, or was erased.
    static bool claim(store::Database& office_db, WallTime now, const std::string& kiosk,
                      const api::PageReference& page);
    // From now on nobody can open it, and its kiosk is told that it is not wanted; the file goes with the
    // next sweep().
    static void erase(store::Database& office_db, WallTime now, const api::PageId& id);
    // Whole and verified on the office's disk.
    [[nodiscard]] static bool arrived(store::Database& office_db, const api::PageId& id);

    // Told on the archive's thread after a page has arrived; has to hand over. Before anything is received.
    void on_arrived(std::function<void(const api::PageId&)> tell);

    // ---- for the link's server
    boost::asio::awaitable<scans::Answer> receive(scans::Request request);
    // Erases the files of erased pages and what nobody claimed.
    boost::asio::awaitable<void> sweep();
    // Sweeps now and every hour until stop().
    boost::asio::awaitable<void> watch_the_clock();
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lobby::office
