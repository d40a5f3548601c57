// What goes to a gateway, and what its answer means.
#include "office/notices/request_template.hpp"

#include <string>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace lobby::office {
namespace {

using Form = SmsSettings::Form;

TEST(Template, PutsValuesInWhereTheyStand) {
    const TemplateValues values{"7f", "13800138000", "您好", "appointment_booked"};
    EXPECT_EQ(fill_template("{id} {phone} {text} {kind} {phone}", values, Escape::none),
              "7f 13800138000 您好 appointment_booked 13800138000");
}

TEST(Template, NeverLooksThroughAValueAgain) {
    EXPECT_EQ(fill_template("{text}|{id}", {.id = "1", .phone = "{id}", .text = "{phone}{id}"}, Escape::none),
              "{phone}{id}|1");
}

TEST(Template, EscapesForJson) {
    const auto body = fill_template(SmsSettings().body, {"1", "2", "\"},{\\\n\x01 您好", "4"}, Escape::json);
    const auto value = boost::json::parse(body);
    EXPECT_EQ(value.at("text").as_string(), "\"},{\\\n\x01 您好");
    EXPECT_EQ(value.as_object().size(), 3u);
}

TEST(Template, EscapesForForms) {
    EXPECT_EQ(fill_template("a={text}", {.text = "x&y=z 1+好~"}, Escape::urlencoded),
              "a=x%26y%3Dz%201%2B%E5%A5%BD~");
}

TEST(Template, IsHeldToWhatItMayName) {
    EXPECT_EQ(fault_of_body(SmsSettings().body, Form::json), std::nullopt);
    EXPECT_EQ(fault_of_body("mobile={phone}&template={kind}", Form::urlencoded), std::nullopt);
    EXPECT_NE(fault_of_body(R"({"text":"{text}"})", Form::json), std::nullopt) << "no phone";
    EXPECT_NE(fault_of_body(R"({"phone":"{phone}"})", Form::json), std::nullopt) << "no text";
    EXPECT_NE(fault_of_body(R"({"phone":"{phone}","text":"{text}","x":"{name}"})", Form::json), std::nullopt);
    EXPECT_NE(fault_of_body(R"({"phone":{phone},"text":{text}})", Form::json), std::nullopt) << "not JSON";
    EXPECT_NE(fault_of_body("", Form::urlencoded), std::nullopt);
}

TEST(Answer, SaysAcceptedWhereItShould) {
    EXPECT_TRUE(says_accepted(R"({"code":0})", "/code", "0"));
    EXPECT_TRUE(says_accepted(R"({"result":{"status":"ok"}})", "/result/status", "ok"));
    EXPECT_TRUE(says_accepted(R"([{"taken":true}])", "/0/taken", "true"));
    EXPECT_FALSE(says_accepted(R"({"code":1})", "/code", "0"));
    EXPECT_FALSE(says_accepted(R"({"code":0.0})", "/code", "0"));
    EXPECT_FALSE(says_accepted(R"({"code":{"a":0}})", "/code", "0"));
}

TEST(Answer, IsNoWhenItIsHostile) {
    for (const std::string& answer : {std::string(), std::string("{"), std::string(10'000, '['),
                                      std::string("\xff\xfe"), std::string("{\"code\":0} trailing")})
        EXPECT_FALSE(says_accepted(answer, "/code", "0"));
    EXPECT_FALSE(says_accepted(R"({"code":0})", "/other", "0"));
    EXPECT_FALSE(says_accepted(R"([0])", "/99999999999999999999", "0"));
    EXPECT_FALSE(says_accepted(R"({"code":0})", "code", "0")) << "a pointer begins with a slash";
}

}  // namespace
}  // namespace lobby::office
