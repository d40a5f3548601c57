#include "platform/emulator/pseudo_terminal.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace lobby::emulator {

namespace {

[[noreturn]] void throw_errno(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

PseudoTerminal::PseudoTerminal(const boost::asio::any_io_executor& executor, std::filesystem::path link)
    : link_(std::move(link)), master_(executor) {
    const auto status = std::filesystem::symlink_status(link_);
    if (std::filesystem::exists(status) && !std::filesystem::is_symlink(status)) {
        errno = EEXIST;
        throw_errno("the tty's link");
    }
    renew();
}

void PseudoTerminal::hang_up() {
    if (!master_.is_open()) return;
    // First the link: a client that comes back must not find the way to a line that is gone.
    std::error_code ignored;
    std::filesystem::remove(link_, ignored);
    boost::system::error_code closed;
    master_.close(closed);
}

void PseudoTerminal::renew() {
    boost::system::error_code ignored;
    master_.close(ignored);
    master_.assign(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
    const int fd = master_.native_handle();
    std::array<char, 128> name{};
    if (::grantpt(fd) != 0 || ::unlockpt(fd) != 0 || ::ptsname_r(fd, name.data(), name.size()) != 0)
        throw_errno("pseudo-terminal");
    // Through the master these are the slave's settings: no echo may come back before the client has set its
    // own.
    termios settings{};
    if (::tcgetattr(fd, &settings) != 0) throw_errno("pseudo-terminal");
    ::cfmakeraw(&settings);
    if (::tcsetattr(fd, TCSANOW, &settings) != 0) throw_errno("pseudo-terminal");
    // Replaced in one step, so that the link never points to nothing while the device is plugged in.
    auto next = link_;
    next += ".new";
    std::error_code error;
    std::filesystem::remove(next, error);
    std::filesystem::create_symlink(name.data(), next);
    std::filesystem::rename(next, link_);
}

}  // namespace lobby::emulator
