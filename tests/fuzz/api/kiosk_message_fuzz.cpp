// What a hostile kiosk may send: decoding gives a reason or a message that can be said again in the same
// words.
#include <cstdlib>
#include <string_view>

#include "office/api/codec.hpp"
#include "office/api/text_rules.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::api;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto entry = decode_journal_entry(bytes);
        entry && *decode_journal_entry(encode(*entry)) != *entry)
        std::abort();
    const auto message = decode_kiosk_message(bytes);
    if (!message) {
        if (word_of(message.error()) == "unknown") std::abort();
        return 0;
    }
    if (const auto* lookup = std::get_if<LookupRequest>(&message->body))
        if (const auto* card = std::get_if<CardEvidence>(&lookup->evidence))
            if (!is_plain_text(card->name.view(), max_text_bytes)) std::abort();
    const auto again = encode(*message);
    const auto twice = decode_kiosk_message(again);
    if (!twice || twice->id != message->id || encode(*twice) != again) std::abort();
    return 0;
}
