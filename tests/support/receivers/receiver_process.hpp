// A gateway's other side as a process of its own: sms_receiver.py or smtp_receiver.py.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include <boost/json/object.hpp>
#include <sys/types.h>

namespace lobby::test {

class ReceiverProcess {
public:
    // Starts it and waits until it listens. Throws std::runtime_error.
    explicit ReceiverProcess(const std::string& script);
    ReceiverProcess(const ReceiverProcess&) = delete;
    ReceiverProcess& operator=(const ReceiverProcess&) = delete;
    ~ReceiverProcess();

    [[nodiscard]] uint16_t port() const { return port_; }
    // How it answers from now on; returns when that holds.
    void set_mode(const boost::json::object& mode);
    // The next notice that it took in, in their order. Throws when none comes in time.
    boost::json::object next(std::chrono::milliseconds patience = std::chrono::seconds(20));
    // The same; nothing when none comes in time.
    std::optional<boost::json::object> try_next(std::chrono::milliseconds patience);
    // Whether one has been taken in and not been read.
    [[nodiscard]] bool has_more();
    // From then on nobody listens at the port.
    void stop();

private:
    std::optional<std::string> line(std::chrono::milliseconds patience);
    std::optional<std::string> read_line(std::chrono::steady_clock::time_point until);

    pid_t pid_ = -1;
    int in_ = -1;
    int out_ = -1;
    uint16_t port_ = 0;
    std::string buffer_;
    std::deque<std::string> kept_;  // that came while something else was awaited
};

}  // namespace lobby::test
