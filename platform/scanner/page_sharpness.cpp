#include "platform/scanner/page_sharpness.hpp"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "platform/scanner/wiped_mat.hpp"

namespace lobby::platform {

namespace {

constexpr int contrast_needed = 50;  // grey levels, for an edge to be judged
constexpr float sharp_part = 0.94F;  // of the edges' pixels: the steepest ones tell
constexpr int page_width = 1000;     // pixels, at which sharpness is judged: about 120 dots an inch

// Of the edges across one direction: the change over two pixels as a part of the change over nine.
float steepness(const cv::Mat& grey, bool across) {
    const cv::Mat window = cv::Mat::ones(across ? 1 : 9, across ? 9 : 1, CV_8U);
    WipedMat highest;
    WipedMat lowest;
    cv::dilate(grey, highest, window);
    cv::erode(grey, lowest, window);
    constexpr int steps = 128;
    std::array<int, steps + 1> counts{};
    int all = 0;
    const int dx = across ? 1 : 0;
    const int dy = across ? 0 : 1;
    for (int y = dy; y < grey.rows - dy; ++y)
        for (int x = dx; x < grey.cols - dx; ++x) {
            const int contrast = highest.at<uint8_t>(y, x) - lowest.at<uint8_t>(y, x);
            if (contrast < contrast_needed) continue;
            const int change = std::abs(grey.at<uint8_t>(y + dy, x + dx) - grey.at<uint8_t>(y - dy, x - dx));
            ++counts[static_cast<size_t>(std::min(steps, change * steps / contrast))];
            ++all;
        }
    if (all < 40) return 0;  // not even the page's own outline: it is a haze
    const int wanted = static_cast<int>(sharp_part * static_cast<float>(all));
    int seen = 0;
    for (size_t step = 0; step < counts.size(); ++step) {
        seen += counts[step];
        if (seen > wanted) return static_cast<float>(step) / steps;
    }
    return 1;
}

}  // namespace

float sharpness(const Picture& picture, const std::array<PicturePoint, 4>& corners) {
    if (picture.empty()) return 0;
    const auto width = static_cast<float>(picture.width());
    const auto height = static_cast<float>(picture.height());
    std::array<cv::Point2f, 4> from;
    for (size_t i = 0; i < 4; ++i) from[i] = {corners[i].x * width, corners[i].y * height};
    const auto side = [&from](size_t a, size_t b) {
        return std::hypot(from[a].x - from[b].x, from[a].y - from[b].y);
    };
    const float across = std::max(side(0, 1), side(3, 2));
    const float down = std::max(side(0, 3), side(1, 2));
    if (!(across >= 8) || !(down >= 8) || across > 4 * width || down > 4 * height) return 0;
    // Never larger than it was seen: that would look like blur.
    const float scale = std::min(1.0F, static_cast<float>(page_width) / std::min(across, down));
    const cv::Size size(static_cast<int>(across * scale), static_cast<int>(down * scale));
    // With something of the desk around it: the page's own outline is an edge that even an empty page has.
    const float rim = 0.02F * static_cast<float>(std::min(size.width, size.height));
    const std::array<cv::Point2f, 4> to{
        {{rim, rim},
         {static_cast<float>(size.width) - rim, rim},
         {static_cast<float>(size.width) - rim, static_cast<float>(size.height) - rim},
         {rim, static_cast<float>(size.height) - rim}}};
    WipedMat small;
    cv::resize(matrix_of(picture), small, {}, scale, scale, cv::INTER_AREA);
    for (auto& corner : from) corner *= scale;
    WipedMat source;
    cv::cvtColor(small, source, cv::COLOR_RGB2GRAY);
    WipedMat page;
    cv::warpPerspective(source, page, cv::getPerspectiveTransform(from.data(), to.data()), size,
                        cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return std::min(steepness(page, true), steepness(page, false));
}

}  // namespace lobby::platform
