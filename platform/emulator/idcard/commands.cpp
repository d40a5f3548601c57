#include "platform/emulator/idcard/commands.hpp"

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>

#include "platform/emulator/idcard/reader_emulator.hpp"

namespace lobby::emulator::idcard {

namespace json = boost::json;

namespace {

json::value read_json(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    json::error_code error;
    auto value = json::parse(text, error);
    if (!in || error) throw std::runtime_error(file + " cannot be read as JSON");
    return value;
}

struct DeviceOptions {
    std::string tty;
    std::string control;
    std::string cards;
    bool no_second_select = false;
    bool no_added_address = false;
    bool finds_again = false;
};

void run(const DeviceOptions& options) {
    boost::asio::io_context io(1);
    boost::asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&io](boost::system::error_code, int) { io.stop(); });
    ReaderEmulatorSettings settings;
    settings.link = options.tty;
    settings.control = options.control;
    if (!options.cards.empty()) settings.identities = read_json(options.cards);
    settings.habits = {!options.no_second_select, !options.no_added_address, options.finds_again};
    const ReaderEmulator emulator(io.get_executor(), std::move(settings));
    // Whoever started this waits for the line.
    std::puts(R"({"ready":true})");
    std::fflush(stdout);
    io.run();
}

std::string line_of(const json::object& request) {
    return json::serialize(request);
}

}  // namespace

void add_device(CLI::App& app, int& status) {
    auto options = std::make_shared<DeviceOptions>();
    auto* command = app.add_subcommand("idcard", "Be a card reader on a serial line");
    command->add_option("--tty", options->tty, "Symbolic link to make to the serial line")->required();
    command->add_option("--control", options->control, "Unix socket to make for `control`")->required();
    command->add_option("--cards", options->cards, "Identities from which `place --label` picks (JSON)")
        ->check(CLI::ExistingFile);
    command->add_flag("--no-second-select", options->no_second_select,
                      "Answer 81 to the select of a card that is selected");
    command->add_flag("--no-added-address", options->no_added_address, "Answer 21 to 30 03");
    command->add_flag("--finds-again", options->finds_again, "Answer 9F to every find of a card");
    command->callback([options, &status] {
        run(*options);
        status = 0;
    });
}

void add_control(CLI::App& control, std::string& request) {
    struct Words {
        std::string card;
        std::string label;
        std::string kind;
        uint32_t count = 1;
        std::optional<uint32_t> ms;
    };
    auto words = std::make_shared<Words>();

    auto* place = control.add_subcommand("place", "Lay a card on the reader");
    auto* file = place->add_option("card", words->card, "Card (JSON)")->check(CLI::ExistingFile);
    place->add_option("--label", words->label, "Pick it from the device's --cards")->excludes(file);
    place->callback([words, &request] {
        if (!words->label.empty())
            request = line_of({{"op", "place"}, {"label", words->label}});
        else if (!words->card.empty())
            request = line_of({{"op", "place"}, {"card", read_json(words->card)}});
        else
            throw CLI::RequiredError("a card or --label");
    });

    const auto add_plain = [&control, &request](const char* op, const char* what) {
        control.add_subcommand(op, what)->callback([op, &request] { request = line_of({{"op", op}}); });
    };
    add_plain("take", "Take the card away");
    add_plain("unplug", "Pull the reader's plug");
    add_plain("replug", "Plug it in again");
    add_plain("status", "Tell how things are");

    auto* fault = control.add_subcommand(
        "fault", "Misbehave: delay, drop, corrupt, corrupt-any, garbage, partial, die; none ends it");
    fault->add_option("kind", words->kind)->required();
    fault->add_option("count", words->count, "For how many answers")->capture_default_str();
    fault->add_option("--ms", words->ms, "Of a delay, or between two pieces");
    fault->callback([words, &request] {
        json::object object{{"op", "fault"}, {"kind", words->kind}, {"count", words->count}};
        if (words->ms) object["ms"] = *words->ms;
        request = line_of(object);
    });
}

}  // namespace lobby::emulator::idcard
