#include <cstdlib>

#include "platform/idcard/card_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby;
    const auto card = platform::decode_card_text({data, size});
    if (!card) return 0;
    // What was read is a card: checked number, a name without control characters.
    if (!IdentityNumber::parse(card->number.reveal())) std::abort();
    if (card->name.empty()) std::abort();
    for (const char c : card->name.view())
        if (static_cast<unsigned char>(c) < 0x20) std::abort();
    return 0;
}
