// The worker with a flatbed: opens it and keeps it, scans when it is told to, and tells.
#pragma once

#include <optional>

#include "base/clock.hpp"
#include "platform/scanner/sane_flatbed.hpp"
#include "platform/scanner/worker/kiosk_side.hpp"
#include "platform/scanner/worker/worker_settings.hpp"

namespace lobby::platform {

class FlatbedWork {
public:
    // `name` is SANE's.
    FlatbedWork(KioskSide& kiosk, const WorkerSettings& settings, std::string name);
    // Until the kiosk is gone.
    void run();

private:
    [[nodiscard]] bool on_orders();
    void try_to_open();
    void scan();
    void tell(const ScanNews& news);

    KioskSide& kiosk_;
    const WorkerSettings settings_;
    const std::string name_;
    std::optional<SaneFlatbed> flatbed_;
    std::chrono::milliseconds pause_;
    SteadyTime next_try_{};
    bool told_lost_ = false;
    bool asked_ = false;
    bool gone_ = false;  // the kiosk
};

}  // namespace lobby::platform
