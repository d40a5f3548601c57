// What one browser, or all of them together, may take of the office.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace lobby::office::console {

struct HttpLimits {
    size_t connections = 4000;
    // The phones of a lobby stand behind one address where its Wi-Fi is masked.
    size_t connections_per_address = 400;
    std::chrono::milliseconds handshake{10'000};
    std::chrono::milliseconds idle{60'000};     // between two requests of a connection
    std::chrono::milliseconds request{10'000};  // from its first byte to its last
    std::chrono::milliseconds write{10'000};  // one answer, or one event of a stream, taken by the other side
    std::chrono::milliseconds ping{15'000};   // a comment on a stream where nothing happens
    uint32_t header_bytes = 16u << 10;
    uint64_t body_bytes = 64u << 10;
    size_t requests_per_connection = 1000;
};

}  // namespace lobby::office::console
