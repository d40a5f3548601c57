#include "office/api/registration_checks.hpp"

#include <algorithm>

#include "base/credit_code.hpp"
#include "base/licence_number.hpp"
#include "base/phone_number.hpp"
#include "office/api/names.hpp"

namespace lobby::api {

namespace {

// One form under check: what was found so far, and the questions that the papers share.
class Check {
public:
    Check(const RegistrationForm& form, Date today) : form_(form), today_(today) {}

    void found(Finding finding) { findings_.push_back(finding); }
    void found_if(bool wrong, Finding finding) {
        if (wrong) found(finding);
    }
    [[nodiscard]] std::string_view value(FormField field) const { return value_of(form_, field); }
    [[nodiscard]] bool missing(FormField field) const { return value(field).empty(); }

    // False: the paper is not there, and of its fields nothing.
    bool paper(PageKind kind, Finding none, std::initializer_list<FormField> fields) {
        if (has_page(form_, kind) || known_from_earlier(fields)) return true;
        found(none);
        return !std::ranges::all_of(fields, [&](FormField field) { return missing(field); });
    }
    // Of an earlier registration, which the office has: the paper need not be shown again.
    [[nodiscard]] bool known_from_earlier(std::initializer_list<FormField> fields) const {
        return form_.follows &&
               std::ranges::all_of(form_.fields,
                                   [&](const FieldValue& value) {
                                       return std::ranges::find(fields, value.field) == fields.end() ||
                                              value.source == FieldSource::earlier;
                                   }) &&
               std::ranges::any_of(form_.fields, [&](const FieldValue& value) {
                   return std::ranges::find(fields, value.field) != fields.end();
               });
    }
    // Not the lawyer's to mend: the window completes it.
    void left_to_window(std::initializer_list<FormField> fields) {
        found_if(std::ranges::any_of(fields, [&](FormField field) { return missing(field); }),
                 Finding::fields_left_to_window);
    }
    // The paper names the holder of the card.
    void names_the_lawyer(FormField field, Finding otherwise) {
        found_if(!missing(field) && !same_name(value(field), form_.card_name.view()), otherwise);
    }
    // The day on a paper is there, not after today and not too long ago.
    void dated(FormField field, std::chrono::days longest, Finding undated, Finding wrong) {
        if (missing(field)) return found(undated);
        const auto day = parse_date(value(field));
        found_if(!day || *day > today_ || today_ - *day > longest, wrong);
    }

    [[nodiscard]] std::vector<Finding> take() {
        std::vector<Finding> all;
        merge_findings(all, findings_);
        return all;
    }

private:
    const RegistrationForm& form_;
    const Date today_;
    std::vector<Finding> findings_;
};

void check_practising_certificate(Check& check, Sex card_sex, Date today, const CheckRules& rules) {
    using enum FormField;
    if (!check.paper(PageKind::practising_certificate, Finding::practising_certificate_missing,
                     {licence_number, licence_name, licence_firm, licence_issued_on}))
        return;
    if (check.missing(licence_number)) {
        check.found(Finding::licence_number_missing);
    } else {
        const auto number = read_licence_number(check.value(licence_number), today);
        const bool of_2010 = number.form == LicenceNumber::Form::of_2010;
        check.found_if(!of_2010, Finding::licence_number_unusual);
        check.found_if(of_2010 && number.sex != card_sex, Finding::licence_sex_differs);
    }
    check.names_the_lawyer(licence_name, Finding::licence_name_differs);
    check.dated(licence_issued_on, rules.inspection, Finding::fields_left_to_window,
                Finding::licence_expired);
    check.left_to_window({licence_name, licence_firm});
}

void check_firm_certificate(Check& check, const CheckRules& rules) {
    using enum FormField;
    if (!check.paper(PageKind::firm_certificate, Finding::firm_certificate_missing,
                     {firm_name, firm_code, firm_lawyer, firm_dated_on}))
        return;
    check.found_if(check.missing(firm_name), Finding::firm_name_missing);
    check.found_if(!check.missing(firm_code) && !parse_credit_code(check.value(firm_code)),
                   Finding::firm_code_wrong);
    check.found_if(!check.missing(firm_name) && !check.missing(licence_firm) &&
                       !same_firm(check.value(firm_name), check.value(licence_firm)),
                   Finding::firm_differs);
    check.names_the_lawyer(firm_lawyer, Finding::firm_lawyer_differs);
    check.dated(firm_dated_on, rules.firm_letter, Finding::firm_undated, Finding::firm_date_wrong);
    check.left_to_window({firm_code, firm_lawyer});
}

void check_authorisation(Check& check, const RegistrationForm& form, const CheckRules& rules) {
    using enum FormField;
    const bool by_client = form.authorisation == Authorisation::power_of_attorney;
    // Art. 34: a guardian or close relative may give it, and shows that he is one.
    check.found_if(
        by_client && form.principal != Principal::party_himself && !has_page(form, PageKind::relation_proof),
        Finding::relation_proof_missing);
    if (!check.paper(by_client ? PageKind::power_of_attorney : PageKind::legal_aid_letter,
                     Finding::authorisation_missing, {client_name, letter_lawyer, letter_dated_on}))
        return;
    check.found_if(check.missing(client_name), Finding::client_missing);
    check.names_the_lawyer(letter_lawyer, Finding::letter_lawyer_differs);
    check.dated(letter_dated_on, rules.authorisation, Finding::letter_undated, Finding::letter_date_wrong);
    check.left_to_window({letter_lawyer});
}

// A case is found by its number, or by its client's identity number.
void check_case(Check& check) {
    using enum FormField;
    const bool client = !check.missing(client_identity);
    check.found_if(check.missing(case_number) && !client, Finding::case_not_found);
    check.found_if(client && !IdentityNumber::parse(check.value(client_identity)), Finding::case_not_found);
}

void check_phone(Check& check, const RegistrationForm& form) {
    const auto phone = check.value(FormField::phone);
    check.found_if(phone.empty() ? form.agrees_to_notices : !parse_phone_number(phone), Finding::phone_wrong);
}

}  // namespace

std::string_view value_of(const RegistrationForm& form, FormField field) {
    const auto found = std::ranges::find(form.fields, field, &FieldValue::field);
    if (found == form.fields.end() || found->source == FieldSource::missing) return {};
    return found->value.view();
}

bool has_page(const RegistrationForm& form, PageKind kind) {
    return std::ranges::any_of(form.pages, [&](const PageReference& page) { return page.kind == kind; });
}

std::vector<Finding> check_form(const RegistrationForm& form, Sex card_sex, Date today,
                                const CheckRules& rules) {
    Check check(form, today);
    check_practising_certificate(check, card_sex, today, rules);
    check_firm_certificate(check, rules);
    check_authorisation(check, form, rules);
    check_case(check);
    check_phone(check, form);
    return check.take();
}

void merge_findings(std::vector<Finding>& into, const std::vector<Finding>& more) {
    into.insert(into.end(), more.begin(), more.end());
    std::ranges::sort(into);
    into.erase(std::unique(into.begin(), into.end()), into.end());
}

}  // namespace lobby::api
