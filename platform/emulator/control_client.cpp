#include "platform/emulator/control_client.hpp"

#include <chrono>
#include <stdexcept>

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include "platform/emulator/control_server.hpp"

namespace lobby::emulator {

namespace asio = boost::asio;
using boost::system::error_code;

std::string ask_device(const std::filesystem::path& path, const std::string& line) {
    const std::string request = line + "\n";
    if (request.size() > longest_control_line) throw std::runtime_error("the request is too long");
    asio::io_context io;
    asio::local::stream_protocol::socket socket(io);
    std::string buffer;
    error_code outcome = asio::error::timed_out;
    size_t length = 0;
    socket.async_connect({path.string()}, [&](error_code error) {
        outcome = error;
        if (error) return;
        outcome = asio::error::timed_out;
        asio::async_write(socket, asio::buffer(request), [&](error_code write_error, size_t) {
            if (write_error) outcome = write_error;
        });
        asio::async_read_until(socket, asio::dynamic_buffer(buffer, longest_control_line), '\n',
                               [&](error_code read_error, size_t n) {
                                   outcome = read_error;
                                   length = n;
                               });
    });
    io.run_for(std::chrono::seconds(10));
    if (outcome) throw std::runtime_error("control socket: " + outcome.message());
    return buffer.substr(0, length - 1);
}

}  // namespace lobby::emulator
