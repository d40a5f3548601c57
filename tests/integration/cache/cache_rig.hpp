// A kiosk's cache with its store on real files, an office that is the test, and people with cards.
#pragma once

#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "kiosk/cache/cache_keeper.hpp"
#include "kiosk/cache/offline_lookup.hpp"
#include "kiosk/store/kiosk_store.hpp"
#include "tests/support/inbox.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::test {

inline constexpr WallTime cache_morning{std::chrono::milliseconds(1'795'500'000'000)};

inline IdentityNumber card_number(int n) {
    std::string digits = "5305211990010" + std::to_string(1000 + n);
    digits += identity_check_character(digits);
    return *IdentityNumber::parse(digits);
}

inline api::CardEvidence card_of(int n, std::string_view name) {
    return {card_number(n), SecretString(name), *parse_date("2020-01-01"), std::nullopt};
}

inline api::CachePepper pepper_of(uint8_t fill) {
    std::array<uint8_t, 32> bytes{};
    bytes.fill(fill);
    return api::CachePepper(std::span<const uint8_t, 32>(bytes));
}

inline api::DisclosedCase told_case(const std::string& number) {
    api::DisclosedCase c;
    c.acceptance_number = number;
    c.kind = api::CaseKind::prosecution_review;
    c.asked_as = api::Role::party;
    c.suspects = {"Zhang San"};
    c.cause = "some cause";
    c.accepted_on = office_date(cache_morning) - std::chrono::days(10);
    c.stage = api::Stage::under_review;
    c.history = {{api::Stage::under_review, *c.accepted_on}};
    c.limit = api::TimeLimit{api::LimitState::running, office_date(cache_morning) + std::chrono::days(5), 0};
    return c;
}

inline api::FeedRecord sealed_for(const api::CachePepper& pepper, int n, std::string_view name,
                                  std::vector<api::CachedCase> cases, uint32_t part = 0) {
    const auto root = api::person_root(pepper, card_number(n));
    return {api::cache_index(root), part, api::seal_record(root, name, {std::move(cases), false})};
}

class CacheRig {
public:
    explicit CacheRig(std::chrono::milliseconds retry = std::chrono::milliseconds(50))
        : work_(io_.get_executor()),
          store(kiosk::KioskStore::open(dir.path() / "store", clock, log)),
          retry_(retry) {
        start();
        thread_ = std::thread([this] { io_.run(); });
    }
    CacheRig(const CacheRig&) = delete;
    CacheRig& operator=(const CacheRig&) = delete;
    ~CacheRig() {
        work_.reset();
        io_.stop();
        thread_.join();
        keeper->stop();
    }

    // Runs on the I/O thread and waits for it.
    template <class Work>
    auto on_io(Work work_there) {
        using T = decltype(work_there());
        Inbox<T> done;
        boost::asio::post(io_, [&] { done.put(work_there()); });
        return *done.take();
    }

    void restart() {
        on_io([this] {
            stop();
            start();
            return true;
        });
    }

    // And waits until what was kept is open again: only then the office is asked.
    void restart_and_open(const api::CachePepper& pepper) {
        restart();
        connect(pepper);
        asked.take();
        disconnect();
    }

    void connect(std::optional<api::CachePepper> pepper) {
        on_io([&] {
            keeper->connected(pepper, [this](api::FeedWanted wanted) { asked.put(wanted); });
            return true;
        });
    }
    void disconnect() {
        on_io([this] {
            keeper->disconnected();
            return true;
        });
    }
    void give(api::FeedPart part) {
        on_io([&] {
            keeper->take(part);
            return true;
        });
    }
    // What the kiosk asks for or acknowledges next.
    std::optional<api::FeedWanted> wanted() { return asked.take(); }

    Result<kiosk::cache::OfflineReply, kiosk::cache::OfflineProblem> ask(const api::CardEvidence& card) {
        return on_io([&] { return offline->answer(card); });
    }
    // The newest entry of the journal.
    api::OfflineLookup last_entry() {
        return on_io([this] {
            const auto entries = store.unsent(1000, 1u << 20).value();
            return std::get<api::OfflineLookup>(entries.back().body);
        });
    }

    [[nodiscard]] std::filesystem::path cache_dir() const { return dir.path() / "store" / "cache"; }
    [[nodiscard]] std::filesystem::path pepper_file() const {
        return dir.path() / "identity" / "cache.pepper";
    }

    TempDir dir;
    ManualClock clock{cache_morning};
    Log log = Log::discard(clock);
    Inbox<api::FeedWanted> asked;

private:
    void start() {
        std::filesystem::create_directories(dir.path() / "identity");
        keeper.emplace(
            io_,
            kiosk::cache::CacheKeeper::Settings{
                {cache_dir(), dir.path() / "store" / "quarantine", 0}, pepper_file(), 2048, retry_},
            clock, log);
        offline.emplace(kiosk::cache::OfflineLookup::Parts{*keeper, store, clock, log, {}, [] {}});
        keeper->start();
    }
    void stop() {
        offline.reset();
        keeper.reset();
    }

    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::thread thread_;

public:
    kiosk::KioskStore store;
    std::optional<kiosk::cache::CacheKeeper> keeper;
    std::optional<kiosk::cache::OfflineLookup> offline;

private:
    std::chrono::milliseconds retry_;
};

}  // namespace lobby::test
