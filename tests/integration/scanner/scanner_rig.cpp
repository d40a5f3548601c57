#include "tests/integration/scanner/scanner_rig.hpp"

#include <array>
#include <charconv>
#include <csignal>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/emulator/control_client.hpp"

namespace lobby::platform {

CameraProgram::CameraProgram(const std::filesystem::path& folder, std::vector<std::string> options)
    : socket_(folder / "camera"), control_(folder / "control") {
    std::vector<std::string> words{DEVICE_EMULATOR,  "scanner",   "--socket",
                                   socket_.string(), "--control", control_.string()};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    EXPECT_EQ(::posix_spawn(&process_, DEVICE_EMULATOR, &actions, nullptr, arguments.data(), environ), 0);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    pollfd ready{ends[0], POLLIN, 0};
    EXPECT_EQ(::poll(&ready, 1, 30'000), 1);
    std::array<char, 64> line{};
    EXPECT_GT(::read(ends[0], line.data(), line.size()), 0) << "the emulator did not start";
    ::close(ends[0]);
}

CameraProgram::~CameraProgram() {
    kill();
}

void CameraProgram::kill() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(std::exchange(process_, 0), nullptr, 0);
}

void CameraProgram::say(const std::string& line) const {
    EXPECT_NE(emulator::ask_device(control_, line).find("\"ok\""), std::string::npos) << line;
}

std::string CameraProgram::status() const {
    return emulator::ask_device(control_, R"({"op":"status"})");
}

ScannerRig::ScannerRig() {
    log.emplace(Log::to_file("test", clock, folder / "log"));
}

ScannerRig::~ScannerRig() {
    scanner.reset();
    io.restart();
    io.run_for(std::chrono::seconds(5));
}

ScannerSettings ScannerRig::settings_for(const std::string& device) const {
    ScannerSettings settings;
    settings.device = device;
    settings.worker = SCAN_WORKER;
    settings.preview = std::chrono::milliseconds(20);
    settings.look = std::chrono::milliseconds(100);
    settings.reopen_first = std::chrono::milliseconds(20);
    settings.reopen_longest = std::chrono::milliseconds(100);
    settings.frame = std::chrono::milliseconds(10'000);  // a busy machine draws slowly
    settings.camera_capture = std::chrono::milliseconds(30'000);
    return settings;
}

void ScannerRig::start(const ScannerSettings& settings) {
    scanner.emplace(io, settings, *log, [this](ScannerEvent event) { on(std::move(event)); });
    scanner->start();
}

void ScannerRig::on(ScannerEvent event) {
    if (const auto* ready = std::get_if<ScannerReady>(&event)) {
        news += '+';
        live = ready->live;
    }
    if (std::holds_alternative<ScannerLost>(event)) news += 'x';
    if (const auto* preview = std::get_if<Preview>(&event)) {
        ++previews;
        last_seen = preview->guidance;
        preview_width = preview->picture.width();
    }
    if (auto* captured = std::get_if<PageCaptured>(&event)) {
        news += 'P';
        page = std::move(captured->page);
        page_guidance = captured->guidance;
    }
    if (const auto* failed = std::get_if<CaptureFailed>(&event)) {
        news += 'F';
        failure = failed->reason;
    }
}

bool ScannerRig::until(const std::function<bool()>& holds) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!holds()) {
        if (std::chrono::steady_clock::now() >= end) return false;
        // What is waited for may happen in another program, which wakes nobody here.
        constexpr std::chrono::milliseconds look{20};
        io.restart();
        io.run_one_for(look);
    }
    return true;
}

testing::AssertionResult ScannerRig::told(const std::string& expected) {
    until([&] { return news.size() >= expected.size(); });
    const auto heard = std::exchange(news, {});
    if (heard == expected) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "told \"" << heard << "\" instead of \"" << expected << "\"\n"
                                       << log_text();
}

testing::AssertionResult ScannerRig::seen(const std::function<bool(const PageGuidance&)>& is_so) {
    const uint64_t before = previews;
    if (until([&] { return previews > before && is_so(last_seen); })) return testing::AssertionSuccess();
    const auto& g = last_seen;
    return testing::AssertionFailure()
           << "after " << previews - before << " previews: found " << g.found << " glare " << g.glare
           << " blurred " << g.blurred << " cut " << g.cut_edge << " dark " << g.too_dark << " small "
           << g.too_small << " steady " << g.steady << '\n'
           << log_text();
}

std::string ScannerRig::log_text() const {
    std::ifstream in(folder / "log");
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<pid_t> ScannerRig::workers() const {
    std::vector<pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        pid_t process = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), process).ec != std::errc()) continue;
        std::ifstream in(entry.path() / "cmdline", std::ios::binary);
        const std::string words{std::istreambuf_iterator<char>(in), {}};
        if (words.find("scan-worker") != std::string::npos &&
            words.find(folder.string()) != std::string::npos)
            found.push_back(process);
    }
    return found;
}

}  // namespace lobby::platform
