#include "platform/scanner/camera_frame.hpp"

#include <gtest/gtest.h>

#include "platform/emulator/scanner/scene.hpp"
#include "platform/scanner/jpeg.hpp"
#include "platform/scanner/sane_picture.hpp"

namespace lobby::platform {
namespace {

std::vector<int> pixel(const Picture& picture, size_t x, size_t y) {
    const auto p = picture.rgb().subspan((y * picture.width() + x) * 3, 3);
    return {p[0], p[1], p[2]};
}

struct Layout {
    FrameCode code;
    std::vector<uint8_t> bytes;  // of 2 × 2 pixels: white, black / black, white
};

// White is 235 and black 16 in the YUV of cameras (BT.601).
const std::vector<Layout> chessboards{
    {FrameCode::yuyv, {235, 128, 16, 128, 16, 128, 235, 128}},
    {FrameCode::uyvy, {128, 235, 128, 16, 128, 16, 128, 235}},
    {FrameCode::nv12, {235, 16, 16, 235, 128, 128}},
    {FrameCode::rgb24, {255, 255, 255, 0, 0, 0, 0, 0, 0, 255, 255, 255}},
    {FrameCode::grey, {255, 0, 0, 255}},
};

TEST(CameraFrame, EachLayoutIsRead) {
    for (const auto& [code, bytes] : chessboards) {
        const auto picture = decode_frame(bytes, {code, 2, 2, 0});
        ASSERT_TRUE(picture) << static_cast<int>(code);
        EXPECT_EQ(pixel(*picture, 0, 0), (std::vector{255, 255, 255}));
        EXPECT_EQ(pixel(*picture, 1, 0), (std::vector{0, 0, 0}));
        EXPECT_EQ(pixel(*picture, 0, 1), (std::vector{0, 0, 0}));
        EXPECT_EQ(pixel(*picture, 1, 1), (std::vector{255, 255, 255}));
        // One byte less is a frame cut short.
        const std::span<const uint8_t> all(bytes);
        EXPECT_EQ(decode_frame(all.first(all.size() - 1), {code, 2, 2, 0}).error(), FrameError::broken);
        EXPECT_EQ(decode_frame(all, {code, 2, 2, 1}).error(), FrameError::broken);  // a line of one byte
        EXPECT_EQ(decode_frame(all, {code, 0, 2, 0}).error(), FrameError::broken);
        EXPECT_EQ(decode_frame(all, {code, 9000, 6700, 0}).error(), FrameError::too_large);
        EXPECT_EQ(decode_frame(all, {code, UINT32_MAX, UINT32_MAX, UINT32_MAX}).error(),
                  FrameError::too_large);
    }
}

TEST(CameraFrame, ColoursAreThoseOfTheStandard) {  // ITU-R BT.601: 75 % bars are 180,128,128 / 65,100,212 …
    const auto red = decode_frame(std::vector<uint8_t>{81, 90, 81, 240}, {FrameCode::yuyv, 2, 1, 0});
    ASSERT_TRUE(red);
    EXPECT_NEAR(pixel(*red, 0, 0)[0], 255, 2);
    EXPECT_NEAR(pixel(*red, 0, 0)[1], 0, 2);
    EXPECT_NEAR(pixel(*red, 0, 0)[2], 0, 2);
}

TEST(CameraFrame, PaddedLinesAndSmallerCopies) {
    std::vector<uint8_t> padded(16 * 8, 77);
    for (size_t y = 0; y < 8; ++y)
        for (size_t x = 0; x < 10; ++x) padded[y * 16 + x] = 200;
    const auto whole = decode_frame(padded, {FrameCode::grey, 10, 8, 16});
    ASSERT_TRUE(whole);
    for (const uint8_t value : whole->rgb()) EXPECT_EQ(value, 200);
    const auto half = decode_frame(padded, {FrameCode::grey, 10, 8, 16}, 5);
    ASSERT_TRUE(half);
    EXPECT_EQ(half->width(), 5U);
    EXPECT_EQ(half->height(), 4U);
}

TEST(CameraFrame, AJpegIsWhatItsHeaderSays) {
    const auto jpeg = encode_jpeg(emulator::scanner::sample_page(320, 240), 80);
    EXPECT_EQ(decode_frame(jpeg, {FrameCode::mjpeg, 640, 480, 0})->width(), 320U);
    EXPECT_EQ(decode_frame(std::span(jpeg).first(jpeg.size() / 2), {FrameCode::mjpeg, 320, 240, 0}).error(),
              FrameError::broken);
    EXPECT_EQ(decode_frame({}, {FrameCode::mjpeg, 320, 240, 0}).error(), FrameError::broken);
}

TEST(SanePicture, IsPutTogetherFromPieces) {
    auto begun = SanePicture::begin({true, 8, 12, 3, 2});
    ASSERT_TRUE(begun);
    std::vector<uint8_t> bytes(24);
    for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(i);
    EXPECT_TRUE(begun->add(std::span(bytes).first(5)));
    EXPECT_TRUE(begun->add(std::span(bytes).subspan(5)));
    EXPECT_FALSE(begun->add(std::span(bytes).first(1)));  // more than was announced
    const auto picture = begun->finish();
    ASSERT_TRUE(picture);
    EXPECT_EQ(pixel(*picture, 2, 1), (std::vector{18, 19, 20}));
}

TEST(SanePicture, RefusesWhatNoScannerSends) {
    EXPECT_FALSE(SanePicture::begin({true, 16, 18, 3, 2}));
    EXPECT_FALSE(SanePicture::begin({true, 8, 8, 3, 2}));  // less than its pixels
    EXPECT_FALSE(SanePicture::begin({false, 8, INT32_MAX, 3, 2}));
    EXPECT_FALSE(SanePicture::begin({false, 8, -1, 3, 2}));
    EXPECT_FALSE(SanePicture::begin({false, 8, 3, 0, 2}));
    EXPECT_FALSE(SanePicture::begin({false, 8, 3, -3, 2}));
    EXPECT_FALSE(SanePicture::begin({false, 8, 3, 3, 0}));
    EXPECT_EQ(SanePicture::begin({false, 8, 9000, 9000, 9000}).error(), FrameError::too_large);
    auto short_one = SanePicture::begin({false, 8, 4, 4, 4});
    ASSERT_TRUE(short_one);
    EXPECT_TRUE(short_one->add(std::vector<uint8_t>(15)));
    EXPECT_EQ(short_one->finish().error(), FrameError::broken);
    auto endless = SanePicture::begin({false, 8, 4, 4, -1});  // its length is known at the end
    ASSERT_TRUE(endless);
    EXPECT_TRUE(endless->add(std::vector<uint8_t>(8)));
    EXPECT_EQ(endless->finish()->height(), 2U);
}

}  // namespace
}  // namespace lobby::platform
