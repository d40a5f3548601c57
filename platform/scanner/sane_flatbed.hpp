// A flatbed scanner through SANE: opened by its name, set to colour, 8 bits and the wanted resolution over
// its whole glass, and read line by line. A backend may hang or fall; that is why this runs in scan-worker
// only. Source: SANE Standard 1.06, chapter 4.
//
// Belongs to one thread, and only one lives at a time: SANE has state of its own.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "platform/scanner/picture.hpp"
#include "platform/scanner/scanner_events.hpp"

namespace lobby::platform {

class SaneFlatbed {
public:
    // CaptureFailure::device where it cannot be opened.
    [[nodiscard]] static Result<SaneFlatbed, CaptureFailure> open(const std::string& name, unsigned dpi);
    SaneFlatbed(SaneFlatbed&&) noexcept;
    SaneFlatbed& operator=(SaneFlatbed&&) = delete;
    SaneFlatbed(const SaneFlatbed&) = delete;
    SaneFlatbed& operator=(const SaneFlatbed&) = delete;
    ~SaneFlatbed();

    struct Failure {
        CaptureFailure reason{};
        bool lost = false;  // it has to be opened again
    };
    // `goes_on` is asked between two pieces: false ends the scan as timed out.
    [[nodiscard]] Result<Picture, Failure> scan(const std::function<bool()>& goes_on);

private:
    struct Device;
    explicit SaneFlatbed(std::unique_ptr<Device> device);
    std::unique_ptr<Device> device_;
};

}  // namespace lobby::platform
