// What stands in the queue's tables: a kind, a line feed, a body. Whatever can be read is written back the
// same, and applying it to an empty queue does no harm.
#include <cstdlib>
#include <string_view>

#include "office/queue/store/event_codec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::office::queue;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return 0;
    const auto kind = text.substr(0, end);
    const auto body = text.substr(end + 1);
    if (kind == "snapshot") {
        const auto state = decode_snapshot(body);
        if (!state) return 0;
        const auto again = decode_snapshot(encode(*state));
        if (!again || !(*again == *state)) std::abort();
        return 0;
    }
    const auto read = decode_event(kind, body);
    if (!read) return 0;
    const auto again = decode_event(kind, encode(*read));
    if (!again || encode(*again) != encode(*read) || kind_of(*again) != kind) std::abort();
    State state;
    if (state.apply({{}, "fuzz", *read}) != (state.version() == 1)) std::abort();
    return 0;
}
