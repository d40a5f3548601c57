#include <random>
#include <stdexcept>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/awaited.hpp"
#include "tests/bench/sync/fleet.hpp"

namespace lobby::bench {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds patience{300};

api::JournalBody some_body(uint64_t n) {
    api::OfflineLookup lookup;
    for (size_t i = 0; i < 8; ++i) lookup.person[i] = static_cast<uint8_t>(n >> (8 * i));
    lookup.outcome = api::OfflineOutcome::disclosed;
    lookup.cases = {"53052120260000101"};
    lookup.as_of = SystemClock().wall();
    return lookup;
}

// One row a commit, durable: what any store of it has to do.
double bare_commits(const std::filesystem::path& file, size_t count) {
    SQLite::Database db(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX);
    db.exec("PRAGMA journal_mode = WAL");
    db.exec("PRAGMA synchronous = FULL");
    db.exec("CREATE TABLE entry (number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT");
    SQLite::Statement insert(db, "INSERT INTO entry (body) VALUES (zeroblob(64))");
    const auto began = Clock::now();
    for (size_t i = 0; i < count; ++i) {
        insert.exec();
        insert.reset();
    }
    return static_cast<double>(count) / std::chrono::duration<double>(Clock::now() - began).count();
}

class Journal {
public:
    Journal(asio::io_context& io, const kiosk::LinkSettings& settings, const std::filesystem::path& dir)
        : log_(Log::discard(clock_)),
          store_(kiosk::KioskStore::open(dir / "store", clock_, log_)),
          acknowledged_(io, asio::steady_timer::time_point::max()),
          link_(
              io, settings, clock_, log_,
              [this](const kiosk::LinkState& s) {
                  if (std::holds_alternative<kiosk::LinkUp>(s)) up_at_ = Clock::now();
              },
              [](uint32_t) { return 0U; }) {
        store_.on_acknowledged([this](uint64_t through) {
            through_ = through;
            acknowledged_.cancel();
        });
        link_.set_journal(store_);
    }
    ~Journal() { link_.stop(); }
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    void append(size_t count, size_t at_once) {
        for (size_t i = 0; i < count; i += at_once) {
            const auto done = store_.transact([&](kiosk::Transaction& t) {
                for (size_t n = 0; n < at_once; ++n) last_ = t.append(some_body(last_), clock_.wall());
            });
            if (!done) throw std::runtime_error("the journal takes nothing");
        }
    }
    asio::awaitable<void> all_acknowledged() {
        const auto end = Clock::now() + patience;
        while (through_ < last_) {
            if (Clock::now() > end) throw std::runtime_error("the office does not acknowledge");
            boost::system::error_code ignored;
            acknowledged_.expires_after(std::chrono::seconds(1));
            co_await acknowledged_.async_wait(token(ignored));
        }
    }
    kiosk::OfficeLink& link() { return link_; }
    [[nodiscard]] double since_up() const {
        return std::chrono::duration<double>(Clock::now() - up_at_.value()).count();
    }

private:
    SystemClock clock_;
    Log log_;
    kiosk::KioskStore store_;
    asio::steady_timer acknowledged_;
    uint64_t last_ = 0;
    uint64_t through_ = 0;
    std::optional<Clock::time_point> up_at_;
    kiosk::OfficeLink link_;
};

}  // namespace

asio::awaitable<Drained> drain(asio::io_context& io, const kiosk::LinkSettings& settings,
                               const std::filesystem::path& dir, size_t backlog, size_t singly) {
    Drained out;
    std::filesystem::create_directories(dir);
    out.bare_per_second = bare_commits(dir / "bare.db", singly);
    Journal journal(io, settings, dir);
    journal.append(backlog, 100);
    journal.link().start();
    co_await journal.all_acknowledged();
    out.entries_per_second = static_cast<double>(backlog) / journal.since_up();
    Times each;
    for (size_t i = 0; i < singly; ++i) {
        const auto since = Clock::now();
        journal.append(1, 1);
        journal.link().journal_grew();
        co_await journal.all_acknowledged();
        each.add(Clock::now() - since);
    }
    out.each_p50_us = each.percentile(0.5);
    out.each_p99_us = each.percentile(0.99);
    co_return out;
}

}  // namespace lobby::bench
