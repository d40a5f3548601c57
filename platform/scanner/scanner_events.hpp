// What a document scanner tells: document_scanner.hpp.
#pragma once

#include <variant>

#include "platform/scanner/page_guidance.hpp"
#include "platform/scanner/page_image.hpp"
#include "platform/scanner/picture.hpp"

namespace lobby::platform {

struct ScannerReady {
    bool live = false;  // a camera: previews come while they are wanted. Otherwise capture() only
};
struct ScannerLost {};

// What the camera sees now, at most 640 pixels wide. One at a time: the next is made when this one was handed
// over.
struct Preview {
    Picture picture;
    PageGuidance guidance;
};

// Cropped, straightened and encoded. The guidance is of the picture that it was cut from: a page with glare,
// blur or a cut edge is given all the same, the screen asks for another one.
struct PageCaptured {
    PageImage page;
    PageGuidance guidance;
};

enum class CaptureFailure {
    no_page,  // nothing that looks like a page
    device,   // not there, or lost
    timed_out,
    picture_broken,  // what came is no picture
    too_large,       // more pixels than are ever taken
};
struct CaptureFailed {
    CaptureFailure reason{};
};

using ScannerEvent = std::variant<ScannerReady, ScannerLost, Preview, PageCaptured, CaptureFailed>;

}  // namespace lobby::platform
