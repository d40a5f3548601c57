#include "platform/scanner/page_finder.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "platform/scanner/page_light.hpp"
#include "platform/scanner/page_sharpness.hpp"
#include "platform/scanner/wiped_mat.hpp"

namespace lobby::platform {

namespace {

using Quad = std::array<cv::Point2f, 4>;  // clockwise from the upper left one, in pixels of the small picture

constexpr int finder_edge = 640;          // the longer one of the small picture
constexpr double least_area = 0.04;       // of the picture: what is smaller is no page
constexpr double small_area = 0.18;       // farther away than this it cannot be read
constexpr float border = 3.0F;            // pixels from the picture's edge that count as on it
constexpr float step_needed = 9.0F;       // grey levels between paper and desk
constexpr float cut_step_needed = 24.0F;  // the same where a side is missing: the desk's grain is no page
constexpr double support_needed = 0.55;   // part of a side along which there is such a step
constexpr int side_samples = 40;

struct Found {
    Quad quad{};
    double score = 0;
    bool cut = false;
};
struct Search {
    std::optional<Found> best;
    bool cut = false;  // something paper-like goes on beyond the picture, though its corners are not known
};

float distance(cv::Point2f a, cv::Point2f b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

Quad in_order(const std::vector<cv::Point2f>& points) {
    cv::Point2f middle(0, 0);
    for (const auto& p : points) middle += p * 0.25F;
    Quad quad;
    std::copy_n(points.begin(), 4, quad.begin());
    // With y downwards growing angles go clockwise.
    std::sort(quad.begin(), quad.end(), [middle](cv::Point2f a, cv::Point2f b) {
        return std::atan2(a.y - middle.y, a.x - middle.x) < std::atan2(b.y - middle.y, b.x - middle.x);
    });
    const auto first = std::min_element(quad.begin(), quad.end(),
                                        [](cv::Point2f a, cv::Point2f b) { return a.x + a.y < b.x + b.y; });
    std::rotate(quad.begin(), first, quad.end());
    return quad;
}

double area_of(const Quad& q) {
    double twice = 0;
    for (size_t i = 0; i < 4; ++i) {
        const auto& a = q[i];
        const auto& b = q[(i + 1) % 4];
        twice += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
    }
    return twice / 2;
}

bool is_page_like(const Quad& q, cv::Size size) {
    const float least_side = 0.1F * static_cast<float>(std::min(size.width, size.height));
    for (size_t i = 0; i < 4; ++i) {
        const cv::Point2f before = q[(i + 3) % 4] - q[i];
        const cv::Point2f after = q[(i + 1) % 4] - q[i];
        const float lengths = std::hypot(before.x, before.y) * std::hypot(after.x, after.y);
        if (distance(q[i], q[(i + 1) % 4]) < least_side || lengths <= 0) return false;
        if (std::abs(before.dot(after) / lengths) > 0.75F) return false;  // under 41 or over 139 degrees
    }
    return true;
}

// The four-cornered figure that a contour's hull nearly is.
std::optional<Quad> four_corners(const std::vector<cv::Point>& hull) {
    const double round = cv::arcLength(hull, true);
    std::vector<cv::Point2f> corners;
    for (double part = 0.01; part <= 0.09; part += 0.01) {
        cv::approxPolyDP(cv::Mat(hull), corners, part * round, true);
        if (corners.size() == 4) return in_order(corners);
        if (corners.size() < 4) break;
    }
    return std::nullopt;
}

bool on_border(cv::Point2f p, cv::Size size) {
    return p.x < border || p.y < border || p.x > static_cast<float>(size.width) - 1 - border ||
           p.y > static_cast<float>(size.height) - 1 - border;
}

bool runs_along_border(cv::Point2f a, cv::Point2f b, cv::Size size) {
    return on_border(a, size) && on_border(b, size) && on_border((a + b) * 0.5F, size);
}

// Part of a contour's hull that runs along the picture's edge.
double part_on_border(const std::vector<cv::Point>& hull, cv::Size size) {
    double along = 0;
    for (size_t i = 0; i < hull.size(); ++i) {
        const cv::Point2f a = hull[i];
        const cv::Point2f b = hull[(i + 1) % hull.size()];
        if (runs_along_border(a, b, size)) along += distance(a, b);
    }
    return along / std::max(1.0, cv::arcLength(hull, true));
}

class Sides {
public:
    explicit Sides(const cv::Mat& grey) : grey_(grey) {}

    // Part of the side from `a` to `b` (paper on its right hand) along which grey changes at once.
    [[nodiscard]] double support(cv::Point2f a, cv::Point2f b, float step = step_needed) const {
        const cv::Point2f inward = normal(a, b);
        int brighter = 0;
        int darker = 0;
        for (int i = 0; i < side_samples; ++i) {
            const cv::Point2f p = along(a, b, i);
            const float change = at(p + inward * 3.5F) - at(p - inward * 3.5F);
            if (change >= step) ++brighter;
            if (change <= -step) ++darker;
        }
        return static_cast<double>(std::max(brighter, darker)) / side_samples;
    }

    // The line of the steepest change near a side: a point on it and its direction.
    [[nodiscard]] std::optional<cv::Vec4f> refined(cv::Point2f a, cv::Point2f b) const {
        const cv::Point2f inward = normal(a, b);
        std::vector<cv::Point2f> steepest;
        for (int i = 0; i < side_samples; ++i) {
            const cv::Point2f p = along(a, b, i);
            float best = step_needed;
            std::optional<cv::Point2f> where;
            for (float d = -5; d <= 5; d += 0.5F) {
                const float step = std::abs(at(p + inward * (d + 1)) - at(p + inward * (d - 1)));
                if (step <= best) continue;
                best = step;
                where = p + inward * d;
            }
            if (where) steepest.push_back(*where);
        }
        if (steepest.size() < static_cast<size_t>(side_samples) / 2) return std::nullopt;
        cv::Vec4f line;
        cv::fitLine(steepest, line, cv::DIST_HUBER, 0, 0.01, 0.01);
        return line;
    }

private:
    static cv::Point2f normal(cv::Point2f a, cv::Point2f b) {
        const float length = std::max(1.0F, distance(a, b));
        return {(a.y - b.y) / length, (b.x - a.x) / length};
    }
    // Corners are round and worn: their tenth is left out.
    static cv::Point2f along(cv::Point2f a, cv::Point2f b, int i) {
        const float part = 0.08F + 0.84F * static_cast<float>(i) / (side_samples - 1);
        return a + (b - a) * part;
    }
    [[nodiscard]] float at(cv::Point2f p) const {
        const float x = std::clamp(p.x, 0.0F, static_cast<float>(grey_.cols - 1));
        const float y = std::clamp(p.y, 0.0F, static_cast<float>(grey_.rows - 1));
        const int left = std::min(static_cast<int>(x), grey_.cols - 2);
        const int top = std::min(static_cast<int>(y), grey_.rows - 2);
        const float fx = x - static_cast<float>(left);
        const float fy = y - static_cast<float>(top);
        const auto value = [this](int row, int column) {
            return static_cast<float>(grey_.at<uint8_t>(row, column));
        };
        return (value(top, left) * (1 - fx) + value(top, left + 1) * fx) * (1 - fy) +
               (value(top + 1, left) * (1 - fx) + value(top + 1, left + 1) * fx) * fy;
    }

    const cv::Mat& grey_;
};

std::optional<cv::Point2f> crossing(const cv::Vec4f& a, const cv::Vec4f& b) {
    const double turn = static_cast<double>(a[0]) * b[1] - static_cast<double>(a[1]) * b[0];
    if (std::abs(turn) < 0.2) return std::nullopt;
    const double t =
        ((static_cast<double>(b[2]) - a[2]) * b[1] - (static_cast<double>(b[3]) - a[3]) * b[0]) / turn;
    return cv::Point2f(static_cast<float>(a[2] + t * a[0]), static_cast<float>(a[3] + t * a[1]));
}

Quad refine(const Sides& sides, const Quad& quad) {
    std::array<cv::Vec4f, 4> lines;
    for (size_t i = 0; i < 4; ++i) {
        const cv::Point2f a = quad[i];
        const cv::Point2f b = quad[(i + 1) % 4];
        if (const auto line = sides.refined(a, b))
            lines[i] = *line;
        else
            lines[i] = {(b.x - a.x) / distance(a, b), (b.y - a.y) / distance(a, b), a.x, a.y};
    }
    Quad fine = quad;
    for (size_t i = 0; i < 4; ++i)
        if (const auto corner = crossing(lines[(i + 3) % 4], lines[i]);
            corner && distance(*corner, quad[i]) < 12)
            fine[i] = *corner;
    return fine;
}

// Whether a shape at the picture's edge has an outline like paper's where it is inside.
bool is_cut_page(const std::vector<cv::Point>& hull, const cv::Mat& grey) {
    const Sides sides(grey);
    double free = 0;
    double supported = 0;
    for (size_t i = 0; i < hull.size(); ++i) {
        const cv::Point2f a = hull[i];
        const cv::Point2f b = hull[(i + 1) % hull.size()];
        if (runs_along_border(a, b, grey.size())) continue;
        free += distance(a, b);
        supported += distance(a, b) * sides.support(a, b, cut_step_needed);
    }
    const double least_outline = 0.5 * std::min(grey.rows, grey.cols);
    return free > least_outline && supported > 0.7 * free;
}

std::optional<Found> judge(const std::vector<cv::Point>& hull, bool cut, const cv::Mat& grey) {
    const cv::Size size = grey.size();
    const double whole = static_cast<double>(size.width) * size.height;
    auto quad = four_corners(hull);
    if (!quad && cut) {
        std::vector<cv::Point2f> box(4);
        cv::minAreaRect(hull).points(box.data());
        quad = in_order(box);
    }
    if (!quad || !is_page_like(*quad, size)) return std::nullopt;
    const double fill = cv::contourArea(hull) / area_of(*quad);
    if (fill < (cut ? 0.6 : 0.88) || fill > 1.12) return std::nullopt;
    const Sides sides(grey);
    int free_sides = 0;
    double support = 0;
    for (size_t i = 0; i < 4; ++i) {
        const cv::Point2f a = (*quad)[i];
        const cv::Point2f b = (*quad)[(i + 1) % 4];
        if (runs_along_border(a, b, size)) continue;
        const double part = sides.support(a, b, cut ? cut_step_needed : step_needed);
        if (part < support_needed && !cut) return std::nullopt;
        if (part < support_needed) continue;
        support += part;
        ++free_sides;
    }
    if (free_sides < (cut ? 2 : 4)) return std::nullopt;
    return Found{*quad, area_of(*quad) / whole * support / free_sides * (cut ? 0.5 : 1.0), cut};
}

void look_at_contours(const cv::Mat& mask, const cv::Mat& grey, Search& search) {
    std::vector<std::vector<cv::Point>> contours;
    cv::findContours(mask, contours, cv::RETR_LIST, cv::CHAIN_APPROX_SIMPLE);
    for (const auto& contour : contours) {
        if (contour.size() < 4) continue;
        std::vector<cv::Point> hull;
        cv::convexHull(contour, hull);
        if (hull.size() < 4 || cv::contourArea(hull) < least_area * static_cast<double>(grey.total()))
            continue;
        const bool cut = part_on_border(hull, grey.size()) > 0.015;
        const auto found = judge(hull, cut, grey);
        if (found && (!search.best || found->score > search.best->score)) search.best = found;
        if (cut && !found && !search.cut) search.cut = is_cut_page(hull, grey);
    }
}

// Paper is brighter than the desk in its darkest colour, whatever the desk's colour is; or its outline shows.
Search search_page(const cv::Mat& darkest, const cv::Mat& grey) {
    Search search;
    WipedMat scratch;
    const double middle = cv::threshold(darkest, scratch, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    const cv::Mat close = cv::getStructuringElement(cv::MORPH_RECT, {9, 9});
    const cv::Mat open = cv::getStructuringElement(cv::MORPH_RECT, {5, 5});
    for (const double part : {1.0, 0.8, 0.6, 1.2, 1.35}) {
        WipedMat mask;
        cv::threshold(darkest, mask, middle * part, 255, cv::THRESH_BINARY);
        cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, close);
        cv::morphologyEx(mask, mask, cv::MORPH_OPEN, open);
        look_at_contours(mask, grey, search);
    }
    WipedMat edges;
    cv::Canny(grey, edges, 20, 60);
    cv::dilate(edges, edges, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    look_at_contours(edges, grey, search);
    return search;
}

}  // namespace

PageGuidance find_page(const Picture& picture) {
    PageGuidance guidance;
    if (picture.width() < 32 || picture.height() < 32) return guidance;
    const double scale =
        std::min(1.0, static_cast<double>(finder_edge) / std::max(picture.width(), picture.height()));
    WipedMat small;
    cv::resize(matrix_of(picture), small, {}, scale, scale, cv::INTER_AREA);
    if (small.cols < 8 || small.rows < 8) return guidance;
    WipedMat soft;
    cv::GaussianBlur(small, soft, {5, 5}, 0);
    WipedMat grey;
    cv::cvtColor(soft, grey, cv::COLOR_RGB2GRAY);
    const WipedMat darkest = darkest_colour(soft);

    const auto [found, cut] = search_page(darkest, grey);
    if (!found) {
        guidance.cut_edge = cut;
        guidance.too_dark = is_too_dark(grey);
        return guidance;
    }
    const Quad quad = found->cut ? found->quad : refine(Sides(grey), found->quad);
    const auto width = static_cast<float>(small.cols);
    const auto height = static_cast<float>(small.rows);
    // The small picture's pixels count from their middles, parts of a picture from its edge.
    for (size_t i = 0; i < 4; ++i)
        guidance.corners[i] = {std::clamp((quad[i].x + 0.5F) / width, 0.0F, 1.0F),
                               std::clamp((quad[i].y + 0.5F) / height, 0.0F, 1.0F)};
    guidance.found = true;
    guidance.cut_edge = found->cut || std::any_of(quad.begin(), quad.end(), [&small](cv::Point2f p) {
                            return p.x < 0 || p.y < 0 || p.x > static_cast<float>(small.cols - 1) ||
                                   p.y > static_cast<float>(small.rows - 1);
                        });
    guidance.too_small = area_of(quad) < small_area * width * height;
    const PageLight light = light_on_page(darkest, quad);
    guidance.glare = light.glare;
    guidance.too_dark = light.dark;
    guidance.blurred = sharpness(picture, guidance.corners) < least_sharpness;
    return guidance;
}

bool is_blank(const Picture& picture) {
    if (picture.empty()) return true;
    WipedMat small;
    cv::resize(matrix_of(picture), small, {96, 96}, 0, 0, cv::INTER_AREA);
    WipedMat grey;
    cv::cvtColor(small, grey, cv::COLOR_RGB2GRAY);
    double darkest = 0;
    double brightest = 0;
    // The rim of the lid may show.
    cv::minMaxLoc(grey(cv::Rect(3, 3, 90, 90)), &darkest, &brightest);
    return brightest - darkest < 24;
}

}  // namespace lobby::platform
