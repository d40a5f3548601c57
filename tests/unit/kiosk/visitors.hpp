// Made-up persons and cases for the flows' tests. The check character is computed: nobody's number stands
// here.
#pragma once

#include <string>
#include <type_traits>
#include <utility>

#include "kiosk/app/session_flow.hpp"

namespace lobby::kiosk {

inline IdentityNumber some_number() {
    std::string digits = "53052119900101002";
    digits += identity_check_character(digits);
    return *IdentityNumber::parse(digits);
}

inline lookup::CardRead some_card() {
    return {some_number(), SecretString("Some Name"), *parse_date("2020-01-01"), std::nullopt};
}

inline api::DisclosedCase some_case(const std::string& number = "53052120260000101") {
    api::DisclosedCase c;
    c.acceptance_number = number;
    c.kind = api::CaseKind::prosecution_review;
    c.suspects = {"Some Name"};
    c.cause = "some cause";
    c.stage = api::Stage::under_review;
    c.history = {{api::Stage::under_review, *parse_date("2026-10-01")}};
    return c;
}

inline api::LookupReply cases(size_t n) {
    api::CasesDisclosed disclosed;
    for (size_t i = 0; i < n; ++i) disclosed.cases.push_back(some_case());
    return disclosed;
}

inline lookup::Answered answer(uint64_t question, api::LookupReply reply) {
    return {question, std::move(reply)};
}

// What the reader tells comes as a lookup event, whichever service is on the screen.
template <class E>
app::Event event_of(E event) {
    if constexpr (std::is_constructible_v<app::Event, E>)
        return app::Event{std::move(event)};
    else
        return app::Event{lookup::Event{std::move(event)}};
}

}  // namespace lobby::kiosk
