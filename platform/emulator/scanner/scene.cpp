#include "platform/emulator/scanner/scene.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "platform/scanner/wiped_mat.hpp"

namespace lobby::emulator::scanner {

using platform::Picture;
using platform::PicturePoint;

namespace {

// Cheap and good enough for noise: no library's generator gives the same row everywhere.
class Dice {
public:
    explicit Dice(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 0x1234567U) {}
    // About normal, of standard deviation 1.
    double normal() {
        double sum = 0;
        for (int i = 0; i < 4; ++i) sum += static_cast<double>(next() >> 11) * 0x1.0p-53;
        return (sum - 2) * std::numbers::sqrt3;
    }

private:
    uint64_t next() {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 7;
        state_ ^= state_ << 17;
        return state_;
    }
    uint64_t state_;
};

cv::Scalar colour_of(Desk desk) {
    switch (desk) {
        case Desk::dark:
            return {52, 54, 60};
        case Desk::wood:
            return {168, 120, 74};
        case Desk::grey:
            return {128, 130, 134};
    }
    return {};
}

void draw_desk(cv::Mat& picture, Desk desk) {
    picture.setTo(colour_of(desk));
    if (desk != Desk::wood) return;
    // Its grain runs across.
    for (int y = 0; y < picture.rows; ++y) {
        const double shade = 9 * std::sin(y * 0.11) + 6 * std::sin(y * 0.037 + 1);
        cv::Mat row = picture.row(y);
        row += cv::Scalar(shade, shade, shade);
    }
}

// From the lamp's side to the other it becomes a little darker.
void lay_light(cv::Mat& picture, double light) {
    for (int y = 0; y < picture.rows; ++y) {
        auto* row = picture.ptr<cv::Vec3b>(y);
        for (int x = 0; x < picture.cols; ++x) {
            const double fall = 1.0 - 0.10 * x / picture.cols - 0.06 * y / picture.rows;
            for (int c = 0; c < 3; ++c) row[x][c] = cv::saturate_cast<uint8_t>(row[x][c] * light * fall);
        }
    }
}

void mirror_lamp(cv::Mat& picture, cv::Point middle) {
    cv::Mat lamp(picture.rows, picture.cols, CV_8UC3, cv::Scalar(0, 0, 0));
    const int radius = std::min(picture.rows, picture.cols) / 12;
    cv::ellipse(lamp, middle, {radius * 2, radius}, 20, 0, 360, cv::Scalar(255, 255, 255), cv::FILLED);
    cv::GaussianBlur(lamp, lamp, {}, radius / 4.0);
    cv::add(picture, lamp, picture);
}

void smear(cv::Mat& picture, double pixels) {
    const int length = std::max(1, static_cast<int>(std::lround(pixels)));
    const cv::Mat line(1, length, CV_32F, cv::Scalar(1.0 / length));
    cv::filter2D(picture, picture, -1, line);
}

void add_noise(cv::Mat& picture, double level, uint64_t seed) {
    // A table of noise, walked through in steps that are no divisor of it: enough to be without a pattern.
    constexpr size_t table_size = 65'521;
    std::vector<int> table(table_size);
    Dice dice(seed);
    for (auto& n : table) n = static_cast<int>(std::lround(dice.normal() * level));
    size_t at = seed % table_size;
    for (int y = 0; y < picture.rows; ++y) {
        uint8_t* row = picture.ptr<uint8_t>(y);
        at = (at + 7919U) % table_size;
        for (int x = 0; x < picture.cols * 3; ++x) {
            row[x] = cv::saturate_cast<uint8_t>(row[x] + table[at]);
            if (++at == table_size) at = 0;
        }
    }
}

std::array<cv::Point2f, 4> corners_in(double page_width, double page_height, const Scene& scene, double width,
                                      double height) {
    // The page's larger side fits the picture's own.
    const double scale = scene.size * std::min({height / std::max(page_width, page_height),
                                                width / page_width, height / page_height});
    const double w = page_width * scale / 2;
    const double h = page_height * scale / 2;
    const double angle = scene.turn * std::numbers::pi / 180;
    const std::array<cv::Point2d, 4> flat{{{-w, -h}, {w, -h}, {w, h}, {-w, h}}};
    const double tilt = scene.tilt * std::numbers::pi / 180;
    const double focal = scene.lens * std::max(width, height);
    std::array<cv::Point2f, 4> corners;
    for (size_t i = 0; i < 4; ++i) {
        const double x = flat[i].x * std::cos(angle) - flat[i].y * std::sin(angle);
        const double y = flat[i].x * std::sin(angle) + flat[i].y * std::cos(angle);
        // What is farther up in the picture is farther away, and so smaller.
        const double nearness = focal / (focal - y * std::sin(tilt));
        corners[i] = {static_cast<float>(width / 2 + (x + scene.left * width) * nearness),
                      static_cast<float>(height / 2 + y * std::cos(tilt) * nearness)};
    }
    return corners;
}

}  // namespace

std::array<PicturePoint, 4> page_corners(uint32_t page_width, uint32_t page_height, const Scene& scene,
                                         uint32_t width, uint32_t height) {
    const auto corners = corners_in(page_width, page_height, scene, width, height);
    std::array<PicturePoint, 4> parts;
    for (size_t i = 0; i < 4; ++i)
        parts[i] = {corners[i].x / static_cast<float>(width), corners[i].y / static_cast<float>(height)};
    return parts;
}

Picture draw_scene(const Picture& page, const Scene& scene, uint32_t width, uint32_t height) {
    Picture picture(width, height);
    cv::Mat target = platform::matrix_of(picture);
    draw_desk(target, scene.desk);
    cv::Point lamp(target.cols / 2, target.rows / 2);
    if (!page.empty()) {
        const auto to = corners_in(page.width(), page.height(), scene, width, height);
        const auto w = static_cast<float>(page.width());
        const auto h = static_cast<float>(page.height());
        const std::array<cv::Point2f, 4> from{{{0, 0}, {w, 0}, {w, h}, {0, h}}};
        // A lens gathers all that lies within a pixel: first smaller, then slanted.
        const double shrink =
            std::min(1.0, static_cast<double>(std::hypot(to[1].x - to[0].x, to[1].y - to[0].y)) / w);
        cv::Mat seen;
        cv::resize(platform::matrix_of(page), seen, {}, shrink, shrink, cv::INTER_AREA);
        auto shrunk = from;
        for (auto& corner : shrunk) {
            corner.x *= static_cast<float>(seen.cols) / w;
            corner.y *= static_cast<float>(seen.rows) / h;
        }
        cv::warpPerspective(seen, target, cv::getPerspectiveTransform(shrunk.data(), to.data()),
                            target.size(), cv::INTER_LINEAR, cv::BORDER_TRANSPARENT);
        lamp = (to[0] + to[2]) * 0.5F;
    }
    lay_light(target, scene.light);
    if (scene.glare) mirror_lamp(target, lamp);
    if (scene.blur > 0) cv::GaussianBlur(target, target, {}, scene.blur);
    if (scene.smear > 1) smear(target, scene.smear);
    if (scene.noise > 0) add_noise(target, scene.noise, scene.seed);
    return picture;
}

Picture sample_page(uint32_t width, uint32_t height) {
    Picture page(width, height);
    cv::Mat paper = platform::matrix_of(page);
    paper.setTo(cv::Scalar(238, 238, 232));
    const double unit = static_cast<double>(std::min(width, height)) / 1240;
    const auto at = [&](double x, double y) {
        return cv::Point(static_cast<int>(x * width), static_cast<int>(y * height));
    };
    const int thick = std::max(1, static_cast<int>(std::lround(2 * unit)));
    cv::putText(paper, "CERTIFICATE", at(0.22, 0.11), cv::FONT_HERSHEY_DUPLEX, 3 * unit, {30, 30, 40},
                3 * thick, cv::LINE_AA);
    for (int line = 0; line < 22; ++line)
        cv::putText(paper, "No. 1110120" + std::to_string(1000 + line * 37) + "  the quick brown fox of line",
                    at(0.1, 0.2 + line * 0.03), cv::FONT_HERSHEY_SIMPLEX, 1.05 * unit, {40, 40, 50}, thick,
                    cv::LINE_AA);
    cv::circle(paper, at(0.74, 0.86), static_cast<int>(130 * unit), {200, 30, 40}, 4 * thick, cv::LINE_AA);
    return page;
}

}  // namespace lobby::emulator::scanner
