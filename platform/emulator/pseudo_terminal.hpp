// A pseudo-terminal that stands for a device's serial line: this program holds the master's side, the program
// under test opens the slave by a symbolic link, as it would open /dev/serial/by-id/….
//
// The slave is never opened here. Linux keeps a slave's exclusive mark (TIOCEXCL) for as long as its master
// lives, so a client that was not root could not open it a second time: once the last client has closed, the
// line is made anew under the same link.
#pragma once

#include <filesystem>

#include <boost/asio/posix/stream_descriptor.hpp>

namespace lobby::emulator {

class PseudoTerminal {
public:
    // Opens the line and makes the link (a link that an earlier run left is replaced; anything else there is
    // an error). Throws std::system_error.
    PseudoTerminal(const boost::asio::any_io_executor& executor, std::filesystem::path link);
    ~PseudoTerminal() { hang_up(); }
    PseudoTerminal(const PseudoTerminal&) = delete;
    PseudoTerminal& operator=(const PseudoTerminal&) = delete;

    // A new line under the same link; whoever has the old one open sees it hang up.
    void renew();

    // Closes the line and removes the link.
    void hang_up();

    [[nodiscard]] boost::asio::posix::stream_descriptor& master() { return master_; }

private:
    std::filesystem::path link_;
    boost::asio::posix::stream_descriptor master_;
};

}  // namespace lobby::emulator
