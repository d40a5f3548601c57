// A whole session of a hostile kiosk: messages of any bytes, each with its length before it.
#include <cstdlib>
#include <string_view>

#include "office/link/session_machine.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby;
    using namespace lobby::office;
    SteadyTime at{};
    SessionMachine machine({}, at, {.lookups_in_flight = 3});
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    bool closed = false;
    size_t asked = 0;
    size_t applying = 0;
    while (rest.size() >= 2) {
        const size_t length = std::min<size_t>(
            static_cast<uint8_t>(rest[0]) * 4u + static_cast<uint8_t>(rest[1]), rest.size() - 2);
        const auto actions = machine.on_message(rest.substr(2, length), WallTime{}, at);
        rest.remove_prefix(2 + length);
        at += machine.pause(at);
        if (closed && !actions.empty()) std::abort();
        for (const auto& action : actions) {
            if (std::holds_alternative<SessionMachine::Close>(action)) closed = true;
            const bool asks = std::holds_alternative<SessionMachine::AskLookup>(action) ||
                              std::holds_alternative<SessionMachine::AskLawyer>(action) ||
                              std::holds_alternative<SessionMachine::AskCheck>(action) ||
                              std::holds_alternative<SessionMachine::AskSlots>(action) ||
                              std::holds_alternative<SessionMachine::AskBook>(action);
            if (asks && ++asked > 3) std::abort();
            if (std::holds_alternative<SessionMachine::ApplyJournal>(action) && ++applying > 1) std::abort();
        }
        if (closed && machine.open()) std::abort();
    }
    return 0;
}
