#include "kiosk/recognition/worker/page_pixels.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <allheaders.h>

namespace lobby::kiosk {

namespace {

// A4 at 200 dots an inch: finer makes recognition slower, not better.
constexpr int longest_edge = 2340;
constexpr int smallest_edge = 200;  // for Leptonica's tiles; no page is smaller

PixPtr binary_of(Pix* grey) {
    return PixPtr(pixThresholdToBinary(grey, 150));
}

// How many of the sums are next to nothing, between the first and the last that are not: many across lines of
// text, which white divides, few along them.
double share_of_gaps(const std::vector<int>& sums) {
    double total = 0;
    for (const int sum : sums) total += sum;
    const double little = 0.12 * total / static_cast<double>(std::max<size_t>(sums.size(), 1));
    const auto inked = [&](int sum) { return sum > little; };
    const auto first = std::find_if(sums.begin(), sums.end(), inked);
    const auto last = std::find_if(sums.rbegin(), sums.rend(), inked).base();
    if (first >= last) return 0;
    return static_cast<double>(std::count_if(first, last, [&](int sum) { return !inked(sum); })) /
           static_cast<double>(last - first);
}

}  // namespace

void ClosePix::operator()(Pix* pix) const {
    pixDestroy(&pix);
}

PixPtr grey_of(const platform::Picture& picture) {
    const auto width = static_cast<int>(picture.width());
    const auto height = static_cast<int>(picture.height());
    if (width < smallest_edge || height < smallest_edge) return nullptr;
    PixPtr grey(pixCreate(width, height, 8));
    if (!grey) return nullptr;
    const auto rgb = picture.rgb();
    const int words = pixGetWpl(grey.get());
    l_uint32* data = pixGetData(grey.get());
    for (int y = 0; y < height; ++y) {
        l_uint32* line = data + static_cast<ptrdiff_t>(y) * words;
        const size_t row = static_cast<size_t>(y) * picture.width() * 3;
        for (int x = 0; x < width; ++x) SET_DATA_BYTE(line, x, rgb[row + static_cast<size_t>(x) * 3]);
    }
    const int edge = std::max(width, height);
    if (edge <= longest_edge) return grey;
    setMsgSeverity(L_SEVERITY_NONE);
    const float scale = static_cast<float>(longest_edge) / static_cast<float>(edge);
    return PixPtr(pixScaleAreaMap(grey.get(), scale, scale));
}

PixPtr evenly_lit(Pix* grey) {
    // Tiles of about three characters; ink is what is darker than 80 of 255 below its paper.
    PixPtr lit(pixBackgroundNorm(grey, nullptr, nullptr, 24, 32, 60, 30, 220, 2, 2));
    if (!lit) return PixPtr(pixCopy(nullptr, grey));
    PixPtr clear(pixGammaTRC(nullptr, lit.get(), 1.0F, 60, 215));
    return clear ? std::move(clear) : std::move(lit);
}

PixPtr without_seals(Pix* lit) {
    return PixPtr(pixGammaTRC(nullptr, lit, 1.0F, 0, 205));
}

PixPtr levelled(Pix* grey) {
    const auto binary = binary_of(grey);
    float angle = 0;
    float sure = 0;
    if (!binary || pixFindSkewSweepAndSearch(binary.get(), &angle, &sure, 4, 2, 6.0F, 0.5F, 0.02F) != 0 ||
        sure < 2.5F || std::abs(angle) < 0.15F)
        return PixPtr(pixCopy(nullptr, grey));
    constexpr float radians = 3.14159265F / 180;
    return PixPtr(pixRotate(grey, angle * radians, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
}

LineDirection direction_of_lines(Pix* grey) {
    PixPtr small(pixScaleAreaMap2(grey));
    const auto binary = small ? binary_of(small.get()) : nullptr;
    if (!binary) return {};
    const int width = pixGetWidth(binary.get());
    const int height = pixGetHeight(binary.get());
    std::vector<int> rows(static_cast<size_t>(height));
    std::vector<int> columns(static_cast<size_t>(width));
    const int words = pixGetWpl(binary.get());
    l_uint32* data = pixGetData(binary.get());
    // The rim shows where the page was cut, not what stands on it.
    for (int y = height / 20; y < height - height / 20; ++y) {
        l_uint32* line = data + static_cast<ptrdiff_t>(y) * words;
        for (int x = width / 20; x < width - width / 20; ++x)
            if (GET_DATA_BIT(line, x)) {
                ++rows[static_cast<size_t>(y)];
                ++columns[static_cast<size_t>(x)];
            }
    }
    const double across = share_of_gaps(rows) + 0.02;
    const double down = share_of_gaps(columns) + 0.02;
    return {down > across, std::max(down / across, across / down)};
}

PixPtr turned(Pix* grey, int quarter_turns) {
    return PixPtr(pixRotateOrth(grey, ((quarter_turns % 4) + 4) % 4));
}

}  // namespace lobby::kiosk
