// sync-offline: how fast a kiosk takes in a snapshot of sealed records, and answers cards from it, beside a
// bare indexed read of the same records. Prints the figures as JSON. Called by run.
#include <chrono>
#include <future>
#include <random>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "kiosk/cache/cache_keeper.hpp"
#include "kiosk/cache/offline_lookup.hpp"
#include "kiosk/store/kiosk_store.hpp"

namespace {

using namespace lobby;
using namespace lobby::kiosk;
namespace fs = std::filesystem;
namespace json = boost::json;
using Steady = std::chrono::steady_clock;

constexpr size_t records_a_part = 128;
constexpr std::string_view name = "\u5F20\u4E09";

// A thousand people a birthday.
IdentityNumber number_of(uint32_t n) {
    const uint32_t day = n / 1000;
    std::string digits = fmt::format("530521{:04}{:02}{:02}{:03}", 1900 + day % 120, 1 + day / 120 % 12,
                                     1 + day / 1440 % 28, n % 1000);
    digits += identity_check_character(digits);
    return *IdentityNumber::parse(digits);
}

api::CachePepper some_pepper() {
    std::array<uint8_t, 32> bytes{};
    bytes.fill(3);
    return api::CachePepper(std::span<const uint8_t, 32>(bytes));
}

// As long as a case of everyday.
api::CacheRecord record_of(uint32_t n, Date today) {
    api::DisclosedCase c;
    c.acceptance_number = fmt::format("5305212026{:08}", n);
    c.kind = api::CaseKind::prosecution_review;
    c.asked_as = api::Role::party;
    c.suspects = {std::string(name)};
    c.cause = "\u76D7\u7A83";
    c.department = "\u7B2C\u4E00\u68C0\u5BDF\u90E8";
    c.accepted_on = today - std::chrono::days(20);
    c.stage = api::Stage::under_review;
    c.history = {{api::Stage::accepted, today - std::chrono::days(20)},
                 {api::Stage::under_review, today - std::chrono::days(12)}};
    c.limit = api::TimeLimit{api::LimitState::running, today + std::chrono::days(10), 0};
    return {{{std::move(c), std::nullopt}}, false};
}

api::FeedRecord sealed_record(const api::CachePepper& pepper, uint32_t n, Date today) {
    const auto root = api::person_root(pepper, number_of(n));
    return {api::cache_index(root), 0, api::seal_record(root, name, record_of(n, today))};
}

struct Times {
    std::vector<double> us;
    [[nodiscard]] double percentile(double part) {
        std::ranges::sort(us);
        return us.at(std::min(us.size() - 1, static_cast<size_t>(static_cast<double>(us.size()) * part)));
    }
};

template <class Work>
Times timed(size_t count, uint32_t among, const Work& work) {
    std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same people each time
    std::uniform_int_distribution<uint32_t> anybody(0, among - 1);
    Times times;
    times.us.reserve(count);
    for (size_t i = 0; i < count; ++i) {
        const auto n = anybody(random);
        const auto since = Steady::now();
        work(n);
        times.us.push_back(std::chrono::duration<double, std::micro>(Steady::now() - since).count());
    }
    return times;
}

// The same bytes in a table with a primary key: what any store of them has to do.
class BareStore {
public:
    explicit BareStore(const fs::path& file)
        : db_(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX) {
        db_.exec("PRAGMA journal_mode = WAL");
        db_.exec("PRAGMA synchronous = NORMAL");
        db_.exec("CREATE TABLE record (cache_index BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT");
        insert_.emplace(db_, "INSERT INTO record VALUES (?, ?)");
    }
    void put(const std::vector<api::FeedRecord>& records) {
        SQLite::Transaction transaction(db_);
        for (const auto& r : records) {
            insert_->reset();
            insert_->bindNoCopy(1, r.index.data(), static_cast<int>(r.index.size()));
            insert_->bindNoCopy(2, r.sealed->data(), static_cast<int>(r.sealed->size()));
            insert_->exec();
        }
        transaction.commit();
    }
    void begin_reading() { find_.emplace(db_, "SELECT sealed FROM record WHERE cache_index = ?"); }
    size_t read(const api::CacheIndex& index) {
        find_->reset();
        find_->bindNoCopy(1, index.data(), static_cast<int>(index.size()));
        if (!find_->executeStep()) throw std::runtime_error("the record is not there");
        const auto body = find_->getColumn(0);
        const auto* const bytes = static_cast<const uint8_t*>(body.getBlob());
        const std::vector<uint8_t> copy(bytes, bytes + body.getBytes());
        return copy.size();
    }

private:
    SQLite::Database db_;
    std::optional<SQLite::Statement> insert_;
    std::optional<SQLite::Statement> find_;
};

// A kiosk's cache with its store, fed as the link feeds it.
class Kiosk {
public:
    explicit Kiosk(const fs::path& dir)
        : log_(Log::discard(clock_)),
          store_(KioskStore::open(dir / "store", clock_, log_)),
          keeper_(io_, {{dir / "store" / "cache", dir / "store" / "quarantine", 0}, dir / "cache.pepper"},
                  clock_, log_),
          offline_({keeper_, store_, clock_, log_, {}, [] {}}) {
        keeper_.start();
    }
    ~Kiosk() { keeper_.stop(); }
    Kiosk(const Kiosk&) = delete;
    Kiosk& operator=(const Kiosk&) = delete;

    void connect(const api::CachePepper& pepper) {
        keeper_.connected(pepper, [this](api::FeedWanted wanted) { kept_ = wanted.cursor; });
        io_.restart();
        while (!keeper_.pepper()) io_.run_one_for(std::chrono::seconds(10));
    }
    // Like the office: no more under way than there is credit for.
    void take(api::FeedPart part) {
        const auto through = part.through;
        keeper_.take(std::move(part));
        while (through > kept_ + 2048) run();
        io_.poll();
    }
    void wait_for(uint64_t through) {
        while (kept_ < through) run();
    }
    cache::OfflineLookup& offline() { return offline_; }
    cache::CacheKeeper& keeper() { return keeper_; }

private:
    void run() {
        io_.restart();
        if (io_.run_one_for(std::chrono::seconds(600)) == 0) throw std::runtime_error("the cache is stuck");
    }
    SystemClock clock_;
    Log log_;
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io_.get_executor()};
    KioskStore store_;
    cache::CacheKeeper keeper_;
    cache::OfflineLookup offline_;
    uint64_t kept_ = 0;
};

void run(const fs::path& dir, uint32_t people, size_t lookups) {
    const auto pepper = some_pepper();
    const SystemClock clock;
    const auto today = office_date(clock.wall());
    const api::FeedId feed{7};
    // Sealed beforehand: that is the office's work.
    std::vector<api::FeedPart> parts;
    size_t bytes = 0;
    for (uint32_t n = 0; n < people;) {
        auto& part = parts.emplace_back(api::FeedPart{feed, true, n == 0, false, 0, {}, clock.wall()});
        for (; part.records.size() < records_a_part && n < people; ++n) {
            part.records.push_back(sealed_record(pepper, n, today));
            bytes += part.records.back().sealed->size();
        }
        part.through = n;
        part.caught_up = n == people;
    }
    BareStore bare(dir / "bare.db");
    auto since = Steady::now();
    for (const auto& part : parts) bare.put(part.records);
    const auto inserting = Steady::now() - since;
    Kiosk kiosk(dir);
    kiosk.connect(pepper);
    since = Steady::now();
    for (auto& part : parts) kiosk.take(std::move(part));
    kiosk.wait_for(people);
    const auto taking = Steady::now() - since;
    parts.clear();
    bare.begin_reading();

    auto reads = timed(lookups, people, [&](uint32_t n) {
        const auto index = api::cache_index(api::person_root(pepper, number_of(n)));
        if (bare.read(index) == 0) throw std::runtime_error("an empty record");
    });
    auto found = timed(lookups, people, [&](uint32_t n) {
        const auto root = api::person_root(pepper, number_of(n));
        const auto index = api::cache_index(root);
        const auto rows = kiosk.keeper().find(index);
        if (!rows || rows->size() != 1) throw std::runtime_error("the record is not there");
        const auto opened = api::open_record(root, name, index, rows->front().sealed);
        if (!opened || api::cases_on(*opened, today).size() != 1) throw std::runtime_error("nothing told");
    });
    auto answered = timed(std::min<size_t>(lookups, 2000), people, [&](uint32_t n) {
        const api::CardEvidence card{number_of(n), SecretString(name), today - std::chrono::days(100), {}};
        const auto reply = kiosk.offline().answer(card);
        if (!reply || reply->cases.size() != 1) throw std::runtime_error("nothing answered");
    });
    const auto seconds = [](Steady::duration d) { return std::chrono::duration<double>(d).count(); };
    fmt::print("{}\n", json::serialize(json::object{{"people", people},
                                                    {"sealed_bytes", bytes},
                                                    {"records_per_second", people / seconds(taking)},
                                                    {"bare_inserts_per_second", people / seconds(inserting)},
                                                    {"bare_p50_us", reads.percentile(.5)},
                                                    {"bare_p99_us", reads.percentile(.99)},
                                                    {"lookup_p50_us", found.percentile(.5)},
                                                    {"lookup_p99_us", found.percentile(.99)},
                                                    {"answer_p50_us", answered.percentile(.5)},
                                                    {"answer_p99_us", answered.percentile(.99)}}));
}

}  // namespace

int main(int argc, char** argv) {
    std::string dir;
    uint32_t people = 1'000'000;
    size_t lookups = 100'000;
    CLI::App app("Offline lookups beside bare reads");
    app.add_option("--dir", dir)->required();
    app.add_option("--people", people);
    app.add_option("--lookups", lookups);
    CLI11_PARSE(app, argc, argv);
    if (sodium_init() < 0) return 1;
    try {
        run(dir, people, lookups);
        return 0;
    } catch (const std::exception& e) {
        fmt::print(stderr, "sync-offline: {}\n", e.what());
        return 1;
    }
}
