// OpenCV's matrix, overwritten before it is given back: it holds a copy of somebody's papers.
#pragma once

#include <opencv2/core.hpp>
#include <sodium.h>

#include "platform/scanner/picture.hpp"

namespace lobby::platform {

// One use each: a matrix that OpenCV makes anew inside of it (create() with another size) is not wiped
// before.
class WipedMat : public cv::Mat {
public:
    WipedMat() = default;
    WipedMat(int height, int width, int type) : cv::Mat(height, width, type) {}
    WipedMat(const WipedMat&) = delete;
    WipedMat& operator=(const WipedMat&) = delete;
    WipedMat(WipedMat&&) noexcept = default;
    WipedMat& operator=(WipedMat&&) = delete;
    ~WipedMat() {
        if (!empty() && isContinuous()) sodium_memzero(data, total() * elemSize());
    }
};

// The picture's own memory as a matrix, without a copy. The picture has to outlive it.
inline cv::Mat matrix_of(Picture& picture) {
    return {static_cast<int>(picture.height()), static_cast<int>(picture.width()), CV_8UC3,
            picture.rgb().data()};
}
// OpenCV knows no matrix that is only read.
inline cv::Mat matrix_of(const Picture& picture) {
    return {static_cast<int>(picture.height()), static_cast<int>(picture.width()), CV_8UC3,
            const_cast<uint8_t*>(picture.rgb().data())};
}

}  // namespace lobby::platform
