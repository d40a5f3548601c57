#include "kiosk/ui/inspect_protocol.hpp"

#include <string>
#include <vector>

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace lobby::kiosk::ui::inspect {
namespace {

namespace json = boost::json;

Published home() {
    Published p;
    p.generation = 7;
    p.tree.screen = "home";
    p.tree.language = "en";
    p.tree.nodes.push_back({"home", Role::screen, "Welcome", "", {0, 0, 1080, 1920}, {}, {}});
    Node button{"home.lookup", Role::button, "My case", "By card", {64, 300, 952, 220}, {}, {}};
    button.parent = 0;
    button.enabled = false;
    p.tree.nodes.push_back(button);
    return p;
}

TEST(InspectRequest, TakesEachOperation) {
    EXPECT_TRUE(std::holds_alternative<TreeRequest>(*parse_request(R"({"op":"tree"})")));
    EXPECT_TRUE(std::holds_alternative<StatsRequest>(*parse_request(R"({"op":"stats"})")));
    EXPECT_TRUE(std::holds_alternative<SubscribeRequest>(*parse_request(R"({"op":"subscribe"})")));
    EXPECT_EQ(std::get<ScreenshotRequest>(*parse_request(R"({"op":"screenshot","path":"/a/b.png"})")).path,
              "/a/b.png");
    const auto wait = std::get<WaitRequest>(
        *parse_request(R"({"op":"wait","node":"n","value":"v","after":3,"timeout_ms":99999999})"));
    EXPECT_EQ(wait.node, "n");
    EXPECT_EQ(wait.value, "v");
    EXPECT_FALSE(wait.screen);
    EXPECT_EQ(wait.after, 3U);
    EXPECT_EQ(wait.timeout, max_wait);
}

TEST(InspectRequest, RefusesWhatItCannotMean) {
    struct Case {
        std::string line;
        RequestError error;
    };
    const std::vector<Case> cases{
        {"", RequestError::not_json},
        {"tree", RequestError::not_json},
        {"[]", RequestError::not_json},
        {R"({"op":"tree"}{})", RequestError::not_json},
        {std::string(100, '['), RequestError::not_json},
        {R"({"op":")" + std::string(max_request_bytes, 'a') + R"("})", RequestError::not_json},
        {"{}", RequestError::unknown_op},
        {R"({"op":1})", RequestError::unknown_op},
        {R"({"op":"quit"})", RequestError::unknown_op},
        {R"({"op":"screenshot"})", RequestError::bad_field},
        {R"({"op":"screenshot","path":"/etc/passwd"})", RequestError::bad_field},
        {R"({"op":"screenshot","path":"/a\u0000.png"})", RequestError::bad_field},
        {R"({"op":"wait","screen":7})", RequestError::bad_field},
        {R"({"op":"wait","value":"v"})", RequestError::bad_field},
        {R"({"op":"wait","after":-1})", RequestError::bad_field},
        {R"({"op":"wait","timeout_ms":"soon"})", RequestError::bad_field},
    };
    for (const auto& c : cases) {
        const auto request = parse_request(c.line);
        ASSERT_FALSE(request) << c.line;
        EXPECT_EQ(request.error(), c.error) << c.line;
    }
}

TEST(InspectWait, HoldsWhenAllThatIsNamedHolds) {
    const Published now = home();
    const auto of = [](const char* line) { return std::get<WaitRequest>(*parse_request(line)); };
    EXPECT_TRUE(holds(of(R"({"op":"wait","screen":"home"})"), now));
    EXPECT_TRUE(holds(of(R"({"op":"wait","node":"home.lookup","label":"My case","value":"By card"})"), now));
    EXPECT_FALSE(holds(of(R"({"op":"wait","screen":"case"})"), now));
    EXPECT_FALSE(holds(of(R"({"op":"wait","screen":"home","after":7})"), now));
    EXPECT_FALSE(holds(of(R"({"op":"wait","node":"home.tickets"})"), now));
    EXPECT_FALSE(holds(of(R"({"op":"wait","node":"home.lookup","value":"By code"})"), now));
}

TEST(InspectTree, TellsNodesWithinTheirParents) {
    const std::string line = tree_line(home());
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    const json::value tree = json::parse(line);
    EXPECT_EQ(tree.at("generation").to_number<int>(), 7);
    EXPECT_EQ(tree.at("screen"), "home");
    ASSERT_EQ(tree.at("nodes").as_array().size(), 1U);
    const auto& button = tree.at("nodes").at(0).at("children").at(0);
    EXPECT_EQ(button.at("id"), "home.lookup");
    EXPECT_EQ(button.at("role"), "button");
    EXPECT_EQ(button.at("state").at("enabled"), false);
    EXPECT_EQ(button.at("bounds").at("w").to_number<int>(), 952);
}

TEST(InspectTree, SurvivesAParentThatIsNotThere) {
    Published p = home();
    p.tree.nodes[1].parent = 40;
    EXPECT_EQ(json::parse(tree_line(p)).at("nodes").as_array().size(), 2U);
}

}  // namespace
}  // namespace lobby::kiosk::ui::inspect
