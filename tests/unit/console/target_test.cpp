#include "office/console/forms/target.hpp"

#include <gtest/gtest.h>

namespace lobby::office::console {
namespace {

TEST(RequestTarget, IsPathAndQueryDecoded) {
    struct Case {
        std::string_view text;
        Target expected;
    };
    const Case cases[] = {
        {"/", {}},
        {"/board", {{"board"}, {}}},
        {"/board/", {{"board"}, {}}},
        {"/api/cases/%E7%BC%96%5B1%5D/entitlements", {{"api", "cases", "编[1]", "entitlements"}, {}}},
        {"/api/figures?from=2026-11-01&to=2026-11-25",
         {{"api", "figures"}, {{"from", "2026-11-01"}, {"to", "2026-11-25"}}}},
        {"/x?empty=&flag", {{"x"}, {{"empty", ""}, {"flag", ""}}}},
        {"/?a=b", {{}, {{"a", "b"}}}},
        {"/a.b/..c", {{"a.b", "..c"}, {}}},
    };
    for (const auto& c : cases) {
        const auto target = parse_target(c.text);
        ASSERT_TRUE(target) << c.text;
        EXPECT_EQ(*target, c.expected) << c.text;
    }
}

TEST(RequestTarget, ThatLeadsUpwardsOrCanBeReadInTwoWaysIsRefused) {
    for (const auto* text : {"",
                             "board",
                             "//",
                             "//evil",
                             "/a//b",
                             "/..",
                             "/../etc/passwd",
                             "/a/../b",
                             "/%2e%2e/x",
                             "/a/%2E%2e",
                             "/.",
                             "/a%2fb",
                             "/a%5Cb",
                             "/a\\b",
                             "/a%00",
                             "/a%0d%0aSet-Cookie:x",
                             "/%",
                             "/%4",
                             "/%zz",
                             "/x?a=1&a=2",
                             "/x?=1",
                             "/x?a=%zz",
                             "/1/2/3/4/5/6/7/8/9",
                             "http://other/",
                             "*"})
        EXPECT_FALSE(parse_target(text)) << text;
    EXPECT_FALSE(parse_target("/" + std::string(longest_target, 'a')));
}

}  // namespace
}  // namespace lobby::office::console
