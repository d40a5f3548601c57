// The ticket desk with a real store and, where wanted, the real driver and an emulated printer, on an I/O
// thread of its own. The office is the test. Every wait has a deadline.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "kiosk/tickets/desk_service.hpp"
#include "tests/unit/tickets/halls.hpp"

namespace lobby::kiosk::tickets::test {

class DeskRig {
public:
    struct Wanted {
        std::filesystem::path dir;
        WallTime now = at(24, 9, 0);
        std::optional<platform::PrinterSettings> printer{};
    };
    explicit DeskRig(Wanted wanted);
    ~DeskRig();
    DeskRig(const DeskRig&) = delete;
    DeskRig& operator=(const DeskRig&) = delete;

    // Runs it on the I/O thread and waits for it.
    template <class Work>
    auto on_io(Work work) {
        std::packaged_task<std::invoke_result_t<Work>()> task(std::move(work));
        auto done = task.get_future();
        boost::asio::post(io_, [&task] { task(); });
        if (done.wait_for(patience) != std::future_status::ready)
            std::abort();  // `task` must outlive the post
        return done.get();
    }
    void clock_says(WallTime now);
    void feed(const api::HallFeed& feed);
    void feed_known();  // the hall of halls.hpp, open round the clock
    void office_goes();

    // The n-th answer of this kind so far (from 0); throws when it does not come.
    template <class Answer>
    Answer answer(size_t n) {
        return wait_for<Answer>([n](const Answer&, size_t i) { return i == n; });
    }
    // The first that is right.
    template <class Answer>
    Answer wait_for(const std::function<bool(const Answer&, size_t)>& right);

    // How many of this kind have come.
    template <class Answer>
    size_t count();

    TicketIssued issue(const std::string& service = "enquiry", std::optional<IdentityNumber> card = {});
    // Nothing but the number of the refusal's reason when there is one.
    std::variant<TicketIssued, TicketNotIssued> try_issue(const std::string& service = "enquiry",
                                                          std::optional<IdentityNumber> card = {});
    std::vector<FoundTicket> find(const IdentityNumber& card);
    Paper paper_of(uint64_t entry, PaperState state);  // waits until it is that
    std::vector<api::JournalEntry> journal();

    DeskService& desk() { return *desk_; }
    KioskStore& store() { return *store_; }
    uint64_t next_question() { return ++question_; }

    // What the office answers to questions; nothing: it is away.
    std::function<std::optional<api::TicketAnswer>(const api::TicketQuestion&)> office;
    // When the office answers is the test's choice; empty: it is away.
    std::function<void(const api::AppointmentQuestion&, std::chrono::milliseconds,
                       OfficeSide::AppointmentTold)>
        appointments;

private:
    static constexpr std::chrono::seconds patience{60};

    ManualClock clock_;
    Log log_ = Log::discard(clock_);
    Locales locales_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<DeskAnswer> answers_;
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io_.get_executor()};
    std::optional<KioskStore> store_;
    std::unique_ptr<DeskService> desk_;
    std::thread thread_;
    uint64_t question_ = 0;
};

namespace detail {

template <class Answer, class Event>
inline constexpr bool is_of = false;
template <class Answer, class... All>
inline constexpr bool is_of<Answer, std::variant<All...>> = (std::is_same_v<Answer, All> || ...);

template <class Answer, class Event>
const Answer* find_in(const DeskAnswer& answer) {
    const auto* event = std::get_if<Event>(&answer);
    return event ? std::get_if<Answer>(event) : nullptr;
}

}  // namespace detail

template <class Answer>
size_t DeskRig::count() {
    const std::lock_guard lock(mutex_);
    size_t n = 0;
    for (const auto& answer : answers_) n += detail::find_in<Answer, tickets::Event>(answer) ? 1 : 0;
    return n;
}

template <class Answer>
Answer DeskRig::wait_for(const std::function<bool(const Answer&, size_t)>& right) {
    const auto of_kind = [](const DeskAnswer& answer) {
        if constexpr (detail::is_of<Answer, help::Event>)
            return detail::find_in<Answer, help::Event>(answer);
        else if constexpr (detail::is_of<Answer, ratings::Event>)
            return detail::find_in<Answer, ratings::Event>(answer);
        else
            return detail::find_in<Answer, tickets::Event>(answer);
    };
    std::unique_lock lock(mutex_);
    std::optional<Answer> found;
    changed_.wait_for(lock, patience, [&] {
        size_t i = 0;
        for (const auto& answer : answers_)
            if (const auto* event = of_kind(answer))
                if (right(*event, i++) && !found) found = *event;
        return found.has_value();
    });
    if (!found) throw std::runtime_error("the answer does not come");
    return *found;
}

}  // namespace lobby::kiosk::tickets::test
