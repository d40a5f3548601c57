#include "platform/scanner/page_finder.hpp"

#include <cmath>
#include <functional>
#include <ostream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/emulator/scanner/scene.hpp"
#include "platform/scanner/page_sharpness.hpp"

namespace lobby::platform {

static std::ostream& operator<<(std::ostream& out, const PageGuidance& g) {
    return out << (g.found ? "found" : "nothing") << (g.glare ? " glare" : "")
               << (g.blurred ? " blurred" : "") << (g.cut_edge ? " cut_edge" : "")
               << (g.too_dark ? " too_dark" : "") << (g.too_small ? " too_small" : "");
}

namespace {

using namespace emulator::scanner;

constexpr uint32_t width = 1600;
constexpr uint32_t height = 1200;

std::string words_of(const PageGuidance& guidance) {
    return testing::PrintToString(guidance);
}

// The farthest that one of the corners is from where it is, in pixels; the page may have been turned.
double farthest_corner(const PageGuidance& guidance, const Picture& page, const Scene& scene) {
    const auto truth = page_corners(page.width(), page.height(), scene, width, height);
    double best = 1e9;
    for (size_t turn = 0; turn < 4; ++turn) {
        double farthest = 0;
        for (size_t i = 0; i < 4; ++i)
            farthest = std::max<double>(
                farthest, std::hypot((truth[(i + turn) % 4].x - guidance.corners[i].x) * width,
                                     (truth[(i + turn) % 4].y - guidance.corners[i].y) * height));
        best = std::min(best, farthest);
    }
    return best;
}

struct Case {
    std::string name;
    std::function<void(Scene&)> change;
    std::string expected;
};

class FindPage : public testing::TestWithParam<Case> {};

TEST_P(FindPage, SaysWhatIsInTheWay) {
    Scene scene;
    GetParam().change(scene);
    const Picture page = sample_page();
    const auto guidance = find_page(draw_scene(page, scene, width, height));
    EXPECT_EQ(words_of(guidance), GetParam().expected);
    EXPECT_FALSE(guidance.steady);
    if (!guidance.cut_edge) {
        EXPECT_LT(farthest_corner(guidance, page, scene), 4.0);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Scenes, FindPage,
    testing::Values(Case{"plain", [](Scene&) {}, "found"},
                    Case{"wood", [](Scene& s) { s.desk = Desk::wood; }, "found"},
                    Case{"grey_desk", [](Scene& s) { s.desk = Desk::grey; }, "found"},
                    Case{"another_seed", [](Scene& s) { s.seed = 4711; }, "found"},
                    Case{"slanted", [](Scene& s) { s.tilt = 30, s.size = 0.7; }, "found"},
                    Case{"turned_a_little", [](Scene& s) { s.turn = -12, s.size = 0.75; }, "found"},
                    Case{"turned_halfway", [](Scene& s) { s.turn = 45, s.size = 0.75; }, "found"},
                    Case{"on_its_side", [](Scene& s) { s.turn = 90, s.size = 0.75; }, "found"},
                    Case{"on_its_head", [](Scene& s) { s.turn = 180; }, "found"},
                    Case{"noise", [](Scene& s) { s.noise = 14; }, "found"},
                    Case{"half_the_light", [](Scene& s) { s.light = 0.5; }, "found"},
                    Case{"a_little_soft", [](Scene& s) { s.blur = 1; }, "found"},
                    Case{"glare", [](Scene& s) { s.glare = true; }, "found glare"},
                    Case{"washed_out", [](Scene& s) { s.light = 4; }, "found glare"},
                    Case{"out_of_focus", [](Scene& s) { s.blur = 3; }, "found blurred"},
                    Case{"far_out_of_focus", [](Scene& s) { s.blur = 9; }, "found blurred"},
                    Case{"moved", [](Scene& s) { s.smear = 20; }, "found blurred"},
                    Case{"a_corner_outside", [](Scene& s) { s.left = 0.2, s.turn = 15; }, "found cut_edge"},
                    Case{"half_outside", [](Scene& s) { s.left = 0.45; }, "found cut_edge"},
                    Case{"half_outside_and_turned", [](Scene& s) { s.left = 0.45, s.turn = 15; },
                         "found cut_edge"},
                    Case{"larger_than_the_picture", [](Scene& s) { s.size = 1.4; }, "found cut_edge"},
                    Case{"small", [](Scene& s) { s.size = 0.4; }, "found too_small"},
                    Case{"dim", [](Scene& s) { s.light = 0.3; }, "found too_dark"}),
    [](const auto& one) { return one.param.name; });

TEST(FindPageOnNothing, FindsNothing) {
    for (const auto desk : {Desk::dark, Desk::wood, Desk::grey})
        for (const bool lamp : {false, true}) {
            Scene scene;
            scene.desk = desk;
            scene.glare = lamp;
            scene.noise = 5;
            EXPECT_FALSE(find_page(draw_scene({}, scene, width, height)).found)
                << static_cast<int>(desk) << lamp;
        }
    EXPECT_EQ(find_page({}), PageGuidance{});
    EXPECT_EQ(find_page(Picture(20, 20)), PageGuidance{});
    EXPECT_TRUE(find_page(Picture(640, 480)).too_dark);  // the lens is covered
}

TEST(FindPageOnNothing, SurvivesEveryShape) {
    for (const auto& [w, h] : {std::pair{1U, 8000U}, {8000U, 1U}, {33U, 8000U}, {8000U, 33U}, {32U, 32U}}) {
        Picture picture(w, h);
        for (size_t i = 0; i < picture.rgb().size(); i += 7) picture.rgb()[i] = 255;
        const auto guidance = find_page(picture);
        for (const auto& corner : guidance.corners) {
            EXPECT_TRUE(corner.x >= 0 && corner.x <= 1);
            EXPECT_TRUE(corner.y >= 0 && corner.y <= 1);
        }
    }
}

TEST(FindPage, ALyingPageIsFound) {
    const Picture page = sample_page(1754, 1240);
    const auto guidance = find_page(draw_scene(page, {}, width, height));
    EXPECT_TRUE(is_good(guidance)) << guidance;
    EXPECT_LT(farthest_corner(guidance, page, {}), 4.0);
}

TEST(Sharpness, FallsWithEveryStepOfBlur) {
    const Picture page = sample_page();
    float before = 1;
    for (const double blur : {0.0, 0.7, 1.4, 2.1, 2.8, 3.5}) {
        Scene scene;
        scene.blur = blur;
        const float now =
            sharpness(draw_scene(page, scene, width, height), page_corners(1240, 1754, scene, width, height));
        EXPECT_LT(now, before) << blur;
        before = now;
    }
    EXPECT_EQ(sharpness({}, {}), 0);
    EXPECT_EQ(sharpness(Picture(64, 64), {}), 0);  // corners without area
}

TEST(IsBlank, AnEmptyBedIs) {
    Picture lid(500, 700);
    for (auto& value : lid.rgb()) value = 244;
    EXPECT_TRUE(is_blank(lid));
    EXPECT_TRUE(is_blank({}));
    EXPECT_FALSE(is_blank(sample_page(500, 700)));
}

}  // namespace
}  // namespace lobby::platform
