#include <cstdlib>
#include <string_view>

#include "kiosk/ui/inspect_protocol.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::kiosk::ui::inspect;
    const auto request = parse_request({reinterpret_cast<const char*>(data), size});
    if (!request) return 0;
    if (const auto* wait = std::get_if<WaitRequest>(&*request)) {
        if (wait->timeout > max_wait) std::abort();
        if (holds(*wait, Published{}) && wait->node) std::abort();
    }
    return 0;
}
