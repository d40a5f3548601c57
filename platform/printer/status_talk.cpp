#include "platform/printer/status_talk.hpp"

#include <utility>

#include "platform/printer/escpos_bytes.hpp"

namespace lobby::platform {

void StatusTalk::heard(StatusNow answer) {
    if (!owed_.answered() || !asked_ || status_) return;
    status_ = round_.on_answer(answer.byte);
    asked_ = false;
    until_.reset();
}

StatusTalk::Next StatusTalk::next(SteadyTime now) {
    if (status_) return Ended{status_};
    if (!begun_) {
        begun_ = true;
        owed_.begin(now);
    }
    if (!asked_) {
        asked_ = true;
        owed_.asked(now);
        const auto query = escpos::status_now(round_.asks());
        std::vector<uint8_t> bytes(query.begin(), query.end());
        return SendBytes{std::move(bytes)};
    }
    if (!until_) until_ = now + deadline_;  // counts from when the query was handed to the line
    if (now >= *until_) return Ended{};
    return ListenUntil{*until_};
}

}  // namespace lobby::platform
