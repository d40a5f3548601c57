#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Spans of pixels, source over destination. Every path gives the same bits: x / 255 is rounded to nearest
// everywhere, so that a picture does not depend on how it was cut into spans.
namespace lobby::kiosk::ui::blend {

// Colours are 0xAARRGGBB, not premultiplied.
[[nodiscard]] constexpr std::uint32_t alpha_of(std::uint32_t colour) {
    return colour >> 24;
}

[[nodiscard]] constexpr std::uint32_t divide_255(std::uint32_t value) {
    value += 128;
    return (value + (value >> 8)) >> 8;
}

[[nodiscard]] constexpr std::uint32_t modulate(std::uint32_t colour, std::uint32_t alpha) {
    return (colour & 0x00FFFFFFU) | divide_255(alpha_of(colour) * alpha) << 24;
}

// The result is opaque: the surface has no use for its own alpha.
[[nodiscard]] constexpr std::uint32_t over(std::uint32_t below, std::uint32_t colour, std::uint32_t alpha) {
    const std::uint32_t rest = 255 - alpha;
    std::uint32_t odd = (below & 0xFF00FFU) * rest + (colour & 0xFF00FFU) * alpha + 0x800080U;
    odd = (odd + ((odd >> 8) & 0xFF00FFU)) >> 8 & 0xFF00FFU;
    std::uint32_t even = (below >> 8 & 0xFFU) * rest + (colour >> 8 & 0xFFU) * alpha + 0x80U;
    even = (even + (even >> 8)) >> 8 & 0xFFU;
    return 0xFF000000U | odd | even << 8;
}

#if defined(__SSE2__)
namespace detail {

// 16-bit lanes of two pixels: below * (255 - alpha) + colour * alpha, over 255.
[[nodiscard]] inline __m128i over_lanes(__m128i below, __m128i colour, __m128i alpha) {
    const __m128i rest = _mm_sub_epi16(_mm_set1_epi16(255), alpha);
    __m128i sum = _mm_add_epi16(_mm_mullo_epi16(below, rest), _mm_mullo_epi16(colour, alpha));
    sum = _mm_add_epi16(sum, _mm_set1_epi16(128));
    return _mm_srli_epi16(_mm_add_epi16(sum, _mm_srli_epi16(sum, 8)), 8);
}

[[nodiscard]] inline __m128i over_four(__m128i below, __m128i colour_lanes, __m128i alpha_low,
                                       __m128i alpha_high) {
    const __m128i zero = _mm_setzero_si128();
    const __m128i low = over_lanes(_mm_unpacklo_epi8(below, zero), colour_lanes, alpha_low);
    const __m128i high = over_lanes(_mm_unpackhi_epi8(below, zero), colour_lanes, alpha_high);
    return _mm_or_si128(_mm_packus_epi16(low, high), _mm_set1_epi32(static_cast<int>(0xFF000000U)));
}

[[nodiscard]] inline __m128i lanes_of(std::uint32_t colour) {
    const __m128i four = _mm_set1_epi32(static_cast<int>(colour));
    return _mm_unpacklo_epi8(four, _mm_setzero_si128());
}

}  // namespace detail
#endif

inline void solid_span(std::uint32_t* target, int count, std::uint32_t colour) {
    const std::uint32_t alpha = alpha_of(colour);
    if (alpha == 255) {
        std::fill_n(target, count, colour);
        return;
    }
    if (alpha == 0) return;
    int at = 0;
#if defined(__SSE2__)
    const __m128i colour_lanes = detail::lanes_of(colour);
    const __m128i alpha_lanes = _mm_set1_epi16(static_cast<short>(alpha));
    for (; at + 4 <= count; at += 4) {
        auto* four = reinterpret_cast<__m128i*>(target + at);
        _mm_storeu_si128(four,
                         detail::over_four(_mm_loadu_si128(four), colour_lanes, alpha_lanes, alpha_lanes));
    }
#endif
    for (; at < count; ++at) target[at] = over(target[at], colour, alpha);
}

// One row of a glyph: `coverage` holds `count` bytes.
inline void coverage_span(std::uint32_t* target, const std::uint8_t* coverage, int count,
                          std::uint32_t colour) {
    const std::uint32_t colour_alpha = alpha_of(colour);
    const std::uint32_t opaque = colour | 0xFF000000U;
    int at = 0;
#if defined(__SSE2__)
    const __m128i colour_lanes = detail::lanes_of(colour);
    const __m128i colour_alpha_lanes = _mm_set1_epi16(static_cast<short>(colour_alpha));
    for (; at + 4 <= count; at += 4) {
        std::uint32_t bytes = 0;
        std::memcpy(&bytes, coverage + at, sizeof bytes);
        if (bytes == 0) continue;
        auto* four = reinterpret_cast<__m128i*>(target + at);
        if (bytes == 0xFFFFFFFFU && colour_alpha == 255) {
            _mm_storeu_si128(four, _mm_set1_epi32(static_cast<int>(opaque)));
            continue;
        }
        __m128i alpha = _mm_unpacklo_epi8(_mm_cvtsi32_si128(static_cast<int>(bytes)), _mm_setzero_si128());
        alpha = _mm_add_epi16(_mm_mullo_epi16(alpha, colour_alpha_lanes), _mm_set1_epi16(128));
        alpha = _mm_srli_epi16(_mm_add_epi16(alpha, _mm_srli_epi16(alpha, 8)), 8);
        const __m128i twice = _mm_unpacklo_epi16(alpha, alpha);
        const __m128i low = _mm_unpacklo_epi32(twice, twice);
        const __m128i high = _mm_unpackhi_epi32(twice, twice);
        _mm_storeu_si128(four, detail::over_four(_mm_loadu_si128(four), colour_lanes, low, high));
    }
#endif
    for (; at < count; ++at) {
        const std::uint32_t alpha = divide_255(coverage[at] * colour_alpha);
        if (alpha == 0) continue;
        target[at] = alpha == 255 ? opaque : over(target[at], colour, alpha);
    }
}

}  // namespace lobby::kiosk::ui::blend
