// Thousands of commands at random: whatever people do and in whatever order it arrives, the queue keeps its
// promises. LOBBY_SEED repeats a failed run.
#include <cstdlib>

#include "hall.hpp"
#include "office/queue/random.hpp"
#include "watcher.hpp"

namespace lobby::office::queue {
namespace {

constexpr int commands_a_run = 3000;
constexpr uint64_t runs = 12;

Settings small_hall(Random& random) {
    Settings s = default_settings();
    for (auto& service : s.services) service.hours.clear();
    s.services[2].daily_cap = 40;
    s.windows.push_back({"5", "", "", "", "", "", {"case_enquiry", "documents", "lawyers"}});
    s.windows.push_back({"6", "", "", "", "", "enquiry", {}});
    s.overtaken_at_most = static_cast<uint32_t>(1 + random.below(4));
    s.overtaken_until = minutes(10 + random.below(60));
    s.absent_skip = static_cast<uint32_t>(random.below(4));
    s.absent_at_most = static_cast<uint32_t>(random.below(3));
    s.rollover = minutes(random.below(2) * 240);
    s.weekdays = {1, 2, 3, 4, 5, 6, 7};
    return s;
}

// A kiosk that may be away: what it issues waits in its journal, and arrives later, shuffled, some of it
// twice.
struct Kiosk {
    std::string id;
    uint64_t next_entry = 1;
    uint32_t count = 0;
    Date day{};
    std::vector<Request> journal;
    std::vector<Request> sent;
};

class Chaos {
public:
    explicit Chaos(uint64_t seed) : random_(seed), hall_(small_hall(random_)), watcher_(hall_.settings) {
        for (const char* id : {"north", "south", "door"}) {
            kiosks_.push_back({id, 1, 0, {}, {}, {}});
            run(Request{hall_.now, "serve", {}, {}, AssignSeries{id}});
        }
    }

    void step() {
        hall_.now += seconds(random_.below(60));
        if (random_.chance(0.001)) hall_.now += hours(random_.below(30));
        if (random_.chance(0.002)) hall_.now -= minutes(random_.below(200));
        switch (random_.below(12)) {
            case 0:
            case 1:
            case 2:
                return issue();
            case 3:
                return deliver();
            case 4:
                return again();
            case 5:
                return run(Request{hall_.now, "clerk", {}, {}, visitor()});
            case 6:
            case 7:
                return run(Request{hall_.now, "clerk", {}, {}, CallNext{window(), random_.chance(0.7)}});
            default:
                return run(Request{hall_.now, "clerk", {}, {}, staff()});
        }
    }

    void check_replay() const {
        State again;
        for (const auto& e : hall_.events) ASSERT_TRUE(again.apply(e));
        EXPECT_EQ(again, hall_.state);
        const auto whole = State::from(hall_.state.parts());
        ASSERT_TRUE(whole);
        EXPECT_EQ(*whole, hall_.state);
    }

    [[nodiscard]] const std::string& broken() const { return broken_; }
    [[nodiscard]] const std::vector<Event>& events() const { return hall_.events; }

private:
    void run(const Request& request) {
        const auto decision = decide(hall_.state, hall_.settings, request);
        if (!decision) return;
        for (const auto& e : decision->events) {
            auto wrong = watcher_.before(hall_.state, e);
            if (!hall_.state.apply(e)) wrong = "an event does not fit";
            hall_.events.push_back(e);
            if (!wrong) wrong = watcher_.after(hall_.state, e);
            if (wrong && broken_.empty()) broken_ = *wrong + ", event " + std::to_string(hall_.events.size());
        }
    }
    void issue() {
        auto& k = kiosks_[random_.below(kiosks_.size())];
        const auto day = office_day(hall_.now, hall_.settings);
        if (day > k.day) k.day = day, k.count = 0;
        Take take{service(), hall_.now, ++k.count, precedence(), appointment(), ""};
        k.journal.push_back({hall_.now, k.id, KioskEntry{k.id, k.next_entry++}, {}, std::move(take)});
        if (random_.chance(0.7)) deliver();
    }
    void deliver() {
        auto& k = kiosks_[random_.below(kiosks_.size())];
        while (!k.journal.empty()) {
            const auto at = random_.below(k.journal.size());
            std::swap(k.journal[at], k.journal.back());
            k.sent.push_back(k.journal.back());
            k.journal.pop_back();
            k.sent.back().at = hall_.now;
            run(k.sent.back());
        }
    }
    void again() {
        auto& k = kiosks_[random_.below(kiosks_.size())];
        if (k.sent.empty()) return;
        auto request = k.sent[random_.below(k.sent.size())];
        request.at = hall_.now;
        const bool known = hall_.state.by_entry(*request.entry) != nullptr;
        const auto before = hall_.state.version();
        run(request);
        if (known && hall_.state.version() != before) broken_ = "an entry was applied twice";
    }
    Command visitor() {
        switch (random_.below(4)) {
            case 0:
                return Take{service(), hall_.now, 0, precedence(), appointment(), ""};
            case 1:
                return GiveBack{ticket()};
            case 2:
                return Rate{ticket(), static_cast<uint32_t>(random_.below(7)), {}};
            default:
                return ReportPrint{ticket(), PrintState::unconfirmed};
        }
    }
    Command staff() {
        switch (random_.below(14)) {
            case 0:
                return CallThis{ticket(), window(), random_.chance(0.5)};
            case 1:
                return Recall{ticket()};
            case 2:
                return Start{ticket()};
            case 3:
                return Finish{ticket()};
            case 4:
                return Hold{ticket()};
            case 5:
                return Resume{held(), window()};
            case 6:
            case 7:
                return NoShow{ticket()};
            case 8:
                return Transfer{ticket(), random_.chance(0.7) ? service() : "",
                                random_.chance(0.3) ? window() : "", ""};
            case 9:
            case 10:
                return OpenWindow{window()};
            case 11:
                return random_.chance(0.3) ? Command(CloseWindow{window()}) : Command(Tick{});
            case 12:
                return random_.chance(0.2) ? Command(PauseService{service()}) : Command(Tick{});
            default:
                return ResumeService{service()};
        }
    }
    std::string service() {
        return hall_.settings.services[random_.below(hall_.settings.services.size())].id;
    }
    std::string window() { return hall_.settings.windows[random_.below(hall_.settings.windows.size())].id; }
    Precedence precedence() {
        return random_.chance(0.7) ? Precedence::ordinary : static_cast<Precedence>(random_.below(7));
    }
    std::optional<Appointment> appointment() {
        if (!random_.chance(0.1)) return std::nullopt;
        const auto from = hall_.now + minutes(random_.below(60)) - minutes(20);
        return Appointment{"b", from, from + minutes(15)};
    }
    TicketId held() {
        for (const auto& [id, t] : hall_.state.tickets())
            if (t.state == TicketState::on_hold && random_.chance(0.5)) return id;
        return ticket();
    }
    // Mostly one that is at a window.
    TicketId ticket() {
        for (const auto& [id, w] : hall_.state.windows())
            if (w.ticket && random_.chance(0.4)) return *w.ticket;
        const auto newest = static_cast<uint64_t>(hall_.state.next_id());
        return TicketId{newest - std::min(newest, random_.below(40))};
    }

    Random random_;
    Hall hall_;
    Watcher watcher_;
    std::vector<Kiosk> kiosks_;
    std::string broken_;
};

TEST(QueueProperties, HoldForWhateverIsAskedInWhateverOrder) {
    const char* given = std::getenv("LOBBY_SEED");
    std::map<size_t, size_t> kinds;
    for (uint64_t run = 0; run < (given ? 1 : runs); ++run) {
        const uint64_t seed = given ? std::strtoull(given, nullptr, 10) : 20261124 + run;
        SCOPED_TRACE("LOBBY_SEED=" + std::to_string(seed));
        Chaos chaos(seed);
        for (int i = 0; i < commands_a_run && chaos.broken().empty(); ++i) chaos.step();
        ASSERT_EQ(chaos.broken(), "");
        ASSERT_NO_FATAL_FAILURE(chaos.check_replay());
        for (const auto& e : chaos.events()) ++kinds[e.body.index()];
    }
    // A run that never does a thing proves nothing of it.
    if (!given) {
        for (size_t kind = 0; kind < std::variant_size_v<event::Body>; ++kind)
            EXPECT_GT(kinds[kind], 20u) << kind;
    }
}

}  // namespace
}  // namespace lobby::office::queue
