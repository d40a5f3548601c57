// A case as one line of an export tells it: checked field by field, identity numbers already hashed.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/identity_number.hpp"
#include "office/cases/disclosure.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office::imports {

struct CaseRow {
    std::string acceptance_number;
    api::CaseKind kind{};
    std::string cause;
    std::string department;
    Date accepted_on;
    uint32_t confidentiality = 0;  // bit set of Confidentiality
    bool in_custody = false;
    Procedure procedure{};
    api::Outcome outcome{};
    std::optional<Date> concluded_on;
};

struct PartyRow {
    int ordinal = 0;
    PartyPosition position{};
    std::string name;
    std::optional<IdentityIndex> person;
    api::Measure measure = api::Measure::none;
};

struct EventRow {
    int seq = 0;  // from 1
    api::Stage stage{};
    Date on;
};

struct EntitlementRow {
    IdentityIndex person;
    std::string name;
    api::Role role{};
    int principal = 0;
    std::optional<Date> valid_until;
    bool withdrawn = false;
};

struct CaseRecord {
    CaseRow row;
    std::vector<PartyRow> parties;
    std::vector<EventRow> events;
    std::vector<EntitlementRow> entitlements;
};

// How an identity number becomes what is stored: StoreKey::identity_index, or something simpler in a test.
using HashIdentity = std::function<IdentityIndex(const IdentityNumber&)>;

// Bounds of one case. Suspects and events: what the link can carry (office/api/codec.cpp).
inline constexpr size_t max_parties = 512;
inline constexpr size_t max_suspects = 64;
inline constexpr size_t max_events = 128;
inline constexpr size_t max_entitlements = 512;

}  // namespace lobby::office::imports
