#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <random>
#include <vector>

#include <gtest/gtest.h>
#include <imgui.h>

#include "kiosk/ui/raster/blend.hpp"
#include "kiosk/ui/raster/software_raster.hpp"
#include "tests/unit/ui/drawing.hpp"

namespace lobby::kiosk::ui {
namespace {

using testing::Drawing;
using testing::Picture;
using testing::Shape;

constexpr int width = 331;  // not a whole number of tiles, nor of SIMD lanes
constexpr int height = 203;

// ---- the reference: each triangle, each pixel, in floating point, the way the rules are written down

double reference_texel(const ImTextureData& texture, int x, int y) {
    x = std::clamp(x, 0, texture.Width - 1);
    y = std::clamp(y, 0, texture.Height - 1);
    return texture
        .Pixels[static_cast<size_t>(y) * static_cast<size_t>(texture.Width) + static_cast<size_t>(x)];
}

double reference_sample(const ImTextureData& texture, double u, double v) {
    const double x = u * texture.Width - 0.5;
    const double y = v * texture.Height - 0.5;
    const int left = static_cast<int>(std::floor(x));
    const int top = static_cast<int>(std::floor(y));
    const double across = x - left;
    const double down = y - top;
    const auto along = [&](int row) {
        return reference_texel(texture, left, row) * (1 - across) +
               reference_texel(texture, left + 1, row) * across;
    };
    return (along(top) * (1 - down) + along(top + 1) * down) / 255;
}

struct Corner {
    double x, y, u, v;
    std::array<double, 4> rgba;
};

// Shapes have their corners at the nearest 1/256 pixel, glyphs on whole pixels.
double snapped(float value) {
    return std::round(value * 256) / 256.0;
}

void reference_triangle(std::vector<std::array<double, 3>>& pixels, const ImVec4& clip,
                        std::array<Corner, 3> t, const ImTextureData& texture) {
    const auto doubled_area = [](const Corner& a, const Corner& b, double x, double y) {
        return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
    };
    double area = doubled_area(t[0], t[1], t[2].x, t[2].y);
    if (area == 0) return;
    if (area < 0) {
        std::swap(t[1], t[2]);
        area = -area;
    }
    const auto [x0, x1] = std::minmax({t[0].x, t[1].x, t[2].x});
    const auto [y0, y1] = std::minmax({t[0].y, t[1].y, t[2].y});
    const int left = std::max({0, static_cast<int>(clip.x), static_cast<int>(x0) - 1});
    const int top = std::max({0, static_cast<int>(clip.y), static_cast<int>(y0) - 1});
    const int right = std::min({width, static_cast<int>(clip.z), static_cast<int>(x1) + 2});
    const int bottom = std::min({height, static_cast<int>(clip.w), static_cast<int>(y1) + 2});
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
            std::array<double, 3> weight{};
            bool inside = true;
            for (size_t i = 0; i < 3; ++i) {
                const Corner& a = t[(i + 1) % 3];
                const Corner& b = t[(i + 2) % 3];
                weight[i] = doubled_area(a, b, x + 0.5, y + 0.5);
                const bool owns = b.y < a.y || (b.y == a.y && b.x > a.x);
                if (weight[i] < 0 || (weight[i] == 0 && !owns)) inside = false;
                weight[i] /= area;
            }
            if (!inside) continue;
            const auto mixed = [&](auto&& of) {
                return of(t[0]) * weight[0] + of(t[1]) * weight[1] + of(t[2]) * weight[2];
            };
            const double u = mixed([](const Corner& c) { return c.u; });
            const double v = mixed([](const Corner& c) { return c.v; });
            const double alpha =
                mixed([](const Corner& c) { return c.rgba[3]; }) / 255 * reference_sample(texture, u, v);
            auto& pixel = pixels[static_cast<size_t>(y) * width + static_cast<size_t>(x)];
            for (size_t c = 0; c < 3; ++c) {
                const double value = mixed([c](const Corner& k) { return k.rgba[c]; });
                pixel[c] = std::round(value * alpha + pixel[c] * (1 - alpha));
            }
        }
    }
}

std::vector<std::array<double, 3>> reference_picture(const ImDrawData& data) {
    std::vector<std::array<double, 3>> pixels(static_cast<size_t>(width) * height, {0, 0, 0});
    for (const ImDrawList* list : data.CmdLists) {
        for (const ImDrawCmd& command : list->CmdBuffer) {
            for (unsigned i = 0; i < command.ElemCount; i += 3) {
                std::array<const ImDrawVert*, 3> vertices{};
                for (unsigned k = 0; k < 3; ++k)
                    vertices[k] = &list->VtxBuffer[static_cast<int>(
                        command.VtxOffset + list->IdxBuffer[static_cast<int>(command.IdxOffset + i + k)])];
                const bool glyph =
                    vertices[0]->uv.x != vertices[1]->uv.x || vertices[0]->uv.x != vertices[2]->uv.x;
                std::array<Corner, 3> t;
                for (unsigned k = 0; k < 3; ++k) {
                    const ImDrawVert& v = *vertices[k];
                    const auto place = [glyph](float at) {
                        return glyph ? std::floor(double{at} + 0.5) : snapped(at);
                    };
                    t[k] = {place(v.pos.x),
                            place(v.pos.y),
                            double{v.uv.x},
                            double{v.uv.y},
                            {double(v.col & 0xFF), double(v.col >> 8 & 0xFF), double(v.col >> 16 & 0xFF),
                             double(v.col >> 24)}};
                }
                reference_triangle(pixels, command.ClipRect, t, *command.TexRef._TexData);
            }
        }
    }
    return pixels;
}

class RasterScene : public ::testing::TestWithParam<unsigned> {};

TEST_P(RasterScene, IsWhatTheReferenceDraws) {
    Drawing drawing(width, height);
    std::mt19937 random(GetParam());
    ImDrawData& data = drawing.frame([&](ImDrawList& list) {
        for (int i = 0; i < 12; ++i) {
            Shape{static_cast<unsigned>(random())}.draw(list, width, height);
        }
    });
    Picture picture(width, height);
    SoftwareRaster raster;
    raster.render(data, picture.canvas());
    const auto reference = reference_picture(data);

    int worst = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto& expected = reference[static_cast<size_t>(y) * width + static_cast<size_t>(x)];
            for (size_t c = 0; c < 3; ++c) {
                const int got = static_cast<int>(picture.at(x, y) >> (16 - 8 * c) & 0xFF);
                worst = std::max(worst, std::abs(got - static_cast<int>(expected[c])));
            }
        }
    }
    // Twelve layers deep, each rounded to a byte.
    EXPECT_LE(worst, 4);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RasterScene, ::testing::Range(1U, 31U));

// ---- damage

TEST(Raster, DrawsTheFirstFrameWhole) {
    Drawing drawing(width, height);
    Picture picture(width, height);
    SoftwareRaster raster(0xF7F3EC);
    const auto damage = raster.render(drawing.frame([](ImDrawList&) {}), picture.canvas());
    long area = 0;
    for (const auto& d : damage) area += static_cast<long>(d.width()) * d.height();
    EXPECT_EQ(area, static_cast<long>(width) * height);
    EXPECT_EQ(picture.at(width - 1, height - 1), 0xFFF7F3ECU);
}

TEST(Raster, DrawsNothingWhenNothingChanged) {
    Drawing drawing(width, height);
    Picture picture(width, height);
    SoftwareRaster raster;
    const auto content = [](ImDrawList& list) {
        for (unsigned seed = 1; seed < 9; ++seed) Shape{seed}.draw(list, width, height);
    };
    raster.render(drawing.frame(content), picture.canvas());
    EXPECT_TRUE(raster.render(drawing.frame(content), picture.canvas()).empty());
    EXPECT_EQ(raster.tiles_drawn(), 0U);
}

TEST(Raster, DrawsOnlyAroundWhatChanged) {
    Drawing drawing(640, 640);
    Picture picture(640, 640);
    SoftwareRaster raster;
    const auto with_dot = [&](ImU32 color) {
        return raster.render(drawing.frame([color](ImDrawList& list) {
            list.AddRectFilled({0, 0}, {640, 640}, IM_COL32(250, 250, 250, 255));
            list.AddRectFilled({70, 70}, {90, 90}, color);
        }),
                             picture.canvas());
    };
    with_dot(IM_COL32(200, 0, 0, 255));
    const auto damage = with_dot(IM_COL32(0, 0, 200, 255));
    ASSERT_EQ(damage.size(), 1U);
    EXPECT_EQ(damage[0], (PixelRect{64, 64, 128, 96}));
}

TEST(Raster, NoticesThatTheOrderChanged) {
    Drawing drawing(width, height);
    Picture picture(width, height);
    SoftwareRaster raster;
    const auto in_order = [&](ImU32 first, ImU32 second) {
        raster.render(drawing.frame([&](ImDrawList& list) {
            list.AddRectFilled({10, 10}, {50, 50}, first);
            list.AddRectFilled({10, 10}, {50, 50}, second);
        }),
                      picture.canvas());
        return picture.at(20, 20);
    };
    EXPECT_EQ(in_order(IM_COL32(255, 0, 0, 255), IM_COL32(0, 255, 0, 255)), 0xFF00FF00U);
    EXPECT_EQ(in_order(IM_COL32(0, 255, 0, 255), IM_COL32(255, 0, 0, 255)), 0xFFFF0000U);
}

class RasterSequence : public ::testing::TestWithParam<unsigned> {};

TEST_P(RasterSequence, DrawingWhatChangedEqualsDrawingAll) {
    Drawing drawing(width, height);
    std::mt19937 random(GetParam());
    std::vector<Shape> shapes;
    for (int i = 0; i < 10; ++i) shapes.push_back({static_cast<unsigned>(random())});
    Picture kept(width, height);
    SoftwareRaster raster(0xF7F3EC);
    for (int step = 0; step < 40; ++step) {
        const auto which = static_cast<std::ptrdiff_t>(random() % shapes.size());
        switch (random() % 4) {
            case 0:
                shapes.push_back({static_cast<unsigned>(random())});
                break;
            case 1:
                if (shapes.size() > 1) shapes.erase(shapes.begin() + which);
                break;
            case 2:
                std::swap(shapes[static_cast<size_t>(which)], shapes.back());
                break;
            default:
                shapes[static_cast<size_t>(which)].seed = static_cast<unsigned>(random());
                break;
        }
        ImDrawData& data = drawing.frame([&](ImDrawList& list) {
            for (const Shape& shape : shapes) shape.draw(list, width, height);
        });
        const std::vector<uint32_t> before = kept.pixels;
        const auto damage = raster.render(data, kept.canvas());

        Picture whole(width, height);
        SoftwareRaster(0xF7F3EC).render(data, whole.canvas());
        ASSERT_EQ(kept.pixels, whole.pixels) << "step " << step;
        for (size_t i = 0; i < before.size(); ++i) {
            const int x = static_cast<int>(i) % width;
            const int y = static_cast<int>(i) / width;
            const bool told = std::ranges::any_of(damage, [&](const PixelRect& d) {
                return d.contains({x, y, x + 1, y + 1});
            });
            ASSERT_TRUE(told || before[i] == kept.pixels[i]) << "step " << step << " at " << x << "," << y;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RasterSequence, ::testing::Range(100U, 108U));

TEST(Raster, DrawsAllAgainOnAnotherSurfaceAndAfterInvalidate) {
    Drawing drawing(width, height);
    Picture one(width, height);
    Picture two(width, height);
    SoftwareRaster raster;
    const auto content = [](ImDrawList& list) { Shape{7}.draw(list, width, height); };
    raster.render(drawing.frame(content), one.canvas());
    raster.render(drawing.frame(content), two.canvas());
    EXPECT_EQ(one.pixels, two.pixels);
    std::ranges::fill(two.pixels, 0x123456);
    raster.invalidate();
    raster.render(drawing.frame(content), two.canvas());
    EXPECT_EQ(one.pixels, two.pixels);
}

// ---- exactness

TEST(Raster, NeighbouringTrianglesNeitherOverlapNorLeaveAGap) {
    Drawing drawing(width, height);
    std::mt19937 random(5);
    for (int round = 0; round < 50; ++round) {
        const ImVec2 middle{100 + static_cast<float>(random() % 1000) / 11,
                            80 + static_cast<float>(random() % 1000) / 23};
        constexpr float radius = 70;
        ImDrawData& data = drawing.frame([&](ImDrawList& list) {
            list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
            for (int i = 0; i < 24; ++i) {
                const auto rim = [&](int k) {
                    const float angle = static_cast<float>(k % 24) / 24 * 6.2831853F;
                    return ImVec2{middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)};
                };
                list.AddTriangleFilled(middle, rim(i), rim(i + 1), IM_COL32(255, 255, 255, 128));
            }
        });
        Picture picture(width, height);
        SoftwareRaster raster;
        raster.render(data, picture.canvas());
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const float distance = std::hypot(static_cast<float>(x) + 0.5F - middle.x,
                                                  static_cast<float>(y) + 0.5F - middle.y);
                if (distance < radius * 0.98F) {
                    ASSERT_EQ(picture.at(x, y), 0xFF808080U);
                }
                if (distance > radius + 1) {
                    ASSERT_EQ(picture.at(x, y), 0xFF000000U);
                }
            }
        }
    }
}

TEST(Blend, EveryWayOfDrawingASpanGivesTheSameBits) {
    std::mt19937 random(3);
    for (int round = 0; round < 3000; ++round) {
        const int count = static_cast<int>(random() % 40);
        const uint32_t color = static_cast<uint32_t>(random()) | (round % 3 == 0 ? 0xFF000000U : 0U);
        std::vector<uint32_t> below(40);
        std::vector<uint8_t> coverage(40);
        for (auto& b : below) b = 0xFF000000U | static_cast<uint32_t>(random());
        for (auto& c : coverage) {
            const auto kind = random() % 3;
            c = kind == 0 ? 0 : kind == 1 ? 255 : static_cast<uint8_t>(random());
        }
        auto solid = below;
        auto covered = below;
        blend::solid_span(solid.data(), count, color);
        blend::coverage_span(covered.data(), coverage.data(), count, color);
        for (size_t i = 0; i < below.size(); ++i) {
            const bool in = i < static_cast<size_t>(count);
            const auto expected = [&](uint32_t alpha) {
                uint32_t pixel = 0xFF000000U;
                for (unsigned shift = 0; shift < 24; shift += 8) {
                    const double value = (below[i] >> shift & 0xFFU) * (255.0 - alpha) +
                                         static_cast<double>(color >> shift & 0xFFU) * alpha;
                    pixel |= static_cast<uint32_t>(std::lround(value / 255)) << shift;
                }
                return pixel;
            };
            const uint32_t alpha = color >> 24;
            ASSERT_EQ(solid[i], in ? expected(alpha) : below[i]);
            const auto share = static_cast<uint32_t>(std::lround(coverage[i] * alpha / 255.0));
            ASSERT_EQ(covered[i], in ? expected(share) : below[i]);
        }
    }
}

}  // namespace
}  // namespace lobby::kiosk::ui
