// The command lines of the card reader's emulator.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace lobby::emulator::idcard {

// `idcard --tty LINK --control SOCKET [--cards FILE]`: runs the emulator until SIGTERM or SIGINT.
void add_device(CLI::App& app, int& status);

// `place`, `take`, `unplug`, `replug`, `fault`, `status` below `control SOCKET`. What is asked for is put
// into `request` as one line.
void add_control(CLI::App& control, std::string& request);

}  // namespace lobby::emulator::idcard
