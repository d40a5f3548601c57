#include "tests/support/kiosk_client.hpp"

#include <boost/asio/co_spawn.hpp>

namespace lobby::test {

kiosk::LinkTiming KioskClient::calm() {
    kiosk::LinkTiming timing;
    timing.heartbeat = std::chrono::seconds(60);
    timing.silence = std::chrono::seconds(60);
    timing.backoff_base = std::chrono::milliseconds(50);
    timing.backoff_longest = std::chrono::milliseconds(100);
    return timing;
}

KioskClient::KioskClient(kiosk::LinkSettings settings, kiosk::LinkTiming timing)
    : log_(Log::discard(clock_)),
      work_(io_.get_executor()),
      link_(
          io_, std::move(settings), clock_, log_, [this](const kiosk::LinkState& s) { states_.put(s); },
          [](uint32_t bound) { return bound / 2; }, timing),
      thread_([this] { io_.run(); }) {
    link_.start();
}

KioskClient::~KioskClient() {
    link_.stop();
    work_.reset();
    thread_.join();
}

bool KioskClient::wait_up(std::chrono::milliseconds within) {
    const auto up = [](const kiosk::LinkState& s) { return std::holds_alternative<kiosk::LinkUp>(s); };
    return states_.take_first(up, within).has_value();
}

std::optional<kiosk::LinkError> KioskClient::wait_down(std::chrono::milliseconds within) {
    const auto down = [](const kiosk::LinkState& s) { return std::holds_alternative<kiosk::LinkDown>(s); };
    const auto state = states_.take_first(down, within);
    if (!state) return std::nullopt;
    return std::get<kiosk::LinkDown>(*state).reason;
}

KioskClient::Answer KioskClient::ask(api::LookupRequest request, std::chrono::milliseconds deadline) {
    const auto answers = inbox();
    ask_later(std::move(request), answers, deadline);
    auto answer = answers->take(deadline + patience);
    if (!answer) return fail(kiosk::LinkError::timed_out);
    return std::move(*answer);
}

kiosk::OfficeLink::Ticket KioskClient::ask_later(api::LookupRequest request, Answers answers,
                                                 std::chrono::milliseconds deadline) {
    return link_.lookup(std::move(request), deadline,
                        [answers = std::move(answers)](Answer answer) { answers->put(std::move(answer)); });
}

Result<std::string, kiosk::EnrolError> enrol_now(const kiosk::LinkSettings& settings,
                                                 const EnrolmentCode& code) {
    boost::asio::io_context io{1};
    Result<std::string, kiosk::EnrolError> result = fail(kiosk::EnrolError::unreachable);
    boost::asio::co_spawn(
        io, kiosk::enrol(settings, code),
        [&](const std::exception_ptr&, Result<std::string, kiosk::EnrolError> r) { result = std::move(r); });
    io.run_for(patience);
    return result;
}

}  // namespace lobby::test
