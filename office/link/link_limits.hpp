// What one kiosk, or all of them together, may take of the office.
#pragma once

#include <chrono>
#include <cstddef>

#include "office/link/session_machine.hpp"

namespace lobby::office {

struct LinkLimits {
    size_t connections = 10'000;
    size_t handshakes_per_address = 64;  // not yet shown to be a kiosk
    std::chrono::milliseconds handshake{
        10'000};                              // TLS and upgrade together; also how long a goodbye may take
    std::chrono::milliseconds idle{30'000};   // not a byte heard: the kiosk is gone (it sends every 4 s)
    std::chrono::milliseconds write{15'000};  // one message not taken in so long: the kiosk does not read
    size_t queued_messages = 256;             // the same, while it still asks
    size_t queued_bytes = 4u << 20;
    size_t control_frames = 32;                // pings and pongs without a message between
    size_t scan_connections = 2;               // of one kiosk
    std::chrono::milliseconds piece{120'000};  // one piece of a page, over whatever line
    std::chrono::milliseconds watch{1000};     // how often registry and deadlines are looked at
    std::chrono::minutes certificate_check{60};
    SessionLimits session;
};

}  // namespace lobby::office
