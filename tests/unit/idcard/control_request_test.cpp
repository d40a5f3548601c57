// What can be said to the emulator over its control socket.
#include "platform/emulator/idcard/control_request.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace lobby::emulator {
namespace {

template <class T>
T taken(std::string_view line) {
    auto request = parse_control_request(line);
    EXPECT_TRUE(request) << request.error();
    return std::get<T>(std::move(*request));
}

TEST(ControlRequests, PlaceHoldsTheCard) {
    const auto place = taken<PlaceCard>(
        R"({"op":"place","card":{"type":"foreign_2017","name":"王","sex":"男","english_name":"WANG"}})");
    EXPECT_EQ(place.facts.kind, CardKind::foreign_2017);
    EXPECT_EQ(place.facts.name, "王");
    EXPECT_EQ(place.facts.english_name, "WANG");
}

TEST(ControlRequests, EachHasItsForm) {
    EXPECT_EQ(taken<PlaceLabelled>(R"({"op":"place","label":"one"})").label, "one");
    taken<TakeCard>(R"({"op":"take"})");
    taken<Unplug>(R"({"op":"unplug"})");
    taken<Replug>(R"({"op":"replug"})");
    taken<TellStatus>(R"({"op":"status"})");
}

TEST(ControlRequests, FaultLastsOneAnswerUnlessSaid) {
    const auto once = taken<Fault>(R"({"op":"fault","kind":"drop"})");
    EXPECT_EQ(once.kind, FaultKind::drop);
    EXPECT_EQ(once.count, 1U);
    const auto late = taken<Fault>(R"({"op":"fault","kind":"delay","count":1000,"ms":70})");
    EXPECT_EQ(late.count, 1000U);
    EXPECT_EQ(late.time, std::chrono::milliseconds(70));
}

class Nonsense : public testing::TestWithParam<const char*> {};

TEST_P(Nonsense, IsRefused) {
    EXPECT_FALSE(parse_control_request(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(
    Lines, Nonsense,
    testing::Values("", "[]", "{}", "\xFF", R"({"op":7})", R"({"op":"dance"})", R"({"op":"place"})",
                    R"({"op":"place","label":""})", R"({"op":"place","card":[]})",
                    R"({"op":"place","card":{"name":"A"}})", R"({"op":"place","card":{"type":"passport"}})",
                    R"({"op":"place","card":{"type":"citizen","name":7}})",
                    R"({"op":"place","card":{"type":"citizen","nmae":"A"}})", R"({"op":"fault"})",
                    R"({"op":"fault","kind":"none","count":0})", R"({"op":"fault","kind":"drop","count":-1})",
                    R"({"op":"fault","kind":"drop","count":1.5})",
                    R"({"op":"fault","kind":"delay","ms":60001})"));

TEST(ControlRequests, RefusalQuotesNothingOfTheCard) {
    const auto refused = parse_control_request(
        R"({"op":"place","card":{"type":"citizen","name":"SECRET","SECRET":"SECRET"}})");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().find("SECRET"), std::string::npos);
}

TEST(CardLabels, PickFromAFileOfIdentities) {
    const auto file = boost::json::parse(
        R"({"made":"x","identities":[7,{"label":"one"},{"label":"two","query_code":"1","card":{"type":"citizen"}}]})");
    ASSERT_TRUE(card_labelled(file, "two"));
    EXPECT_TRUE(card_of_json(*card_labelled(file, "two")));
    EXPECT_FALSE(card_labelled(file, "one"));
    EXPECT_FALSE(card_labelled(file, "three"));
    EXPECT_FALSE(card_labelled(nullptr, "two"));
    EXPECT_FALSE(card_labelled(boost::json::parse(R"({"identities":{}})"), "two"));
}

}  // namespace
}  // namespace lobby::emulator
