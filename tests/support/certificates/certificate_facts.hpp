// What stands on a lawyer's certificates: made up, the same for the same seed and day, and each of it can be
// set, so that a journey prints the holder of its emulated card. Numbers are valid by their rules and belong
// to nobody.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil_date.hpp"
#include "office/api/registration.hpp"

namespace lobby::test {

// UTF-8. What is empty is not printed. Dates: YYYY-MM-DD; anything else is printed as it is.
struct CertificateFacts {
    std::string lawyer;
    std::string sex;  // 男 or 女
    std::string lawyer_identity;
    std::string licence_number;
    std::string licence_class;
    std::string licence_firm;
    std::string qualification;
    std::string licence_issued_on;
    std::string inspected_on;  // of the last annual inspection
    std::string firm;
    std::string firm_code;
    std::string firm_lawyer;
    std::string firm_dated_on;
    std::string client;
    std::string client_sex;
    std::string client_identity;
    std::string principal;  // who gives the power of attorney
    std::string relation;   // of the principal to the client; empty: the client himself
    std::string letter_lawyer;
    std::string letter_firm;
    std::string letter_dated_on;
    std::string case_number;
    std::string charge;
    std::string office = "施甸县人民检察院";
    std::string aid_centre = "施甸县法律援助中心";
    std::string document_serial;
    bool dates_in_words = false;  // of the letters: 二〇二六年…
};

[[nodiscard]] CertificateFacts make_facts(uint64_t seed, Date today);

// "field=value" by the words of api::FormField or the members' names above: throws std::runtime_error for a
// word that is none. `licence_name` sets the lawyer everywhere he stands, `firm_name` the firm;
// `letter_lawyer`, `firm_lawyer` and `licence_firm` set one place.
void set_fact(CertificateFacts& facts, std::string_view word, const std::string& value);

// The fields that a page of that kind shows, normalised as a form holds them (api::FieldValue::value).
using TrueFields = std::vector<std::pair<api::FormField, std::string>>;
[[nodiscard]] TrueFields true_fields(api::PageKind kind, const CertificateFacts& facts);

// 2026年11月30日 or 二〇二六年十一月三十日.
[[nodiscard]] std::string printed_date(const std::string& iso, bool in_words = false);

}  // namespace lobby::test
