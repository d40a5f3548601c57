// Inside of the codec: the kiosk's journal, and how the hall stands.
#pragma once

#include "office/api/codec_checks.hpp"

namespace lobby::api::wire {

void put(pb::TicketNumber& out, const TicketNumber& number);
void put(pb::JournalEntry& out, const JournalEntry& entry);
void put(pb::JournalEntries& out, const JournalEntries& entries);
void put(pb::TicketQuestion& out, const TicketQuestion& question);
void put(pb::TicketAnswer& out, const TicketAnswer& answer);
void put(pb::HallFeed& out, const HallFeed& feed);

[[nodiscard]] Result<char, DecodeError> letter_of(uint32_t code);
[[nodiscard]] Result<TicketNumber, DecodeError> ticket_number_of(const pb::TicketNumber& in);
[[nodiscard]] Result<JournalEntry, DecodeError> entry_of(const pb::JournalEntry& in);
[[nodiscard]] Result<JournalEntries, DecodeError> entries_of(const pb::JournalEntries& in);
[[nodiscard]] Result<JournalAck, DecodeError> ack_of(const pb::JournalAck& in);
[[nodiscard]] Result<TicketQuestion, DecodeError> question_of(const pb::TicketQuestion& in);
[[nodiscard]] Result<TicketAnswer, DecodeError> answer_of(const pb::TicketAnswer& in);
[[nodiscard]] Result<HallFeed, DecodeError> feed_of(const pb::HallFeed& in);

}  // namespace lobby::api::wire
