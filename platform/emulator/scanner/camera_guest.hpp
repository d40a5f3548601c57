// Whoever has the emulated camera open: its socket, the descriptor that tells it of frames, and the buffers
// that it maps.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <boost/asio/local/stream_protocol.hpp>

#include "platform/scanner/file_descriptor.hpp"

namespace lobby::emulator::scanner {

class CameraGuest {
public:
    // Greets it. Throws std::system_error.
    explicit CameraGuest(boost::asio::local::stream_protocol::socket socket);

    [[nodiscard]] boost::asio::local::stream_protocol::socket& socket() { return socket_; }
    // So many of so many bytes; what there was is dropped. Throws std::system_error.
    void make_buffers(uint32_t count, uint32_t bytes);
    // Bytes beyond the buffer stay away, as a driver's do. Gives how many went in.
    uint32_t write(uint32_t buffer, std::span<const uint8_t> bytes);
    // Frames that it can take: more, or (below 0) fewer.
    void count_ready(int change);
    // An answer, with the buffer's memory where one is named. False: the guest is gone.
    [[nodiscard]] bool send(std::span<const uint8_t> answer, int with = -1);
    [[nodiscard]] int memory_of(uint32_t buffer) const;
    void close();

private:
    boost::asio::local::stream_protocol::socket socket_;
    platform::FileDescriptor ready_;
    std::vector<platform::FileDescriptor> buffers_;
    uint32_t buffer_bytes_ = 0;
};

}  // namespace lobby::emulator::scanner
