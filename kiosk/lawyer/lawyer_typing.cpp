// What is typed: each field by the keys that it needs, checked for its form at once.
#include <algorithm>
#include <array>
#include <string>

#include "base/credit_code.hpp"
#include "base/phone_number.hpp"
#include "kiosk/lawyer/lawyer_steps.hpp"

namespace lobby::kiosk::lawyer {

using api::FieldSource;
using api::FormField;

namespace {

constexpr size_t date_digits = 8;
constexpr size_t identity_characters = 18;
constexpr size_t credit_code_characters = 18;
constexpr size_t licence_digits = 17;
constexpr size_t licence_digits_older = 12;
constexpr size_t case_digits_at_most = 20;  // 17 in every sample; the length is each office's own
constexpr size_t case_digits_at_least = 10;
constexpr size_t phone_digits_at_most = 12;

bool is_date(FormField field) {
    return field == FormField::licence_issued_on || field == FormField::firm_dated_on ||
           field == FormField::letter_dated_on;
}

bool takes(EntryKind kind, char key) {
    const bool digit = key >= '0' && key <= '9';
    switch (kind) {
        case EntryKind::digits:
        case EntryKind::date:
            return digit;
        case EntryKind::digits_with_x:
            return digit || key == 'X';
        case EntryKind::digits_and_letters:
            return digit || (key >= 'A' && key <= 'Z');
        case EntryKind::text:
            break;
    }
    return false;
}

void press(SecretString& typed, char key, EntryKind kind, size_t most) {
    if (key == '<')
        typed.pop_back();
    else if (typed.size() < most && takes(kind, key))
        typed.push_back(key);
}

// Typed at the keyboard for names, which has letters and digits.
bool by_text_entry(EntryKind kind) {
    return kind == EntryKind::text || kind == EntryKind::digits_and_letters;
}

struct Judged {
    TypingProblem problem{};
    SecretString value;  // normalised
};

Judged judge_date(const SecretString& typed) {
    if (typed.size() != date_digits) return {TypingProblem::incomplete, {}};
    const auto day = parse_date(typed.view());
    if (!day) return {TypingProblem::wrong, {}};
    return {TypingProblem::none, SecretString(iso_date(*day))};
}

Judged judge(FormField field, const SecretString& typed) {
    if (typed.empty()) return {TypingProblem::incomplete, {}};
    if (is_date(field)) return judge_date(typed);
    const size_t length = typed.size();
    bool whole = length <= api::max_field_bytes;
    if (field == FormField::licence_number)
        whole = length == licence_digits || length == licence_digits_older;
    if (field == FormField::firm_code) {
        if (length < credit_code_characters) return {TypingProblem::incomplete, {}};
        auto code = parse_credit_code(typed.view());
        if (!code) return {TypingProblem::wrong, {}};
        return {TypingProblem::none, SecretString::take(*code)};
    }
    if (field == FormField::case_number) whole = length >= case_digits_at_least;
    if (field == FormField::client_identity) {
        const auto number = IdentityNumber::parse(typed.view());
        if (number) return {TypingProblem::none, SecretString(number->reveal())};
        return {length < identity_characters ? TypingProblem::incomplete : TypingProblem::wrong, {}};
    }
    if (!whole) return {TypingProblem::incomplete, {}};
    return {TypingProblem::none, typed};
}

// A value that the lawyer left as the machine read it keeps that source: he has confirmed it.
void accept(Making& making, FormField field, SecretString value) {
    Entry entry;
    entry.value.field = field;
    entry.value.source = FieldSource::typed;
    if (const Entry* known = making.find(field)) {
        entry.value.recognised = known->value.recognised;
        entry.confidence = known->confidence;
        if (known->value.value == value && known->value.source != FieldSource::missing)
            entry.value.source = known->value.source;
    }
    entry.value.value = std::move(value);
    entry.confirmed = true;
    making.set(std::move(entry));
}

bool of_case(FormField field) {
    return field == FormField::case_number || field == FormField::client_identity;
}

Effects settled(State& state, FormField field) {
    if (of_case(field) || state.mending) {
        auto effects = save(state);
        add(effects, go_on(state));
        return effects;
    }
    state.step = Fields{kind_of(state, field), {}};
    return none();
}

Effects confirm_phone(State& state, Phone& phone) {
    if (!parse_phone_number(phone.typed.view())) {
        phone.problem = phone.typed.size() < 7 ? TypingProblem::incomplete : TypingProblem::wrong;
        return none();
    }
    const auto from_earlier =
        std::ranges::any_of(state.standing.earlier, [&](const api::FieldValue& earlier) {
            return earlier.field == FormField::phone && earlier.value == phone.typed;
        });
    accept(state.making, FormField::phone, std::move(phone.typed));
    if (from_earlier) {
        Entry entry = *state.making.find(FormField::phone);
        entry.value.source = FieldSource::earlier;
        state.making.set(std::move(entry));
    }
    state.making.agrees_to_notices = true;
    state.making.phone_asked = true;
    auto effects = save(state);
    add(effects, go_on(state));
    return effects;
}

}  // namespace

EntryKind entry_kind(FormField field) {
    if (is_date(field)) return EntryKind::date;
    switch (field) {
        case FormField::licence_number:
        case FormField::case_number:
        case FormField::phone:
            return EntryKind::digits;
        case FormField::client_identity:
            return EntryKind::digits_with_x;
        case FormField::firm_code:
            return EntryKind::digits_and_letters;
        default:
            return EntryKind::text;
    }
}

size_t longest_entry(FormField field) {
    if (is_date(field)) return date_digits;
    switch (field) {
        case FormField::licence_number:
            return licence_digits;
        case FormField::case_number:
            return case_digits_at_most;
        case FormField::phone:
            return phone_digits_at_most;
        case FormField::client_identity:
            return identity_characters;
        case FormField::firm_code:
            return credit_code_characters;
        default:
            return api::max_field_bytes;
    }
}

void type(State& state, FormField field) {
    Typing typing;
    typing.field = field;
    if (entry_kind(field) == EntryKind::digits_and_letters) {
        typing.text.page = ui::EntryPage::digits;
        typing.text.most_bytes = longest_entry(field);
    }
    const Entry* known = state.making.find(field);
    if (known && known->value.source != FieldSource::missing) {
        const auto kind = entry_kind(field);
        if (by_text_entry(kind)) {
            typing.text.text = known->value.value;
        } else {
            for (const char c : known->value.value.view()) press(typing.typed, c, kind, longest_entry(field));
        }
    }
    state.step = std::move(typing);
}

void leave_field(State& state, FormField field) {
    Entry entry;
    entry.value.field = field;
    entry.value.source = FieldSource::missing;
    if (const Entry* known = state.making.find(field)) entry.value.recognised = known->value.recognised;
    entry.confirmed = true;
    state.making.set(std::move(entry));
}

Effects on(State& state, const Key& key) {
    if (auto* typing = std::get_if<Typing>(&state.step)) {
        const auto kind = entry_kind(typing->field);
        // X is the check character: only ever the last of 18.
        if (kind == EntryKind::digits_with_x && key.key == 'X' &&
            typing->typed.size() != identity_characters - 1)
            return none();
        if (!by_text_entry(kind)) press(typing->typed, key.key, kind, longest_entry(typing->field));
        typing->problem = TypingProblem::none;
    } else if (auto* phone = std::get_if<Phone>(&state.step)) {
        press(phone->typed, key.key, EntryKind::digits, phone_digits_at_most);
        phone->problem = TypingProblem::none;
    }
    return none();
}

Effects on(State& state, TypeText& typed) {
    auto* typing = std::get_if<Typing>(&state.step);
    if (!typing || !by_text_entry(entry_kind(typing->field))) return none();
    ui::press(typing->text, std::move(typed.key));
    typing->problem = TypingProblem::none;
    return none();
}

Effects on(State& state, const Confirm&) {
    if (auto* phone = std::get_if<Phone>(&state.step)) return confirm_phone(state, *phone);
    auto* typing = std::get_if<Typing>(&state.step);
    if (!typing) return none();
    const FormField field = typing->field;
    const bool named = by_text_entry(entry_kind(field));
    if (named && !typing->text.complete()) {
        typing->problem = TypingProblem::incomplete;
        return none();
    }
    auto judged = judge(field, named ? typing->text.text : typing->typed);
    if (judged.problem != TypingProblem::none) {
        typing->problem = judged.problem;
        return none();
    }
    accept(state.making, field, std::move(judged.value));
    if (field == FormField::case_number) state.making.erase(FormField::client_identity);
    if (field == FormField::client_identity) state.making.erase(FormField::case_number);
    return settled(state, field);
}

Effects on(State& state, const LeaveField&) {
    FormField field = FormField::case_number;
    if (const auto* typing = std::get_if<Typing>(&state.step))
        field = typing->field;
    else if (!at<ChoosingCase>(state))
        return none();
    if (field == FormField::client_identity) {
        state.making.erase(field);
        field = FormField::case_number;
    } else if (field == FormField::case_number) {
        state.making.erase(FormField::client_identity);
    }
    leave_field(state, field);
    return settled(state, field);
}

Effects on(State& state, const SkipPhone&) {
    if (!at<Phone>(state)) return none();
    state.making.erase(FormField::phone);
    state.making.agrees_to_notices = false;
    state.making.phone_asked = true;
    auto effects = save(state);
    add(effects, go_on(state));
    return effects;
}

}  // namespace lobby::kiosk::lawyer
