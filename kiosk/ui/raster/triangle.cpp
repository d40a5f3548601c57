#include "kiosk/ui/raster/triangle.hpp"

#include <cmath>
#include <cstddef>

#include <imgui.h>

#include "kiosk/ui/raster/blend.hpp"

namespace lobby::kiosk::ui {
namespace {

constexpr int one_pixel = 256;

// A half plane: a pixel whose centre is (x, y), in 1/256 pixel, is in it when a·x + b·y + c >= 0.
// 14 bits of pixels and 8 of fraction: products stay under 2^46, exact both in int64 and in double.
struct Edge {
    std::int64_t a = 0;
    std::int64_t b = 0;
    std::int64_t c = 0;

    Edge(const TriangleVertex& from, const TriangleVertex& to) {
        a = from.y - to.y;
        b = to.x - from.x;
        c = -(a * from.x + b * from.y);
        const bool left = a > 0;
        const bool top = a == 0 && b > 0;
        if (!left && !top) c -= 1;
    }

    // Narrows first..last to the columns of this row that are in the half plane.
    void narrow(int y, int& first, int& last) const {
        const std::int64_t rest = b * (std::int64_t{y} * one_pixel + one_pixel / 2) + c + a * (one_pixel / 2);
        if (a == 0) {
            if (rest < 0) last = first - 1;
            return;
        }
        // The division is correctly rounded and the quotient is no nearer than 2^-30 to a whole number that
        // it is not equal to, so that floor and ceil are exact.
        const double crossing = -static_cast<double>(rest) / static_cast<double>(a * one_pixel);
        const double bounded = std::fmin(std::fmax(crossing, -100000.0), 100000.0);
        if (a > 0)
            first = std::max(first, static_cast<int>(std::ceil(bounded)));
        else
            last = std::min(last, static_cast<int>(std::floor(bounded)));
    }
};

// A value that is linear over the triangle.
struct Gradient {
    double at_origin = 0;  // at the centre of pixel (0, 0)
    double per_column = 0;
    double per_row = 0;

    [[nodiscard]] double at(int x, int y) const { return at_origin + per_column * x + per_row * y; }
    [[nodiscard]] std::uint32_t byte_at(int x, int y) const {
        return static_cast<std::uint32_t>(std::fmin(std::fmax(at(x, y), 0.0), 255.0) + 0.5);
    }
};

class Gradients {
public:
    explicit Gradients(const std::array<TriangleVertex, 3>& v)
        : x1_(v[1].x - v[0].x),
          y1_(v[1].y - v[0].y),
          x2_(v[2].x - v[0].x),
          y2_(v[2].y - v[0].y),
          x0_(v[0].x),
          y0_(v[0].y),
          area_(x1_ * y2_ - x2_ * y1_) {}

    [[nodiscard]] Gradient of(double v0, double v1, double v2) const {
        Gradient g;
        g.per_column = one_pixel * ((v1 - v0) * y2_ - (v2 - v0) * y1_) / area_;
        g.per_row = one_pixel * ((v2 - v0) * x1_ - (v1 - v0) * x2_) / area_;
        g.at_origin = v0 + g.per_column * (0.5 - x0_ / one_pixel) + g.per_row * (0.5 - y0_ / one_pixel);
        return g;
    }

    [[nodiscard]] Gradient of_channel(const std::array<TriangleVertex, 3>& v, int shift) const {
        const auto channel = [shift](std::uint32_t colour) { return double(colour >> shift & 0xFFU); };
        return of(channel(v[0].colour), channel(v[1].colour), channel(v[2].colour));
    }

private:
    double x1_, y1_, x2_, y2_, x0_, y0_, area_;
};

std::uint32_t texel(const ImTextureData& texture, int x, int y) {
    x = std::clamp(x, 0, texture.Width - 1);
    y = std::clamp(y, 0, texture.Height - 1);
    const auto at =
        static_cast<std::size_t>(x) + static_cast<std::size_t>(y) * static_cast<std::size_t>(texture.Width);
    if (texture.Format == ImTextureFormat_Alpha8)
        return 0x00FFFFFFU | static_cast<std::uint32_t>(texture.Pixels[at]) << 24;
    const unsigned char* p = texture.Pixels + at * 4;
    return std::uint32_t{p[3]} << 24 | std::uint32_t{p[0]} << 16 | std::uint32_t{p[1]} << 8 | p[2];
}

// Calls shade(x, y, first, last) for each row; `last` is part of it.
template <typename Shade>
void for_each_row(const PixelRect& clip, const std::array<TriangleVertex, 3>& v, const PixelRect& bounds,
                  Shade&& shade) {
    const Edge e0(v[0], v[1]);
    const Edge e1(v[1], v[2]);
    const Edge e2(v[2], v[0]);
    const PixelRect area = intersection(clip, bounds);
    for (int y = area.top; y < area.bottom; ++y) {
        int first = area.left;
        int last = area.right - 1;
        e0.narrow(y, first, last);
        e1.narrow(y, first, last);
        e2.narrow(y, first, last);
        if (first <= last) shade(y, first, last);
    }
}

}  // namespace

PixelRect bounds_of(const Triangle& triangle) {
    const auto& v = triangle.vertices;
    const auto [x0, x1] = std::minmax({v[0].x, v[1].x, v[2].x});
    const auto [y0, y1] = std::minmax({v[0].y, v[1].y, v[2].y});
    // Only centres count, and an arithmetic shift rounds down for negative values too.
    return {(x0 - one_pixel / 2) >> 8, (y0 - one_pixel / 2) >> 8, ((x1 + one_pixel / 2) >> 8) + 1,
            ((y1 + one_pixel / 2) >> 8) + 1};
}

std::uint32_t sample_texture(const ImTextureData& texture, float u, float v) {
    if (texture.Pixels == nullptr || texture.Width <= 0 || texture.Height <= 0) return 0;
    const double x = static_cast<double>(u) * texture.Width - 0.5;
    const double y = static_cast<double>(v) * texture.Height - 0.5;
    const double left = std::floor(x);
    const double top = std::floor(y);
    const auto across = static_cast<std::uint32_t>((x - left) * 256.0);
    const auto down = static_cast<std::uint32_t>((y - top) * 256.0);
    const int column = static_cast<int>(left);
    const int row = static_cast<int>(top);
    const std::uint32_t corners[4] = {texel(texture, column, row), texel(texture, column + 1, row),
                                      texel(texture, column, row + 1), texel(texture, column + 1, row + 1)};
    const std::uint32_t weights[4] = {(256 - across) * (256 - down), across * (256 - down),
                                      (256 - across) * down, across * down};
    std::uint32_t result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        std::uint32_t sum = 0x8000;
        for (int i = 0; i < 4; ++i) sum += (corners[i] >> shift & 0xFFU) * weights[i];
        result |= (sum >> 16) << shift;
    }
    return result;
}

void draw_triangle(const Canvas& canvas, const PixelRect& clip, const Triangle& triangle) {
    auto v = triangle.vertices;
    const std::int64_t area =
        std::int64_t{v[1].x - v[0].x} * (v[2].y - v[0].y) - std::int64_t{v[2].x - v[0].x} * (v[1].y - v[0].y);
    if (area == 0) return;
    // Edges below expect the inside on the right hand of each edge, y downwards.
    if (area < 0) std::swap(v[1], v[2]);
    const PixelRect bounds = bounds_of(triangle);

    if (triangle.texture == nullptr && v[0].colour == v[1].colour && v[1].colour == v[2].colour) {
        for_each_row(clip, v, bounds, [&](int y, int first, int last) {
            blend::solid_span(canvas.row(y) + first, last - first + 1, v[0].colour);
        });
        return;
    }

    const Gradients gradients(v);
    const Gradient alpha = gradients.of_channel(v, 24);
    const bool one_hue =
        ((v[0].colour ^ v[1].colour) & 0xFFFFFFU) == 0 && ((v[1].colour ^ v[2].colour) & 0xFFFFFFU) == 0;
    if (triangle.texture == nullptr && one_hue) {
        for_each_row(clip, v, bounds, [&](int y, int first, int last) {
            std::uint32_t* row = canvas.row(y);
            for (int x = first; x <= last; ++x)
                row[x] = blend::over(row[x], v[0].colour, alpha.byte_at(x, y));
        });
        return;
    }

    const Gradient red = gradients.of_channel(v, 16);
    const Gradient green = gradients.of_channel(v, 8);
    const Gradient blue = gradients.of_channel(v, 0);
    const Gradient across = gradients.of(double{v[0].u}, double{v[1].u}, double{v[2].u});
    const Gradient down = gradients.of(double{v[0].v}, double{v[1].v}, double{v[2].v});
    for_each_row(clip, v, bounds, [&](int y, int first, int last) {
        std::uint32_t* row = canvas.row(y);
        for (int x = first; x <= last; ++x) {
            std::uint32_t channels[4] = {blue.byte_at(x, y), green.byte_at(x, y), red.byte_at(x, y),
                                         alpha.byte_at(x, y)};
            if (triangle.texture != nullptr) {
                const std::uint32_t sample =
                    sample_texture(*triangle.texture, static_cast<float>(across.at(x, y)),
                                   static_cast<float>(down.at(x, y)));
                for (int c = 0; c < 4; ++c)
                    channels[c] = blend::divide_255(channels[c] * (sample >> (8 * c) & 0xFFU));
            }
            const std::uint32_t colour = channels[2] << 16 | channels[1] << 8 | channels[0];
            row[x] = blend::over(row[x], colour, channels[3]);
        }
    });
}

}  // namespace lobby::kiosk::ui
