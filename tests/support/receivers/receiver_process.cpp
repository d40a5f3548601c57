#include "tests/support/receivers/receiver_process.hpp"

#include <csignal>
#include <stdexcept>
#include <vector>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace lobby::test {

namespace json = boost::json;

namespace {

constexpr std::chrono::seconds own_patience{20};  // far above what anything here takes

}  // namespace

ReceiverProcess::ReceiverProcess(const std::string& script) {
    int to[2];
    int from[2];
    if (::pipe2(to, O_CLOEXEC) != 0 || ::pipe2(from, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, to[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, from[1], STDOUT_FILENO);
    std::vector<std::string> words{"python3", "-B", script};
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const int failed = ::posix_spawnp(&pid_, "python3", &files, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    ::close(to[0]);
    ::close(from[1]);
    in_ = to[1];
    out_ = from[0];
    if (failed != 0) throw std::runtime_error("cannot start " + script);
    const auto first = line(own_patience);
    if (!first) throw std::runtime_error(script + " does not start");
    port_ = static_cast<uint16_t>(json::parse(*first).at("port").to_number<int>());
}

ReceiverProcess::~ReceiverProcess() {
    stop();
}

void ReceiverProcess::stop() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
    ::close(in_);
    ::close(out_);
}

void ReceiverProcess::set_mode(const json::object& mode) {
    const auto text = json::serialize(mode) + "\n";
    if (::write(in_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        throw std::runtime_error("the receiver is gone");
    const auto until = std::chrono::steady_clock::now() + own_patience;
    while (const auto answer = read_line(until)) {
        if (*answer == R"({"done": true})") return;
        kept_.push_back(*answer);
    }
    throw std::runtime_error("the receiver does not take its mode");
}

std::optional<json::object> ReceiverProcess::try_next(std::chrono::milliseconds patience) {
    const auto found = line(patience);
    if (!found) return std::nullopt;
    return json::parse(*found).as_object();
}

json::object ReceiverProcess::next(std::chrono::milliseconds patience) {
    auto found = try_next(patience);
    if (!found) throw std::runtime_error("no notice arrived");
    return std::move(*found);
}

bool ReceiverProcess::has_more() {
    auto found = line(std::chrono::milliseconds(0));
    if (!found) return false;
    kept_.push_front(std::move(*found));
    return true;
}

std::optional<std::string> ReceiverProcess::line(std::chrono::milliseconds patience) {
    if (kept_.empty()) return read_line(std::chrono::steady_clock::now() + patience);
    auto first = std::move(kept_.front());
    kept_.pop_front();
    return first;
}

std::optional<std::string> ReceiverProcess::read_line(std::chrono::steady_clock::time_point until) {
    for (;;) {
        if (const auto end = buffer_.find('\n'); end != std::string::npos) {
            auto found = buffer_.substr(0, end);
            buffer_.erase(0, end + 1);
            return found;
        }
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd wait{out_, POLLIN, 0};
        if (::poll(&wait, 1, static_cast<int>(std::max<int64_t>(left.count(), 0))) <= 0) return std::nullopt;
        char bytes[4096];
        const auto got = ::read(out_, bytes, sizeof bytes);
        if (got <= 0) return std::nullopt;
        buffer_.append(bytes, static_cast<size_t>(got));
    }
}

}  // namespace lobby::test
