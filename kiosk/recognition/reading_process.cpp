#include "kiosk/recognition/reading_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <utility>

#include <boost/asio/posix/stream_descriptor.hpp>

// glibc 2.36 forgot to say that these are C (its bug 29530).
extern "C" {
#include <sys/pidfd.h>
}
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lobby::kiosk {

namespace asio = boost::asio;

namespace {

class FileDescriptor {
public:
    explicit FileDescriptor(int fd = -1) : fd_(fd) {}
    ~FileDescriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }

private:
    int fd_;
};

struct SpawnActions {
    posix_spawn_file_actions_t value{};
    SpawnActions() { posix_spawn_file_actions_init(&value); }
    ~SpawnActions() { posix_spawn_file_actions_destroy(&value); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
};

struct SpawnAttributes {
    posix_spawnattr_t value{};
    SpawnAttributes() { posix_spawnattr_init(&value); }
    ~SpawnAttributes() { posix_spawnattr_destroy(&value); }
    SpawnAttributes(const SpawnAttributes&) = delete;
    SpawnAttributes& operator=(const SpawnAttributes&) = delete;
};

// The process gets the socket as its input and output, no other file of ours, and no signal settings.
pid_t spawn(const ReaderSettings& settings, int socket) {
    SpawnActions actions;
    posix_spawn_file_actions_adddup2(&actions.value, socket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions.value, socket, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions.value, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions.value, STDERR_FILENO + 1);
    SpawnAttributes attributes;
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes.value, &none);
    posix_spawnattr_setsigdefault(&attributes.value, &all);
    posix_spawnattr_setflags(&attributes.value, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    auto program = settings.program.string();
    auto data = settings.language_data.string();
    auto limit = std::to_string(settings.deadline.count());
    std::array<char*, 4> arguments{program.data(), data.data(), limit.data(), nullptr};
    std::string threads = "OMP_THREAD_LIMIT=1";  // it is not allowed to make any
    std::string locale = "LC_ALL=C";
    std::array<char*, 3> environment{threads.data(), locale.data(), nullptr};
    pid_t process = -1;
    const int error = posix_spawn(&process, program.c_str(), &actions.value, &attributes.value,
                                  arguments.data(), environment.data());
    return error == 0 ? process : -1;
}

}  // namespace

std::unique_ptr<ReadingProcess> ReadingProcess::start(asio::io_context& io, const ReaderSettings& settings) {
    std::array<int, 2> pair{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return nullptr;
    FileDescriptor ours(pair[0]);
    const FileDescriptor theirs(pair[1]);
    const pid_t process = spawn(settings, theirs.get());
    if (process < 0) return nullptr;
    FileDescriptor handle(::pidfd_open(process, 0));
    if (handle.get() < 0) {  // no files left: then it cannot be kept either
        ::kill(process, SIGKILL);
        ::waitpid(process, nullptr, 0);
        return nullptr;
    }
    return std::unique_ptr<ReadingProcess>(new ReadingProcess(io, handle.release(), ours.release()));
}

ReadingProcess::ReadingProcess(asio::io_context& io, int handle, int socket)
    : io_(io), handle_(handle), socket_(io, asio::local::stream_protocol(), socket) {}

bool ReadingProcess::alive() const {
    pollfd ended{handle_, POLLIN, 0};
    return ::poll(&ended, 1, 0) == 0;
}

void ReadingProcess::kill() {
    ::pidfd_send_signal(handle_, SIGKILL, nullptr, 0);
    boost::system::error_code ignored;
    socket_.cancel(ignored);
    socket_.shutdown(asio::socket_base::shutdown_both, ignored);
}

ReadingProcess::~ReadingProcess() {
    kill();
    auto ended = std::make_shared<asio::posix::stream_descriptor>(io_, handle_);
    ended->async_wait(asio::posix::stream_descriptor::wait_read, [ended](const boost::system::error_code&) {
        siginfo_t how{};
        ::waitid(P_PIDFD, static_cast<id_t>(ended->native_handle()), &how, WEXITED | WNOHANG);
    });
}

}  // namespace lobby::kiosk
