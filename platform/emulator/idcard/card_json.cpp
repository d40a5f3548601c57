#include "platform/emulator/idcard/card_json.hpp"

#include <algorithm>
#include <array>

namespace lobby::emulator {

namespace json = boost::json;

namespace {

constexpr size_t longest_text = 512;  // bytes; the longest field takes 60 characters

struct Key {
    std::string_view key;
    std::string CardFacts::*text;
};
constexpr std::array keys{
    Key{"name", &CardFacts::name},
    Key{"english_name", &CardFacts::english_name},
    Key{"sex", &CardFacts::sex},
    Key{"nation", &CardFacts::nation},
    Key{"birth", &CardFacts::birth},
    Key{"address", &CardFacts::address},
    Key{"number", &CardFacts::number},
    Key{"issuer", &CardFacts::issuer},
    Key{"valid_from", &CardFacts::valid_from},
    Key{"valid_to", &CardFacts::valid_to},
    Key{"pass_number", &CardFacts::pass_number},
    Key{"issue_count", &CardFacts::issue_count},
    Key{"nationality", &CardFacts::nationality},
    Key{"version", &CardFacts::version},
    Key{"authority", &CardFacts::authority},
    Key{"renewals", &CardFacts::renewals},
    Key{"old_number", &CardFacts::old_number},
    Key{"added_address", &CardFacts::added_address},
};

struct Type {
    std::string_view word;
    CardKind kind;
};
constexpr std::array types{
    Type{"citizen", CardKind::citizen}, Type{"residence_permit", CardKind::residence_permit},
    Type{"foreign_2017", CardKind::foreign_2017}, Type{"foreign_2023", CardKind::foreign_2023}};

std::optional<std::string_view> text_of(const json::value& value) {
    const json::string* text = value.if_string();
    if (!text) return std::nullopt;
    return std::string_view(text->data(), text->size());
}

}  // namespace

std::string_view word_of(CardJsonFlaw flaw) {
    switch (flaw) {
        case CardJsonFlaw::not_an_object:
            return "not_an_object";
        case CardJsonFlaw::unknown_type:
            return "unknown_type";
        case CardJsonFlaw::unknown_key:
            return "unknown_key";
        case CardJsonFlaw::not_text:
            return "not_text";
        case CardJsonFlaw::too_long:
            return "too_long";
    }
    return "unknown";
}

Result<CardFacts, CardJsonError> card_of_json(const json::value& json) {
    const json::object* object = json.if_object();
    if (!object) return fail(CardJsonError{"", CardJsonFlaw::not_an_object});
    const json::value* type = object->if_contains("type");
    const auto word = type ? text_of(*type) : std::optional<std::string_view>();
    const auto known =
        std::ranges::find_if(types, [&word](const Type& t) { return word && t.word == *word; });
    if (known == types.end()) return fail(CardJsonError{"type", CardJsonFlaw::unknown_type});
    CardFacts facts;
    facts.kind = known->kind;
    for (const auto& [name, value] : *object) {
        const std::string_view key(name.data(), name.size());
        if (key == "type") continue;
        const auto slot = std::ranges::find(keys, key, &Key::key);
        if (slot == keys.end()) return fail(CardJsonError{"", CardJsonFlaw::unknown_key});
        const auto text = text_of(value);
        if (!text) return fail(CardJsonError{slot->key, CardJsonFlaw::not_text});
        if (text->size() > longest_text) return fail(CardJsonError{slot->key, CardJsonFlaw::too_long});
        facts.*slot->text = std::string(*text);
    }
    return facts;
}

const json::value* card_labelled(const json::value& identities, std::string_view label) {
    const json::object* file = identities.if_object();
    const json::value* list = file ? file->if_contains("identities") : nullptr;
    const json::array* entries = list ? list->if_array() : nullptr;
    if (!entries) return nullptr;
    for (const json::value& entry : *entries) {
        const json::object* identity = entry.if_object();
        const json::value* found = identity ? identity->if_contains("label") : nullptr;
        if (found && text_of(*found) == label) return identity->if_contains("card");
    }
    return nullptr;
}

}  // namespace lobby::emulator
