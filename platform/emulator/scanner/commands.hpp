// The command lines of the document scanner's emulator.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace lobby::emulator::scanner {

// `scanner --socket PATH --control PATH [--page FILE] …`: runs the emulator until SIGTERM or SIGINT.
void add_device(CLI::App& app, int& status);

// `scanner-page`, `scanner-glare`, `scanner-cut`, `scanner-dark`, `scanner-blur`, `scanner-turn`,
// `scanner-tilt`, `scanner-size`, `scanner-corrupt`, `scanner-raw` below `control SOCKET`, beside what other
// devices understand too: `take`, `silent`, `unplug`, `replug`, `status`. What is asked for is put into
// `request` as one line.
void add_control(CLI::App& control, std::string& request);

}  // namespace lobby::emulator::scanner
