// A kiosk's journal and link without the rest, to be broken at any moment by sync_faults.py:
//   sync_child STORE IDENTITY_DIR PORT FIRST
// appends one deed after the other, numbered from FIRST, until it is killed. "try N" is said before a deed,
// "told N" once it is on the disk and a visitor would have been told, "full N" or "failed N" when it is not.
// SIGUSR1 sets the wall clock a day ahead, SIGUSR2 two days back.
#include <charconv>
#include <csignal>
#include <random>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <sodium.h>

#include "kiosk/link/office_link.hpp"
#include "kiosk/store/kiosk_store.hpp"

namespace {

namespace asio = boost::asio;
using namespace lobby;
using namespace lobby::kiosk;

// Of a machine whose battery is empty, or whose time server is wrong.
class JumpingClock final : public Clock {
public:
    [[nodiscard]] WallTime wall() const override { return system_.wall() + ahead_; }
    [[nodiscard]] SteadyTime steady() const override { return system_.steady(); }
    void jump(std::chrono::hours by) { ahead_ += by; }

private:
    SystemClock system_;
    std::chrono::hours ahead_{};
};

LinkTiming brisk() {
    using std::chrono::milliseconds;
    LinkTiming timing;
    timing.connect = milliseconds(1500);
    timing.heartbeat = milliseconds(150);
    timing.silence = milliseconds(600);
    timing.stable = milliseconds(1000);
    timing.journal_ack = milliseconds(800);
    timing.backoff_base = milliseconds(20);
    timing.backoff_longest = milliseconds(150);
    return timing;
}

LinkSettings link_settings(const char* identity, const char* port) {
    LinkSettings link;
    link.identity_dir = identity;
    link.link_port = static_cast<uint16_t>(std::stoi(port));
    return link;
}

void say(std::string_view word, uint64_t deed) {
    fmt::print("{} {}\n", word, deed);
    std::fflush(stdout);
}

class Visitors {
public:
    Visitors(const char* store, const LinkSettings& link, uint64_t first)
        : signals_(io_, SIGUSR1, SIGUSR2),
          timer_(io_),
          store_(KioskStore::open(store, clock_, log_)),
          link_(
              io_, link, clock_, log_, [](const LinkState&) {}, randombytes_uniform, brisk()),
          next_(first) {
        link_.set_journal(store_);
    }

    void run() {
        hear_signals();
        link_.start();
        next();
        io_.run();
    }

private:
    void hear_signals() {
        signals_.async_wait([this](boost::system::error_code, int number) {
            clock_.jump(number == SIGUSR1 ? std::chrono::hours(24) : std::chrono::hours(-48));
            hear_signals();
        });
    }

    void next() {
        timer_.expires_after(std::chrono::microseconds(randombytes_uniform(6000)));
        timer_.async_wait([this](boost::system::error_code) {
            come();
            next();
        });
    }

    // The deed's number is the person's index: the office's account names it.
    void come() {
        const uint64_t deed = next_++;
        api::OfflineLookup lookup;
        for (size_t i = 0; i < 8; ++i) lookup.person[15 - i] = static_cast<uint8_t>(deed >> (8 * i));
        lookup.outcome = api::OfflineOutcome::unknown_person;
        say("try", deed);
        const auto kept =
            store_.transact([&](Transaction& t) { return t.append(std::move(lookup), clock_.wall()); });
        if (!kept) return say(word_of(kept.error()), deed);
        say("told", deed);
        link_.journal_grew();
    }

    asio::io_context io_{1};
    JumpingClock clock_;
    Log log_ = Log::discard(clock_);
    asio::signal_set signals_;
    asio::steady_timer timer_;
    KioskStore store_;
    OfficeLink link_;
    uint64_t next_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) return 2;
    try {
        const std::string_view first = argv[4];
        uint64_t deed = 0;
        std::from_chars(first.data(), first.data() + first.size(), deed);
        Visitors(argv[1], link_settings(argv[2], argv[3]), deed).run();
        return 0;
    } catch (const std::exception& e) {
        fmt::print(stderr, "sync_child: {}\n", e.what());
        return 1;
    }
}
