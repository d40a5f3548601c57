#include "tests/bench/sync/fleet.hpp"

#include <random>
#include <stdexcept>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/awaited.hpp"

namespace lobby::bench {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds patience{300};
constexpr std::chrono::seconds answers_within{30};
constexpr size_t at_once = 32;  // being dialled

Log quiet(const SystemClock& clock) {
    return Log::discard(clock);
}

template <class Done>
asio::awaitable<void> until(asio::io_context& io, Done done) {
    asio::steady_timer timer(io);
    const auto end = Clock::now() + patience;
    while (!done()) {
        if (Clock::now() > end) throw std::runtime_error("the office does not do its part in time");
        timer.expires_after(std::chrono::milliseconds(2));
        co_await timer.async_wait(asio::use_awaitable);
    }
}

}  // namespace

SyncFleet::SyncFleet(asio::io_context& io, std::vector<kiosk::LinkSettings> kiosks,
                     std::vector<Person> people)
    : io_(io), log_(quiet(clock_)), settings_(std::move(kiosks)), people_(std::move(people)) {}

SyncFleet::~SyncFleet() {
    for (auto& kiosk : kiosks_) kiosk.link->stop();
}

size_t SyncFleet::connected() const {
    return static_cast<size_t>(std::ranges::count_if(kiosks_, [](const Kiosk& k) { return k.up; }));
}

void SyncFleet::said(size_t at, const kiosk::LinkState& state) {
    auto& kiosk = kiosks_.at(at);
    if (std::holds_alternative<kiosk::LinkUp>(state)) {
        kiosk.up = true;
        if (armed_ && kiosk.lost && !kiosk.served) ask_at_once(at);
    } else if (std::holds_alternative<kiosk::LinkDown>(state)) {
        kiosk.up = false;
        if (armed_ && !kiosk.lost) {
            kiosk.lost = true;
            if (!lost_at_) lost_at_ = Clock::now();
        }
    }
}

asio::awaitable<double> SyncFleet::up(size_t count) {
    const auto began = Clock::now();
    size_t up_now = connected();
    while (kiosks_.size() < count) {
        const size_t at = kiosks_.size();
        std::mt19937 random(static_cast<uint32_t>(at));
        kiosks_.emplace_back();
        kiosks_.back().link = std::make_unique<kiosk::OfficeLink>(
            io_, settings_.at(at), clock_, log_, [this, at](const kiosk::LinkState& s) { said(at, s); },
            [random](uint32_t bound) mutable { return static_cast<uint32_t>(random() % bound); });
        kiosks_.back().link->start();
        if (kiosks_.size() - up_now < at_once) continue;
        co_await until(io_, [&] {
            up_now = connected();
            return kiosks_.size() - up_now < at_once;
        });
    }
    co_await until(io_, [&] { return connected() >= count; });
    co_return std::chrono::duration<double>(Clock::now() - began).count();
}

asio::awaitable<Times> SyncFleet::ask(size_t count) {
    Times times;
    const auto began = Clock::now();
    for (size_t i = 0; i < count; ++i) {
        bool done = false;
        bool good = false;
        asio::steady_timer answered(io_, asio::steady_timer::time_point::max());
        const auto since = Clock::now();
        ++next_;
        kiosks_.at(next_ % kiosks_.size())
            .link->lookup(by_card(people_.at(next_ % people_.size())), answers_within,
                          [&](Result<api::LookupReply, kiosk::LinkError> answer) {
                              times.add(Clock::now() - since);
                              good = answer && std::holds_alternative<api::CasesDisclosed>(*answer);
                              done = true;
                              answered.cancel();
                          });
        boost::system::error_code ignored;
        if (!done) co_await answered.async_wait(token(ignored));
        if (!good) throw std::runtime_error("a lookup was not answered with its case");
    }
    times.wall_s = std::chrono::duration<double>(Clock::now() - began).count();
    co_return times;
}

void SyncFleet::arm() {
    armed_ = true;
    lost_at_.reset();
    served_ = {};
    for (auto& kiosk : kiosks_) kiosk.lost = kiosk.served = false;
}

void SyncFleet::ask_at_once(size_t at) {
    kiosks_.at(at).link->lookup(by_card(people_.at(at % people_.size())), answers_within,
                                [this, at](Result<api::LookupReply, kiosk::LinkError> answer) {
                                    if (!answer || !std::holds_alternative<api::CasesDisclosed>(*answer)) {
                                        ++served_.failed;  // and the next connection asks again
                                        return;
                                    }
                                    kiosks_.at(at).served = true;
                                    const double since =
                                        std::chrono::duration<double>(Clock::now() - *lost_at_).count();
                                    if (++served_.served == kiosks_.size() / 2) served_.half_s = since;
                                    served_.all_s = since;
                                });
}

asio::awaitable<Served> SyncFleet::all_served() {
    co_await until(io_, [this] { return served_.served == kiosks_.size(); });
    armed_ = false;
    co_return served_;
}

}  // namespace lobby::bench
