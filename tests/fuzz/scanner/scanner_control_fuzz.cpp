// Lines to the emulated scanner's control socket.
#include <cstdint>
#include <string_view>

#include "platform/emulator/scanner/scanner_control.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const auto request =
        lobby::emulator::scanner::parse_control_request({reinterpret_cast<const char*>(data), size});
    (void)request.has_value();
    return 0;
}
