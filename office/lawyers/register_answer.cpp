#include "office/lawyers/register_answer.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <boost/json/parse.hpp>

#include "office/api/names.hpp"
#include "office/api/registration_checks.hpp"

namespace lobby::office {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 3> status_words{"practising", "suspended", "unknown"};

// Nothing: it is there and is no text that could be a name.
std::optional<std::string> text_at(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    if (!value || value->is_null()) return std::string();
    const auto* text = value->if_string();
    if (!text || text->size() > api::max_field_bytes) return std::nullopt;
    return std::string(text->data(), text->size());
}

}  // namespace

std::string_view word_of(RegisterFault fault) {
    switch (fault) {
        case RegisterFault::unreachable:
            return "unreachable";
        case RegisterFault::timed_out:
            return "timed_out";
        case RegisterFault::refused:
            return "refused";
        case RegisterFault::malformed:
            return "malformed";
    }
    return "unknown";
}

Result<RegisterEntry, RegisterFault> read_register_answer(std::string_view text) {
    if (text.size() > max_register_answer_bytes) return fail(RegisterFault::malformed);
    boost::system::error_code error;
    json::parse_options options;
    options.max_depth = 4;
    const auto value = json::parse(text, error, {}, options);
    const auto* object = error ? nullptr : value.if_object();
    if (!object) return fail(RegisterFault::malformed);
    const auto* status = object->if_contains("status");
    const auto* word = status ? status->if_string() : nullptr;
    if (!word) return fail(RegisterFault::malformed);
    const auto* found = std::ranges::find(status_words, std::string_view(word->data(), word->size()));
    if (found == status_words.end()) return fail(RegisterFault::malformed);

    RegisterEntry entry;
    entry.status = static_cast<RegisterEntry::Status>(found - status_words.begin());
    if (entry.status == RegisterEntry::Status::unknown) return entry;
    auto name = text_at(*object, "name");
    auto firm = text_at(*object, "firm");
    if (!name || name->empty() || !firm) return fail(RegisterFault::malformed);
    entry.name = SecretString::take(*name);
    entry.firm = std::move(*firm);
    return entry;
}

std::vector<api::Finding> findings_of(const RegisterAnswer& answer, const api::RegistrationForm& form) {
    if (!answer) return {api::Finding::register_unavailable};
    if (answer->status == RegisterEntry::Status::suspended) return {api::Finding::register_suspended};
    if (answer->status == RegisterEntry::Status::unknown) return {api::Finding::register_unknown};
    const auto name = value_of(form, api::FormField::licence_name);
    const auto firm = value_of(form, api::FormField::licence_firm);
    const bool other_name = !api::same_name(answer->name.view(), name.empty() ? form.card_name.view() : name);
    const bool other_firm = !answer->firm.empty() && !firm.empty() && !api::same_firm(answer->firm, firm);
    if (other_name || other_firm) return {api::Finding::register_differs};
    return {};
}

}  // namespace lobby::office
