#include "kiosk/recognition/reading_frames.hpp"

#include <gtest/gtest.h>

namespace lobby::kiosk {
namespace {

PageReading example() {
    PageReading reading;
    reading.upside_down = true;
    reading.quarter_turns = 2;
    reading.looks_like_kind = true;
    reading.looks_like = api::PageKind::firm_certificate;
    reading.proposals.push_back({api::FormField::firm_name, SecretString("云南善道律师事务所"),
                                 SecretString("云南善道律师事务听"), 85, false});
    reading.proposals.push_back(
        {api::FormField::firm_code, SecretString("31110000E00017891P"), SecretString(""), 98, true});
    return reading;
}

std::vector<uint8_t> bytes_of(const ReadingOutcome& outcome) {
    const auto answer = encode_answer(outcome);
    return {answer.view().begin(), answer.view().end()};
}

TEST(ReadingFrames, CarryAnAnswerThereAndBack) {
    const auto back = decode_answer(bytes_of(example()));
    ASSERT_TRUE(back);
    ASSERT_TRUE(*back);
    EXPECT_EQ(**back, example());
    for (const auto error : {ReadingError::worker_failed, ReadingError::timed_out,
                             ReadingError::picture_broken, ReadingError::nothing_read}) {
        const auto failed = decode_answer(bytes_of(fail(error)));
        ASSERT_TRUE(failed);
        ASSERT_FALSE(*failed);
        EXPECT_EQ(failed->error(), error);
    }
}

TEST(ReadingFrames, RefuseEveryCutAndEveryAddition) {
    auto bytes = bytes_of(example());
    for (size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(decode_answer(std::span(bytes).first(size))) << size;
    bytes.push_back(0);
    EXPECT_FALSE(decode_answer(bytes));
}

TEST(ReadingFrames, RefuseWhatIsOutOfBounds) {
    const auto changed = [](size_t at, uint8_t to) {
        auto bytes = bytes_of(example());
        bytes[at] = to;
        return decode_answer(bytes).has_value();
    };
    EXPECT_FALSE(changed(0, 5)) << "no such error";
    EXPECT_FALSE(changed(1, 0x80)) << "no such bit";
    EXPECT_FALSE(changed(2, 4)) << "four quarter turns";
    EXPECT_FALSE(changed(3, 9)) << "no such kind";
    EXPECT_FALSE(changed(5, 200)) << "no such field";
    EXPECT_FALSE(changed(6, 101)) << "surer than sure";
    EXPECT_FALSE(changed(9, 0x07)) << "a control character";
    EXPECT_FALSE(changed(9, 0xFF)) << "not UTF-8";
    EXPECT_FALSE(changed(5, static_cast<uint8_t>(api::FormField::firm_code))) << "a field twice";
}

TEST(ReadingFrames, CarryARequest) {
    const std::vector<uint8_t> jpeg{1, 2, 3};
    const auto body = encode_request(api::PageKind::legal_aid_letter, jpeg);
    const auto request = decode_request(body.view());
    ASSERT_TRUE(request);
    EXPECT_EQ(request->kind, api::PageKind::legal_aid_letter);
    EXPECT_TRUE(std::equal(request->jpeg.begin(), request->jpeg.end(), jpeg.begin(), jpeg.end()));
    EXPECT_FALSE(decode_request({}));
    EXPECT_FALSE(decode_request(std::vector<uint8_t>{17}));
    EXPECT_EQ(length_from(length_of(0x01020304)), 0x01020304U);
}

}  // namespace
}  // namespace lobby::kiosk
