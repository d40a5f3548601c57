#include "office/speech/espeak_voice.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;  // NOLINT: POSIX has it only so

namespace lobby::office::speech {

namespace {

constexpr std::chrono::milliseconds longest_wait{8000};
constexpr size_t most_bytes = 4u << 20;  // a minute and a half of sound

class Descriptor {
public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    [[nodiscard]] int get() const { return fd_; }
    void set(int fd) { fd_ = fd; }
    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

private:
    int fd_;
};

// The program with both its ends on one socket pair of ours; ended and reaped in any case.
class Child {
public:
    Child() = default;
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        static_cast<void>(wait());
    }

    bool start(const std::vector<std::string>& arguments) {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
        line_.set(ends[0]);
        const Descriptor theirs(ends[1]);
        posix_spawn_file_actions_t actions;
        if (::posix_spawn_file_actions_init(&actions) != 0) return false;
        ::posix_spawn_file_actions_adddup2(&actions, theirs.get(), STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, theirs.get(), STDOUT_FILENO);
        ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        std::vector<char*> argv;
        for (const auto& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));  // NOLINT: POSIX
        argv.push_back(nullptr);
        const int failed = ::posix_spawnp(&pid_, argv[0], &actions, nullptr, argv.data(), environ);
        ::posix_spawn_file_actions_destroy(&actions);
        if (failed != 0) pid_ = -1;
        return failed == 0;
    }

    // The text is far smaller than the socket's buffer.
    [[nodiscard]] bool write_all(std::string_view text) const {
        const auto sent = ::send(line_.get(), text.data(), text.size(), MSG_NOSIGNAL);
        return sent == static_cast<ssize_t>(text.size()) && ::shutdown(line_.get(), SHUT_WR) == 0;
    }

    [[nodiscard]] Result<std::string, VoiceError> read_all() const {
        const auto end = std::chrono::steady_clock::now() + longest_wait;
        std::string out;
        std::vector<char> chunk(64u << 10);
        for (;;) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
            if (left.count() <= 0) return fail(VoiceError::too_slow);
            pollfd wait{line_.get(), POLLIN, 0};
            const int ready = ::poll(&wait, 1, static_cast<int>(left.count()));
            if (ready < 0 && errno == EINTR) continue;
            if (ready <= 0) return fail(ready == 0 ? VoiceError::too_slow : VoiceError::failed);
            const auto n = ::recv(line_.get(), chunk.data(), chunk.size(), 0);
            if (n < 0) return fail(VoiceError::failed);
            if (n == 0) return out;
            if (out.size() + static_cast<size_t>(n) > most_bytes) return fail(VoiceError::failed);
            out.append(chunk.data(), static_cast<size_t>(n));
        }
    }

    bool ended_well() {
        const int status = wait();
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

private:
    int wait() {
        int status = -1;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        return status;
    }

    pid_t pid_ = -1;
    Descriptor line_;
};

}  // namespace

std::string_view word_of(VoiceError error) {
    switch (error) {
        case VoiceError::cannot_start:
            return "cannot_start";
        case VoiceError::too_slow:
            return "too_slow";
        case VoiceError::failed:
            return "failed";
        case VoiceError::no_sound:
            return "no_sound";
    }
    return "failed";
}

Result<Samples, VoiceError> EspeakVoice::say(const std::string& text, Language language) {
    const auto& voice = language == Language::zh ? config_.voice_zh : config_.voice_en;
    Child child;
    if (!child.start({config_.program, "-v", voice, "-s", std::to_string(config_.words_per_minute), "--stdin",
                      "--stdout"}))
        return fail(VoiceError::cannot_start);
    if (!child.write_all(text)) return fail(VoiceError::failed);
    const auto file = child.read_all();
    if (!file) return fail(file.error());
    if (!child.ended_well()) return fail(VoiceError::failed);
    auto samples = from_wave(*file);
    if (!samples) return fail(VoiceError::failed);
    auto heard = trimmed(*samples);
    if (heard.empty()) return fail(VoiceError::no_sound);
    return heard;
}

}  // namespace lobby::office::speech
