#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "office/demo/showcase.hpp"

namespace lobby::office::demo {

namespace json = boost::json;

namespace {

json::object card_of(const DemoCard& card) {
    json::object out;
    const auto add = [&](std::string_view key, const std::string& value) {
        if (!value.empty()) out[key] = value;
    };
    add("type", card.type);
    add("name", card.name);
    add("english_name", card.english_name);
    add("sex", card.sex);
    add("nation", card.nation);
    add("nationality", card.nationality);
    add("birth", card.birth);
    add("address", card.address);
    add("number", card.number);
    add("issuer", card.issuer);
    add("valid_from", card.valid_from);
    add("valid_to", card.valid_to);
    add("pass_number", card.pass_number);
    add("issue_count", card.issue_count);
    add("authority", card.authority);
    return out;
}

}  // namespace

std::string identities_json(const Showcase& showcase) {
    json::array identities;
    for (const auto& identity : showcase.identities) {
        json::array cases;
        for (const auto& [which, role, principal] : identity.cases) {
            const auto& number = showcase.cases[which].acceptance_number;
            if (number.empty()) continue;
            cases.push_back(
                {{"acceptance_number", number}, {"role", api::word_of(role)}, {"principal", principal}});
        }
        if (cases.empty() && !identity.cases.empty()) continue;
        json::object written{{"label", identity.label},
                             {"shows", identity.shows},
                             {"card", card_of(identity.card)},
                             {"cases", std::move(cases)}};
        if (identity.client) {
            const auto& its_case = showcase.cases[identity.client->which];
            if (its_case.acceptance_number.empty()) continue;
            const auto& party = its_case.parties.at(static_cast<size_t>(identity.client->party - 1)).person;
            written["client"] = {{"name", party.name},
                                 {"number", party.number},
                                 {"acceptance_number", its_case.acceptance_number}};
        }
        identities.push_back(std::move(written));
    }
    return json::serialize(json::object{{"identities", std::move(identities)}}) + '\n';
}

}  // namespace lobby::office::demo
