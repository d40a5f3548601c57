#include "office/ledger/anchor_keeper.hpp"

#include <algorithm>
#include <optional>

#include <boost/asio/this_coro.hpp>
#include <fcntl.h>

#include "base/awaited.hpp"
#include "base/durable_file/durable_file.hpp"
#include "office/store/databases.hpp"

namespace lobby::office {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::minutes between_looks{10};
constexpr size_t most_bytes = 4096;

// By day, because their names are days.
std::vector<fs::path> anchors_in(const fs::path& dir) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(dir, error))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::string text_of(const fs::path& file) {
    const auto bytes = OpenFile(file, O_RDONLY | O_NOFOLLOW).read(most_bytes);
    return {bytes.begin(), bytes.end()};
}

std::optional<AnchorBreak::What> check_anchor(store::Database& db, const fs::path& file,
                                              const AnchorPublicKey& key) {
    std::string text;
    try {
        text = text_of(file);
    } catch (const std::system_error&) {
        return AnchorBreak::What::malformed;
    }
    const auto anchor = read_anchor(text, key);
    if (!anchor)
        return anchor.error() == AnchorError::not_signed ? AnchorBreak::What::not_signed
                                                         : AnchorBreak::What::malformed;
    const auto hash = ledger_hash_of(db, anchor->end.seq);
    if (!hash) return AnchorBreak::What::cut_off;
    if (*hash != anchor->end.hash) return AnchorBreak::What::altered;
    return std::nullopt;
}

}  // namespace

fs::path anchors_dir(const fs::path& data_dir) {
    return data_dir / "anchors";
}

AnchorCheck check_anchors(store::Database& db, const fs::path& dir, const AnchorPublicKey& key) {
    AnchorCheck check;
    for (const auto& file : anchors_in(dir)) {
        if (const auto what = check_anchor(db, file, key))
            check.breaks.push_back({file.filename().string(), *what});
        else
            ++check.good;
    }
    return check;
}

AnchorKeeper::AnchorKeeper(const fs::path& data_dir, fs::path copies, store::Database& office_db,
                           const StoreKey& key, const Clock& clock, Log& log)
    : dir_(anchors_dir(data_dir)),
      copies_(std::move(copies)),
      db_(office_db),
      key_(key),
      anchor_key_(AnchorKey::load_or_make(data_dir)),
      clock_(clock),
      log_(log) {
    make_private_dir(dir_);
}

AnchorKeeper::Looked AnchorKeeper::look() {
    try {
        const auto looked = anchor();
        copy();
        return looked;
    } catch (const store::Error&) {
        log_.write(Event::ledger_not_anchored, {{Field::reason, "database"}});
    } catch (const std::system_error& e) {
        log_.write(Event::ledger_not_anchored, {{Field::reason, is_full(e) ? "full" : "file"}});
    }
    return Looked::failed;
}

AnchorKeeper::Looked AnchorKeeper::anchor() {
    const WallTime now = clock_.wall();
    const Date today = office_date(now);
    const auto file = dir_ / (iso_date(today) + ".json");
    if (fs::exists(file)) return Looked::there;
    // A ledger that was replaced since is not given a fresh signature.
    const auto files = anchors_in(dir_);
    const auto end = ledger_end(db_, key_);
    if (!end || (!files.empty() && check_anchor(db_, files.back(), anchor_key_.public_key()))) {
        log_.write(Event::ledger_broken, {{Field::reason, end ? "anchor" : "head"}});
        return Looked::broken;
    }
    if (!*end) return Looked::nothing;
    const std::string text = anchor_key_.sign({today, **end, now});
    write_durably(file, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
    log_.write(Event::ledger_anchored, {{Field::sequence, (*end)->seq}});
    return Looked::written;
}

void AnchorKeeper::copy() {
    if (copies_.empty()) return;
    for (const auto& file : anchors_in(dir_)) {
        const auto there = copies_ / file.filename();
        if (fs::exists(there)) continue;
        const std::string text = text_of(file);
        write_durably(there, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
    }
}

asio::awaitable<void> AnchorKeeper::watch_the_clock() {
    const auto timer = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor);
    timer_ = timer;
    boost::system::error_code stopped;
    while (!stopped) {
        look();
        timer->expires_after(between_looks);
        co_await timer->async_wait(token(stopped));
    }
}

void AnchorKeeper::stop() {
    if (timer_) timer_->cancel();
}

}  // namespace lobby::office
