// The control socket of an emulated device: a Unix stream socket that only its owner can open; a line in, a
// line out, in order. What a line means is the device's business.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>

namespace lobby::emulator {

inline constexpr size_t longest_control_line = 16 * 1024;

class ControlServer {
public:
    using Answer = std::function<std::string(std::string_view line)>;  // both without the newline

    // Listens at once; replaces a socket that an earlier run left. Throws std::system_error.
    ControlServer(const boost::asio::any_io_executor& executor, std::filesystem::path socket, Answer answer);
    // Closes what is open and removes the socket. The executor may have stopped.
    ~ControlServer();
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace lobby::emulator
