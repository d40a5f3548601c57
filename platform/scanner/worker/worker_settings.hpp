// What the kiosk tells its worker on the command line.
#pragma once

#include <chrono>
#include <string>

namespace lobby::platform {

struct WorkerSettings {
    std::string device;
    unsigned dpi = 200;
    std::chrono::milliseconds preview{150};
    std::chrono::milliseconds frame{3000};
    std::chrono::milliseconds capture{10'000};
    std::chrono::milliseconds look{2000};
    std::chrono::milliseconds reopen_first{250};
    std::chrono::milliseconds reopen_longest{4000};
};

}  // namespace lobby::platform
