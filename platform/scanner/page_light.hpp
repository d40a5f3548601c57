// How a found page is lit. Inside of the scanner's library: speaks OpenCV.
#pragma once

#include <array>

#include <opencv2/core.hpp>

#include "platform/scanner/wiped_mat.hpp"

namespace lobby::platform {

struct PageLight {
    bool glare = false;
    bool dark = false;
};

// The smallest of red, green and blue of each pixel.
[[nodiscard]] WipedMat darkest_colour(const cv::Mat& rgb);
// `darkest` is of that kind; the corners are pixels in it.
[[nodiscard]] PageLight light_on_page(const cv::Mat& darkest, const std::array<cv::Point2f, 4>& corners);
// A whole picture in which there is nothing bright.
[[nodiscard]] bool is_too_dark(const cv::Mat& grey);

}  // namespace lobby::platform
