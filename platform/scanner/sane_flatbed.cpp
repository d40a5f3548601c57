#include "platform/scanner/sane_flatbed.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <sane/sane.h>
#include <sane/saneopts.h>
#include <sodium.h>

#include "platform/scanner/sane_picture.hpp"

namespace lobby::platform {

namespace {

constexpr SANE_Int most_options = 1000;

CaptureFailure reason_of(FrameError error) {
    return error == FrameError::too_large ? CaptureFailure::too_large : CaptureFailure::picture_broken;
}

}  // namespace

struct SaneFlatbed::Device {
    Device() = default;
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;
    ~Device() {
        if (handle) sane_close(handle);
        if (begun) sane_exit();
    }

    // The option's number; nothing where it is not there or cannot be set now.
    [[nodiscard]] std::optional<std::pair<SANE_Int, const SANE_Option_Descriptor*>> find(
        std::string_view name) const {
        for (SANE_Int i = 1; i < most_options; ++i) {
            const SANE_Option_Descriptor* option = sane_get_option_descriptor(handle, i);
            if (!option) break;
            if (!option->name || name != option->name) continue;
            if (!SANE_OPTION_IS_ACTIVE(option->cap) || !SANE_OPTION_IS_SETTABLE(option->cap))
                return std::nullopt;
            return std::pair(i, option);
        }
        return std::nullopt;
    }
    // The first of the words that it knows.
    void set_word(std::string_view name, std::initializer_list<std::string_view> words) const {
        const auto option = find(name);
        if (!option || option->second->type != SANE_TYPE_STRING ||
            option->second->constraint_type != SANE_CONSTRAINT_STRING_LIST || option->second->size <= 0)
            return;
        for (const auto& wanted : words)
            for (const SANE_String_Const* word = option->second->constraint.string_list; *word; ++word) {
                if (wanted != *word || wanted.size() >= static_cast<size_t>(option->second->size)) continue;
                std::vector<char> value(static_cast<size_t>(option->second->size), '\0');
                std::copy(wanted.begin(), wanted.end(), value.begin());
                (void)sane_control_option(handle, option->first, SANE_ACTION_SET_VALUE, value.data(),
                                          nullptr);
                return;
            }
    }
    // The nearest value that it takes.
    void set_number(std::string_view name, double wanted) const {
        const auto option = find(name);
        if (!option || option->second->size != sizeof(SANE_Word)) return;
        const auto& descriptor = *option->second;
        if (descriptor.type != SANE_TYPE_INT && descriptor.type != SANE_TYPE_FIXED) return;
        const double scale = descriptor.type == SANE_TYPE_FIXED ? 1 << SANE_FIXED_SCALE_SHIFT : 1;
        double word = wanted * scale;
        if (descriptor.constraint_type == SANE_CONSTRAINT_RANGE && descriptor.constraint.range) {
            word = std::max<double>(std::min<double>(word, descriptor.constraint.range->max),
                                    descriptor.constraint.range->min);
        } else if (descriptor.constraint_type == SANE_CONSTRAINT_WORD_LIST &&
                   descriptor.constraint.word_list) {
            const std::span list(descriptor.constraint.word_list + 1,
                                 static_cast<size_t>(std::max(0, descriptor.constraint.word_list[0])));
            const auto nearest = std::min_element(list.begin(), list.end(), [word](SANE_Word a, SANE_Word b) {
                return std::abs(a - word) < std::abs(b - word);
            });
            if (nearest != list.end()) word = *nearest;
        }
        constexpr double limit = std::numeric_limits<SANE_Word>::max();
        auto value = static_cast<SANE_Word>(std::lround(std::clamp(word, -limit, limit)));
        (void)sane_control_option(handle, option->first, SANE_ACTION_SET_VALUE, &value, nullptr);
    }
    // Its whole glass: the far corner as far as it goes.
    void set_to_end(std::string_view name, bool far) const {
        const auto option = find(name);
        if (!option || option->second->size != sizeof(SANE_Word) ||
            option->second->constraint_type != SANE_CONSTRAINT_RANGE || !option->second->constraint.range)
            return;
        SANE_Word value = far ? option->second->constraint.range->max : option->second->constraint.range->min;
        (void)sane_control_option(handle, option->first, SANE_ACTION_SET_VALUE, &value, nullptr);
    }
    void set_up(unsigned dpi) const {
        set_word(SANE_NAME_SCAN_SOURCE, {"Flatbed", "FlatBed", "Normal"});
        set_word(SANE_NAME_SCAN_MODE,
                 {SANE_VALUE_SCAN_MODE_COLOR, "24bit Color", SANE_VALUE_SCAN_MODE_GRAY, "True Gray"});
        set_number(SANE_NAME_BIT_DEPTH, 8);
        set_number(SANE_NAME_SCAN_RESOLUTION, dpi);
        set_to_end(SANE_NAME_SCAN_TL_X, false);
        set_to_end(SANE_NAME_SCAN_TL_Y, false);
        set_to_end(SANE_NAME_SCAN_BR_X, true);
        set_to_end(SANE_NAME_SCAN_BR_Y, true);
    }

    SANE_Handle handle = nullptr;
    bool begun = false;
};

SaneFlatbed::SaneFlatbed(std::unique_ptr<Device> device) : device_(std::move(device)) {}
SaneFlatbed::SaneFlatbed(SaneFlatbed&&) noexcept = default;
SaneFlatbed::~SaneFlatbed() = default;

Result<SaneFlatbed, CaptureFailure> SaneFlatbed::open(const std::string& name, unsigned dpi) {
    auto device = std::make_unique<Device>();
    SANE_Int version = 0;
    if (sane_init(&version, nullptr) != SANE_STATUS_GOOD) return fail(CaptureFailure::device);
    device->begun = true;
    if (SANE_VERSION_MAJOR(version) != SANE_CURRENT_MAJOR ||
        sane_open(name.c_str(), &device->handle) != SANE_STATUS_GOOD) {
        device->handle = nullptr;
        return fail(CaptureFailure::device);
    }
    device->set_up(dpi);
    return SaneFlatbed(std::move(device));
}

Result<Picture, SaneFlatbed::Failure> SaneFlatbed::scan(const std::function<bool()>& goes_on) {
    // However it ends, the device goes back to rest.
    struct Rest {
        SANE_Handle handle;
        ~Rest() { sane_cancel(handle); }
    } const rest{device_->handle};
    const SANE_Status began = sane_start(device_->handle);
    if (began != SANE_STATUS_GOOD)
        return fail(Failure{CaptureFailure::device,
                            began != SANE_STATUS_COVER_OPEN && began != SANE_STATUS_NO_DOCS &&
                                began != SANE_STATUS_DEVICE_BUSY && began != SANE_STATUS_JAMMED});
    SANE_Parameters is{};
    if (sane_get_parameters(device_->handle, &is) != SANE_STATUS_GOOD)
        return fail(Failure{CaptureFailure::device, true});
    if (is.format != SANE_FRAME_RGB &&
        is.format != SANE_FRAME_GRAY)  // one colour after the other: of the 1990s
        return fail(Failure{CaptureFailure::picture_broken, false});
    auto picture = SanePicture::begin(
        {is.format == SANE_FRAME_RGB, is.depth, is.bytes_per_line, is.pixels_per_line, is.lines});
    if (!picture) return fail(Failure{reason_of(picture.error()), false});
    std::array<SANE_Byte, 64 * 1024> piece{};
    SANE_Status status = SANE_STATUS_GOOD;
    bool fits = true;
    bool wanted = true;
    while (status == SANE_STATUS_GOOD && fits) {
        wanted = goes_on();
        if (!wanted) break;
        SANE_Int length = 0;
        status = sane_read(device_->handle, piece.data(), static_cast<SANE_Int>(piece.size()), &length);
        if (status != SANE_STATUS_GOOD) break;
        fits = length >= 0 && length <= static_cast<SANE_Int>(piece.size()) &&
               picture->add(std::span(piece).first(static_cast<size_t>(length)));
    }
    sodium_memzero(piece.data(), piece.size());
    if (!wanted) return fail(Failure{CaptureFailure::timed_out, false});
    if (!fits) return fail(Failure{CaptureFailure::picture_broken, false});
    if (status != SANE_STATUS_EOF) return fail(Failure{CaptureFailure::device, status != SANE_STATUS_JAMMED});
    auto whole = picture->finish();
    if (!whole) return fail(Failure{reason_of(whole.error()), false});
    return std::move(*whole);
}

}  // namespace lobby::platform
