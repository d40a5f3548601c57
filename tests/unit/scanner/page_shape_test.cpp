#include "platform/scanner/page_shape.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "platform/emulator/scanner/scene.hpp"
#include "platform/scanner/jpeg.hpp"
#include "platform/scanner/page_finder.hpp"

namespace lobby::platform {
namespace {

using namespace emulator::scanner;

constexpr std::array<PicturePoint, 4> whole{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};

double proportion(const Picture& picture) {
    return static_cast<double>(picture.width()) / picture.height();
}

// Part of a quarter's pixels that are of the seal's red.
double red_in(const Picture& picture, bool right, bool lower) {
    size_t red = 0;
    for (uint32_t y = 0; y < picture.height() / 2; ++y)
        for (uint32_t x = 0; x < picture.width() / 2; ++x) {
            const size_t column = x + (right ? picture.width() / 2 : 0);
            const size_t row = y + (lower ? picture.height() / 2 : 0);
            const auto pixel = picture.rgb().subspan((row * picture.width() + column) * 3, 3);
            if (pixel[0] > pixel[1] + 60 && pixel[0] > pixel[2] + 60) ++red;
        }
    return static_cast<double>(red) / (picture.width() / 2.0 * picture.height() / 2.0);
}

TEST(Straighten, GivesThePageItsProportionsHoweverItLies) {
    const Picture page = sample_page();
    for (const double tilt : {0.0, 10.0, 25.0})
        for (const double turn : {0.0, 8.0, 20.0, -30.0}) {
            Scene scene;
            scene.tilt = tilt;
            scene.turn = turn;
            scene.size = 0.7;
            const Picture seen = draw_scene(page, scene, 1600, 1200);
            const auto guidance = find_page(seen);
            ASSERT_TRUE(guidance.found);
            const Picture straight = straighten(seen, guidance.corners);
            EXPECT_NEAR(proportion(straight), proportion(page), 0.03) << tilt << ' ' << turn;
            EXPECT_GT(red_in(straight, true, true), 0.004);
            EXPECT_EQ(red_in(straight, false, false), 0);
        }
}

TEST(Straighten, LeavesAPageOnItsHeadOnItsHead) {
    Scene scene;
    scene.turn = 180;
    const Picture seen = draw_scene(sample_page(), scene, 1600, 1200);
    const Picture straight = straighten(seen, find_page(seen).corners);
    EXPECT_GT(red_in(straight, false, false), 0.004);
    EXPECT_EQ(red_in(straight, true, true), 0);
}

TEST(Straighten, GivesTheWholePictureForCornersOfNoPage) {
    const Picture picture = sample_page(300, 200);
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    constexpr float endless = std::numeric_limits<float>::infinity();
    const std::array<PicturePoint, 4> no_pages[]{
        {},
        {{{0, 0}, {1, 1}, {1, 0}, {0, 1}}},        // crossed
        {{{0, 0}, {0, 1}, {1, 1}, {1, 0}}},        // the wrong way round
        {{{0, 0}, {1, 0}, {0.2F, 0.2F}, {0, 1}}},  // dented
        {{{nan, 0}, {1, 0}, {1, 1}, {0, 1}}},
        {{{-endless, 0}, {1, 0}, {1, 1}, {0, 1}}},
        {{{0.5F, 0.5F}, {0.51F, 0.5F}, {0.51F, 0.51F}, {0.5F, 0.51F}}},  // too small
    };
    for (const auto& corners : no_pages) {
        const Picture given = straighten(picture, corners);
        EXPECT_EQ(given.width(), 300U);
        EXPECT_EQ(given.height(), 200U);
    }
    EXPECT_TRUE(straighten({}, whole).empty());
}

TEST(Straighten, IsNeverLargerThanAPage) {
    const Picture wide = straighten(Picture(6000, 4000), whole);
    EXPECT_LE(wide.width(), longest_page_edge);
    EXPECT_LE(wide.height(), shorter_page_edge);
    const Picture tall = straighten(Picture(3000, 8000), whole);
    EXPECT_LE(tall.width(), shorter_page_edge);
    EXPECT_LE(tall.height(), longest_page_edge);
    // Nor than it was seen.
    EXPECT_LE(straighten(Picture(640, 480), whole).width(), 641U);
}

TEST(EncodePage, ShrinksWhatIsHardToCompressUntilItFits) {
    std::mt19937 dice(1);
    Picture noise(2480, 3508);
    for (auto& value : noise.rgb()) value = static_cast<uint8_t>(dice());
    const PageImage page = encode_page(noise);
    EXPECT_LE(page.jpeg().size(), most_page_bytes);
    EXPECT_LT(page.width(), 2480U);
    const auto back = decode_jpeg(page.jpeg());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->width(), page.width());
    EXPECT_EQ(back->height(), page.height());
}

TEST(EncodePage, KeepsAnOrdinaryPageAsItIs) {
    const Picture page = sample_page(2480, 3508);
    const PageImage image = encode_page(page);
    EXPECT_EQ(image.width(), 2480U);
    EXPECT_EQ(image.height(), 3508U);
    EXPECT_LE(image.jpeg().size(), most_page_bytes);
    EXPECT_TRUE(encode_page({}).empty());
    const PageImage larger = encode_page(Picture(4000, 3000));
    EXPECT_LE(larger.width(), longest_page_edge);
    EXPECT_LE(larger.height(), shorter_page_edge);
}

}  // namespace
}  // namespace lobby::platform
