#include "platform/emulator/scanner/commands.hpp"

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>

#include "platform/emulator/scanner/page_file.hpp"
#include "platform/emulator/scanner/scanner_emulator.hpp"
#include "platform/emulator/scanner/scene.hpp"

namespace lobby::emulator::scanner {

namespace json = boost::json;

namespace {

struct DeviceOptions {
    std::string socket;
    std::string control;
    std::string page;
    bool empty = false;
    bool yuyv = false;
    CameraHabits habits;
    unsigned rate = 10;
};

void run(const DeviceOptions& options) {
    boost::asio::io_context io(1);
    boost::asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&io](boost::system::error_code, int) { io.stop(); });
    ScannerEmulatorSettings settings;
    settings.socket = options.socket;
    settings.control = options.control;
    settings.habits = options.habits;
    settings.frame = std::chrono::milliseconds(1000 / options.rate);
    if (options.yuyv) settings.habits.code = platform::FrameCode::yuyv;
    if (!options.page.empty()) {
        auto page = read_page_file(options.page);
        if (!page) throw std::runtime_error(options.page + ": " + page.error());
        settings.page = std::move(*page);
    } else if (!options.empty) {
        settings.page = sample_page();
    }
    const ScannerEmulator emulator(io.get_executor(), std::move(settings));
    // Whoever started this waits for the sockets.
    std::puts(R"({"ready":true})");
    std::fflush(stdout);
    io.run();
}

}  // namespace

void add_device(CLI::App& app, int& status) {
    auto o = std::make_shared<DeviceOptions>();
    auto* command = app.add_subcommand("scanner", "Be a document camera over a desk");
    command->add_option("--socket", o->socket, "Unix socket to make, for the kiosk's `v4l2-socket:`")
        ->required();
    command->add_option("--control", o->control, "Unix socket to make for `control`")->required();
    auto* page =
        command->add_option("--page", o->page, "JPEG or PNG of the page that lies there; else a sample")
            ->check(CLI::ExistingFile);
    command->add_flag("--empty", o->empty, "No page lies there")->excludes(page);
    command->add_option("--width", o->habits.width)->check(CLI::Range(640, 8192))->capture_default_str();
    command->add_option("--height", o->habits.height)->check(CLI::Range(480, 8192))->capture_default_str();
    command->add_option("--rate", o->rate, "Frames in a second")
        ->check(CLI::Range(1, 60))
        ->capture_default_str();
    command->add_flag("--yuyv", o->yuyv, "Send uncompressed frames instead of Motion-JPEG");
    command->callback([o, &status] {
        // Even, as YUYV needs it, and no more than is ever taken.
        o->habits.width &= ~1U;
        if (!platform::is_picture_size(o->habits.width, o->habits.height))
            throw CLI::ValidationError("--width, --height", "too many pixels");
        run(*o);
        status = 0;
    });
}

void add_control(CLI::App& control, std::string& request) {
    struct Words {
        std::string word;
        int number = 0;
    };
    auto words = std::make_shared<Words>();
    const auto set = [&request](const json::object& object) { request = json::serialize(object); };

    const auto add_file = [&](const char* name, const char* op, const char* what) {
        auto* command = control.add_subcommand(name, what);
        command->add_option("file", words->word)->check(CLI::ExistingFile);
        command->callback([=] {
            json::object object{{"op", op}};
            if (!words->word.empty()) object["file"] = std::filesystem::absolute(words->word).string();
            set(object);
        });
    };
    add_file("scanner-page", "page", "Lay a page (JPEG or PNG) on the desk; without a file the sample");
    add_file("scanner-raw", "raw", "Let each frame be this file's bytes; without a file no more");

    const auto add_switch = [&](const char* name, const char* op, const char* what) {
        auto* command = control.add_subcommand(name, what);
        command->add_option("state", words->word)->required()->check(CLI::IsMember({"on", "off"}));
        command->callback([=] { set({{"op", op}, {"on", words->word == "on"}}); });
    };
    add_switch("scanner-glare", "glare", "Mirror a lamp in the page");
    add_switch("scanner-cut", "cut", "Push half of the page out of sight");
    add_switch("scanner-dark", "dark", "Dim the light");

    const auto add_amount = [&](const char* name, const char* op, const char* what) {
        auto* command = control.add_subcommand(name, what);
        command->add_option("amount", words->number)->required();
        command->callback([=] { set({{"op", op}, {"amount", words->number}}); });
    };
    add_amount("scanner-blur", "blur", "Out of focus by so many pixels");
    add_amount("scanner-turn", "turn", "Turn the page by so many degrees");
    add_amount("scanner-tilt", "tilt", "Let the camera look aslant by so many degrees");
    add_amount("scanner-size", "size", "Let the page fill so many hundredths of the picture");
    add_amount("scanner-corrupt", "corrupt", "Damage so many frames");
}

}  // namespace lobby::emulator::scanner
