#include <cstdlib>
#include <string_view>

#include "platform/emulator/idcard/control_request.hpp"
#include "platform/idcard/card_text.hpp"

// Whatever is said over the control socket: a card that was taken either fits on its chip or is refused, and
// the driver can read any chip.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby;
    const auto request = emulator::parse_control_request({reinterpret_cast<const char*>(data), size});
    if (!request) {
        if (request.error().empty()) std::abort();
        return 0;
    }
    if (const auto* fault = std::get_if<emulator::Fault>(&*request))
        if (fault->count == 0 || fault->time > emulator::longest_delay) std::abort();
    const auto* place = std::get_if<emulator::PlaceCard>(&*request);
    if (!place) return 0;
    const auto card = emulator::encode_card(place->facts);
    if (!card) return 0;
    const auto read = platform::decode_card_text(card->text);
    if (read && static_cast<int>(read->type) != static_cast<int>(place->facts.kind)) std::abort();
    return 0;
}
