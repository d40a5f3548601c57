#include <algorithm>

#include "office/api/codec_appointment.hpp"
#include "office/api/codec_feed.hpp"
#include "office/api/codec_hall.hpp"
#include "office/api/codec_registration.hpp"

namespace lobby::api::wire {

using enum DecodeError;

namespace {

Result<uint64_t, DecodeError> entry_number(uint64_t number) {
    if (number == 0 || number > max_journal_number) return fail(bad_number);
    return number;
}

void fill(pb::TicketTaken& out, const TicketTaken& taken) {
    out.set_service(taken.service);
    out.set_count(taken.count);
    out.set_precedence(static_cast<uint32_t>(taken.precedence));
    if (taken.appointment) put(*out.mutable_appointment(), *taken.appointment);
    out.set_token(taken.token);
    out.set_by_card(taken.by_card);
    out.set_day(day_number(taken.day));
}

Result<TicketTaken, DecodeError> taken_of(const pb::TicketTaken& in) {
    TicketTaken taken;
    Checked check;
    check.require(is_word(in.service()) && is_token(in.token()), bad_text);
    taken.service = in.service();
    taken.token = in.token();
    check.into(taken.count, number_of(in.count(), 1, max_count));
    check.into(taken.precedence, term_of<Precedence>(in.precedence()));
    if (in.has_appointment()) check.into(taken.appointment, appointment_of(in.appointment()));
    taken.by_card = in.by_card();
    check.into(taken.day, date_of(in.day()));
    if (check.error()) return fail(*check.error());
    return taken;
}

void fill(pb::TicketRated& out, const TicketRated& rated) {
    put(*out.mutable_number(), rated.number);
    out.set_day(day_number(rated.day));
    out.set_score(rated.score);
    for (const auto reason : rated.reasons) out.add_reasons(static_cast<uint32_t>(reason));
}

Result<TicketRated, DecodeError> rated_of(const pb::TicketRated& in) {
    TicketRated rated;
    Checked check;
    check.into(rated.number, ticket_number_of(in.number()));
    check.into(rated.day, date_of(in.day()));
    check.into(rated.score, number_of(in.score(), 1, 5));
    check.require(in.reasons_size() <= static_cast<int>(rating_reason_words.size()), too_many);
    if (check.error()) return fail(*check.error());
    for (const uint32_t number : in.reasons()) {
        RatingReason reason{};
        check.into(reason, term_of<RatingReason>(number));
        check.require(std::ranges::count(rated.reasons, reason) == 0, too_many);
        rated.reasons.push_back(reason);
    }
    if (check.error()) return fail(*check.error());
    return rated;
}

Result<HelpCalled, DecodeError> help_of(const pb::HelpCalled& in) {
    HelpCalled help;
    Checked check;
    check.require(is_word(in.screen()), bad_text);
    help.screen = in.screen();
    if (in.has_ticket()) check.into(help.ticket, ticket_number_of(in.ticket()));
    if (check.error()) return fail(*check.error());
    return help;
}

Result<JournalBody, DecodeError> body_of(const pb::JournalEntry& in) {
    switch (in.body_case()) {
        case pb::JournalEntry::kTaken: {
            auto taken = taken_of(in.taken());
            if (!taken) return fail(taken.error());
            return JournalBody{std::move(*taken)};
        }
        case pb::JournalEntry::kPrint: {
            TicketPrint print;
            Checked check;
            check.into(print.taken_entry, entry_number(in.print().taken_entry()));
            check.into(print.state, term_of<PrintState>(in.print().state()));
            if (check.error()) return fail(*check.error());
            return JournalBody{print};
        }
        case pb::JournalEntry::kLost:
            return JournalBody{EntryLost{}};
        case pb::JournalEntry::kGivenBack: {
            const auto number = entry_number(in.given_back().taken_entry());
            if (!number) return fail(number.error());
            return JournalBody{TicketGivenBack{*number}};
        }
        case pb::JournalEntry::kRated: {
            auto rated = rated_of(in.rated());
            if (!rated) return fail(rated.error());
            return JournalBody{std::move(*rated)};
        }
        case pb::JournalEntry::kHelp: {
            auto help = help_of(in.help());
            if (!help) return fail(help.error());
            return JournalBody{std::move(*help)};
        }
        case pb::JournalEntry::kRegistration: {
            auto submitted = submitted_of(in.registration());
            if (!submitted) return fail(submitted.error());
            return JournalBody{std::move(*submitted)};
        }
        case pb::JournalEntry::kRegistrationWithdrawn: {
            const auto withdrawn = withdrawn_of(in.registration_withdrawn());
            if (!withdrawn) return fail(withdrawn.error());
            return JournalBody{*withdrawn};
        }
        case pb::JournalEntry::kOfflineLookup: {
            auto lookup = offline_of(in.offline_lookup());
            if (!lookup) return fail(lookup.error());
            return JournalBody{std::move(*lookup)};
        }
        case pb::JournalEntry::BODY_NOT_SET:
            break;
    }
    return fail(unknown_body);
}

}  // namespace

void put(pb::TicketNumber& out, const TicketNumber& number) {
    out.set_prefix(static_cast<uint32_t>(number.prefix));
    out.set_series(static_cast<uint32_t>(number.series));
    out.set_count(number.count);
}

Result<char, DecodeError> letter_of(uint32_t code) {
    if (code < 'A' || code > 'Z') return fail(bad_number);
    return static_cast<char>(code);
}

Result<TicketNumber, DecodeError> ticket_number_of(const pb::TicketNumber& in) {
    TicketNumber number;
    Checked check;
    check.into(number.prefix, letter_of(in.prefix()));
    check.into(number.series, letter_of(in.series()));
    check.into(number.count, number_of(in.count(), 1, max_count));
    if (check.error()) return fail(*check.error());
    return number;
}

void put(pb::JournalEntry& out, const JournalEntry& entry) {
    out.set_number(entry.number);
    out.set_at_ms(ms_number(entry.at));
    if (const auto* taken = std::get_if<TicketTaken>(&entry.body)) {
        fill(*out.mutable_taken(), *taken);
    } else if (const auto* print = std::get_if<TicketPrint>(&entry.body)) {
        out.mutable_print()->set_taken_entry(print->taken_entry);
        out.mutable_print()->set_state(static_cast<uint32_t>(print->state));
    } else if (const auto* back = std::get_if<TicketGivenBack>(&entry.body)) {
        out.mutable_given_back()->set_taken_entry(back->taken_entry);
    } else if (const auto* rated = std::get_if<TicketRated>(&entry.body)) {
        fill(*out.mutable_rated(), *rated);
    } else if (const auto* submitted = std::get_if<RegistrationSubmitted>(&entry.body)) {
        put(*out.mutable_registration(), *submitted);
    } else if (const auto* withdrawn = std::get_if<RegistrationWithdrawn>(&entry.body)) {
        put(*out.mutable_registration_withdrawn(), *withdrawn);
    } else if (const auto* lookup = std::get_if<OfflineLookup>(&entry.body)) {
        put(*out.mutable_offline_lookup(), *lookup);
    } else if (std::holds_alternative<EntryLost>(entry.body)) {
        out.mutable_lost();
    } else {
        const auto& help = std::get<HelpCalled>(entry.body);
        out.mutable_help()->set_screen(help.screen);
        if (help.ticket) put(*out.mutable_help()->mutable_ticket(), *help.ticket);
    }
}

Result<JournalEntry, DecodeError> entry_of(const pb::JournalEntry& in) {
    JournalEntry entry;
    Checked check;
    check.into(entry.number, entry_number(in.number()));
    check.into(entry.at, time_of(in.at_ms()));
    check.into(entry.body, body_of(in));
    if (check.error()) return fail(*check.error());
    return entry;
}

void put(pb::JournalEntries& out, const JournalEntries& entries) {
    for (const auto& entry : entries.entries) put(*out.add_entries(), entry);
}

Result<JournalEntries, DecodeError> entries_of(const pb::JournalEntries& in) {
    if (in.entries_size() == 0) return fail(missing_field);
    if (in.entries_size() > static_cast<int>(max_journal_entries)) return fail(too_many);
    JournalEntries entries;
    for (const auto& e : in.entries()) {
        auto entry = entry_of(e);
        if (!entry) return fail(entry.error());
        if (!entries.entries.empty() && entry->number != entries.entries.back().number + 1)
            return fail(bad_number);
        entries.entries.push_back(std::move(*entry));
    }
    return entries;
}

Result<JournalAck, DecodeError> ack_of(const pb::JournalAck& in) {
    if (in.through() > max_journal_number) return fail(bad_number);
    return JournalAck{in.through()};
}

}  // namespace lobby::api::wire
