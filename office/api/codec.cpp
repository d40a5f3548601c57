#include "office/api/codec.hpp"

#include <algorithm>
#include <limits>

#include <google/protobuf/stubs/logging.h>

#include "office/api/codec_appointment.hpp"
#include "office/api/codec_cases.hpp"
#include "office/api/codec_feed.hpp"
#include "office/api/codec_hall.hpp"
#include "office/api/codec_lawyer.hpp"
#include "office/api/codec_registration.hpp"

namespace lobby::api {

namespace wire {

using enum DecodeError;

namespace {

void fill(pb::Heartbeat& out, const Heartbeat& heartbeat) {
    out.set_sent_at_ms(ms_number(heartbeat.sent_at));
    out.set_padding(std::string(heartbeat.padding, '\0'));
}

Result<Heartbeat, DecodeError> heartbeat_of(const pb::Heartbeat& in) {
    if (in.padding().size() > max_heartbeat_padding) return fail(too_long);
    const auto at = time_of(in.sent_at_ms());
    if (!at) return fail(at.error());
    return Heartbeat{*at, static_cast<uint32_t>(in.padding().size())};
}

Result<Hello, DecodeError> hello_of(const pb::Hello& in) {
    Hello hello{in.protocol_min(), in.protocol_max(), in.software_version(), std::nullopt, 0};
    Checked check;
    check.require(is_plain_text(in.software_version(), 64), bad_text);
    if (!in.journal_id().empty()) {
        check.require(in.journal_id().size() == hello.journal_id.emplace().size(), bad_text);
        if (!check.error()) std::ranges::copy(in.journal_id(), hello.journal_id->begin());
    }
    check.require(in.journal_last() <= max_journal_number, bad_number);
    hello.journal_last = in.journal_last();
    if (check.error()) return fail(*check.error());
    return hello;
}

Result<ScanKey, DecodeError> scan_key_of(const std::string& bytes) {
    const auto key = bytes_of<32>(bytes);
    if (!key) return fail(key.error());
    return ScanKey{*key};
}

Result<CheckRules, DecodeError> check_rules_of(const pb::CheckRules& in) {
    for (const auto days : {in.inspection(), in.firm_letter(), in.authorisation()})
        if (days < 1 || days > longest_paper.count()) return fail(bad_number);
    return CheckRules{std::chrono::days(in.inspection()), std::chrono::days(in.firm_letter()),
                      std::chrono::days(in.authorisation())};
}

Result<Welcome, DecodeError> welcome_of(const pb::Welcome& in) {
    Welcome w;
    w.protocol = in.protocol();
    Checked check;
    check.into(w.office_time, time_of(in.office_time_ms()));
    check.into(w.office.name_zh, text_of(in.office().name_zh()));
    check.into(w.office.name_en, text_of(in.office().name_en()));
    check.into(w.office.window_zh, text_of(in.office().window_zh()));
    check.into(w.office.window_en, text_of(in.office().window_en()));
    check.into(w.office.phone, text_of(in.office().phone()));
    w.journal_known = in.journal_known();
    check.require(in.journal_through() <= max_journal_number, bad_number);
    w.journal_through = in.journal_through();
    if (!in.scan_key().empty()) check.into(w.scan_key, scan_key_of(in.scan_key()));
    if (!in.cache_pepper().empty()) check.into(w.cache_pepper, pepper_of(in.cache_pepper()));
    if (in.has_check_rules()) check.into(w.check_rules, check_rules_of(in.check_rules()));
    if (check.error()) return fail(*check.error());
    return w;
}

Result<Closing, DecodeError> closing_of(const pb::Closing& in) {
    if (in.reason() < 1 || in.reason() > static_cast<uint32_t>(CloseReason::idle)) return fail(unknown_term);
    return Closing{static_cast<CloseReason>(in.reason())};
}

// Protobuf writes a line to standard error for each text that is not UTF-8; a hostile peer would fill a disk.
template <class Message>
bool parse(Message& message, std::string_view bytes) {
    const google::protobuf::LogSilencer silence;
    return bytes.size() <= static_cast<size_t>(std::numeric_limits<int>::max()) &&
           message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

// One body, checked, with its message's id.
template <class Message, class Body>
Result<Message, DecodeError> with_id(uint64_t id, Result<Body, DecodeError> body) {
    if (!body) return fail(body.error());
    return Message{id, std::move(*body)};
}

Result<KioskMessage, DecodeError> message_of(const pb::KioskMessage& in) {
    const auto message = [&](auto body) { return with_id<KioskMessage>(in.id(), std::move(body)); };
    switch (in.body_case()) {
        case pb::KioskMessage::kHello:
            return message(hello_of(in.hello()));
        case pb::KioskMessage::kLookup:
            return message(request_of(in.lookup()));
        case pb::KioskMessage::kHeartbeat:
            return message(heartbeat_of(in.heartbeat()));
        case pb::KioskMessage::kJournal:
            return message(entries_of(in.journal()));
        case pb::KioskMessage::kTicket:
            return message(question_of(in.ticket()));
        case pb::KioskMessage::kAppointment:
            return message(question_of(in.appointment()));
        case pb::KioskMessage::kLawyer:
            return message(question_of(in.lawyer()));
        case pb::KioskMessage::kCheck:
            return message(question_of(in.check()));
        case pb::KioskMessage::kSlots:
            return message(question_of(in.slots()));
        case pb::KioskMessage::kBook:
            return message(question_of(in.book()));
        case pb::KioskMessage::kFeed:
            return message(wanted_of(in.feed()));
        case pb::KioskMessage::BODY_NOT_SET:
            break;
    }
    return fail(unknown_body);
}

Result<OfficeMessage, DecodeError> message_of(const pb::OfficeMessage& in) {
    const auto message = [&](auto body) { return with_id<OfficeMessage>(in.id(), std::move(body)); };
    switch (in.body_case()) {
        case pb::OfficeMessage::kWelcome:
            return message(welcome_of(in.welcome()));
        case pb::OfficeMessage::kReply:
            return message(reply_of(in.reply()));
        case pb::OfficeMessage::kHeartbeat:
            return message(heartbeat_of(in.heartbeat()));
        case pb::OfficeMessage::kClosing:
            return message(closing_of(in.closing()));
        case pb::OfficeMessage::kAck:
            return message(ack_of(in.ack()));
        case pb::OfficeMessage::kHall:
            return message(feed_of(in.hall()));
        case pb::OfficeMessage::kTicket:
            return message(answer_of(in.ticket()));
        case pb::OfficeMessage::kAppointment:
            return message(answer_of(in.appointment()));
        case pb::OfficeMessage::kLawyer:
            return message(answer_of(in.lawyer()));
        case pb::OfficeMessage::kCheck:
            return message(answer_of(in.check()));
        case pb::OfficeMessage::kSlots:
            return message(answer_of(in.slots()));
        case pb::OfficeMessage::kBook:
            return message(answer_of(in.book()));
        case pb::OfficeMessage::kFeed:
            return message(part_of(in.feed()));
        case pb::OfficeMessage::BODY_NOT_SET:
            break;
    }
    return fail(unknown_body);
}

void fill(pb::Hello& out, const Hello& hello) {
    out.set_protocol_min(hello.protocol_min);
    out.set_protocol_max(hello.protocol_max);
    out.set_software_version(hello.software_version);
    if (hello.journal_id) out.set_journal_id(std::string(hello.journal_id->begin(), hello.journal_id->end()));
    out.set_journal_last(hello.journal_last);
}

void fill(pb::Welcome& out, const Welcome& welcome) {
    out.set_protocol(welcome.protocol);
    out.set_office_time_ms(ms_number(welcome.office_time));
    auto* o = out.mutable_office();
    o->set_name_zh(welcome.office.name_zh);
    o->set_name_en(welcome.office.name_en);
    o->set_window_zh(welcome.office.window_zh);
    o->set_window_en(welcome.office.window_en);
    o->set_phone(welcome.office.phone);
    out.set_journal_known(welcome.journal_known);
    out.set_journal_through(welcome.journal_through);
    if (welcome.scan_key) out.set_scan_key(text_of_bytes(welcome.scan_key->public_key));
    if (welcome.cache_pepper) out.set_cache_pepper(welcome.cache_pepper->data(), CachePepper::size());
    if (const auto& rules = welcome.check_rules) {
        auto* told = out.mutable_check_rules();
        told->set_inspection(static_cast<uint32_t>(rules->inspection.count()));
        told->set_firm_letter(static_cast<uint32_t>(rules->firm_letter.count()));
        told->set_authorisation(static_cast<uint32_t>(rules->authorisation.count()));
    }
}

struct PutKioskBody {
    pb::KioskMessage& out;
    void operator()(const Hello& body) const { fill(*out.mutable_hello(), body); }
    void operator()(const LookupRequest& body) const { put(*out.mutable_lookup(), body); }
    void operator()(const Heartbeat& body) const { fill(*out.mutable_heartbeat(), body); }
    void operator()(const JournalEntries& body) const { put(*out.mutable_journal(), body); }
    void operator()(const TicketQuestion& body) const { put(*out.mutable_ticket(), body); }
    void operator()(const AppointmentQuestion& body) const { put(*out.mutable_appointment(), body); }
    void operator()(const LawyerQuestion& body) const { put(*out.mutable_lawyer(), body); }
    void operator()(const CheckQuestion& body) const { put(*out.mutable_check(), body); }
    void operator()(const SlotsQuestion& body) const { put(*out.mutable_slots(), body); }
    void operator()(const BookQuestion& body) const { put(*out.mutable_book(), body); }
    void operator()(const FeedWanted& body) const { put(*out.mutable_feed(), body); }
};

struct PutOfficeBody {
    pb::OfficeMessage& out;
    void operator()(const Welcome& body) const { fill(*out.mutable_welcome(), body); }
    void operator()(const LookupReply& body) const { put(*out.mutable_reply(), body); }
    void operator()(const Heartbeat& body) const { fill(*out.mutable_heartbeat(), body); }
    void operator()(const Closing& body) const {
        out.mutable_closing()->set_reason(static_cast<uint32_t>(body.reason));
    }
    void operator()(const JournalAck& body) const { out.mutable_ack()->set_through(body.through); }
    void operator()(const HallFeed& body) const { put(*out.mutable_hall(), body); }
    void operator()(const TicketAnswer& body) const { put(*out.mutable_ticket(), body); }
    void operator()(const AppointmentAnswer& body) const { put(*out.mutable_appointment(), body); }
    void operator()(const LawyerAnswer& body) const { put(*out.mutable_lawyer(), body); }
    void operator()(const CheckAnswer& body) const { put(*out.mutable_check(), body); }
    void operator()(const SlotsAnswer& body) const { put(*out.mutable_slots(), body); }
    void operator()(const BookAnswer& body) const { put(*out.mutable_book(), body); }
    void operator()(const FeedPart& body) const { put(*out.mutable_feed(), body); }
};

}  // namespace

}  // namespace wire

std::string_view word_of(DecodeError error) {
    using enum DecodeError;
    switch (error) {
        case too_long:
            return "too_long";
        case not_protobuf:
            return "not_protobuf";
        case unknown_body:
            return "unknown_body";
        case missing_field:
            return "missing_field";
        case bad_text:
            return "bad_text";
        case bad_identity_number:
            return "bad_identity_number";
        case bad_date:
            return "bad_date";
        case unknown_term:
            return "unknown_term";
        case too_many:
            return "too_many";
        case bad_number:
            return "bad_number";
    }
    return "unknown";
}

std::string encode(const KioskMessage& message) {
    wire::pb::KioskMessage out;
    out.set_id(message.id);
    std::visit(wire::PutKioskBody{out}, message.body);
    std::string bytes = out.SerializeAsString();
    wire::wipe(out);
    return bytes;
}

std::string encode(const OfficeMessage& message) {
    wire::pb::OfficeMessage out;
    out.set_id(message.id);
    std::visit(wire::PutOfficeBody{out}, message.body);
    std::string bytes = out.SerializeAsString();
    wire::wipe(out);
    return bytes;
}

std::string encode(const JournalEntry& entry) {
    wire::pb::JournalEntry out;
    wire::put(out, entry);
    return out.SerializeAsString();
}

Result<KioskMessage, DecodeError> decode_kiosk_message(std::string_view bytes) {
    if (bytes.size() > max_kiosk_message_bytes) return fail(DecodeError::too_long);
    wire::pb::KioskMessage in;
    if (!wire::parse(in, bytes)) return fail(DecodeError::not_protobuf);
    auto out = wire::message_of(in);
    wire::wipe(in);
    return out;
}

Result<OfficeMessage, DecodeError> decode_office_message(std::string_view bytes) {
    if (bytes.size() > max_office_message_bytes) return fail(DecodeError::too_long);
    wire::pb::OfficeMessage in;
    if (!wire::parse(in, bytes)) return fail(DecodeError::not_protobuf);
    auto out = wire::message_of(in);
    wire::wipe(in);
    return out;
}

Result<JournalEntry, DecodeError> decode_journal_entry(std::string_view bytes) {
    if (bytes.size() > max_journal_entry_bytes) return fail(DecodeError::too_long);
    wire::pb::JournalEntry in;
    if (!wire::parse(in, bytes)) return fail(DecodeError::not_protobuf);
    return wire::entry_of(in);
}

}  // namespace lobby::api
