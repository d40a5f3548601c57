// What is found wrong with a registration: nothing with a good one, each fault by itself, and all of them at
// once.
#include "office/api/registration_checks.hpp"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "office/api/names.hpp"

namespace lobby::api {
namespace {

using enum Finding;

const Date today = *parse_date("2026-11-30");
constexpr std::string_view name = "\u6BB5\u5C0F\u5F8B";
constexpr std::string_view firm = "\u4E91\u5357\u5927\u5DDD\u5F8B\u5E08\u4E8B\u52A1\u6240";

void set(RegistrationForm& form, FormField field, std::string_view value) {
    const auto found = std::ranges::find(form.fields, field, &FieldValue::field);
    if (found != form.fields.end()) form.fields.erase(found);
    form.fields.push_back({field, SecretString(value), {}, FieldSource::typed});
    std::ranges::sort(form.fields, {}, &FieldValue::field);
}
void drop(RegistrationForm& form, FormField field) {
    std::erase_if(form.fields, [&](const FieldValue& f) { return f.field == field; });
}
void drop_page(RegistrationForm& form, PageKind kind) {
    std::erase_if(form.pages, [&](const PageReference& p) { return p.kind == kind; });
}
void add_page(RegistrationForm& form, PageKind kind) {
    PageReference page;
    page.id.fill(static_cast<uint8_t>(form.pages.size() + 1));
    page.kind = kind;
    page.ordinal = 1;
    form.pages.push_back(page);
}

// A woman's, with all that is asked for.
RegistrationForm good() {
    RegistrationForm form{
        *IdentityNumber::parse("530521199003071001"), SecretString(name), {}, {}, true, {}, {}, {}};
    set(form, FormField::licence_number, "15305201611123456");
    set(form, FormField::licence_name, name);
    set(form, FormField::licence_firm, firm);
    set(form, FormField::licence_issued_on, "2026-05-12");
    set(form, FormField::firm_name, firm);
    set(form, FormField::firm_code, "31110000E00017891P");
    set(form, FormField::firm_lawyer, name);
    set(form, FormField::firm_dated_on, "2026-11-20");
    set(form, FormField::client_name, "\u6768\u67D0");
    set(form, FormField::letter_lawyer, name);
    set(form, FormField::letter_dated_on, "2026-11-19");
    set(form, FormField::case_number, "53052120260001234");
    set(form, FormField::phone, "13800001111");
    for (const auto kind :
         {PageKind::practising_certificate, PageKind::firm_certificate, PageKind::power_of_attorney})
        add_page(form, kind);
    return form;
}

std::vector<Finding> found(const RegistrationForm& form) {
    return check_form(form, Sex::female, today, {});
}

TEST(Checks, NothingIsFoundInAGoodRegistration) {
    EXPECT_TRUE(found(good()).empty());
}

struct Fault {
    const char* name;
    std::function<void(RegistrationForm&)> make;
    std::vector<Finding> found;
};
void PrintTo(const Fault& fault, std::ostream* out) {
    *out << fault.name;
}

class EveryFault : public testing::TestWithParam<Fault> {};

TEST_P(EveryFault, IsFoundAndNothingElse) {
    auto form = good();
    GetParam().make(form);
    EXPECT_EQ(found(form), GetParam().found);
}

using F = RegistrationForm;
Fault value(const char* what, FormField field, std::string_view text, std::vector<Finding> found) {
    return {what, [field, text](F& f) { text.empty() ? drop(f, field) : set(f, field, text); },
            std::move(found)};
}

INSTANTIATE_TEST_SUITE_P(
    Checks, EveryFault,
    testing::Values(
        Fault{"no_certificate_scanned",
              [](F& f) { drop_page(f, PageKind::practising_certificate); },
              {practising_certificate_missing}},
        Fault{"no_certificate_at_all",
              [](F& f) {
                  drop_page(f, PageKind::practising_certificate);
                  for (const auto field : {FormField::licence_number, FormField::licence_name,
                                           FormField::licence_firm, FormField::licence_issued_on})
                      drop(f, field);
              },
              {practising_certificate_missing}},
        Fault{"no_firm_certificate_scanned",
              [](F& f) { drop_page(f, PageKind::firm_certificate); },
              {firm_certificate_missing}},
        Fault{"no_power_of_attorney",
              [](F& f) { drop_page(f, PageKind::power_of_attorney); },
              {authorisation_missing}},
        Fault{"a_letter_in_place_of_the_power",
              [](F& f) { f.authorisation = Authorisation::legal_aid_letter; },
              {authorisation_missing}},
        Fault{"a_letter",
              [](F& f) {
                  f.authorisation = Authorisation::legal_aid_letter;
                  f.principal = Principal::guardian;  // of no weight for a letter
                  add_page(f, PageKind::legal_aid_letter);
              },
              {}},
        Fault{"a_relative_signed",
              [](F& f) { f.principal = Principal::close_relative; },
              {relation_proof_missing}},
        Fault{"a_relative_signed_and_shows_it",
              [](F& f) {
                  f.principal = Principal::close_relative;
                  add_page(f, PageKind::relation_proof);
              },
              {}},
        value("no_number", FormField::licence_number, "", {licence_number_missing}),
        value("older_number", FormField::licence_number, "250108123456", {licence_number_unusual}),
        value("odd_number", FormField::licence_number, "X", {licence_number_unusual}),
        value("a_mans_number", FormField::licence_number, "15305201610123456", {licence_sex_differs}),
        value("anothers_certificate", FormField::licence_name, "\u6BB5\u5C0F", {licence_name_differs}),
        value("certificate_without_name", FormField::licence_name, "", {fields_left_to_window}),
        value("inspected_too_long_ago", FormField::licence_issued_on, "2025-08-30", {licence_expired}),
        value("inspected_just_in_time", FormField::licence_issued_on, "2025-08-31", {}),
        value("inspected_tomorrow", FormField::licence_issued_on, "2026-12-01", {licence_expired}),
        value("inspection_not_read", FormField::licence_issued_on, "", {fields_left_to_window}),
        value("no_firm", FormField::firm_name, "", {firm_name_missing}),
        value("another_firm", FormField::firm_name, "\u5317\u4EAC\u5F8B\u5E08\u4E8B\u52A1\u6240",
              {firm_differs}),
        value("another_firm_on_the_certificate", FormField::licence_firm, "X", {firm_differs}),
        value("wrong_check_character", FormField::firm_code, "31110000E00017891Q", {firm_code_wrong}),
        value("no_code", FormField::firm_code, "", {fields_left_to_window}),
        value("firm_names_another", FormField::firm_lawyer, "\u674E\u67D0", {firm_lawyer_differs}),
        value("firm_undated", FormField::firm_dated_on, "", {Finding::firm_undated}),
        value("firm_dated_tomorrow", FormField::firm_dated_on, "2026-12-01", {firm_date_wrong}),
        value("firm_dated_long_ago", FormField::firm_dated_on, "2025-11-29", {firm_date_wrong}),
        value("firm_dated_by_no_day", FormField::firm_dated_on, "2026-02-30", {firm_date_wrong}),
        value("no_client", FormField::client_name, "", {client_missing}),
        value("power_names_another", FormField::letter_lawyer, "\u674E\u67D0", {letter_lawyer_differs}),
        value("power_undated", FormField::letter_dated_on, "", {letter_undated}),
        value("power_dated_tomorrow", FormField::letter_dated_on, "2026-12-01", {letter_date_wrong}),
        value("power_dated_long_ago", FormField::letter_dated_on, "2024-11-29", {letter_date_wrong}),
        value("no_case", FormField::case_number, "", {case_not_found}),
        Fault{"case_by_its_client",
              [](F& f) {
                  drop(f, FormField::case_number);
                  set(f, FormField::client_identity, "34052419800101001X");
              },
              {}},
        value("client_with_a_wrong_number", FormField::client_identity, "340524198001010011",
              {case_not_found}),
        value("wrong_phone", FormField::phone, "138000", {phone_wrong}),
        value("notices_without_a_phone", FormField::phone, "", {phone_wrong}),
        Fault{"no_phone_and_no_notices",
              [](F& f) {
                  drop(f, FormField::phone);
                  f.agrees_to_notices = false;
              },
              {}}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(Checks, AMansCardWithAWomansNumberDiffersToo) {
    EXPECT_EQ(check_form(good(), Sex::male, today, {}), std::vector{licence_sex_differs});
}

TEST(Checks, AllIsToldAtOnceInItsOrder) {
    RegistrationForm form{
        *IdentityNumber::parse("530521199003071001"), SecretString(name), {}, {}, true, {}, {}, {}};
    form.principal = Principal::guardian;
    EXPECT_EQ(found(form),
              (std::vector{practising_certificate_missing, firm_certificate_missing, authorisation_missing,
                           relation_proof_missing, case_not_found, phone_wrong}));
    for (const auto kind :
         {PageKind::practising_certificate, PageKind::firm_certificate, PageKind::power_of_attorney})
        add_page(form, kind);
    EXPECT_EQ(found(form), (std::vector{relation_proof_missing, licence_number_missing, firm_name_missing,
                                        firm_undated, client_missing, letter_undated, case_not_found,
                                        phone_wrong, fields_left_to_window}));
}

TEST(Checks, AValueThatIsLeftToTheWindowIsNoValue) {
    auto form = good();
    for (auto& field : form.fields)
        if (field.field == FormField::firm_dated_on) field.source = FieldSource::missing;
    EXPECT_EQ(found(form), std::vector{firm_undated});
}

// Of the practising certificate, as the office told it of the registration that this one follows.
RegistrationForm with_earlier_certificate() {
    auto form = good();
    drop_page(form, PageKind::practising_certificate);
    for (auto& field : form.fields)
        if (field.field <= FormField::licence_issued_on) field.source = FieldSource::earlier;
    form.follows = RegistrationId{9};
    return form;
}

TEST(Checks, ACertificateThatTheOfficeHasNeedNotBeShownAgain) {
    EXPECT_TRUE(found(with_earlier_certificate()).empty());
}

TEST(Checks, OfNoEarlierRegistrationThereIsNothingKnown) {
    auto form = with_earlier_certificate();
    form.follows.reset();
    EXPECT_EQ(found(form), std::vector{practising_certificate_missing});
}

TEST(Checks, ACertificateOfWhichOneValueIsNewIsShown) {
    auto form = with_earlier_certificate();
    set(form, FormField::licence_issued_on, "2026-05-13");  // typed
    EXPECT_EQ(found(form), std::vector{practising_certificate_missing});
}

TEST(Checks, WhatIsKnownOfOnePaperStandsForNoOther) {
    auto form = with_earlier_certificate();
    drop_page(form, PageKind::firm_certificate);
    EXPECT_EQ(found(form), std::vector{firm_certificate_missing});
}

TEST(Checks, AnEarlierCertificateMayBeTooOldAllTheSame) {
    auto form = with_earlier_certificate();
    for (auto& field : form.fields)
        if (field.field == FormField::licence_issued_on) field.value = SecretString("2025-01-02");
    EXPECT_EQ(found(form), std::vector{licence_expired});
}

TEST(Checks, TheOfficesRulesDecideHowOldAPaperMayBe) {
    CheckRules rules;
    rules.firm_letter = std::chrono::days(9);
    EXPECT_EQ(check_form(good(), Sex::female, today, rules), std::vector{firm_date_wrong});
}

TEST(Checks, FindingsOfSeveralChecksAreMergedInTheirOrder) {
    std::vector<Finding> all{phone_wrong, case_not_found};
    merge_findings(all, {licence_expired, phone_wrong});
    EXPECT_EQ(all, (std::vector{licence_expired, case_not_found, phone_wrong}));
}

TEST(Checks, AFirmIsTheSameInEitherWidthOfItsBrackets) {
    EXPECT_TRUE(same_firm("\u5927\u5DDD\uFF08\u6606\u660E\uFF09\u5F8B\u6240",
                          "\u5927\u5DDD(\u6606\u660E) \u5F8B\u6240"));
    EXPECT_FALSE(same_firm("\u5927\u5DDD\u5F8B\u6240", "\u5927\u5DDD(\u6606\u660E)\u5F8B\u6240"));
    EXPECT_FALSE(same_firm(" ", " "));
}

}  // namespace
}  // namespace lobby::api
