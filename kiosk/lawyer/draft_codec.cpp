#include "kiosk/lawyer/draft_codec.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "office/api/codec.hpp"

namespace lobby::kiosk::lawyer {

namespace {

// version, flags, kinds of page that are not to be had as bits, how many values are proposed, how sure the
// reading was of each (0…100), the length of the form (two bytes, the greater one first), the form as it is
// sealed to the office, then another form that holds the proposed values and nothing else.
constexpr uint8_t version = 2;
constexpr size_t head_bytes = 4;
constexpr size_t length_bytes = 2;
constexpr uint8_t surest = 100;
static_assert(api::max_sealed_form_bytes <= UINT16_MAX);
constexpr uint8_t has_authorisation = 1;
constexpr uint8_t has_principal = 2;
constexpr uint8_t phone_asked = 4;

uint8_t bit_of(api::PageKind kind) {
    return static_cast<uint8_t>(1U << static_cast<unsigned>(kind));
}

api::RegistrationForm form_of(const std::vector<Entry>& proposed, const api::RegistrationForm& of) {
    api::RegistrationForm form{of.lawyer, of.card_name, {}, {}, {}, {}, {}, {}};
    for (const Entry& entry : proposed) form.fields.push_back(entry.value);
    return form;
}

// False: they are not those that belong to the head.
bool read_proposed(std::span<const uint8_t> bytes, std::span<const uint8_t> confidences, Draft& draft) {
    if (confidences.empty()) return bytes.empty();
    auto form = api::decode_form(bytes);
    if (!form || form->fields.size() != confidences.size()) return false;
    for (size_t i = 0; i < confidences.size(); ++i) {
        if (confidences[i] > surest) return false;
        draft.proposed.push_back({std::move(form->fields[i]), false, confidences[i]});
    }
    return true;
}

}  // namespace

SecretString encode_draft(const Draft& draft) {
    uint8_t flags = 0;
    if (draft.has_authorisation) flags |= has_authorisation;
    if (draft.has_principal) flags |= has_principal;
    if (draft.phone_asked) flags |= phone_asked;
    uint8_t without = 0;
    for (const api::PageKind kind : draft.without_picture) without |= bit_of(kind);
    const SecretString form = api::encode_form(draft.form);
    const SecretString proposed =
        draft.proposed.empty() ? SecretString() : api::encode_form(form_of(draft.proposed, draft.form));
    std::string bytes;
    // One buffer, which is wiped.
    bytes.reserve(head_bytes + draft.proposed.size() + length_bytes + form.size() + proposed.size());
    bytes.push_back(static_cast<char>(version));
    bytes.push_back(static_cast<char>(flags));
    bytes.push_back(static_cast<char>(without));
    bytes.push_back(static_cast<char>(draft.proposed.size()));
    for (const Entry& entry : draft.proposed)
        bytes.push_back(static_cast<char>(std::clamp<int>(entry.confidence, 0, surest)));
    bytes.push_back(static_cast<char>(form.size() >> 8));
    bytes.push_back(static_cast<char>(form.size() & 0xFF));
    bytes += form.view();
    bytes += proposed.view();
    return SecretString::take(bytes);
}

std::optional<Draft> decode_draft(std::span<const uint8_t> bytes) {
    if (bytes.size() < head_bytes || bytes[0] != version) return std::nullopt;
    const size_t proposed = bytes[3];
    const size_t before_form = head_bytes + proposed + length_bytes;
    if (bytes.size() < before_form) return std::nullopt;
    const auto confidences = bytes.subspan(head_bytes, proposed);
    const auto rest = bytes.subspan(before_form);
    const size_t length = static_cast<size_t>(bytes[before_form - 2]) << 8 | bytes[before_form - 1];
    if (length > rest.size()) return std::nullopt;
    auto form = api::decode_form(rest.first(length));
    if (!form) return std::nullopt;
    Draft draft{std::move(*form),
                (bytes[1] & has_authorisation) != 0,
                (bytes[1] & has_principal) != 0,
                (bytes[1] & phone_asked) != 0,
                {},
                {}};
    if (!read_proposed(rest.subspan(length), confidences, draft)) return std::nullopt;
    for (size_t i = 0; i < api::page_kind_words.size(); ++i) {
        const auto kind = static_cast<api::PageKind>(i);
        if ((bytes[2] & bit_of(kind)) != 0) draft.without_picture.push_back(kind);
    }
    return draft;
}

}  // namespace lobby::kiosk::lawyer
