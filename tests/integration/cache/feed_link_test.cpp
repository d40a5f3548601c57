// The feed over the real link, from an office's connection to the kiosk's disk: snapshots, changes, credit, a
// question before a bulk, cuts in the middle, revocation, and what the office hears of offline answers.
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/cache/cache_rig.hpp"
#include "tests/support/kiosk_client.hpp"
#include "tests/support/running_office.hpp"

namespace lobby::test {
namespace {

using kiosk::cache::OfflineProblem;

// A feed in memory, as office/feed keeps one in its database: one row a record, each change under a new
// number. Its own lock: the office reads on its thread, tests write on theirs.
class Feed {
public:
    void put(const api::FeedRecord& record) {
        const std::scoped_lock lock(mutex_);
        const auto key = std::pair(record.index, record.part);
        if (const auto old = places_.find(key); old != places_.end()) rows_.erase(old->second);
        places_[key] = ++last_;
        rows_[last_] = record;
    }
    std::optional<api::FeedPart> read(const office::FeedFrom& from) {
        const std::scoped_lock lock(mutex_);
        most_asked_ = std::max(most_asked_.load(), from.most_records);
        api::FeedPart part;
        part.feed = id;
        part.snapshot_begins = from.feed != id;
        part.snapshot = part.snapshot_begins || from.in_snapshot;
        snapshots_ += part.snapshot_begins ? 1 : 0;
        part.through = part.snapshot_begins ? 0 : from.cursor;
        auto row = rows_.upper_bound(part.through);
        size_t bytes = 0;
        for (; row != rows_.end() && part.records.size() < from.most_records; ++row) {
            bytes += 64 + (row->second.sealed ? row->second.sealed->size() : 0);
            if (bytes > api::max_feed_part_bytes - 256) break;
            part.records.push_back(row->second);
            part.through = row->first;
        }
        part.caught_up = row == rows_.end();
        part.as_of = now();
        ++parts_;
        return part;
    }
    [[nodiscard]] int snapshots() const { return snapshots_; }
    [[nodiscard]] uint32_t most_asked() const { return most_asked_; }
    [[nodiscard]] int parts() const { return parts_; }
    [[nodiscard]] uint64_t last() const { return last_; }

    api::FeedId id{9};

private:
    std::mutex mutex_;
    std::map<std::pair<api::CacheIndex, uint32_t>, uint64_t> places_;
    std::map<uint64_t, api::FeedRecord> rows_;
    uint64_t last_ = 0;
    std::atomic<int> snapshots_ = 0;
    std::atomic<int> parts_ = 0;
    std::atomic<uint32_t> most_asked_ = 0;
};

// A kiosk's link with store and cache, on one I/O thread as in the program.
class Kiosk {
public:
    Kiosk(const std::filesystem::path& dir, const kiosk::LinkSettings& settings, uint32_t credit = 2048)
        : store_(kiosk::KioskStore::open(dir / "store", clock_, log_)),
          keeper_(io_,
                  {{dir / "store" / "cache", dir / "store" / "quarantine", 0},
                   settings.identity_dir / "cache.pepper",
                   credit},
                  clock_, log_),
          link_(
              io_, settings, clock_, log_, [this](const kiosk::LinkState& s) { on_link(s); },
              [](uint32_t bound) { return bound / 2; }, KioskClient::calm()),
          offline_({keeper_, store_, clock_, log_, {}, [this] { link_.journal_grew(); }}) {
        link_.set_journal(store_);
        link_.set_feed(
            {[this](const std::optional<api::CachePepper>& pepper, const kiosk::FeedSide::Send& send) {
                 keeper_.connected(pepper, [this, send](api::FeedWanted wanted) {
                     kept_.put(wanted.cursor);
                     send(wanted);
                 });
             },
             [this] { keeper_.disconnected(); },
             [this](api::FeedPart part) { keeper_.take(std::move(part)); }});
        store_.on_acknowledged([this](uint64_t through) { acknowledged_.put(through); });
        keeper_.start();
        link_.start();
        thread_ = std::thread([this] { io_.run(); });
    }
    Kiosk(const Kiosk&) = delete;
    Kiosk& operator=(const Kiosk&) = delete;
    ~Kiosk() {
        link_.stop();
        work_.reset();
        thread_.join();
        keeper_.stop();
    }

    // Until all up to this number of the feed is on the disk.
    bool keeps(uint64_t through) {
        return kept_.take_first([&](uint64_t cursor) { return cursor >= through; }).has_value();
    }
    bool down() {
        return states_.take_first([](const auto& s) { return std::holds_alternative<kiosk::LinkDown>(s); })
            .has_value();
    }
    Inbox<uint64_t>& acknowledged() { return acknowledged_; }
    Result<kiosk::cache::OfflineReply, OfflineProblem> ask(const api::CardEvidence& card) {
        Inbox<Result<kiosk::cache::OfflineReply, OfflineProblem>> done;
        boost::asio::post(io_, [&] { done.put(offline_.answer(card)); });
        return *done.take();
    }
    kiosk::OfficeLink& link() { return link_; }

private:
    void on_link(const kiosk::LinkState& state) {
        const auto* gone = std::get_if<kiosk::LinkDown>(&state);
        if (gone && gone->reason == kiosk::LinkError::revoked) keeper_.revoked();
        states_.put(state);
    }

    SystemClock clock_;
    Log log_ = Log::discard(clock_);
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io_.get_executor()};
    kiosk::KioskStore store_;
    kiosk::cache::CacheKeeper keeper_;
    Inbox<kiosk::LinkState> states_;
    Inbox<uint64_t> kept_;
    Inbox<uint64_t> acknowledged_;
    kiosk::OfficeLink link_;
    kiosk::cache::OfflineLookup offline_;
    std::thread thread_;
};

class FeedLink : public testing::Test {
protected:
    FeedLink() { identity_ = data.enrol("hall-1"); }
    void start(std::chrono::milliseconds each_part = {}) {
        office.emplace(
            data, RunningOffice::quick(), nullptr, std::nullopt,
            [this, each_part](office::KioskServices& services) {
                services.cache_pepper = pepper;
                services.feed =
                    [this, each_part](
                        office::FeedFrom from) -> boost::asio::awaitable<std::optional<api::FeedPart>> {
                    if (each_part.count() > 0) {
                        boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, each_part);
                        co_await timer.async_wait(boost::asio::use_awaitable);
                    }
                    co_return feed.read(from);
                };
            });
        data.config().link_port = office->port();
    }
    [[nodiscard]] kiosk::LinkSettings settings() const { return office->settings(identity_); }
    void put(int person, std::string_view name, const std::string& number) {
        feed.put(sealed_for(pepper, person, name, {{told_case(number), std::nullopt}}));
    }
    void put_many(int n) {
        for (int i = 0; i < n; ++i) put(i, "Li Si", "A-" + std::to_string(i));
    }

    const api::CachePepper pepper = pepper_of(5);
    OfficeData data;
    Feed feed;
    std::atomic<bool> held = false;  // the feed gives no more after fifty parts
    TempDir dir;
    std::optional<RunningOffice> office;

private:
    kiosk::LinkSettings identity_;
};

TEST_F(FeedLink, WhatTheOfficeSealedAnswersWhenItIsGoneAndItHearsOfItWhenItIsBack) {
    put(1, "Zhang San", "A-1");
    start();
    Kiosk kiosk(dir.path(), settings());
    ASSERT_TRUE(kiosk.keeps(feed.last()));
    office->stop();
    ASSERT_TRUE(kiosk.down());
    const auto reply = kiosk.ask(card_of(1, "Zhang San"));
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->cases.at(0).acceptance_number, "A-1");
    EXPECT_TRUE(kiosk.ask(card_of(1, "Zhang Si"))->cases.empty());
    EXPECT_EQ(data.ledger_entries("offline_lookup"), 0);

    office.reset();
    start();
    kiosk.link().retry_now();
    ASSERT_TRUE(kiosk.acknowledged().take_first([](uint64_t through) { return through == 2; }));
    EXPECT_EQ(data.ledger_entries("offline_lookup"), 2);
    EXPECT_THAT(data.last_ledger_body(), testing::HasSubstr("name_mismatch"));
    EXPECT_TRUE(data.ledger_sound());
    EXPECT_EQ(feed.snapshots(), 1) << "it goes on from its cursor";
}

TEST_F(FeedLink, ChangesComeAsTheyHappenAndWhatIsTakenBackIsGone) {
    put(1, "Zhang San", "A-1");
    put(2, "Li Si", "A-2");
    start();
    Kiosk kiosk(dir.path(), settings());
    ASSERT_TRUE(kiosk.keeps(feed.last()));
    put(1, "Zhang San", "A-9");
    auto gone = sealed_for(pepper, 2, "Li Si", {});
    gone.sealed.reset();
    feed.put(gone);
    office->feed_changed();
    ASSERT_TRUE(kiosk.keeps(feed.last()));
    office->stop();
    EXPECT_EQ(kiosk.ask(card_of(1, "Zhang San"))->cases.at(0).acceptance_number, "A-9");
    EXPECT_TRUE(kiosk.ask(card_of(2, "Li Si"))->cases.empty());
}

TEST_F(FeedLink, WhatChangedWhileTheKioskWasAwayComesAtTheNextContact) {
    put(1, "Zhang San", "A-1");
    start();
    {
        Kiosk kiosk(dir.path(), settings());
        ASSERT_TRUE(kiosk.keeps(feed.last()));
    }
    auto gone = sealed_for(pepper, 1, "Zhang San", {});
    gone.sealed.reset();
    feed.put(gone);
    Kiosk kiosk(dir.path(), settings());
    ASSERT_TRUE(kiosk.keeps(feed.last()));
    EXPECT_TRUE(kiosk.ask(card_of(1, "Zhang San"))->cases.empty());
    EXPECT_EQ(feed.snapshots(), 1);
}

TEST_F(FeedLink, NoMoreIsUnderWayThanTheKioskHasCreditFor) {
    put_many(500);
    start();
    Kiosk kiosk(dir.path(), settings(), 16);
    ASSERT_TRUE(kiosk.keeps(feed.last()));
    EXPECT_LE(feed.most_asked(), 16U);
    EXPECT_GE(feed.parts(), 500 / 16);
    EXPECT_EQ(kiosk.ask(card_of(499, "Li Si"))->cases.size(), 1U);
}

TEST_F(FeedLink, AQuestionIsNotBehindABulk) {
    put_many(800);
    held = true;  // in the middle, until there is an answer
    start(std::chrono::milliseconds(1));
    Kiosk kiosk(dir.path(), settings(), 8);
    ASSERT_TRUE(kiosk.keeps(8));
    Inbox<KioskClient::Answer> answers;
    kiosk.link().lookup(by_card(1), patience,
                        [&](KioskClient::Answer answer) { answers.put(std::move(answer)); });
    ASSERT_TRUE(answers.take().value());
    held = false;
    EXPECT_TRUE(kiosk.keeps(feed.last()));
}

TEST_F(FeedLink, ASnapshotThatIsCutGoesOnWhereItWas) {
    put_many(400);
    start(std::chrono::milliseconds(2));
    {
        Kiosk kiosk(dir.path(), settings(), 8);
        ASSERT_TRUE(kiosk.keeps(80));
        EXPECT_EQ(kiosk.ask(card_of(1, "Li Si")).error(), OfflineProblem::nothing_kept) << "not whole";
    }
    Kiosk kiosk(dir.path(), settings(), 64);
    ASSERT_TRUE(kiosk.keeps(feed.last()));
    EXPECT_EQ(feed.snapshots(), 1);
    EXPECT_EQ(kiosk.ask(card_of(1, "Li Si"))->cases.size(), 1U);
    EXPECT_EQ(kiosk.ask(card_of(399, "Li Si"))->cases.size(), 1U);
}

TEST_F(FeedLink, AnotherFeedReplacesAll) {
    put(1, "Zhang San", "A-1");
    start();
    {
        Kiosk kiosk(dir.path(), settings());
        ASSERT_TRUE(kiosk.keeps(feed.last()));
    }
    office.reset();
    Feed& again = feed;
    again.id = {10};  // the office's database was replaced, and knows only this
    put(1, "Zhang San", "B-1");
    start();
    Kiosk kiosk(dir.path(), settings());
    ASSERT_TRUE(kiosk.keeps(feed.last()));
    EXPECT_EQ(feed.snapshots(), 2);
    EXPECT_EQ(kiosk.ask(card_of(1, "Zhang San"))->cases.at(0).acceptance_number, "B-1");
}

TEST_F(FeedLink, ARevokedKioskTellsNothingAnyMore) {
    put(1, "Zhang San", "A-1");
    start();
    Kiosk kiosk(dir.path(), settings());
    ASSERT_TRUE(kiosk.keeps(feed.last()));
    data.revoke("hall-1");
    ASSERT_TRUE(kiosk.down());
    EXPECT_EQ(kiosk.ask(card_of(1, "Zhang San")).error(), OfflineProblem::nothing_kept);
}

TEST_F(FeedLink, AnOfficeWithoutRecordsLeavesTheKioskWithout) {
    const RunningOffice bare(data);
    Kiosk kiosk(dir.path(), bare.settings(data.settings_of("hall-1")));
    Inbox<KioskClient::Answer> answers;
    kiosk.link().lookup(by_card(1), patience,
                        [&](KioskClient::Answer answer) { answers.put(std::move(answer)); });
    ASSERT_TRUE(answers.take().value());
    EXPECT_EQ(kiosk.ask(card_of(1, "Zhang San")).error(), OfflineProblem::nothing_kept);
}

}  // namespace
}  // namespace lobby::test
