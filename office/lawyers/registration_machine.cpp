#include "office/lawyers/registration_machine.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

namespace lobby::office {

namespace {

using api::RegistrationState;
using Verdict = Result<ReviewStanding, ReviewRefusal>;

bool is_open(RegistrationState state) {
    return state == RegistrationState::submitted || state == RegistrationState::checking;
}

ReviewStanding ended(RegistrationState state) {
    return {state, {}, {}};
}

// Only the reviewer who has it open decides.
std::optional<ReviewRefusal> refuses_decision(const ReviewStanding& s, const std::string& by) {
    if (!is_open(s.state)) return ReviewRefusal::not_open;
    if (s.state != RegistrationState::checking) return ReviewRefusal::not_taken;
    if (s.reviewer != by) return ReviewRefusal::not_yours;
    return std::nullopt;
}

bool each_once(const std::vector<api::ReturnReason>& reasons) {
    std::array<bool, api::return_reason_words.size()> seen{};
    return std::ranges::all_of(reasons, [&](api::ReturnReason r) {
        auto& told = seen.at(static_cast<size_t>(r));
        return !std::exchange(told, true);
    });
}

struct Step {
    const ReviewStanding& s;

    Verdict operator()(const command::Take& c) const {
        if (!is_open(s.state)) return fail(ReviewRefusal::not_open);
        if (s.state == RegistrationState::checking && s.reviewer != c.by)
            return fail(ReviewRefusal::not_yours);
        return ReviewStanding{RegistrationState::checking, c.by, s.confirmed_once_by};
    }
    Verdict operator()(const command::Release& c) const {
        if (!is_open(s.state)) return fail(ReviewRefusal::not_open);
        if (s.state != RegistrationState::checking) return fail(ReviewRefusal::not_taken);
        if (s.reviewer != c.by && !c.supervisor) return fail(ReviewRefusal::not_yours);
        return ReviewStanding{RegistrationState::submitted, {}, s.confirmed_once_by};
    }
    Verdict operator()(const command::Confirm& c) const {
        if (const auto refusal = refuses_decision(s, c.by)) return fail(*refusal);
        if (!c.four_eyes) return ended(RegistrationState::confirmed);
        if (s.confirmed_once_by == c.by) return fail(ReviewRefusal::four_eyes);
        if (s.confirmed_once_by.empty()) return ReviewStanding{RegistrationState::submitted, {}, c.by};
        return ended(RegistrationState::confirmed);
    }
    Verdict operator()(const command::Return& c) const {
        if (const auto refusal = refuses_decision(s, c.by)) return fail(*refusal);
        if (c.reasons.empty() || !each_once(c.reasons)) return fail(ReviewRefusal::reasons);
        return ended(RegistrationState::returned);
    }
    Verdict operator()(const command::Withdraw&) const {
        if (s.state == RegistrationState::withdrawn || s.state == RegistrationState::expired)
            return fail(ReviewRefusal::not_open);
        return ended(RegistrationState::withdrawn);
    }
    // One that is decided against stays what it is: only its pages are of no more use.
    Verdict operator()(const command::Merge&) const {
        if (s.state == RegistrationState::withdrawn || s.state == RegistrationState::expired)
            return fail(ReviewRefusal::not_open);
        return ended(s.state == RegistrationState::confirmed ? RegistrationState::expired
                                                             : RegistrationState::withdrawn);
    }
    Verdict operator()(const command::Expire&) const {
        if (s.state != RegistrationState::confirmed && s.state != RegistrationState::returned)
            return fail(ReviewRefusal::not_open);
        return ended(RegistrationState::expired);
    }
};

struct Word {
    std::string_view operator()(const command::Take&) const { return "take"; }
    std::string_view operator()(const command::Release&) const { return "release"; }
    std::string_view operator()(const command::Confirm&) const { return "confirm"; }
    std::string_view operator()(const command::Return&) const { return "return"; }
    std::string_view operator()(const command::Withdraw&) const { return "withdraw"; }
    std::string_view operator()(const command::Merge&) const { return "merge"; }
    std::string_view operator()(const command::Expire&) const { return "expire"; }
};

}  // namespace

std::string_view word_of(ReviewRefusal refusal) {
    switch (refusal) {
        case ReviewRefusal::not_open:
            return "not_open";
        case ReviewRefusal::not_taken:
            return "not_taken";
        case ReviewRefusal::not_yours:
            return "not_yours";
        case ReviewRefusal::four_eyes:
            return "four_eyes";
        case ReviewRefusal::reasons:
            return "reasons";
        case ReviewRefusal::unknown:
            return "not_found";
        case ReviewRefusal::erased:
            return "erased";
        case ReviewRefusal::changed_meanwhile:
            return "changed_meanwhile";
        case ReviewRefusal::case_unknown:
            return "case_unknown";
        case ReviewRefusal::defenders_full:
            return "defenders_full";
        case ReviewRefusal::conflict_of_clients:
            return "conflict_of_clients";
        case ReviewRefusal::pages_missing:
            return "pages_missing";
        case ReviewRefusal::unavailable:
            return "unavailable";
    }
    return "unknown";
}

std::string_view word_of(const RegistrationCommand& command) {
    return std::visit(Word{}, command);
}

Result<ReviewStanding, ReviewRefusal> step(const ReviewStanding& standing,
                                           const RegistrationCommand& command) {
    return std::visit(Step{standing}, command);
}

}  // namespace lobby::office
