#include "office/console/forms/headers.hpp"

#include <gtest/gtest.h>

namespace lobby::office::console {
namespace {

TEST(Cookie, IsFoundByItsWholeNameAndOnlyWhereItStandsOnce) {
    EXPECT_EQ(cookie_value("__Host-lobby=abc", session_cookie), "abc");
    EXPECT_EQ(cookie_value("a=b; __Host-lobby=abc; c=d", session_cookie), "abc");
    EXPECT_EQ(cookie_value("x__Host-lobby=abc", session_cookie), "");
    EXPECT_EQ(cookie_value("__host-lobby=abc", session_cookie), "");
    EXPECT_EQ(cookie_value("__Host-lobby=abc; __Host-lobby=def", session_cookie), "");
    EXPECT_EQ(cookie_value("__Host-lobby", session_cookie), "");
    EXPECT_EQ(cookie_value("", session_cookie), "");
}

TEST(Origin, IsTheServersOwnOrTheRequestIsNotFromItsPages) {
    EXPECT_TRUE(same_origin("office:7445", "https://office:7445", "same-origin"));
    EXPECT_TRUE(same_origin("Office:7445", "https://office:7445", ""));
    EXPECT_TRUE(same_origin("office:7445", "", ""));
    for (const auto* origin : {"https://office", "https://office:7446", "http://office:7445", "null",
                               "https://office:7445.evil", "https://evil/https://office:7445", "https://"})
        EXPECT_FALSE(same_origin("office:7445", origin, "")) << origin;
    for (const auto* site : {"cross-site", "same-site", "none", "Same-Origin"})
        EXPECT_FALSE(same_origin("office:7445", "https://office:7445", site)) << site;
    EXPECT_FALSE(same_origin("", "https://", ""));
}

TEST(Address, OfIpv6IsCountedByItsNetwork) {
    EXPECT_EQ(address_group("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(address_group("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    EXPECT_EQ(address_group("2001:db8:1:2:9::1"), "2001:db8:1:2::/64");
    EXPECT_EQ(address_group("2001:db8::1"), "2001:db8::/64");
    EXPECT_EQ(address_group("2001:db8::2"), address_group("2001:db8::1"));
    EXPECT_EQ(address_group("::ffff:192.0.2.7"), "::ffff:192.0.2.7");
}

TEST(ContentType, OfJsonMayHaveParameters) {
    EXPECT_TRUE(is_json("application/json"));
    EXPECT_TRUE(is_json("Application/JSON; charset=utf-8"));
    for (const auto* type : {"", "text/plain", "application/json2", "application/x-www-form-urlencoded",
                             "text/plain; application/json"})
        EXPECT_FALSE(is_json(type)) << type;
}

TEST(EntityTag, IsNamedAloneInAListOrByAStar) {
    for (const auto* header : {"\"a\"", "W/\"a\"", "\"b\", \"a\"", "*"})
        EXPECT_TRUE(names_tag(header, "\"a\"")) << header;
    for (const auto* header : {"", "a", "\"b\"", "\"a"}) EXPECT_FALSE(names_tag(header, "\"a\"")) << header;
}

}  // namespace
}  // namespace lobby::office::console
