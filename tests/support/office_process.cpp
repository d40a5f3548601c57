#include "tests/support/office_process.hpp"

#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/inbox.hpp"

extern char** environ;

namespace lobby::test {

namespace {

pid_t spawn(const std::string& program, std::vector<std::string> arguments, int out) {
    arguments.insert(arguments.begin(), program);
    std::vector<char*> argv;
    for (auto& a : arguments) argv.push_back(a.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    if (out >= 0)
        posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    else
        posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t pid = -1;
    const int failed = ::posix_spawn(&pid, program.c_str(), &files, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0) throw std::runtime_error("cannot start " + program);
    return pid;
}

int status_of(pid_t pid) {
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

// One line, or what came before the deadline or the end.
std::string line_from(int fd) {
    std::string line;
    const auto end = std::chrono::steady_clock::now() + patience;
    char c = 0;
    while (line.size() < 4096) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
        pollfd wait{fd, POLLIN, 0};
        if (left <= 0 || ::poll(&wait, 1, static_cast<int>(left)) <= 0) break;
        if (::read(fd, &c, 1) != 1 || c == '\n') break;
        line.push_back(c);
    }
    return line;
}

uint16_t number_after(const std::string& line, const std::string& key) {
    const auto at = line.find(key);
    if (at == std::string::npos) throw std::runtime_error("the office did not start: " + line);
    return static_cast<uint16_t>(std::stoi(line.substr(at + key.size())));
}

}  // namespace

OfficeProcess::OfficeProcess(const OfficeData& data, std::string program)
    : program_(std::move(program)), config_file_(data.config_file().string()) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    pid_ = spawn(program_, {"--config", config_file_, "serve"}, ends[1]);
    ::close(ends[1]);
    const auto line = line_from(ends[0]);
    ::close(ends[0]);
    try {
        port_ = number_after(line, "\"link_port\":");
        enrol_port_ = number_after(line, "\"enrol_port\":");
    } catch (...) {
        stop(SIGKILL);
        throw;
    }
}

OfficeProcess::~OfficeProcess() {
    stop(SIGKILL);
}

kiosk::LinkSettings OfficeProcess::settings(kiosk::LinkSettings of_kiosk) const {
    of_kiosk.link_port = port_;
    of_kiosk.enrol_port = enrol_port_;
    return of_kiosk;
}

void OfficeProcess::signal(int number) const {
    ::kill(pid_, number);
}

int OfficeProcess::stop(int signal) {
    if (pid_ < 0) return 0;
    ::kill(pid_, signal);
    const int status = status_of(pid_);
    pid_ = -1;
    return status;
}

int OfficeProcess::command(const std::vector<std::string>& arguments) const {
    std::vector<std::string> all{"--config", config_file_};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return status_of(spawn(program_, std::move(all), -1));
}

}  // namespace lobby::test
