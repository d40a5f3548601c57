// Requests about pages as their HTTP heads say them: taken as they are meant, or refused with a status.
#include "office/scans/scan_request.hpp"

#include <gtest/gtest.h>

namespace lobby::office::scans {
namespace {

const std::string id = "00112233445566778899aabbccddeeff";
const std::string target = "/scans/" + id;
const std::string hash(64, 'b');

unsigned refused(const Head& head) {
    const auto request = read_head(head);
    return request ? 0 : request.error();
}

TEST(ScanRequest, AQuestionNeedsNothingButTheId) {
    const auto request = read_head({false, target, "x", "y", "z"});
    ASSERT_TRUE(request);
    EXPECT_FALSE(request->piece);
    EXPECT_EQ(hex_of(request->page), id);
    EXPECT_EQ(target_of(request->page), target);
}

TEST(ScanRequest, APieceSaysWhereItBelongs) {
    const auto request = read_head({true, target, "100", "2000", hash});
    ASSERT_TRUE(request);
    ASSERT_TRUE(request->piece);
    EXPECT_EQ(request->piece->offset, 100U);
    EXPECT_EQ(request->piece->length, 2000U);
    EXPECT_EQ(hex_of(request->piece->hash), hash);
}

TEST(ScanRequest, OtherTargetsAreNone) {
    for (const std::string& other :
         {std::string(), std::string("/"), std::string("/scans/"), target + "0",
          target.substr(0, target.size() - 1), target + "/", target + "?x", "/scans/" + std::string(32, 'A'),
          "/scans/../" + id, "/Scans/" + id, "/scans/" + std::string(31, '0') + "g", "http://office" + target,
          "/scans/%30" + id.substr(1)})
        EXPECT_EQ(refused({false, other, {}, {}, {}}), 400U) << other;
}

TEST(ScanRequest, NumbersAndHashesAreReadStrictly) {
    for (const auto* bad : {"", "-1", "+1", " 1", "1 ", "0x1", "1.0", "1e1", "1234567890123"}) {
        EXPECT_EQ(refused({true, target, bad, "2000", hash}), 400U) << bad;
        EXPECT_EQ(refused({true, target, "0", bad, hash}), 400U) << bad;
    }
    EXPECT_EQ(refused({true, target, "0", "0", hash}), 400U);
    EXPECT_EQ(refused({true, target, "11", "10", hash}), 400U);
    EXPECT_EQ(refused({true, target, "10", "10", hash}), 0U);
    EXPECT_EQ(refused({true, target, "0", "10", hash.substr(1)}), 400U);
    EXPECT_EQ(refused({true, target, "0", "10", std::string(64, 'B')}), 400U);
}

TEST(ScanRequest, APageBeyondTheBoundIsTooLarge) {
    EXPECT_EQ(refused({true, target, "0", std::to_string(api::max_sealed_page_bytes), hash}), 0U);
    EXPECT_EQ(refused({true, target, "0", std::to_string(api::max_sealed_page_bytes + 1), hash}), 413U);
    EXPECT_EQ(refused({true, target, "0", "999999999999", hash}), 413U);
}

}  // namespace
}  // namespace lobby::office::scans
