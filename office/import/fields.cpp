#include "office/import/fields.hpp"

#include <array>

#include <fmt/format.h>

#include "office/api/text_rules.hpp"

namespace lobby::office::imports {

namespace {

struct Names {
    FieldId field;
    std::string_view json;
    std::string_view header;
};

constexpr std::array<Names, field_count> all_names{{
    {FieldId::line, "line", ""},
    {FieldId::acceptance_number, "acceptance_number", "受理号"},
    {FieldId::kind, "kind", "案件类别"},
    {FieldId::cause, "cause", "案由"},
    {FieldId::department, "department", "承办部门"},
    {FieldId::accepted_on, "accepted_on", "受理日期"},
    {FieldId::confidentiality, "confidentiality", "涉密标识"},
    {FieldId::in_custody, "in_custody", "是否羁押"},
    {FieldId::procedure, "procedure", "适用程序"},
    {FieldId::outcome, "outcome", "办理结果"},
    {FieldId::concluded_on, "concluded_on", "办结日期"},
    {FieldId::parties, "parties", ""},
    {FieldId::party_ordinal, "parties[].ordinal", "序号"},
    {FieldId::party_position, "parties[].position", "诉讼地位"},
    {FieldId::party_name, "parties[].name", "姓名"},
    {FieldId::party_number, "parties[].number", "证件号码"},
    {FieldId::party_measure, "parties[].measure", "强制措施"},
    {FieldId::events, "events", ""},
    {FieldId::event_seq, "", "序号"},
    {FieldId::event_stage, "events[].stage", "办案节点"},
    {FieldId::event_on, "events[].on", "日期"},
    {FieldId::entitlements, "entitlements", ""},
    {FieldId::entitlement_number, "entitlements[].number", "证件号码"},
    {FieldId::entitlement_name, "entitlements[].name", "姓名"},
    {FieldId::entitlement_role, "entitlements[].role", "查询身份"},
    {FieldId::entitlement_principal, "entitlements[].principal", "所为当事人序号"},
    {FieldId::entitlement_valid_until, "entitlements[].valid_until", "有效期至"},
    {FieldId::entitlement_withdrawn, "entitlements[].withdrawn", "是否撤销"},
}};

constexpr bool in_order() {
    for (size_t i = 0; i < all_names.size(); ++i)
        if (static_cast<size_t>(all_names[i].field) != i) return false;
    return true;
}
static_assert(in_order());

struct Kinds {
    bool digits = false, letters = false, chinese = false, marks = false, control = false, others = false;
};

// `text` is UTF-8.
Kinds kinds_of(std::string_view text) {
    Kinds k;
    for (const char character : text) {
        const auto c = static_cast<unsigned char>(character);
        if (c >= '0' && c <= '9')
            k.digits = true;
        else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            k.letters = true;
        else if (c < 0x20 || c == 0x7F)
            k.control = true;
        else if (c < 0x80)
            k.marks = true;
        else if (c >= 0xE3 && c <= 0xE9)  // U+3000 to U+9FFF: nearly all Chinese characters
            k.chinese = true;
        else if (c >= 0xC2)
            k.others = true;
    }
    return k;
}

size_t characters_of(std::string_view text) {
    size_t n = 0;
    for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0u) != 0x80 ? 1 : 0;
    return n;
}

}  // namespace

std::string_view json_name_of(FieldId field) {
    return all_names[static_cast<size_t>(field)].json;
}

std::string_view json_key_of(FieldId field) {
    const auto name = json_name_of(field);
    const size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

std::string_view csv_header_of(FieldId field) {
    return all_names[static_cast<size_t>(field)].header;
}

std::string_view words_of(Reason reason) {
    switch (reason) {
        case Reason::missing:
            return "is missing";
        case Reason::empty:
            return "is empty";
        case Reason::too_long:
            return "is too long";
        case Reason::not_plain_text:
            return "has control characters";
        case Reason::wrong_type:
            return "is of another type than it has to be";
        case Reason::bad_character:
            return "has a character that an acceptance number cannot have";
        case Reason::not_in_list:
            return "is not one of the terms of the list";
        case Reason::not_a_date:
            return "is not a date";
        case Reason::not_yes_or_no:
            return "is not yes or no";
        case Reason::not_a_number:
            return "is not a number that can stand here";
        case Reason::before_acceptance:
            return "is before the day of acceptance";
        case Reason::number_length:
            return "has not the length of an identity number";
        case Reason::number_character:
            return "has a character that an identity number cannot have";
        case Reason::number_date:
            return "has no date of birth in it";
        case Reason::number_check_digit:
            return "has a wrong check digit";
        case Reason::repeated_field:
            return "stands there twice";
        case Reason::unknown_field:
            return "has a field that is not known";
        case Reason::repeated_case:
            return "was in this file before";
        case Reason::repeated_row:
            return "was there before for this case";
        case Reason::unknown_case:
            return "is not the number of a case that is known";
        case Reason::unknown_party:
            return "is not the number of a party of the case";
        case Reason::beside_rejected:
            return "belongs to a case of which another line was rejected";
        case Reason::too_many:
            return "has too many entries";
        case Reason::not_json:
            return "is not JSON";
    }
    return "is wrong";
}

Reason reason_of(IdentityNumberError error) {
    switch (error) {
        case IdentityNumberError::length:
            return Reason::number_length;
        case IdentityNumberError::character:
            return Reason::number_character;
        case IdentityNumberError::date:
            return Reason::number_date;
        case IdentityNumberError::check_digit:
            return Reason::number_check_digit;
    }
    return Reason::number_character;
}

std::string value_class(std::string_view text) {
    if (text.empty()) return "empty";
    if (!api::is_utf8(text)) return fmt::format("{} bytes: not UTF-8", text.size());
    const Kinds k = kinds_of(text);
    std::string out =
        fmt::format("{} character{}:", characters_of(text), characters_of(text) == 1 ? "" : "s");
    bool first = true;
    const auto add = [&](bool has, std::string_view what) {
        if (!has) return;
        out += first ? " " : ", ";
        out += what;
        first = false;
    };
    add(k.digits, "digits");
    add(k.letters, "letters");
    add(k.chinese, "Chinese");
    add(k.marks, "marks");
    add(k.control, "control characters");
    add(k.others, "others");
    return out;
}

}  // namespace lobby::office::imports
