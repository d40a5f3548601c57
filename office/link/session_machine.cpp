#include "office/link/session_machine.hpp"

#include <algorithm>

namespace lobby::office {

SessionMachine::Actions SessionMachine::close(api::CloseReason reason, std::string_view why) {
    state_ = State::closed;
    Actions actions;
    actions.emplace_back(Send{{0, api::Closing{reason}}});
    actions.emplace_back(Close{reason, why});
    return actions;
}

SessionMachine::Actions SessionMachine::on_message(std::string_view bytes, WallTime now) {
    if (state_ == State::closed) return {};
    auto message = api::decode_kiosk_message(bytes);
    if (!message) return close(api::CloseReason::bad_message, api::word_of(message.error()));

    Actions actions;
    if (const auto* hello = std::get_if<api::Hello>(&message->body)) {
        if (state_ != State::awaiting_hello) return close(api::CloseReason::bad_message, "second_hello");
        const uint32_t protocol = std::min(hello->protocol_max, api::protocol_max);
        if (protocol < std::max(hello->protocol_min, api::protocol_min))
            return close(api::CloseReason::version_unsupported, "version");
        state_ = State::open;
        actions.emplace_back(Send{{message->id, api::Welcome{protocol, now, profile_}}});
        return actions;
    }
    if (state_ != State::open) return close(api::CloseReason::bad_message, "no_hello");

    if (std::holds_alternative<api::Heartbeat>(message->body)) {
        actions.emplace_back(Send{{message->id, api::Heartbeat{now}}});
        return actions;
    }
    if (in_flight_ >= limits_.lookups_in_flight) {
        actions.emplace_back(Send{{message->id, api::LookupReply{api::LookupUnavailable{}}}});
        return actions;
    }
    ++in_flight_;
    actions.emplace_back(AskLookup{message->id, std::move(std::get<api::LookupRequest>(message->body))});
    return actions;
}

SessionMachine::Actions SessionMachine::on_reply(uint64_t id, api::LookupReply reply) {
    if (in_flight_ > 0) --in_flight_;
    if (state_ != State::open) return {};
    Actions actions;
    actions.emplace_back(Send{{id, std::move(reply)}});
    return actions;
}

}  // namespace lobby::office
