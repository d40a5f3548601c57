#include "office/console/forms/json_body.hpp"

#include <gtest/gtest.h>

namespace lobby::office::console {
namespace {

TEST(JsonBody, GivesWhatFits) {
    JsonBody body(
        R"({"name":"李娜","password":"p w","ticket":18446744073709551614,"flag":true,"list":["a","b"],"no":null})");
    EXPECT_EQ(body.text("name", 6), "李娜");
    EXPECT_EQ(body.secret("password", 3)->view(), "p w");
    EXPECT_EQ(body.number("ticket", 1, UINT64_MAX), 18446744073709551614u);
    EXPECT_EQ(body.flag("flag"), true);
    EXPECT_EQ(body.texts("list", 2, 1), (std::vector<std::string>{"a", "b"}));
    EXPECT_FALSE(body.text("no", 5));
    EXPECT_FALSE(body.text("absent", 5));
    EXPECT_TRUE(body.good());
}

TEST(JsonBody, WithAFieldTooManyIsMalformed) {
    JsonBody body(R"({"name":"x","nmae":"y"})");
    EXPECT_TRUE(body.text("name", 5));
    EXPECT_FALSE(body.good());
}

TEST(JsonBody, WithAValueThatDoesNotFitIsMalformed) {
    for (const auto* text :
         {R"({"v":"toolong"})", R"({"v":"a\u0000b"})", R"({"v":"a\nb"})", R"({"v":"\u202e"})", R"({"v":5})",
          R"({"v":["a"]})", R"({"v":{}})", "{\"v\":\"\xff\"}"}) {
        JsonBody body(text);
        EXPECT_FALSE(body.text("v", 5)) << text;
        EXPECT_FALSE(body.good()) << text;
    }
    for (const auto* text : {R"({"v":0})", R"({"v":11})", R"({"v":-1})", R"({"v":1.5})", R"({"v":1e0})",
                             R"({"v":"1"})", R"({"v":true})", R"({"v":99999999999999999999})"}) {
        JsonBody body(text);
        EXPECT_FALSE(body.number("v", 1, 10)) << text;
        EXPECT_FALSE(body.good()) << text;
    }
    JsonBody many(R"({"v":["a","b","c"]})");
    EXPECT_FALSE(many.texts("v", 2, 5));
    EXPECT_FALSE(many.good());
}

TEST(JsonBody, ThatIsNoObjectIsMalformedAndEmptyObjectsAreNot) {
    for (const auto* text :
         {"", "[]", "1", "null", "{", "{}x", "{\"a\":}", "{'a':1}", "{\"a\":1,}", "\xEF\xBB\xBF{}"}) {
        JsonBody body(text);
        EXPECT_FALSE(body.text("a", 5)) << text;
        EXPECT_FALSE(body.good()) << text;
    }
    EXPECT_TRUE(JsonBody("{}").good());
    EXPECT_FALSE(JsonBody(R"({"a":[[[[[[[[]]]]]]]]})").good());
    EXPECT_FALSE(JsonBody("{\"a\":\"" + std::string(longest_body, 'x') + "\"}").good());
}

}  // namespace
}  // namespace lobby::office::console
