// Keeps the cache up to date: asks the office for what is new whenever there is a connection, puts it on the
// disk on a thread of its own (a snapshot of a province must not make a ticket wait), and acknowledges.
//
// All functions belong to the I/O thread, `send` is called on it. What the office does not allow any more
// leaves the disk: records at the next contact, all of it when the office has another pepper or none, or has
// revoked the kiosk.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "kiosk/cache/case_cache.hpp"
#include "office/api/feed.hpp"

namespace lobby::kiosk::cache {

class CacheKeeper {
public:
    struct Settings {
        CaseCache::Place place;
        std::filesystem::path pepper_file;
        uint32_t credit = 2048;                   // records that may be under way
        std::chrono::milliseconds retry{30'000};  // after the disk did not take something
    };
    using Send = std::function<void(api::FeedWanted)>;

    // `io`'s thread is the I/O thread. `clock` and `log` outlive it.
    CacheKeeper(boost::asio::io_context& io, Settings settings, const Clock& clock, Log& log);
    CacheKeeper(const CacheKeeper&) = delete;
    CacheKeeper& operator=(const CacheKeeper&) = delete;
    ~CacheKeeper();  // stops

    void start();
    void stop();  // waits for what is being written

    // ---- from the link
    // No pepper: the office has nothing for a kiosk to keep.
    void connected(const std::optional<api::CachePepper>& pepper, Send send);
    void disconnected();
    void take(api::FeedPart part);
    void revoked();

    // ---- for whoever answers from it
    [[nodiscard]] const std::optional<api::CachePepper>& pepper() const;
    // A damaged record is taken care of: its file is put aside and the office asked for all of it.
    [[nodiscard]] Result<std::vector<SealedRow>, CacheError> find(const CacheIndex& index);
    [[nodiscard]] CacheStatus status() const;

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

// Where nothing is to be kept any more: what was kept before is removed, pepper first. Never throws; what
// cannot be removed stays, and cannot be read.
void remove_cache(const CacheKeeper::Settings& settings, Log& log) noexcept;

}  // namespace lobby::kiosk::cache
