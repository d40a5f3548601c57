#include "office/lawyers/transitions.hpp"

#include <stdexcept>

#include "office/cases/entitlements.hpp"
#include "office/lawyers/word_lists.hpp"

namespace lobby::office {

using api::RegistrationState;

namespace {

LedgerKind kind_of(const RegistrationCommand& command, RegistrationState after) {
    struct Kind {
        RegistrationState after;
        LedgerKind operator()(const command::Take&) const { return LedgerKind::registration_taken; }
        LedgerKind operator()(const command::Release&) const { return LedgerKind::registration_released; }
        LedgerKind operator()(const command::Confirm&) const {
            return after == RegistrationState::confirmed ? LedgerKind::registration_confirmed
                                                         : LedgerKind::registration_confirmed_once;
        }
        LedgerKind operator()(const command::Return&) const { return LedgerKind::registration_returned; }
        LedgerKind operator()(const command::Withdraw&) const { return LedgerKind::registration_withdrawn; }
        LedgerKind operator()(const command::Merge&) const { return LedgerKind::registration_merged; }
        LedgerKind operator()(const command::Expire&) const { return LedgerKind::registration_expired; }
    };
    return std::visit(Kind{after}, command);
}

void open_case(const TransitionContext& c, StoredRegistration& r, const Opening& opening,
               const std::string& by) {
    Grant grant;
    grant.person = r.person;
    grant.entitlement = {opening.client.acceptance_number,
                         opening.client.role,
                         opening.client.client,
                         opening.person_name,
                         opening.valid_until,
                         false};
    grant.proofs = opening.proofs;
    grant.granted_by = by;
    grant.by_card = true;
    r.entitlement = grant_entitlement(c.db, c.key, c.now, grant).entitlement_id;
    r.client = opening.client;
    r.valid_until = opening.valid_until;
}

void close_case(const TransitionContext& c, StoredRegistration& r, const std::string& by) {
    if (r.entitlement) withdraw_entitlement(c.db, c.key, c.now, *r.entitlement, by);
    r.entitlement.reset();
}

boost::json::object about(const StoredRegistration& r, RegistrationState before, const std::string& by) {
    boost::json::object body{{"registration", hex(r.id)},
                             {"person", hex(r.person.bytes)},
                             {"from", api::word_of(before)},
                             {"to", api::word_of(r.standing.state)},
                             {"by", by}};
    if (r.client) body["case"] = r.client->acceptance_number;
    if (!r.reasons.empty()) body["reasons"] = as_words(r.reasons);
    if (r.merged_into) body["into"] = hex(*r.merged_into);
    return body;
}

}  // namespace

Result<RegistrationState, ReviewRefusal> carry_out(const TransitionContext& c, StoredRegistration& r,
                                                   const RegistrationCommand& command, const std::string& by,
                                                   const Opening* opening) {
    const auto next = step(r.standing, command);
    if (!next) return fail(next.error());
    const auto before = r.standing.state;
    if (*next == r.standing) return before;  // taken again by the same reviewer
    r.standing = *next;
    r.reasons.clear();
    if (const auto* back = std::get_if<command::Return>(&command)) r.reasons = back->reasons;
    if (r.standing.state == RegistrationState::confirmed || r.standing.state == RegistrationState::returned) {
        r.decided_at = c.now;
        r.decided_by = by;
    }
    if (r.standing.state == RegistrationState::confirmed) {
        if (!opening) throw std::logic_error("a confirmation without its case");
        open_case(c, r, *opening, by);
    } else if (before == RegistrationState::confirmed) {
        close_case(c, r, by);
    }
    update_registration(c.db, c.now, r);
    const std::string word(word_of(command));
    add_step(c.db, r.id, {c.now, word, by, r.reasons});
    append_to_ledger(c.db, c.key, c.now, {kind_of(command, r.standing.state), about(r, before, by)});
    return before;
}

void note(const TransitionContext& c, const api::RegistrationId& id, LedgerKind kind, const std::string& word,
          const std::string& by, boost::json::object more) {
    add_step(c.db, id, {c.now, word, by, {}});
    more["registration"] = hex(id);
    more["by"] = by;
    append_to_ledger(c.db, c.key, c.now, {kind, std::move(more)});
}

}  // namespace lobby::office
