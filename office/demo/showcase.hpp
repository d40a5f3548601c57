// A few labelled people, each with an emulated identity card, who between them see every way through the
// kiosk.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "office/demo/demo_case.hpp"

namespace lobby::office::demo {

// As the card reader's emulator takes it; a field that a type of card lacks is empty.
struct DemoCard {
    std::string type = "citizen";  // citizen, residence_permit, foreign_2017, foreign_2023
    std::string name;
    std::string english_name;
    std::string sex;  // 男 or 女
    std::string nation;
    std::string nationality;  // of foreigners, three letters (ISO 3166)
    std::string birth;        // YYYYMMDD, as are the next two; the last may be 长期
    std::string valid_from;
    std::string valid_to;
    std::string address;
    std::string number;
    std::string issuer;
    std::string pass_number;  // of residence permits, as is the next
    std::string issue_count;
    std::string authority;  // of foreigners' cards of 2017: who issued it
};

struct DemoIdentity {
    struct Case {
        size_t which;  // in Showcase::cases
        api::Role role{};
        int principal{};
    };
    std::string label;
    std::string shows;  // in a few English words
    DemoCard card;
    std::vector<Case> cases;
    // Of a lawyer who has yet to register: the party who gave him the power of attorney.
    struct Client {
        size_t which;
        int party{};  // ordinal
    };
    std::optional<Client> client;
};

struct Showcase {
    std::vector<DemoCase> cases;
    std::vector<DemoIdentity> identities;
};

// Lawful on any day. The entitlements are in the cases, too.
[[nodiscard]] Showcase make_showcase(Date today, const WorkingDays& calendar);

// {"identities": [{"label", "shows", "card", "cases": [{"acceptance_number", "role", "principal"}]}]}; people
// whose case is not in the export (it has no number) are left out.
[[nodiscard]] std::string identities_json(const Showcase& showcase);

}  // namespace lobby::office::demo
