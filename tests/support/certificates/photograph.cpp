#include "tests/support/certificates/photograph.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "office/demo/random.hpp"

namespace lobby::test {

namespace {

using office::demo::Random;

struct Spot {
    double x = 0;
    double y = 0;
};

double fraction(Random& random) {
    return static_cast<double>(random.next() >> 11) * 0x1.0p-53;
}

// Sum of twelve: near enough to normal, and alike on every machine.
double normal(Random& random) {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += fraction(random);
    return sum;
}

// The projective map of the unit square to four corners (Heckbert 1989), inverted point by point.
class Quadrilateral {
public:
    explicit Quadrilateral(const std::array<Spot, 4>& c) {
        const double dx1 = c[1].x - c[2].x;
        const double dx2 = c[3].x - c[2].x;
        const double dx3 = c[0].x - c[1].x + c[2].x - c[3].x;
        const double dy1 = c[1].y - c[2].y;
        const double dy2 = c[3].y - c[2].y;
        const double dy3 = c[0].y - c[1].y + c[2].y - c[3].y;
        const double det = dx1 * dy2 - dx2 * dy1;
        const double g = (dx3 * dy2 - dx2 * dy3) / det;
        const double h = (dx1 * dy3 - dx3 * dy1) / det;
        const double a = c[1].x - c[0].x + g * c[1].x;
        const double b = c[3].x - c[0].x + h * c[3].x;
        const double d = c[1].y - c[0].y + g * c[1].y;
        const double e = c[3].y - c[0].y + h * c[3].y;
        inverse_ = {e - c[0].y * h, c[0].x * h - b, b * c[0].y - c[0].x * e,
                    c[0].y * g - d, a - c[0].x * g, c[0].x * d - a * c[0].y,
                    d * h - e * g,  b * g - a * h,  a * e - b * d};
    }
    [[nodiscard]] Spot to_square(double x, double y) const {
        const auto& m = inverse_;
        const double w = m[6] * x + m[7] * y + m[8];
        return {(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w};
    }

private:
    std::array<double, 9> inverse_{};
};

void sample(const PagePicture& from, double x, double y, uint8_t* to) {
    const double px = std::clamp(x, 0.0, from.width - 1.001);
    const double py = std::clamp(y, 0.0, from.height - 1.001);
    const int left = static_cast<int>(px);
    const int top = static_cast<int>(py);
    const double fx = px - left;
    const double fy = py - top;
    for (int i = 0; i < 3; ++i) {
        const double upper = from.at(left, top)[i] * (1 - fx) + from.at(left + 1, top)[i] * fx;
        const double lower = from.at(left, top + 1)[i] * (1 - fx) + from.at(left + 1, top + 1)[i] * fx;
        to[i] = static_cast<uint8_t>(std::lround(upper * (1 - fy) + lower * fy));
    }
}

// Where the page's corners come to lie in the picture.
std::array<Spot, 4> corners_in(const PagePicture& view, const PagePicture& page, const Photograph& how,
                               Random& random) {
    const double angle = how.turn_degrees * std::numbers::pi / 180;
    std::array<Spot, 4> corners{{{-0.5, -0.5}, {0.5, -0.5}, {0.5, 0.5}, {-0.5, 0.5}}};
    for (auto& corner : corners) {
        const double x = corner.x * page.width * (1 + how.perspective * (fraction(random) - 0.5) * 2);
        const double y = corner.y * page.height * (1 + how.perspective * (fraction(random) - 0.5) * 2);
        corner = {view.width / 2.0 + x * std::cos(angle) - y * std::sin(angle),
                  view.height / 2.0 + x * std::sin(angle) + y * std::cos(angle)};
    }
    return corners;
}

PagePicture seen(const PagePicture& page, const Photograph& how, Random& random) {
    const double around = how.on_desk ? 1.22 : 1.0;
    const double angle = std::abs(how.turn_degrees) * std::numbers::pi / 180;
    const double more = how.on_desk ? std::sin(angle) : 0;
    PagePicture view(static_cast<int>(page.width * around + page.height * more),
                     static_cast<int>(page.height * around + page.width * more));
    const Quadrilateral map(corners_in(view, page, how, random));
    for (int y = 0; y < view.height; ++y)
        for (int x = 0; x < view.width; ++x) {
            const Spot at = map.to_square(x + 0.5, y + 0.5);
            uint8_t* to = view.at(x, y);
            if (how.on_desk && (at.x < 0 || at.x > 1 || at.y < 0 || at.y > 1)) {
                const auto grain = static_cast<uint8_t>(14 * std::sin(y / 37.0 + 3 * std::sin(x / 310.0)) +
                                                        14);  // a dark wooden desk
                to[0] = static_cast<uint8_t>(62 + grain);
                to[1] = static_cast<uint8_t>(44 + grain);
                to[2] = static_cast<uint8_t>(32 + grain / 2);
            } else {
                sample(page, at.x * page.width - 0.5, at.y * page.height - 0.5, to);
            }
        }
    return view;
}

// One pass of a Gaussian along rows or columns.
PagePicture blurred_along(const PagePicture& from, const std::vector<double>& kernel, bool rows) {
    PagePicture to(from.width, from.height);
    const int reach = static_cast<int>(kernel.size()) - 1;
    for (int y = 0; y < from.height; ++y)
        for (int x = 0; x < from.width; ++x) {
            std::array<double, 3> sum{};
            for (int k = -reach; k <= reach; ++k) {
                const uint8_t* pixel = rows ? from.at(std::clamp(x + k, 0, from.width - 1), y)
                                            : from.at(x, std::clamp(y + k, 0, from.height - 1));
                const double weight = kernel[static_cast<size_t>(std::abs(k))];
                for (size_t i = 0; i < 3; ++i) sum[i] += weight * pixel[i];
            }
            for (size_t i = 0; i < 3; ++i) to.at(x, y)[i] = static_cast<uint8_t>(std::lround(sum[i]));
        }
    return to;
}

PagePicture blurred(const PagePicture& picture, double deviation) {
    if (deviation < 0.2) return picture;
    std::vector<double> kernel;
    for (int k = 0; k <= static_cast<int>(std::ceil(deviation * 2.5)); ++k)
        kernel.push_back(std::exp(-k * k / (2 * deviation * deviation)));
    double sum = kernel[0];
    for (size_t k = 1; k < kernel.size(); ++k) sum += 2 * kernel[k];
    for (double& weight : kernel) weight /= sum;
    return blurred_along(blurred_along(picture, kernel, true), kernel, false);
}

// A hand or a head between lamp and page: a soft edge across it, and light that falls off to one side.
void light_up(PagePicture& picture, const Photograph& how, Random& random) {
    const double angle = fraction(random) * 2 * std::numbers::pi;
    const double place = 0.3 + 0.4 * fraction(random);
    const double fall = 0.15 * how.shadow;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const double u = (x / static_cast<double>(picture.width) - 0.5) * std::cos(angle) +
                             (y / static_cast<double>(picture.height) - 0.5) * std::sin(angle) + 0.5;
            const double dark = 1 / (1 + std::exp(-(u - place) * 14));
            const double light = how.light * (1 - how.shadow * dark) * (1 - fall * u);
            uint8_t* pixel = picture.at(x, y);
            const std::array<double, 3> tint{1, 1 - 0.06 * how.yellow, 1 - 0.22 * how.yellow};
            for (size_t i = 0; i < 3; ++i)
                pixel[i] = static_cast<uint8_t>(
                    std::clamp(pixel[i] * light * tint[i] + how.noise * normal(random), 0.0, 255.0));
        }
}

}  // namespace

Photograph random_photograph(uint64_t seed, bool on_desk) {
    Random random(seed, 0xF070);
    Photograph how;
    how.turn_degrees = (fraction(random) - 0.5) * (on_desk ? 24 : 3.2);
    how.perspective = fraction(random) * (on_desk ? 0.06 : 0.008);
    how.blur = 0.4 + fraction(random) * 1.1;
    how.shadow = fraction(random) * 0.45;
    how.noise = 2 + fraction(random) * 8;
    how.light = 0.8 + fraction(random) * 0.2;
    how.yellow = fraction(random);
    how.on_desk = on_desk;
    how.seed = seed;
    return how;
}

PagePicture photographed(const PagePicture& page, const Photograph& how) {
    Random random(how.seed, 0x11F3);
    auto picture = blurred(seen(page, how, random), how.blur);
    light_up(picture, how, random);
    return picture;
}

}  // namespace lobby::test
