// An emulated card reader: a pseudo-terminal that speaks SDT, and a control socket through which a hand lays
// cards on it, takes them away, pulls the plug and makes it misbehave.
//
// Lives on one io_context with one thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/json/value.hpp>

#include "platform/emulator/idcard/reader_machine.hpp"

namespace lobby::emulator {

struct ReaderEmulatorSettings {
    std::filesystem::path link;     // to the pseudo-terminal
    std::filesystem::path control;  // Unix socket
    boost::json::value identities;  // from which `place --label` picks; null for none
    Habits habits;
};

class ReaderEmulator {
public:
    // Throws std::system_error when link or socket cannot be made.
    ReaderEmulator(const boost::asio::any_io_executor& executor, ReaderEmulatorSettings settings);
    // Hangs up; removes link and socket.
    ~ReaderEmulator();
    ReaderEmulator(const ReaderEmulator&) = delete;
    ReaderEmulator& operator=(const ReaderEmulator&) = delete;

private:
    class Core;
    std::shared_ptr<Core> core_;
};

}  // namespace lobby::emulator
