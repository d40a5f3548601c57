// The states of a lawyer's registration, and what leads from one to the next. Pure: it knows no store and no
// clock; transitions.hpp carries its verdicts out.
//
//   submitted ⇄ checking → confirmed → expired
//        ↘         ↘→ returned → expired
//         withdrawn (from every state but expired)
//
// Four eyes: the first confirmation gives the registration back to the line with confirmed_once_by; only a
// colleague's makes it confirmed.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "office/api/registration.hpp"

namespace lobby::office {

// What the machine knows of a registration.
struct ReviewStanding {
    api::RegistrationState state = api::RegistrationState::submitted;
    std::string reviewer;           // account that has it open; empty unless checking
    std::string confirmed_once_by;  // account of the first of two; kept until the decision
    friend bool operator==(const ReviewStanding&, const ReviewStanding&) = default;
};

namespace command {
// A reviewer opens it for himself. Again by the same one: nothing changes.
struct Take {
    std::string by;
};
// Back to the line. A supervisor releases anybody's.
struct Release {
    std::string by;
    bool supervisor = false;
};
struct Confirm {
    std::string by;
    bool four_eyes = false;  // the office's setting
};
struct Return {
    std::string by;
    std::vector<api::ReturnReason> reasons;
};
// By the lawyer himself.
struct Withdraw {};
// A newer one of the same lawyer, client and case stands in its place.
struct Merge {};
// Its day is over: of confirmed the last day, of returned the time in which it could be mended.
struct Expire {};
}  // namespace command
using RegistrationCommand = std::variant<command::Take, command::Release, command::Confirm, command::Return,
                                         command::Withdraw, command::Merge, command::Expire>;

// Why a command is not carried out. The machine itself gives not_open to reasons; the rest is of the desk.
enum class ReviewRefusal {
    not_open,   // decided, withdrawn or expired
    not_taken,  // nobody has it open
    not_yours,  // a colleague has it open
    four_eyes,  // the same account confirmed it first
    reasons,    // none, or one twice
    unknown,
    erased,             // its retention is over
    changed_meanwhile,  // another version than the one that was seen
    case_unknown,       // no case of this office can be given
    defenders_full,
    conflict_of_clients,
    pages_missing,  // not every page has arrived
    unavailable,    // the store failed; nothing was done
};
[[nodiscard]] std::string_view word_of(ReviewRefusal refusal);

[[nodiscard]] std::string_view word_of(const RegistrationCommand& command);

[[nodiscard]] Result<ReviewStanding, ReviewRefusal> step(const ReviewStanding& standing,
                                                         const RegistrationCommand& command);

}  // namespace lobby::office
