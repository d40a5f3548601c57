// The labelled people show what their labels say, on whatever day the demo office is made.
#include "office/demo/showcase.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "platform/emulator/idcard/card_encoder.hpp"
#include "platform/emulator/idcard/card_json.hpp"
#include "platform/idcard/card_text.hpp"
#include "tests/unit/demo/kept_cases.hpp"

namespace lobby::office::demo {
namespace {

using api::LimitState;

const DemoIdentity& find(const Showcase& showcase, std::string_view label) {
    const auto found = std::ranges::find(showcase.identities, label, &DemoIdentity::label);
    if (found == showcase.identities.end()) throw std::out_of_range("no such label");
    return *found;
}

struct Shown {
    const char* label;
    size_t cases;
    std::optional<LimitState> first_limit;  // of the first case that may be told
};

const std::vector<Shown> labels{
    {"one-case", 1, LimitState::running},
    {"returned", 1, LimitState::suspended},
    {"resubmitted", 1, LimitState::running},
    {"extended", 1, LimitState::running},
    {"overdue", 1, LimitState::overdue},
    {"fast-track", 1, LimitState::running},
    {"not-prosecuted", 1, LimitState::ended},
    {"prosecuted", 1, LimitState::ended},
    {"several-cases", 3, LimitState::running},
    {"relative", 1, LimitState::running},
    {"defender", 1, LimitState::running},
    {"agent", 1, LimitState::running},
    {"confidential", 0, std::nullopt},
    {"no-case", 0, std::nullopt},
    {"expired-card", 1, LimitState::running},
    {"rare-name", 1, LimitState::running},
    {"minority-name", 1, LimitState::running},
    {"residence-permit", 1, LimitState::running},
    {"foreign-2023", 1, LimitState::running},
    {"foreign-2017", 1, LimitState::running},
    {"lawyer", 0, std::nullopt},
};

// What a person hears by his entitlements, as the lookup decides it.
std::vector<api::DisclosedCase> told_to(const DemoIdentity& who, const Showcase& showcase, Date today,
                                        const WorkingDays& calendar) {
    std::vector<api::DisclosedCase> told;
    for (const auto& [which, role, principal] : who.cases) {
        const auto& c = showcase.cases[which];
        StoredCase stored;
        stored.acceptance_number = c.acceptance_number;
        stored.kind = c.kind;
        stored.cause = c.cause;
        stored.department = c.department;
        stored.accepted_on = c.accepted_on;
        stored.confidentiality = c.confidentiality;
        stored.in_custody = c.in_custody;
        stored.procedure = c.procedure;
        stored.outcome = c.outcome;
        stored.concluded_on = c.concluded_on;
        stored.events = c.events;
        int ordinal = 0;
        for (const auto& party : c.parties)
            stored.parties.push_back({++ordinal, party.position, party.person.name, party.measure});
        const Entitlement entitlement{c.acceptance_number, role,         principal,
                                      who.card.name,       std::nullopt, false};
        if (refusal_of(entitlement, stored, who.card.name, today)) continue;
        if (auto one = disclose(stored, entitlement, today, calendar)) told.push_back(std::move(*one));
    }
    return told;
}

TEST(Showcase, EveryLabelShowsWhatItSaysOnEveryDay) {
    const auto calendar = WorkingDays::built_in();
    for (Date today = *parse_date("2025-12-01"); today < *parse_date("2028-03-10");
         today += std::chrono::days(1)) {
        const auto showcase = make_showcase(today, calendar);
        ASSERT_EQ(showcase.identities.size(), labels.size());
        for (const auto& shown : labels) {
            const auto told = told_to(find(showcase, shown.label), showcase, today, calendar);
            ASSERT_EQ(told.size(), shown.cases) << shown.label << ' ' << iso_date(today);
            if (!shown.first_limit) continue;
            ASSERT_EQ(told[0].limit->state, *shown.first_limit) << shown.label << ' ' << iso_date(today);
            if (told[0].concluded_on) {
                ASSERT_LE(*told[0].concluded_on, *told[0].limit->due) << iso_date(today);
            }
        }
    }
}

// Through the emulator's encoder and the driver's decoder: what the kiosk will read.
TEST(Showcase, EveryCardIsReadAsItIsMeant) {
    using platform::CardType;
    const Date today = *parse_date("2026-11-24");
    auto kept = keep_export(options_of(1, "2026-11-24"));
    const auto root = boost::json::parse(identities_json(kept.showcase));
    std::set<CardType> types;
    std::set<std::string> numbers;
    for (const auto& identity : kept.showcase.identities) {
        const auto* json = emulator::card_labelled(root, identity.label);
        ASSERT_NE(json, nullptr);
        const auto facts = emulator::card_of_json(*json);
        ASSERT_TRUE(facts) << identity.label << ' ' << facts.error().field;
        const auto encoded = emulator::encode_card(*facts);
        ASSERT_TRUE(encoded) << identity.label << ' ' << encoded.error().field;
        const auto read = platform::decode_card_text(encoded->text);
        ASSERT_TRUE(read) << identity.label << ' ' << platform::word_of(read.error());
        EXPECT_TRUE(read->agrees) << identity.label;
        EXPECT_EQ(read->name.view(), identity.card.name);
        EXPECT_EQ(read->number.reveal(), identity.card.number);
        EXPECT_LT(read->valid_from, today);
        EXPECT_EQ(read->valid_to && *read->valid_to < today, identity.label == "expired-card");
        EXPECT_TRUE(numbers.insert(identity.card.number).second);
        types.insert(read->type);
    }
    EXPECT_EQ(types, (std::set<CardType>{CardType::citizen, CardType::residence_permit,
                                         CardType::foreign_2017, CardType::foreign_2023}));
}

TEST(Showcase, ItsCasesAreInTheExportWithTheirEntitlements) {
    const auto kept = keep_export(options_of(1, "2026-11-24"));
    const auto root = boost::json::parse(identities_json(kept.showcase));
    size_t checked = 0;
    for (const auto& identity : root.at("identities").as_array()) {
        const auto number = identity.at("card").at("number").as_string();
        for (const auto& entry : identity.at("cases").as_array()) {
            const std::string wanted(entry.at("acceptance_number").as_string());
            const auto found = std::ranges::find(kept.cases, wanted, &DemoCase::acceptance_number);
            ASSERT_NE(found, kept.cases.end());
            EXPECT_TRUE(std::ranges::any_of(found->entitlements, [&](const DemoEntitlement& e) {
                return e.person.number == number && api::word_of(e.role) == entry.at("role").as_string() &&
                       e.principal == entry.at("principal").as_int64();
            }));
            ++checked;
        }
    }
    EXPECT_EQ(checked, 21U);
}

TEST(Showcase, TheLawyersClientIsASuspectWithoutADefenderInACaseOfTheExport) {
    const auto kept = keep_export(options_of(1, "2026-11-24"));
    const auto root = boost::json::parse(identities_json(kept.showcase));
    const auto& identities = root.at("identities").as_array();
    const auto lawyer =
        std::ranges::find_if(identities, [](const auto& i) { return i.at("label") == "lawyer"; });
    ASSERT_NE(lawyer, identities.end());
    const auto& client = lawyer->at("client");
    const std::string wanted(client.at("acceptance_number").as_string());
    const auto found = std::ranges::find(kept.cases, wanted, &DemoCase::acceptance_number);
    ASSERT_NE(found, kept.cases.end());
    EXPECT_TRUE(found->entitlements.empty());
    EXPECT_EQ(found->kind, api::CaseKind::prosecution_review);
    EXPECT_TRUE(std::ranges::any_of(found->parties, [&](const auto& party) {
        return party.position == PartyPosition::suspect &&
               party.person.name == client.at("name").as_string() &&
               party.person.number == client.at("number").as_string();
    }));
}

TEST(Showcase, PeopleWhoseCaseIsNotInASmallExportAreLeftOut) {
    auto options = options_of(1, "2026-11-24");
    options.prosecution = 2;
    options.arrest = 0;
    const auto kept = keep_export(options);
    const auto root = boost::json::parse(identities_json(kept.showcase));
    std::set<std::string> left;
    for (const auto& identity : root.at("identities").as_array())
        left.emplace(identity.at("label").as_string());
    EXPECT_EQ(left, (std::set<std::string>{"one-case", "returned", "no-case"}));
}

}  // namespace
}  // namespace lobby::office::demo
