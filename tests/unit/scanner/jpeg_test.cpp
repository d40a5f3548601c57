#include "platform/scanner/jpeg.hpp"

#include <cmath>
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/emulator/scanner/scene.hpp"

namespace lobby::platform {
namespace {

using emulator::scanner::sample_page;

double mean_difference(const Picture& a, const Picture& b) {
    double sum = 0;
    for (size_t i = 0; i < a.rgb().size(); ++i) sum += std::abs(a.rgb()[i] - b.rgb()[i]);
    return sum / static_cast<double>(a.rgb().size());
}

// The marker of a baseline or progressive frame, after which height and width stand.
size_t frame_header(const std::vector<uint8_t>& jpeg) {
    for (size_t i = 0; i + 9 < jpeg.size(); ++i)
        if (jpeg[i] == 0xFF && jpeg[i + 1] == 0xC0) return i;
    return 0;
}

std::vector<uint8_t> pretending(std::vector<uint8_t> jpeg, uint16_t width, uint16_t height) {
    const size_t at = frame_header(jpeg);
    jpeg[at + 5] = static_cast<uint8_t>(height >> 8);
    jpeg[at + 6] = static_cast<uint8_t>(height);
    jpeg[at + 7] = static_cast<uint8_t>(width >> 8);
    jpeg[at + 8] = static_cast<uint8_t>(width);
    return jpeg;
}

TEST(Jpeg, IsThePictureThatWentIn) {
    const Picture page = sample_page(620, 877);
    const auto jpeg = encode_jpeg(page, 95);
    const auto size = jpeg_size(jpeg);
    ASSERT_TRUE(size);
    EXPECT_EQ(size->width, 620U);
    EXPECT_EQ(size->height, 877U);
    const auto back = decode_jpeg(jpeg);
    ASSERT_TRUE(back);
    EXPECT_LT(mean_difference(page, *back), 3.0);
}

TEST(Jpeg, ComesOutSmallerWhereLessIsEnough) {
    const auto jpeg = encode_jpeg(sample_page(1240, 1754), 90);
    const auto width_for = [&jpeg](uint32_t widest) { return decode_jpeg(jpeg, widest)->width(); };
    EXPECT_EQ(width_for(0), 1240U);
    EXPECT_EQ(width_for(1000), 1240U);
    EXPECT_EQ(width_for(620), 620U);
    EXPECT_EQ(width_for(600), 620U);
    EXPECT_EQ(width_for(1), 155U);  // an eighth, never less
}

TEST(Jpeg, SixtyMegapixelsAreRefusedByTheirHeader) {
    const auto jpeg = pretending(encode_jpeg(sample_page(640, 480), 90), 9000, 6700);
    EXPECT_EQ(jpeg_size(jpeg).error(), JpegError::too_large);
    EXPECT_EQ(decode_jpeg(jpeg).error(), JpegError::too_large);
    EXPECT_EQ(decode_jpeg(pretending(jpeg, 65000, 65000)).error(), JpegError::too_large);
    EXPECT_EQ(decode_jpeg(pretending(jpeg, 8193, 8)).error(), JpegError::too_large);
}

TEST(Jpeg, WhatClaimsMoreThanItHoldsIsBroken) {
    const auto jpeg = pretending(encode_jpeg(sample_page(640, 480), 90), 4000, 3000);
    EXPECT_EQ(decode_jpeg(jpeg).error(), JpegError::broken);
}

TEST(Jpeg, EveryTruncationIsRefused) {
    const auto jpeg = encode_jpeg(sample_page(160, 120), 80);
    for (size_t length = 0; length + 2 < jpeg.size(); ++length)
        ASSERT_FALSE(decode_jpeg(std::span(jpeg).first(length))) << length;
}

TEST(Jpeg, NoPictureIsNoJpeg) {
    const std::string text = "%PDF-1.7 and no picture at all";
    EXPECT_EQ(decode_jpeg({reinterpret_cast<const uint8_t*>(text.data()), text.size()}).error(),
              JpegError::not_jpeg);
    EXPECT_EQ(decode_jpeg({}).error(), JpegError::not_jpeg);
    EXPECT_EQ(decode_jpeg(std::vector<uint8_t>(most_jpeg_bytes + 1, 0xFF)).error(), JpegError::too_large);
}

TEST(Jpeg, ACamerasFrameWithoutHuffmanTablesIsRead) {  // USB Video Class, MJPEG payload: they may be left out
    const Picture page = sample_page(320, 240);
    auto jpeg = encode_jpeg(page, 90);
    // Only the usual tables may be left out, and these are they.
    for (size_t i = 0; i + 4 < jpeg.size();) {
        if (jpeg[i] == 0xFF && jpeg[i + 1] == 0xC4) {
            const auto length = static_cast<std::ptrdiff_t>(jpeg[i + 2] * 256 + jpeg[i + 3] + 2);
            const auto from = jpeg.begin() + static_cast<std::ptrdiff_t>(i);
            jpeg.erase(from, from + length);
        } else if (jpeg[i] == 0xFF && jpeg[i + 1] == 0xDA) {
            break;
        } else {
            ++i;
        }
    }
    const auto back = decode_jpeg(jpeg);
    ASSERT_TRUE(back);
    EXPECT_LT(mean_difference(page, *back), 6.0);
}

TEST(Picture, IsWipedAndEmptyWhenItWasMovedAway) {
    Picture picture = sample_page(64, 64);
    const Picture other = std::move(picture);
    EXPECT_TRUE(picture.empty());  // NOLINT(bugprone-use-after-move): that is what is asked
    EXPECT_EQ(picture.width(), 0U);
    EXPECT_EQ(other.width(), 64U);
    EXPECT_THROW(Picture(longest_picture_edge + 1, 1), std::length_error);
    EXPECT_THROW(Picture(8000, 8000), std::length_error);
}

}  // namespace
}  // namespace lobby::platform
