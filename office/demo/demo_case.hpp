// A made-up case as the business system would export it. Plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "office/cases/disclosure.hpp"

namespace lobby::office::demo {

struct Person {
    std::string name;
    std::string number;  // valid by its rule; belongs to nobody
};

struct DemoParty {
    PartyPosition position{};
    Person person;
    api::Measure measure = api::Measure::none;
};

struct DemoEntitlement {
    Person person;
    api::Role role{};
    int principal{};  // the party's place in `parties`, from 1
    std::optional<Date> valid_until;
    bool withdrawn = false;
};

struct DemoCase {
    std::string acceptance_number;  // given when it is written
    api::CaseKind kind{};
    std::string cause;
    std::string department;
    Date accepted_on;
    uint32_t confidentiality = 0;  // bit set of Confidentiality
    bool in_custody = false;
    Procedure procedure = Procedure::ordinary;
    api::Outcome outcome = api::Outcome::pending;
    std::optional<Date> concluded_on;
    std::vector<DemoParty> parties;
    std::vector<api::StageEvent> events;
    std::vector<DemoEntitlement> entitlements;
};

}  // namespace lobby::office::demo
