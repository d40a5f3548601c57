// How fast the queue is: the engine in memory, tickets on disk beside rows that SQLite alone puts on the same
// disk with the same durability, and a provincial hall's day. JSON lines on standard output.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <future>
#include <thread>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>

#include "office/queue/simulation/hall_day.hpp"
#include "office/queue/store/event_codec.hpp"
#include "office/queue/store/queue_service.hpp"
#include "office/store/databases.hpp"

using namespace lobby;
using namespace lobby::office;
using namespace lobby::office::queue;

namespace {

constexpr int rounds = 5;
constexpr uint64_t tickets_a_round = 200;

double seconds_of(const std::function<void()>& work) {
    const auto before = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

double median(std::vector<double> all) {
    std::ranges::sort(all);
    return all[all.size() / 2];
}

// Remembers what the engine did.
class Recorder final : public HallEngine {
public:
    explicit Recorder(const Settings& settings) : settings_(settings) {}
    Result<Decision, QueueError> ask(const Request& request) override {
        auto decision = decide(state_, settings_, request);
        if (!decision) return decision;
        for (const auto& e : decision->events) {
            if (!state_.apply(e)) throw std::logic_error("an event does not fit");
            events.push_back(e);
        }
        return decision;
    }
    [[nodiscard]] const State& state() const override { return state_; }
    std::vector<queue::Event> events;

private:
    const Settings& settings_;
    State state_;
};

void engine_and_day() {
    const auto plan = provincial_hall();
    std::vector<double> day;
    std::vector<double> replay;
    uint64_t events = 0;
    uint64_t visitors = 0;
    for (int i = 0; i < 3; ++i) {
        Recorder hall(plan.settings);
        day.push_back(
            seconds_of([&] { visitors = play_day(plan, hall, *parse_date("2026-11-24"), 1).visitors; }));
        events = hall.events.size();
        State again;
        replay.push_back(seconds_of([&] {
            for (const auto& e : hall.events)
                if (!again.apply(e)) throw std::logic_error("an event does not fit");
        }));
        if (!(again == hall.state())) throw std::logic_error("a replay gives another state");
    }
    fmt::print(
        "{{\"day_seconds\":{:.3f},\"visitors\":{},\"events\":{},\"events_per_second_decided\":{:.0f},"
        "\"events_per_second_applied\":{:.0f}}}\n",
        median(day), visitors, events, static_cast<double>(events) / median(day),
        static_cast<double>(events) / median(replay));
}

class Desk {
public:
    explicit Desk(const std::filesystem::path& dir)
        : log_(Log::discard(clock_)),
          key_(StoreKey::load_or_make(dir)),
          reader_(open_office_db(dir, Access::write)),
          writer_(open_office_db(dir, Access::write)),
          service_(reader_, settings(), key_, writer_, clock_, log_),
          work_(boost::asio::make_work_guard(io_)),
          thread_([this] { io_.run(); }) {
        begin({"bench", {}, {}, AssignSeries{"k1"}}).get();
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    ~Desk() {
        work_.reset();
        thread_.join();
    }
    std::future<Result<Done, QueueError>> begin(Ask ask) {
        return boost::asio::co_spawn(io_, service_.execute(std::move(ask)), boost::asio::use_future);
    }
    std::future<Result<Done, QueueError>> ticket() {
        ++entry_;
        Take take{"case_enquiry", clock_.wall(), static_cast<uint32_t>(entry_)};
        take.token = fmt::format("{:022}", entry_);
        return begin({"k1", KioskEntry{"k1", entry_}, {}, std::move(take)});
    }

private:
    static Settings settings() { return default_settings(); }
    SystemClock clock_;
    Log log_;
    StoreKey key_;
    office::store::Database reader_;
    DatabaseWriter writer_;
    boost::asio::io_context io_;
    QueueService service_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::thread thread_;
    uint64_t entry_ = 0;
};

// Rows of a ticket's size, one transaction each, in a file opened as the office opens its own.
class BareSqlite {
public:
    explicit BareSqlite(const std::filesystem::path& dir) : db_(open_office_db(dir, Access::write)) {
        db_.exec(
            "CREATE TABLE bare (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT");
        event::Taken t;
        t.ticket = TicketId{1};
        t.entry = KioskEntry{"k1", 1};
        t.service = "case_enquiry";
        t.number.count = 1;
        body_ = encode(event::Body(t));
    }
    void insert(uint64_t count) {
        office::store::Statement put(db_, "INSERT INTO bare (at, body) VALUES (?, ?)");
        for (uint64_t i = 0; i < count; ++i) {
            put.bind(1, static_cast<int64_t>(i));
            put.bind(2, body_);
            put.exec();
            put.reset();
        }
    }

private:
    office::store::Database db_;
    std::string body_;
};

void must(std::future<Result<Done, QueueError>> asked) {
    const auto done = asked.get();
    if (!done) throw std::runtime_error(fmt::format("refused: {}", word_of(done.error())));
}

void tickets_on_disk(const std::filesystem::path& dir) {
    Desk desk(dir / "ours");
    BareSqlite bare(dir / "theirs");
    std::vector<double> ours;
    std::vector<double> theirs;
    std::vector<double> together;
    for (int i = 0; i < rounds; ++i) {
        ours.push_back(tickets_a_round / seconds_of([&] {
                           for (uint64_t n = 0; n < tickets_a_round; ++n) must(desk.ticket());
                       }));
        theirs.push_back(tickets_a_round / seconds_of([&] { bare.insert(tickets_a_round); }));
        together.push_back(tickets_a_round / seconds_of([&] {
                               std::vector<std::future<Result<Done, QueueError>>> asked;
                               for (uint64_t n = 0; n < tickets_a_round; ++n) asked.push_back(desk.ticket());
                               for (auto& a : asked) must(std::move(a));
                           }));
    }
    fmt::print(
        "{{\"tickets_per_second\":{:.1f},\"bare_rows_per_second\":{:.1f},\"tickets_per_second_together\":{:."
        "1f}}}\n",
        median(ours), median(theirs), median(together));
}

}  // namespace

// The folder given must be on the disk that is to be measured, and empty.
int main(int argc, char** argv) {
    if (argc != 2) return 2;
    engine_and_day();
    tickets_on_disk(argv[1]);
}
