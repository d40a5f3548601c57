// Anchors the ledger once a day: data_dir/anchors/DAY.json, and a copy in a folder of the operator's choice,
// which had better be another machine's.
//
// One thread, that of the database's connection.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "office/ledger/anchor.hpp"

namespace lobby::office {

// What does not agree between the ledger and the anchors of a folder.
struct AnchorBreak {
    std::string file;
    enum class What {
        malformed,
        not_signed,  // not by the given key
        cut_off,     // the ledger has no such entry any more
        altered,     // it has another one in its place
    } what{};
};
struct AnchorCheck {
    size_t good = 0;
    std::vector<AnchorBreak> breaks;
};
// Throws store::Error. A folder that is not there has no anchors.
AnchorCheck check_anchors(store::Database& office_db, const std::filesystem::path& dir,
                          const AnchorPublicKey& key);

[[nodiscard]] std::filesystem::path anchors_dir(const std::filesystem::path& data_dir);

class AnchorKeeper {
public:
    // `copies`: empty: none are made. All have to outlive it.
    AnchorKeeper(const std::filesystem::path& data_dir, std::filesystem::path copies,
                 store::Database& office_db, const StoreKey& key, const Clock& clock, Log& log);

    enum class Looked {
        written,  // today's anchor
        there,    // it stood there already
        nothing,  // the ledger is empty
        broken,   // the ledger does not agree with its head or its newest anchor: none is made of that
        failed,   // the disk or the database; told in the log, as `broken` is
    };
    // Today's anchor when there is none yet, and copies that are missing. Whatever goes wrong is tried again
    // at the next look.
    Looked look();
    // Looks now and every ten minutes, until stop().
    boost::asio::awaitable<void> watch_the_clock();
    void stop();

private:
    Looked anchor();
    void copy();

    std::filesystem::path dir_;
    std::filesystem::path copies_;
    store::Database& db_;
    const StoreKey& key_;
    AnchorKey anchor_key_;
    const Clock& clock_;
    Log& log_;
    std::shared_ptr<boost::asio::steady_timer> timer_;
};

}  // namespace lobby::office
