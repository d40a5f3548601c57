#include "platform/scanner/page_light.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace lobby::platform {

namespace {

constexpr int mirrored = 249;         // grey level from which a lamp is seen, not paper
constexpr int glare_step = 10;        // at least so much brighter than the paper around it
constexpr double glare_area = 0.003;  // of the page
constexpr int washed_out = 252;       // paper so bright that print fades
constexpr int dark_paper = 75;        // grey level of paper below which print cannot be told from it

using Counts = std::array<int, 256>;

Counts count_levels(const cv::Mat& grey, const cv::Mat& mask) {
    Counts counts{};
    for (int y = 0; y < grey.rows; ++y) {
        const uint8_t* row = grey.ptr<uint8_t>(y);
        const uint8_t* allowed = mask.empty() ? nullptr : mask.ptr<uint8_t>(y);
        for (int x = 0; x < grey.cols; ++x)
            if (!allowed || allowed[x] != 0) ++counts[row[x]];
    }
    return counts;
}

// The level below which that part of the pixels lies.
int level_at(const Counts& counts, double part) {
    const double wanted = part * std::accumulate(counts.begin(), counts.end(), 0.0);
    double seen = 0;
    for (size_t level = 0; level < counts.size(); ++level) {
        seen += counts[level];
        if (seen >= wanted) return static_cast<int>(level);
    }
    return 255;
}

bool has_glare(const cv::Mat& darkest, const cv::Mat& page, int paper, double area) {
    const int from = std::max(mirrored, paper + glare_step);
    if (from > 255) return false;
    WipedMat bright;
    cv::threshold(darkest, bright, from - 1, 255, cv::THRESH_BINARY);
    cv::bitwise_and(bright, page, bright);
    WipedMat labels;
    WipedMat figures;
    WipedMat middles;
    const int blobs = cv::connectedComponentsWithStats(bright, labels, figures, middles);
    for (int blob = 1; blob < blobs; ++blob)
        if (figures.at<int>(blob, cv::CC_STAT_AREA) >= glare_area * area) return true;
    return false;
}

}  // namespace

WipedMat darkest_colour(const cv::Mat& rgb) {
    WipedMat darkest(rgb.rows, rgb.cols, CV_8U);
    for (int y = 0; y < rgb.rows; ++y) {
        const cv::Vec3b* from = rgb.ptr<cv::Vec3b>(y);
        uint8_t* to = darkest.ptr<uint8_t>(y);
        for (int x = 0; x < rgb.cols; ++x) to[x] = std::min({from[x][0], from[x][1], from[x][2]});
    }
    return darkest;
}

PageLight light_on_page(const cv::Mat& darkest, const std::array<cv::Point2f, 4>& corners) {
    WipedMat page(darkest.rows, darkest.cols, CV_8U);
    page.setTo(0);
    std::array<cv::Point, 4> outline;
    std::transform(corners.begin(), corners.end(), outline.begin(), [](cv::Point2f p) {
        return cv::Point(static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y)));
    });
    cv::fillConvexPoly(page, outline.data(), 4, cv::Scalar(255));
    const Counts counts = count_levels(darkest, page);
    const int paper = level_at(counts, 0.5);
    const int ink = level_at(counts, 0.01);
    PageLight light;
    light.dark = paper < dark_paper;
    light.glare = (paper >= washed_out && ink > 150) ||
                  has_glare(darkest, page, paper, std::accumulate(counts.begin(), counts.end(), 0.0));
    return light;
}

bool is_too_dark(const cv::Mat& grey) {
    return level_at(count_levels(grey, {}), 0.9) < dark_paper;
}

}  // namespace lobby::platform
