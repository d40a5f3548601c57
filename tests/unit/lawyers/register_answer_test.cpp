#include "office/lawyers/register_answer.hpp"

#include <gtest/gtest.h>

namespace lobby::office {
namespace {

using api::Finding;
using api::FormField;
using Findings = std::vector<Finding>;

api::RegistrationForm form_of(std::string_view card, std::string_view name, std::string_view firm) {
    api::RegistrationForm form{
        *IdentityNumber::parse("34052419800101001X"), SecretString(card), {}, {}, false, {}, {}, {}};
    if (!name.empty())
        form.fields.push_back({FormField::licence_name, SecretString(name), {}, api::FieldSource::typed});
    if (!firm.empty())
        form.fields.push_back({FormField::licence_firm, SecretString(firm), {}, api::FieldSource::typed});
    return form;
}

Findings found(std::string_view answer, const api::RegistrationForm& form) {
    return findings_of(read_register_answer(answer), form);
}

TEST(RegisterAnswer, SaysWhetherTheLawyerMayPractise) {
    const auto form = form_of("Ada", "Ada", "Firm");
    EXPECT_EQ(found(R"({"status":"practising","name":"Ada","firm":"Firm"})", form), Findings{});
    EXPECT_EQ(found(R"({"status":"suspended","name":"Ada"})", form), Findings{Finding::register_suspended});
    EXPECT_EQ(found(R"({"status":"unknown"})", form), Findings{Finding::register_unknown});
}

TEST(RegisterAnswer, NameAndFirmHaveToBeThoseOfTheCertificate) {
    const auto form = form_of("Ada", "Ada", "Firm");
    EXPECT_EQ(found(R"({"status":"practising","name":"Eve","firm":"Firm"})", form),
              Findings{Finding::register_differs});
    EXPECT_EQ(found(R"({"status":"practising","name":"Ada","firm":"Other"})", form),
              Findings{Finding::register_differs});
    EXPECT_EQ(found(R"({"status":"practising","name":"a d a","firm":null})", form), Findings{})
        << "another spelling, and no firm told";
    EXPECT_EQ(found(R"({"status":"practising","name":"Eve"})", form_of("Ada", "", "")),
              Findings{Finding::register_differs})
        << "the card's name where the certificate's is missing";
}

TEST(RegisterAnswer, WhatIsNoAnswerLeavesTheQuestionOpen) {
    const std::string long_name(api::max_field_bytes + 1, 'a');
    for (const std::string& text :
         {std::string(), std::string("null"), std::string("[]"), std::string("{}"),
          std::string(R"({"status":"retired"})"), std::string(R"({"status":1})"),
          std::string(R"({"status":"practising"})"), std::string(R"({"status":"practising","name":""})"),
          std::string(R"({"status":"practising","name":["Ada"]})"),
          std::string(R"({"status":"practising","name":"Ada","firm":7})"),
          R"({"status":"practising","name":")" + long_name + R"("})", std::string("<html></html>"),
          R"({"status":"unknown","x":")" + std::string(max_register_answer_bytes, 'x') + R"("})"}) {
        const auto answer = read_register_answer(text);
        ASSERT_FALSE(answer) << text.substr(0, 80);
        EXPECT_EQ(answer.error(), RegisterFault::malformed);
        EXPECT_EQ(findings_of(answer, form_of("Ada", "Ada", "")), Findings{Finding::register_unavailable});
    }
}

}  // namespace
}  // namespace lobby::office
