#include "platform/emulator/printer/commands.hpp"

#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>

#include "platform/emulator/printer/printer_control.hpp"
#include "platform/emulator/printer/printer_emulator.hpp"

namespace lobby::emulator::printer {

namespace json = boost::json;

namespace {

struct DeviceOptions {
    std::string tty;
    std::optional<uint16_t> tcp;
    std::string control;
    std::string out;
    PrinterHabits habits;
    bool no_process_id = false;
    bool no_clear = false;
    bool no_reports = false;
};

void run(const DeviceOptions& options) {
    if (options.tty.empty() && !options.tcp) throw std::runtime_error("a --tty or a --tcp is needed");
    boost::asio::io_context io(1);
    boost::asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&io](boost::system::error_code, int) { io.stop(); });
    PrinterEmulatorSettings settings{options.tty, options.tcp, options.control, options.out, options.habits};
    settings.habits.answers_process_id = !options.no_process_id;
    settings.habits.clears_buffers = !options.no_clear;
    settings.habits.reports_changes = !options.no_reports;
    const PrinterEmulator emulator(io.get_executor(), std::move(settings));
    // For whoever started it: everything is open now. The port matters where 0 was asked for.
    std::printf("ready, tcp port %u\n", static_cast<unsigned>(emulator.tcp_port()));
    std::fflush(stdout);
    io.run();
}

}  // namespace

void add_device(CLI::App& app, int& status) {
    auto o = std::make_shared<DeviceOptions>();
    auto* command = app.add_subcommand("printer", "Be a receipt printer that prints into PNG files");
    command->add_option("--tty", o->tty, "Symbolic link to make to the serial line");
    command->add_option("--tcp", o->tcp,
                        "Port on loopback for raw TCP; 0 takes a free one, which is printed");
    command->add_option("--control", o->control, "Unix socket to make for `control`")->required();
    command->add_option("--out", o->out, "Folder for the sheets: 0001.png, 0002.png …")->required();
    command->add_option("--paper", o->habits.paper_lines, "Lines of 4 mm on a roll")
        ->check(CLI::Range(0, most_paper_lines))
        ->capture_default_str();
    command->add_option("--width", o->habits.width_dots, "Dots across: 576 for 80 mm paper, 384 for 58 mm")
        ->check(CLI::Range(96, 2048))
        ->capture_default_str();
    command->add_option("--buffer", o->habits.buffer_bytes, "Bytes of the receive buffer")
        ->check(CLI::Range(256, 1 << 20))
        ->capture_default_str();
    command->add_flag("--no-process-id", o->no_process_id, "Pass over GS ( H, as most clones do");
    command->add_flag("--no-clear", o->no_clear, "Pass over DLE DC4 8");
    command->add_flag("--no-reports", o->no_reports, "Pass over GS a");
    command->callback([o, &status] {
        run(*o);
        status = 0;
    });
}

void add_control(CLI::App& control, std::string& request) {
    struct Words {
        int number = 0;
        std::string word;
    };
    auto words = std::make_shared<Words>();
    const auto set = [&request](const json::object& object) { request = json::serialize(object); };

    auto* paper = control.add_subcommand("paper", "So many lines of paper are left");
    paper->add_option("lines", words->number)->required()->check(CLI::Range(0, most_paper_lines));
    paper->callback([=] { set({{"op", "paper"}, {"lines", words->number}}); });
    auto* slow = control.add_subcommand("slow", "Take so many ms for each line of 4 mm");
    slow->add_option("ms", words->number)->required()->check(CLI::Range(0, 60'000));
    slow->callback([=] { set({{"op", "slow"}, {"ms", words->number}}); });

    const auto add_plain = [&](const char* name, const char* op, const char* what) {
        control.add_subcommand(name, what)->callback([=] { set({{"op", op}}); });
    };
    add_plain("refill", "refill", "Put a new roll in");
    add_plain("jam", "jam", "Let the cutter fail at the next cut");
    add_plain("repair", "repair", "Free the cutter");
    add_plain("power-cycle", "power_cycle", "Switch the printer off and on");

    const auto add_switch = [&](const char* name, const char* op, const char* on, const char* off,
                                const char* what) {
        auto* command = control.add_subcommand(name, what);
        command->add_option("state", words->word)->required()->check(CLI::IsMember({on, off}));
        const std::string yes = on;
        command->callback([=] { set({{"op", op}, {"on", words->word == yes}}); });
    };
    add_switch("near-end", "near_end", "on", "off", "Let the sensor see the end of the roll");
    add_switch("cover", "cover", "open", "closed", "Open or close the cover");
    add_switch("offline", "offline", "on", "off", "Take the printer off line");
    add_switch("silent", "silent", "on", "off", "Print, but answer nothing");
}

}  // namespace lobby::emulator::printer
