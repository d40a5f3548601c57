#include "base/unix_socket/private_listener.hpp"

#include <cerrno>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace lobby {

void listen_privately(boost::asio::local::stream_protocol::acceptor& acceptor,
                      const std::filesystem::path& socket) {
    struct stat info {};
    if (::lstat(socket.c_str(), &info) == 0 && !S_ISSOCK(info.st_mode))  // somebody's file
        throw std::system_error(EADDRINUSE, std::generic_category(), socket.string());
    const std::filesystem::path draft = socket.string() + ".new";
    ::unlink(draft.c_str());
    acceptor.open();
    acceptor.bind(boost::asio::local::stream_protocol::endpoint(draft.string()));
    if (::chmod(draft.c_str(), S_IRUSR | S_IWUSR) != 0)
        throw std::system_error(errno, std::generic_category(), socket.string());
    acceptor.listen();
    if (::rename(draft.c_str(), socket.c_str()) != 0)
        throw std::system_error(errno, std::generic_category(), socket.string());
}

}  // namespace lobby
