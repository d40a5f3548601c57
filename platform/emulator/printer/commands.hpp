// The command lines of the receipt printer's emulator.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace lobby::emulator::printer {

// `printer --tty LINK|--tcp PORT --control SOCKET --out DIR …`: runs the emulator until SIGTERM or SIGINT.
void add_device(CLI::App& app, int& status);

// `paper`, `refill`, `near-end`, `cover`, `jam`, `repair`, `offline`, `silent`, `slow`, `power-cycle` below
// `control SOCKET`, beside what every device understands. What is asked for is put into `request` as one
// line.
void add_control(CLI::App& control, std::string& request);

}  // namespace lobby::emulator::printer
