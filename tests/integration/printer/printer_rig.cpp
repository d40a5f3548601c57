#include "tests/integration/printer/printer_rig.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include <png.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/emulator/control_client.hpp"

namespace lobby::platform::test {

namespace json = boost::json;

namespace {

constexpr std::chrono::seconds patience{90};
constexpr int paper_edge = 32;

std::string read_line(int fd) {
    std::string line;
    char c = 0;
    for (;;) {
        pollfd ready{fd, POLLIN, 0};
        if (::poll(&ready, 1, 10'000) != 1 || ::read(fd, &c, 1) != 1)
            throw std::runtime_error("the emulator does not start");
        if (c == '\n') return line;
        line.push_back(c);
    }
}

}  // namespace

EmulatedPrinter::EmulatedPrinter(const std::vector<std::string>& options, bool over_tcp)
    : over_tcp_(over_tcp) {
    std::vector<std::string> words{DEVICE_EMULATOR, "printer",
                                   "--control",     (folder_.path() / "control").string(),
                                   "--out",         (folder_.path() / "out").string()};
    if (over_tcp)
        words.insert(words.end(), {"--tcp", "0"});
    else
        words.insert(words.end(), {"--tty", (folder_.path() / "tty").string()});
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_addclose(&actions, pipe[0]);
    ::posix_spawn_file_actions_addclose(&actions, pipe[1]);
    const int failed =
        ::posix_spawn(&process_, DEVICE_EMULATOR, &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    if (failed != 0) throw std::runtime_error("the emulator cannot be started");
    const std::string ready = read_line(pipe[0]);
    ::close(pipe[0]);
    unsigned port = 0;
    if (std::sscanf(ready.c_str(), "ready, tcp port %u", &port) == 1) port_ = static_cast<uint16_t>(port);
}

EmulatedPrinter::~EmulatedPrinter() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

PrinterAddress EmulatedPrinter::address() const {
    if (over_tcp_) return NetworkAddress{"127.0.0.1", port_};
    return DeviceAddress{folder_.path() / "tty"};
}

json::value EmulatedPrinter::hand(const json::object& request) const {
    auto answer = json::parse(emulator::ask_device(folder_.path() / "control", json::serialize(request)));
    if (!answer.as_object().contains("ok")) throw std::runtime_error(json::serialize(answer));
    return answer;
}

std::string EmulatedPrinter::state() const {
    return json::value_to<std::string>(hand({{"op", "status"}}).at("state"));
}

bool EmulatedPrinter::comes_to(const std::string& wanted) const {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until)
        if (state() == wanted) return true;
    return false;
}

bool EmulatedPrinter::is_asked_again() const {
    const auto answers = [this] {
        return json::value_to<size_t>(hand({{"op", "status"}}).at("status_answers"));
    };
    const size_t before = answers();
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until)
        if (answers() > before) return true;
    return false;
}

std::vector<std::string> EmulatedPrinter::sheets() const {
    std::vector<std::string> names;
    const auto status = hand({{"op", "status"}});
    for (const auto& sheet : status.at("sheets").as_array())
        names.push_back(json::value_to<std::string>(sheet.at("file")));
    return names;
}

DrivenPrinter::DrivenPrinter(PrinterSettings settings) {
    printer_ = std::make_unique<ReceiptPrinter>(io_, std::move(settings), log_, [this](PrinterEvent event) {
        const std::lock_guard lock(mutex_);
        events_.push_back(event);
        changed_.notify_all();
    });
    thread_ = std::thread([this] { io_.run(); });
    printer_->start();
}

DrivenPrinter::~DrivenPrinter() {
    printer_.reset();
    work_.reset();
    thread_.join();  // run() ends by itself: nothing may be left that waits
}

template <class T>
std::optional<T> DrivenPrinter::find(const std::function<std::optional<T>()>& look) {
    std::unique_lock lock(mutex_);
    std::optional<T> found;
    changed_.wait_for(lock, patience, [&] {
        found = look();
        return found.has_value();
    });
    return found;
}

std::optional<PrintOutcome> DrivenPrinter::outcome(PrintJobId job) {
    return find<PrintOutcome>([&]() -> std::optional<PrintOutcome> {
        for (const auto& event : events_)
            if (const auto* ended = std::get_if<PrintEnded>(&event); ended && ended->job == job)
                return ended->outcome;
        return std::nullopt;
    });
}

PrintOutcome DrivenPrinter::print(PrintDocument document) {
    auto ended = outcome(printer_->print(std::move(document)));
    if (!ended) throw std::runtime_error("the print does not end");
    return *ended;
}

// The latest condition counts, not an earlier one.
bool DrivenPrinter::waits_for(const std::function<bool(const PrinterCondition&)>& wanted) {
    return find<bool>([&]() -> std::optional<bool> {
               for (auto event = events_.rbegin(); event != events_.rend(); ++event)
                   if (const auto* condition = std::get_if<PrinterCondition>(&*event))
                       return wanted(*condition) ? std::optional<bool>(true) : std::nullopt;
               return std::nullopt;
           })
        .has_value();
}

bool DrivenPrinter::ready() {
    return waits_for([](const PrinterCondition& c) { return c.status && !trouble_of(*c.status); });
}

bool DrivenPrinter::came_late(PrintJobId job) {
    return find<bool>([&]() -> std::optional<bool> {
               for (const auto& event : events_)
                   if (const auto* late = std::get_if<PrintCameOutLate>(&event); late && late->job == job)
                       return true;
               return std::nullopt;
           })
        .has_value();
}

size_t DrivenPrinter::ends() {
    const std::lock_guard lock(mutex_);
    size_t count = 0;
    for (const auto& event : events_) count += std::holds_alternative<PrintEnded>(event) ? 1 : 0;
    return count;
}

PrinterSettings quick_settings(const EmulatedPrinter& printer) {
    PrinterSettings settings;
    settings.address = printer.address();
    settings.rules.answer = std::chrono::seconds(20);
    settings.rules.discard = std::chrono::seconds(20);
    settings.rules.finish = std::chrono::seconds(60);
    settings.rules.finish_per_row = std::chrono::microseconds(0);
    settings.rules.turn = std::chrono::seconds(30);
    settings.rules.poll = std::chrono::milliseconds(100);
    settings.progress = std::chrono::seconds(20);
    settings.look = std::chrono::milliseconds(200);
    settings.reopen_first = std::chrono::milliseconds(50);
    settings.reopen_longest = std::chrono::milliseconds(200);
    return settings;
}

PrinterSettings impatient_settings(const EmulatedPrinter& printer) {
    auto settings = quick_settings(printer);
    settings.rules.answer = std::chrono::milliseconds(1000);
    settings.rules.discard = std::chrono::milliseconds(1000);
    settings.rules.finish = std::chrono::milliseconds(3000);
    settings.rules.turn = std::chrono::milliseconds(2000);
    return settings;
}

Raster read_sheet(const std::filesystem::path& file) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, file.c_str()) == 0) throw std::runtime_error("no PNG");
    image.format = PNG_FORMAT_GRAY;
    std::vector<unsigned char> grey(PNG_IMAGE_SIZE(image));
    if (png_image_finish_read(&image, nullptr, grey.data(), 0, nullptr) == 0)
        throw std::runtime_error("bad PNG");
    const int width = static_cast<int>(image.width);
    const int height = static_cast<int>(image.height);
    Raster sheet(width - 2 * paper_edge, height - 2 * paper_edge);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (grey[static_cast<size_t>(y) * image.width + static_cast<size_t>(x)] < 128)
                sheet.set(x - paper_edge, y - paper_edge);
    return sheet;
}

std::string decode_qr(const std::filesystem::path& file) {
    const std::string command = "zbarimg --quiet --raw '" + file.string() + "' 2>/dev/null";
    FILE* out = ::popen(command.c_str(), "r");
    if (out == nullptr) return {};
    std::string text;
    std::array<char, 512> part{};
    while (const size_t n = std::fread(part.data(), 1, part.size(), out)) text.append(part.data(), n);
    ::pclose(out);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

}  // namespace lobby::platform::test
