#include "kiosk/help/help_desk.hpp"

#include <utility>

namespace lobby::kiosk::help {

namespace {

constexpr size_t most_calls = 32;  // whose visitors may still stand there

}  // namespace

void HelpDesk::carry_out(const Errand& errand) {
    const auto& call = std::get<CallPerson>(errand);
    const auto entry = context_.store.transact([&](Transaction& t) {
        return t.append(api::HelpCalled{call.screen, call.ticket}, context_.clock.wall());
    });
    if (!entry) return tell(call.question, Reached::not_called);
    auto patience = std::make_unique<boost::asio::steady_timer>(context_.io);
    patience->expires_after(context_.hall.live ? tickets::office_answers_within
                                               : std::chrono::milliseconds(0));
    patience->async_wait([this, number = *entry](boost::system::error_code error) {
        const auto found = calls_.find(number);
        if (!error && found != calls_.end()) tell(found->second.question, Reached::kept);
    });
    calls_[*entry] = Call{call.question, std::move(patience)};
    if (calls_.size() > most_calls) calls_.erase(calls_.begin());
    context_.office.journal_grew();
}

void HelpDesk::acknowledged(uint64_t through) {
    while (!calls_.empty() && calls_.begin()->first <= through) {
        const uint64_t question = calls_.begin()->second.question;
        calls_.erase(calls_.begin());
        tell(question, Reached::told);
    }
}

void HelpDesk::stop() {
    calls_.clear();
}

void HelpDesk::tell(uint64_t question, Reached reached) {
    context_.answer(Event{PersonCalled{question, reached}});
}

}  // namespace lobby::kiosk::help
