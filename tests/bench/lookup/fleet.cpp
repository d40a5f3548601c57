#include "tests/bench/lookup/fleet.hpp"

#include <future>
#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include "kiosk/link/enrolment.hpp"

namespace lobby::bench {

namespace {

constexpr std::chrono::seconds patience{60};

}  // namespace

Fleet::Fleet(const std::filesystem::path& dir, const kiosk::LinkSettings& office,
             const std::vector<std::string>& codes)
    : log_(Log::discard(clock_)) {
    for (const auto& text : codes) {
        auto settings = office;
        settings.identity_dir = dir / ("kiosk-" + std::to_string(links_.size()));
        const auto code = EnrolmentCode::parse(text);
        if (!code) throw std::runtime_error("not an enrolment code");
        bool enrolled = false;
        boost::asio::co_spawn(
            io_, kiosk::enrol(settings, *code),
            [&](const std::exception_ptr&, const Result<std::string, kiosk::EnrolError>& r) {
                enrolled = r.has_value();
            });
        io_.restart();
        io_.run_for(patience);
        if (!enrolled) throw std::runtime_error("a kiosk could not be enrolled");
        links_.push_back(std::make_unique<kiosk::OfficeLink>(
            io_, settings, clock_, log_,
            [this](const kiosk::LinkState& s) { up_ += std::holds_alternative<kiosk::LinkUp>(s); },
            [](uint32_t) { return 0u; }));
    }
    for (const auto& link : links_) link->start();
    run_until([this] { return up_ >= links_.size(); }, patience);
}

Fleet::~Fleet() {
    for (const auto& link : links_) link->stop();
    io_.restart();
    io_.run_for(std::chrono::seconds(5));
}

void Fleet::run_until(const std::function<bool()>& done, std::chrono::seconds at_most) {
    const auto end = Clock::now() + at_most;
    io_.restart();
    while (!done())
        if (io_.run_one_until(end) == 0) throw std::runtime_error("the office does not answer");
}

Times Fleet::ask(size_t kiosks, size_t in_flight, const std::vector<Person>& people, size_t count,
                 std::chrono::seconds at_most, const std::function<bool(const api::LookupReply&)>& expected) {
    Times times;
    times.each_us.reserve(count);
    size_t asked = 0;
    size_t open = 0;
    size_t wrong = 0;
    const auto began = Clock::now();
    const auto end = began + at_most;
    std::function<void(kiosk::OfficeLink&)> next = [&](kiosk::OfficeLink& link) {
        if (asked == count || Clock::now() >= end) return;
        ++open;
        const auto& person = people[asked++ % people.size()];
        const auto since = Clock::now();
        link.lookup(by_card(person), patience, [&, since](Result<api::LookupReply, kiosk::LinkError> answer) {
            times.add(Clock::now() - since);
            wrong += !answer || !expected(*answer);
            --open;
            next(link);
        });
    };
    for (size_t i = 0; i < in_flight; ++i)
        for (size_t k = 0; k < kiosks; ++k) next(*links_.at(k));
    run_until([&] { return open == 0; }, at_most + patience);
    times.wall_s = std::chrono::duration<double>(Clock::now() - began).count();
    if (wrong != 0) throw std::runtime_error(std::to_string(wrong) + " answers were not as expected");
    return times;
}

Times Fleet::meanwhile(const std::function<Times()>& work) {
    auto result = std::async(std::launch::async, work);
    io_.restart();
    while (result.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        io_.run_one_for(std::chrono::milliseconds(50));
    return result.get();
}

}  // namespace lobby::bench
