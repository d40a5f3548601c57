// The program that a visitor meets: the flow in the middle, the window before it, the reader and the link
// behind it on an I/O thread of their own. Made and run by main; everything public but `stop` belongs to the
// main thread.
#pragma once

#include <memory>

#include "base/log.hpp"
#include "kiosk/app/settings.hpp"

namespace lobby::kiosk::app {

class Kiosk {
public:
    // Opens the window; throws std::runtime_error when there is no display, font or catalogue.
    // `inspect_socket` empty: no semantic tree socket.
    Kiosk(const Settings& settings, const std::filesystem::path& inspect_socket, const Clock& clock,
          Log& log);
    ~Kiosk();
    Kiosk(const Kiosk&) = delete;
    Kiosk& operator=(const Kiosk&) = delete;

    // Until SIGTERM or SIGINT.
    void run();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lobby::kiosk::app
