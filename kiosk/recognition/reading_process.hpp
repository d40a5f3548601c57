// One reading process: started with nothing but a socket to us, killed when this goes. Its end is collected
// by the io_context, later, so that nobody waits for it.
#pragma once

#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include "kiosk/recognition/page_reader.hpp"

namespace lobby::kiosk {

class ReadingProcess {
public:
    // Null: it could not be started. It may still fail a moment later; then its socket ends.
    static std::unique_ptr<ReadingProcess> start(boost::asio::io_context& io, const ReaderSettings& settings);
    ~ReadingProcess();  // kills
    ReadingProcess(const ReadingProcess&) = delete;
    ReadingProcess& operator=(const ReadingProcess&) = delete;

    [[nodiscard]] boost::asio::local::stream_protocol::socket& socket() { return socket_; }
    [[nodiscard]] bool alive() const;
    // Its socket ends at once.
    void kill();

private:
    ReadingProcess(boost::asio::io_context& io, int handle, int socket);
    boost::asio::io_context& io_;
    int handle_ = -1;  // a pidfd: names this process and never another one
    boost::asio::local::stream_protocol::socket socket_;
};

}  // namespace lobby::kiosk
