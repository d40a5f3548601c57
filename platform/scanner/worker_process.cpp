#include "platform/scanner/worker_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <fstream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lobby::platform {

WorkerProcess::WorkerProcess(const std::string& program, const std::vector<std::string>& arguments) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw std::system_error(errno, std::generic_category(), "socketpair");
    FileDescriptor ours(ends[0]);
    const FileDescriptor its(ends[1]);
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, its.get(), STDIN_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    // Signals that the kiosk blocks or passes over are no business of the worker's.
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    const int error =
        ::posix_spawn(&process_, program.c_str(), &actions, &attributes, pointers.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::system_error(error, std::generic_category(), program);
    socket_ = std::move(ours);
}

WorkerProcess::~WorkerProcess() {
    if (process_ <= 0) return;
    kill();
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) continue;
}

bool WorkerProcess::has_ended() {
    int status = 0;
    if (process_ > 0 && ::waitpid(process_, &status, WNOHANG) == process_) process_ = 0;
    return process_ <= 0;
}

std::chrono::nanoseconds WorkerProcess::waited_for_processor() const {
    std::ifstream counts("/proc/" + std::to_string(process_) + "/schedstat");
    int64_t ran = 0;
    int64_t waited = 0;
    if (process_ <= 0 || !(counts >> ran >> waited)) return {};
    return std::chrono::nanoseconds(waited);
}

void WorkerProcess::kill() const {
    if (process_ > 0) ::kill(process_, SIGKILL);
}

}  // namespace lobby::platform
