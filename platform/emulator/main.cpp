// Emulated devices: each subcommand is one device on its line, `control` is the hand at it.
#include <cstdio>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "platform/emulator/control_client.hpp"
#include "platform/emulator/idcard/commands.hpp"
#include "platform/emulator/printer/commands.hpp"
#include "platform/emulator/scanner/commands.hpp"

namespace {

// 0 done, 2 refused.
int control(const std::string& socket, const std::string& request) {
    const std::string answer = lobby::emulator::ask_device(socket, request);
    std::printf("%s\n", answer.c_str());
    boost::json::error_code error;
    const auto value = boost::json::parse(answer, error);
    const auto* object = error ? nullptr : value.if_object();
    return object && object->contains("ok") ? 0 : 2;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        CLI::App app("Devices for tests and demonstrations, on pseudo-terminals", "device-emulator");
        app.require_subcommand(1);
        int status = 0;
        lobby::emulator::idcard::add_device(app, status);
        lobby::emulator::printer::add_device(app, status);
        lobby::emulator::scanner::add_device(app, status);

        std::string socket;
        std::string request;
        auto* hand = app.add_subcommand("control", "Tell a running device what happens to it");
        hand->add_option("socket", socket, "The device's --control")->required();
        hand->require_subcommand(1);
        lobby::emulator::idcard::add_control(*hand, request);
        lobby::emulator::printer::add_control(*hand, request);
        lobby::emulator::scanner::add_control(*hand, request);

        try {
            app.parse(argc, argv);
        } catch (const CLI::ParseError& e) {
            return app.exit(e);
        }
        if (hand->parsed()) status = control(socket, request);
        return status;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "device-emulator: %s\n", e.what());
        return 1;
    }
}
