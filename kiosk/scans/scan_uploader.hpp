// Takes the pages that were handed in to the office: by HTTPS on the link's port, with the kiosk's
// certificate, in pieces (office/scans/scan_request.hpp). After a break it asks how much has arrived and goes
// on from there. A page is erased here only when the office has said that it is whole, verified and on its
// disk.
//
// One page at a time; after a failure longer and longer pauses with full jitter. Holds no connection while
// there is nothing to send. Lives on one io_context with one thread; everything is called there.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include <boost/asio/io_context.hpp>

#include "base/log.hpp"
#include "kiosk/link/backoff.hpp"
#include "kiosk/link/link_settings.hpp"
#include "kiosk/scans/scan_store.hpp"

namespace lobby::kiosk::scans {

struct UploadSettings {
    LinkSettings link;
    uint64_t most_bytes_per_second = 0;  // 0: as fast as the line is
    size_t piece_bytes = size_t{256} << 10;
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds piece{100'000};  // for one piece and its answer
    std::chrono::milliseconds backoff_base{1'000};
    std::chrono::milliseconds backoff_longest{120'000};
    std::chrono::milliseconds put_off{600'000};  // a page that the office does not take is tried again
};

// How a page stands: so much of it is at the office; `done`: it is erased here.
struct UploadProgress {
    api::PageId page{};
    uint64_t there = 0;
    uint64_t length = 0;
    bool done = false;
};

class ScanUploader {
public:
    using Observer = std::function<void(const UploadProgress&)>;

    // `pages` and `log` outlive the io_context's run. The observer may be missing.
    ScanUploader(boost::asio::io_context& io, UploadSettings settings, ScanStore& pages, Log& log,
                 Backoff::Random random, Observer observer = {});
    ScanUploader(const ScanUploader&) = delete;
    ScanUploader& operator=(const ScanUploader&) = delete;
    ~ScanUploader();

    void start();
    void stop();
    // There is something to send, or the office is there again: does not wait for the end of a pause.
    void wake();

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace lobby::kiosk::scans
