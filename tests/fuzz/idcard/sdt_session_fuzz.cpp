#include <algorithm>
#include <cstdlib>
#include <vector>

#include "platform/idcard/sdt_session.hpp"

namespace {

using namespace lobby::platform;

// Whatever a reader answers, what is told makes sense: nothing is read, failed or removed that was not there.
class Checked {
public:
    void take(std::optional<SdtSession::Output> output, SdtSession& session) {
        if (!output) {
            there_ = read_ = false;
            output = session.start();
        }
        next = output->next;
        if (!output->news) return;
        const auto& news = *output->news;
        if (std::holds_alternative<CardPlaced>(news)) {
            if (there_) std::abort();
            there_ = true;
            read_ = false;
        } else if (std::holds_alternative<CardRead>(news)) {
            if (!there_ || read_) std::abort();
            read_ = true;
        } else if (std::holds_alternative<CardFailed>(news)) {
            there_ = true;  // a wrong card is told without having been found
        } else {
            if (!there_ || std::get<CardRemoved>(news).was_read != read_) std::abort();
            there_ = read_ = false;
        }
    }
    SdtSession::Next next = SdtSession::Pause{};

private:
    bool there_ = false;
    bool read_ = false;
};

}  // namespace

// Each byte is an event: 0 silence, 1 damage, 2 a read answer with the next 256 bytes as text, else a status.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    SdtSession session;
    Checked checked;
    checked.take(session.start(), session);
    for (size_t at = 0; at < size; ++at) {
        while (std::holds_alternative<SdtSession::Pause>(checked.next))
            checked.take(session.on_pause_over(), session);
        if (data[at] == 0) {
            checked.take(session.on_timeout(), session);
        } else if (data[at] == 1) {
            checked.take(session.on_damage(), session);
        } else {
            SdtAnswer answer{0, 0, data[at], {}};
            if (data[at] == 2) {
                answer.sw3 = 0x90;
                answer.data = {1, 0, 4, 0};
                const size_t n = std::min<size_t>(256, size - at - 1);
                answer.data.insert(answer.data.end(), data + at + 1, data + at + 1 + n);
                answer.data.resize(4 + 256 + 1024);
                at += n;
            }
            checked.take(session.on_answer(answer), session);
        }
    }
    return 0;
}
