// The program on the terminal: docs/operator-guide.md.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "kiosk/app/gallery.hpp"
#include "kiosk/app/kiosk.hpp"
#include "kiosk/link/enrolment.hpp"

namespace {

using namespace lobby;
using namespace lobby::kiosk;

int enrol_kiosk(const app::Settings& settings, const std::string& text) {
    auto code = EnrolmentCode::parse(text);
    if (!code) {
        std::fprintf(stderr, "that is not an enrolment code: 20 letters and digits in four groups\n");
        return 2;
    }
    boost::asio::io_context io;
    int status = 1;
    boost::asio::co_spawn(io, enrol(settings.link, std::move(*code)),
                          [&](const std::exception_ptr& failure, Result<std::string, EnrolError> result) {
                              if (failure) std::rethrow_exception(failure);
                              if (result) {
                                  std::printf("enrolled as %s\n", result->c_str());
                                  status = 0;
                              } else {
                                  std::fprintf(stderr, "not enrolled: %s\n",
                                               std::string(word_of(result.error())).c_str());
                              }
                          });
    io.run();
    return status;
}

// What is in this memory must not reach the disk.
[[maybe_unused]] void keep_memory_private() {
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
        CLI::App cli("The self-service terminal of the case-management office", "lobby-kiosk");
        std::string config;
        std::string inspect;
        std::string windowed;
        std::string code;
        std::string gallery;
        cli.add_option("--config", config, "Settings file (TOML)")->check(CLI::ExistingFile);
        cli.add_option(
            "--enrol", code,
            "Join the office's fleet with this one-time code, then end; - reads it from standard input");
        cli.add_option("--windowed", windowed, "WIDTHxHEIGHT instead of the whole display");
#ifdef LOBBY_INSPECT
        cli.add_option("--inspect", inspect, "Unix socket on which the semantic tree can be asked for");
        cli.add_option("--gallery", gallery, "Draw every screen into this folder, then end");
#endif
        CLI11_PARSE(cli, argc, argv);
        const auto program = std::filesystem::canonical("/proc/self/exe");
#ifdef LOBBY_INSPECT
        if (!gallery.empty()) return app::draw_gallery(program.parent_path() / "locales", gallery);
#else
        keep_memory_private();
#endif
        if (config.empty()) throw std::runtime_error("--config is missing");
        auto settings = app::load_settings(config, program);
        if (code == "-") std::getline(std::cin, code);
        if (!code.empty()) return enrol_kiosk(settings, code);
        if (!windowed.empty() &&
            std::sscanf(windowed.c_str(), "%dx%d", &settings.window.width, &settings.window.height) != 2)
            throw std::runtime_error("--windowed wants WIDTHxHEIGHT");

        const SystemClock clock;
        Log log = settings.log_file.empty() ? Log::to_stderr("lobby-kiosk", clock)
                                            : Log::to_file("lobby-kiosk", clock, settings.log_file);
        log.write(lobby::Event::program_started);
        app::Kiosk kiosk(settings, inspect, clock, log);
        kiosk.run();
        log.write(lobby::Event::program_stopping);
        return 0;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "lobby-kiosk: %s\n", e.what());
        return 1;
    }
}
