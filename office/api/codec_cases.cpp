#include "office/api/codec_cases.hpp"

#include <sodium.h>

#include "office/api/codec_lawyer.hpp"
#include "office/api/codec_registration.hpp"

namespace lobby::api {

namespace wire {

using enum DecodeError;

namespace {

constexpr uint32_t max_retry_s = 7 * 24 * 3600;

}  // namespace

void put(pb::DisclosedCase& out, const DisclosedCase& c) {
    out.set_acceptance_number(c.acceptance_number);
    out.set_kind(static_cast<uint32_t>(c.kind));
    out.set_asked_as(static_cast<uint32_t>(c.asked_as));
    if (c.cause) out.set_cause(*c.cause);
    for (const auto& name : c.suspects) out.add_suspects(name);
    if (c.accepted_on) out.set_accepted_day(day_number(*c.accepted_on));
    if (c.department) out.set_department(*c.department);
    if (c.stage) out.set_stage(static_cast<uint32_t>(*c.stage));
    for (const auto& event : c.history) {
        auto* e = out.add_history();
        e->set_stage(static_cast<uint32_t>(event.stage));
        e->set_on_day(day_number(event.on));
    }
    if (c.limit) {
        auto* l = out.mutable_limit();
        l->set_state(static_cast<uint32_t>(c.limit->state));
        if (c.limit->due) l->set_due_day(day_number(*c.limit->due));
        l->set_days_left(c.limit->days_left);
    }
    if (c.measure) out.set_measure(static_cast<uint32_t>(*c.measure));
    if (c.outcome) out.set_outcome(static_cast<uint32_t>(*c.outcome));
    if (c.concluded_on) out.set_concluded_day(day_number(*c.concluded_on));
}

namespace {

Result<TimeLimit, DecodeError> limit_of(const pb::TimeLimit& in) {
    TimeLimit limit;
    Checked check;
    check.into(limit.state, term_of<LimitState>(in.state()));
    if (in.has_due_day()) check.into(limit.due, date_of(in.due_day()));
    check.require(in.days_left() > -100'000 && in.days_left() < 100'000, bad_date);
    limit.days_left = in.days_left();
    if (check.error()) return fail(*check.error());
    return limit;
}

}  // namespace

Result<DisclosedCase, DecodeError> case_of(const pb::DisclosedCase& in) {
    DisclosedCase c;
    Checked check;
    check.require(!in.acceptance_number().empty(), missing_field);
    check.require(in.suspects().size() <= static_cast<int>(max_suspects) &&
                      in.history().size() <= static_cast<int>(max_history),
                  too_many);
    if (check.error()) return fail(*check.error());
    check.into(c.acceptance_number, text_of(in.acceptance_number()));
    check.into(c.kind, term_of<CaseKind>(in.kind()));
    check.into(c.asked_as, term_of<Role>(in.asked_as()));
    if (in.has_cause()) check.into(c.cause, text_of(in.cause()));
    for (const auto& name : in.suspects()) {
        std::string checked;
        check.into(checked, text_of(name));
        c.suspects.push_back(std::move(checked));
    }
    if (in.has_accepted_day()) check.into(c.accepted_on, date_of(in.accepted_day()));
    if (in.has_department()) check.into(c.department, text_of(in.department()));
    if (in.has_stage()) check.into(c.stage, term_of<Stage>(in.stage()));
    for (const auto& event : in.history()) {
        StageEvent e;
        check.into(e.stage, term_of<Stage>(event.stage()));
        check.into(e.on, date_of(event.on_day()));
        c.history.push_back(e);
    }
    if (in.has_limit()) check.into(c.limit, limit_of(in.limit()));
    if (in.has_measure()) check.into(c.measure, term_of<Measure>(in.measure()));
    if (in.has_outcome()) check.into(c.outcome, term_of<Outcome>(in.outcome()));
    if (in.has_concluded_day()) check.into(c.concluded_on, date_of(in.concluded_day()));
    if (check.error()) return fail(*check.error());
    return c;
}

namespace {

void shorten(std::string& text) {
    if (text.size() <= max_text_bytes) return;
    size_t end = max_text_bytes;
    while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0u) == 0x80) --end;  // between two code points
    text.resize(end);
}

}  // namespace

size_t shortened(DisclosedCase& c) {
    constexpr size_t scalars = 160;  // tags, numbers and lengths of the case's own fields
    constexpr size_t step = 32;
    constexpr size_t length_prefix = 4;
    if (c.suspects.size() > max_suspects) c.suspects.resize(max_suspects);
    if (c.history.size() > max_history)
        c.history.erase(c.history.begin(), c.history.end() - static_cast<std::ptrdiff_t>(max_history));
    shorten(c.acceptance_number);
    if (c.cause) shorten(*c.cause);
    if (c.department) shorten(*c.department);
    size_t bytes = scalars + c.acceptance_number.size() + (c.cause ? c.cause->size() : 0) +
                   (c.department ? c.department->size() : 0) + c.history.size() * step;
    for (auto& name : c.suspects) {
        shorten(name);
        bytes += name.size() + length_prefix;
    }
    return bytes;
}

Result<IdentityNumber, DecodeError> identity_of(const std::string& text) {
    auto number = IdentityNumber::parse(text);
    if (!number) return fail(bad_identity_number);
    return std::move(*number);
}

void put(pb::LookupRequest& out, const LookupRequest& request) {
    if (const auto* card = std::get_if<CardEvidence>(&request.evidence)) {
        auto* c = out.mutable_card();
        c->set_number(std::string(card->number.reveal()));
        c->set_name(std::string(card->name.view()));
        c->set_valid_from_day(day_number(card->valid_from));
        if (card->valid_to) c->set_valid_to_day(day_number(*card->valid_to));
        return;
    }
    const auto& code = std::get<CodeEvidence>(request.evidence);
    auto* c = out.mutable_code();
    c->set_number(std::string(code.number.reveal()));
    c->set_code(std::string(code.code.view()));
}

Result<LookupRequest, DecodeError> request_of(const pb::LookupRequest& in) {
    switch (in.evidence_case()) {
        case pb::LookupRequest::kCard: {
            auto number = identity_of(in.card().number());
            if (!number) return fail(number.error());
            if (in.card().name().empty() || !is_plain_text(in.card().name(), max_text_bytes))
                return fail(bad_text);
            CardEvidence card{std::move(*number), SecretString(in.card().name()), {}, {}};
            Checked check;
            check.into(card.valid_from, date_of(in.card().valid_from_day()));
            if (in.card().has_valid_to_day()) check.into(card.valid_to, date_of(in.card().valid_to_day()));
            if (check.error()) return fail(*check.error());
            return LookupRequest{std::move(card)};
        }
        case pb::LookupRequest::kCode: {
            auto number = identity_of(in.code().number());
            if (!number) return fail(number.error());
            if (in.code().code().empty() || !is_plain_text(in.code().code(), 32)) return fail(bad_text);
            return LookupRequest{CodeEvidence{std::move(*number), SecretString(in.code().code())}};
        }
        case pb::LookupRequest::EVIDENCE_NOT_SET:
            break;
    }
    return fail(missing_field);
}

void put(pb::LookupReply& out, const LookupReply& reply) {
    if (const auto* disclosed = std::get_if<CasesDisclosed>(&reply)) {
        auto* cases = out.mutable_cases();
        for (const auto& c : disclosed->cases) put(*cases->add_cases(), c);
        cases->set_as_of_ms(ms_number(disclosed->as_of));
    } else if (const auto* locked = std::get_if<LookupLocked>(&reply)) {
        out.mutable_locked()->set_retry_after_s(static_cast<uint32_t>(locked->retry_after.count()));
    } else if (std::holds_alternative<LookupUnavailable>(reply)) {
        out.mutable_unavailable();
    } else {
        out.mutable_nothing();
    }
}

Result<LookupReply, DecodeError> reply_of(const pb::LookupReply& in) {
    switch (in.reply_case()) {
        case pb::LookupReply::kCases: {
            if (in.cases().cases_size() > static_cast<int>(max_cases)) return fail(too_many);
            if (in.cases().cases_size() == 0) return fail(missing_field);
            CasesDisclosed disclosed;
            Checked check;
            check.into(disclosed.as_of, time_of(in.cases().as_of_ms()));
            for (const auto& c : in.cases().cases()) {
                auto checked = case_of(c);
                if (!checked) return fail(checked.error());
                disclosed.cases.push_back(std::move(*checked));
            }
            if (check.error()) return fail(*check.error());
            return LookupReply{std::move(disclosed)};
        }
        case pb::LookupReply::kNothing:
            return LookupReply{NothingToShow{}};
        case pb::LookupReply::kLocked:
            if (in.locked().retry_after_s() > max_retry_s) return fail(bad_date);
            return LookupReply{LookupLocked{std::chrono::seconds(in.locked().retry_after_s())}};
        case pb::LookupReply::kUnavailable:
            return LookupReply{LookupUnavailable{}};
        case pb::LookupReply::REPLY_NOT_SET:
            break;
    }
    return fail(unknown_body);
}

void wipe(std::string* text) {
    sodium_memzero(text->data(), text->size());
}

void wipe(pb::KioskMessage& message) {
    if (message.has_appointment()) wipe(message.mutable_appointment()->mutable_card());
    if (message.has_lawyer()) wipe(*message.mutable_lawyer());
    if (message.has_check()) wipe(*message.mutable_check()->mutable_form());
    if (message.has_slots()) wipe(message.mutable_slots()->mutable_card());
    if (message.has_book()) wipe(message.mutable_book()->mutable_card());
    if (!message.has_lookup()) return;
    auto* lookup = message.mutable_lookup();
    if (lookup->has_card()) {
        wipe(lookup->mutable_card()->mutable_number());
        wipe(lookup->mutable_card()->mutable_name());
    }
    if (lookup->has_code()) {
        wipe(lookup->mutable_code()->mutable_number());
        wipe(lookup->mutable_code()->mutable_code());
    }
}

void wipe(pb::OfficeMessage& message) {
    if (message.has_lawyer()) wipe(*message.mutable_lawyer());
    if (message.has_welcome()) wipe(message.mutable_welcome()->mutable_cache_pepper());
    if (!message.has_reply() || !message.reply().has_cases()) return;
    for (auto& c : *message.mutable_reply()->mutable_cases()->mutable_cases()) wipe(c);
}

void wipe(pb::DisclosedCase& told) {
    for (auto& name : *told.mutable_suspects()) wipe(&name);
}

}  // namespace wire

void keep_within_limits(CasesDisclosed& disclosed) {
    size_t room = max_office_message_bytes;
    if (disclosed.cases.size() > max_cases) disclosed.cases.resize(max_cases);
    for (size_t i = 0; i < disclosed.cases.size(); ++i) {
        const size_t bytes = wire::shortened(disclosed.cases[i]);
        if (bytes > room) return disclosed.cases.resize(i);
        room -= bytes;
    }
}

}  // namespace lobby::api
