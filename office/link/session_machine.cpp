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

SessionMachine::Actions SessionMachine::on_hello(uint64_t id, const api::Hello& hello, WallTime now) {
    if (state_ != State::awaiting_hello) return close(api::CloseReason::bad_message, "second_hello");
    const uint32_t protocol = std::min(hello.protocol_max, api::protocol_max);
    if (protocol < std::max(hello.protocol_min, api::protocol_min))
        return close(api::CloseReason::version_unsupported, "version");
    state_ = State::open;
    Actions actions;
    journal_ = hello.journal_id;
    actions.emplace_back(Greet{id, api::Welcome{protocol, now, profile_}, journal_});
    return actions;
}

SessionMachine::Actions SessionMachine::on_message(std::string_view bytes, WallTime now, SteadyTime at) {
    allowance_ -= 1;
    if (state_ == State::closed) return {};
    heard_ = at;
    auto message = api::decode_kiosk_message(bytes);
    if (!message) return close(api::CloseReason::bad_message, api::word_of(message.error()));

    if (const auto* hello = std::get_if<api::Hello>(&message->body))
        return on_hello(message->id, *hello, now);
    if (state_ != State::open) return close(api::CloseReason::bad_message, "no_hello");

    if (auto* lookup = std::get_if<api::LookupRequest>(&message->body))
        return on_lookup(message->id, std::move(*lookup));
    if (auto* entries = std::get_if<api::JournalEntries>(&message->body))
        return on_entries(message->id, std::move(*entries));
    Actions actions;
    if (const auto* question = std::get_if<api::TicketQuestion>(&message->body))
        actions.emplace_back(AskTicket{message->id, *question});
    else if (auto* appointment = std::get_if<api::AppointmentQuestion>(&message->body))
        actions.emplace_back(AskAppointment{message->id, std::move(*appointment)});
    else if (auto* lawyer = std::get_if<api::LawyerQuestion>(&message->body))
        return on_question(message->id, std::move(*lawyer));
    else if (auto* check = std::get_if<api::CheckQuestion>(&message->body))
        return on_question(message->id, std::move(*check));
    else if (auto* slots = std::get_if<api::SlotsQuestion>(&message->body))
        return on_question(message->id, std::move(*slots));
    else if (auto* book = std::get_if<api::BookQuestion>(&message->body))
        return on_question(message->id, std::move(*book));
    else if (const auto* wanted = std::get_if<api::FeedWanted>(&message->body))
        actions.emplace_back(Feed{*wanted});
    else
        actions.emplace_back(
            Send{{message->id, api::Heartbeat{now, std::get<api::Heartbeat>(message->body).padding}}});
    return actions;
}

SessionMachine::Actions SessionMachine::on_lookup(uint64_t id, api::LookupRequest request) {
    Actions actions;
    if (in_flight_ >= limits_.lookups_in_flight) {
        actions.emplace_back(Send{{id, api::LookupReply{api::LookupUnavailable{}}}});
        return actions;
    }
    ++in_flight_;
    actions.emplace_back(AskLookup{id, std::move(request)});
    return actions;
}

template <class Question>
SessionMachine::Actions SessionMachine::on_question(uint64_t id, Question question) {
    Actions actions;
    if (in_flight_ >= limits_.lookups_in_flight) {
        actions.emplace_back(Send{{id, api::unavailable(question)}});
        return actions;
    }
    ++in_flight_;
    actions.emplace_back(Ask<Question>{id, std::move(question)});
    return actions;
}

SessionMachine::Actions SessionMachine::on_answer(api::OfficeMessage answer) {
    if (in_flight_ > 0) --in_flight_;
    if (state_ != State::open) return {};
    Actions actions;
    actions.emplace_back(Send{std::move(answer)});
    return actions;
}

SessionMachine::Actions SessionMachine::on_entries(uint64_t id, api::JournalEntries entries) {
    if (!journal_) return close(api::CloseReason::bad_message, "no_journal");
    Actions actions;
    if (applying_) return actions;
    applying_ = true;
    actions.emplace_back(ApplyJournal{id, *journal_, std::move(entries)});
    return actions;
}

SessionMachine::Actions SessionMachine::on_journal(uint64_t id, std::optional<uint64_t> through) {
    applying_ = false;
    Actions actions;
    if (state_ == State::open && through) actions.emplace_back(Send{{id, api::JournalAck{*through}}});
    return actions;
}

SessionMachine::Actions SessionMachine::on_bad_frame(std::string_view why) {
    allowance_ -= 1;
    if (state_ == State::closed) return {};
    return close(api::CloseReason::bad_message, why);
}

SessionMachine::Actions SessionMachine::on_reply(uint64_t id, api::LookupReply reply) {
    if (in_flight_ > 0) --in_flight_;
    if (state_ != State::open) return {};
    Actions actions;
    actions.emplace_back(Send{{id, std::move(reply)}});
    return actions;
}

SessionMachine::Actions SessionMachine::on_time(SteadyTime at) {
    if (state_ == State::awaiting_hello && at - started_ >= limits_.hello)
        return close(api::CloseReason::idle, "no_hello_in_time");
    if (state_ == State::open && at - heard_ >= limits_.silence)
        return close(api::CloseReason::idle, "no_message_in_time");
    return {};
}

std::chrono::milliseconds SessionMachine::pause(SteadyTime at) {
    const std::chrono::duration<double> passed = at - allowance_from_;
    allowance_from_ = at;
    const double rate = limits_.messages_per_second;
    allowance_ = std::min(allowance_ + passed.count() * rate, static_cast<double>(limits_.burst));
    if (allowance_ >= 0) return std::chrono::milliseconds(0);
    return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(-allowance_ / rate));
}

}  // namespace lobby::office
