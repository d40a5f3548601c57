#include "platform/scanner/page_shape.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "platform/scanner/jpeg.hpp"
#include "platform/scanner/wiped_mat.hpp"

namespace lobby::platform {

namespace {

constexpr int first_quality = 90;
constexpr int last_quality = 40;
constexpr int quality_step = 10;
constexpr double shrink_step = 0.8;
constexpr double least_page_edge = 16;
// Focal lengths as parts of the picture's longer edge: opening angles of 49, 90 and 29 degrees.
constexpr double usual_lens = 1.1;
constexpr double widest_lens = 0.5;
constexpr double longest_lens = 1.9;

using Corners = std::array<cv::Point2d, 4>;

double length_of(cv::Point2d a, cv::Point2d b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

double cross(cv::Point2d a, cv::Point2d b) {
    return a.x * b.y - a.y * b.x;
}

bool is_convex_clockwise(const Corners& c) {
    for (size_t i = 0; i < 4; ++i)
        if (cross(c[(i + 1) % 4] - c[i], c[(i + 2) % 4] - c[(i + 1) % 4]) <= 1.0) return false;
    return true;
}

// Width by height of the flat rectangle whose image these corners are, for a camera that looks through the
// middle of the picture. Where the perspective is too weak to tell the lens, a usual one is taken. Source:
// Zhang, He, "Whiteboard scanning and image enhancement", 2006, section 3.2.
std::optional<double> true_proportion(const Corners& corners, cv::Point2d middle) {
    std::array<cv::Vec3d, 4> m;
    for (size_t i = 0; i < 4; ++i) m[i] = {corners[i].x - middle.x, corners[i].y - middle.y, 1};
    const cv::Vec3d& upper_left = m[0];
    const cv::Vec3d& upper_right = m[1];
    const cv::Vec3d& lower_right = m[2];
    const cv::Vec3d& lower_left = m[3];
    const double d2 = upper_right.cross(lower_right).dot(lower_left);
    const double d3 = lower_left.cross(lower_right).dot(upper_right);
    if (std::abs(d2) < 1e-9 || std::abs(d3) < 1e-9) return std::nullopt;
    const cv::Vec3d across = upper_left.cross(lower_right).dot(lower_left) / d2 * upper_right - upper_left;
    const cv::Vec3d down = upper_left.cross(lower_right).dot(upper_right) / d3 * lower_left - upper_left;
    const double longest = 2 * std::max(middle.x, middle.y);
    double focal2 = usual_lens * usual_lens * longest * longest;
    if (std::abs(across[2]) > 0.03 && std::abs(down[2]) > 0.03) {
        const double seen = -(across[0] * down[0] + across[1] * down[1]) / (across[2] * down[2]);
        if (seen > widest_lens * widest_lens * longest * longest &&
            seen < longest_lens * longest_lens * longest * longest)
            focal2 = seen;
    }
    const double w = (across[0] * across[0] + across[1] * across[1]) / focal2 + across[2] * across[2];
    const double h = (down[0] * down[0] + down[1] * down[1]) / focal2 + down[2] * down[2];
    if (!(w > 0) || !(h > 0)) return std::nullopt;
    return std::sqrt(w / h);
}

cv::Size target_size(const Corners& c, cv::Point2d middle) {
    const double width = (length_of(c[0], c[1]) + length_of(c[3], c[2])) / 2;
    const double height = (length_of(c[0], c[3]) + length_of(c[1], c[2])) / 2;
    double proportion = width / height;
    // Trusted as far as it mends what perspective does; further off it is a mistake.
    if (const auto known = true_proportion(c, middle);
        known && *known > proportion / 1.5 && *known < proportion * 1.5)
        proportion = *known;
    // Keeps the number of dots that were seen.
    const double area = width * height;
    double w = std::sqrt(area * proportion);
    double h = w / proportion;
    const double longer = std::max(w, h);
    const double shorter = std::min(w, h);
    const double scale = std::min({1.0, longest_page_edge / longer, shorter_page_edge / shorter});
    w = std::clamp(w * scale, 1.0, static_cast<double>(w >= h ? longest_page_edge : shorter_page_edge));
    h = std::clamp(h * scale, 1.0, static_cast<double>(w >= h ? shorter_page_edge : longest_page_edge));
    return {std::max(1, static_cast<int>(std::lround(w))), std::max(1, static_cast<int>(std::lround(h)))};
}

Picture resized(const Picture& picture, double scale) {
    const auto part = [scale](uint32_t length) {
        return std::max(uint32_t{1}, static_cast<uint32_t>(std::floor(length * scale)));
    };
    Picture smaller(part(picture.width()), part(picture.height()));
    cv::Mat target = matrix_of(smaller);
    cv::resize(matrix_of(picture), target, target.size(), 0, 0, cv::INTER_AREA);
    return smaller;
}

double scale_to_page(uint32_t width, uint32_t height) {
    const double longer = std::max(width, height);
    const double shorter = std::min(width, height);
    return std::min({1.0, longest_page_edge / longer, shorter_page_edge / shorter});
}

}  // namespace

Picture straighten(const Picture& picture, const std::array<PicturePoint, 4>& corners) {
    if (picture.empty()) return {};
    const double width = picture.width();
    const double height = picture.height();
    Corners c;
    for (size_t i = 0; i < 4; ++i) {
        if (!std::isfinite(corners[i].x) || !std::isfinite(corners[i].y)) return picture.clone();
        c[i] = {std::clamp(static_cast<double>(corners[i].x), -0.5, 1.5) * width,
                std::clamp(static_cast<double>(corners[i].y), -0.5, 1.5) * height};
    }
    if (!is_convex_clockwise(c)) return picture.clone();
    for (size_t i = 0; i < 4; ++i)
        if (length_of(c[i], c[(i + 1) % 4]) < least_page_edge) return picture.clone();
    const cv::Size size = target_size(c, {width / 2, height / 2});
    Picture page(static_cast<uint32_t>(size.width), static_cast<uint32_t>(size.height));
    std::array<cv::Point2f, 4> from;
    // Corners are between pixels, OpenCV's coordinates are of their middles.
    for (size_t i = 0; i < 4; ++i)
        from[i] = {static_cast<float>(c[i].x - 0.5), static_cast<float>(c[i].y - 0.5)};
    const float right = static_cast<float>(size.width) - 0.5F;
    const float bottom = static_cast<float>(size.height) - 0.5F;
    const std::array<cv::Point2f, 4> to{{{-0.5F, -0.5F}, {right, -0.5F}, {right, bottom}, {-0.5F, bottom}}};
    cv::Mat target = matrix_of(page);
    cv::warpPerspective(matrix_of(picture), target, cv::getPerspectiveTransform(from.data(), to.data()), size,
                        cv::INTER_CUBIC, cv::BORDER_REPLICATE);
    return page;
}

PageImage encode_page(const Picture& picture) {
    if (picture.empty()) return {};
    double scale = scale_to_page(picture.width(), picture.height());
    for (;; scale *= shrink_step) {
        Picture smaller;
        if (scale < 1) smaller = resized(picture, scale);
        const Picture& page = scale < 1 ? smaller : picture;
        for (int quality = first_quality; quality >= last_quality; quality -= quality_step) {
            auto jpeg = encode_jpeg(page, quality);
            if (jpeg.size() <= most_page_bytes) return {std::move(jpeg), page.width(), page.height()};
            sodium_memzero(jpeg.data(), jpeg.size());
        }
    }
}

}  // namespace lobby::platform
