#include "kiosk/lawyer/draft_codec.hpp"

#include <string>

#include "office/api/codec.hpp"

namespace lobby::kiosk::lawyer {

namespace {

// version, flags, kinds of page that are not to be had as bits, then the form as it is sealed to the office.
constexpr uint8_t version = 1;
constexpr size_t head_bytes = 3;
constexpr uint8_t has_authorisation = 1;
constexpr uint8_t has_principal = 2;
constexpr uint8_t phone_asked = 4;

uint8_t bit_of(api::PageKind kind) {
    return static_cast<uint8_t>(1U << static_cast<unsigned>(kind));
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
    std::string bytes;
    bytes.reserve(head_bytes + form.size());  // one buffer, which is wiped
    bytes.push_back(static_cast<char>(version));
    bytes.push_back(static_cast<char>(flags));
    bytes.push_back(static_cast<char>(without));
    bytes += form.view();
    return SecretString::take(bytes);
}

std::optional<Draft> decode_draft(std::span<const uint8_t> bytes) {
    if (bytes.size() < head_bytes || bytes[0] != version) return std::nullopt;
    auto form = api::decode_form(bytes.subspan(head_bytes));
    if (!form) return std::nullopt;
    Draft draft{std::move(*form),
                (bytes[1] & has_authorisation) != 0,
                (bytes[1] & has_principal) != 0,
                (bytes[1] & phone_asked) != 0,
                {}};
    for (size_t i = 0; i < api::page_kind_words.size(); ++i) {
        const auto kind = static_cast<api::PageKind>(i);
        if ((bytes[2] & bit_of(kind)) != 0) draft.without_picture.push_back(kind);
    }
    return draft;
}

}  // namespace lobby::kiosk::lawyer
