// One kiosk's session at the office, as a machine without I/O: bytes in, actions out. link_server.hpp carries
// them out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "office/api/codec.hpp"

namespace lobby::office {

struct SessionLimits {
    size_t lookups_in_flight = 64;  // more are answered LookupUnavailable at once
};

class SessionMachine {
public:
    struct Send {
        api::OfficeMessage message;
    };
    struct AskLookup {
        uint64_t id{};
        api::LookupRequest request;
    };
    struct Close {
        api::CloseReason reason{};
        std::string_view why;  // for the log
    };
    using Action = std::variant<Send, AskLookup, Close>;
    using Actions = std::vector<Action>;

    explicit SessionMachine(api::OfficeProfile profile, SessionLimits limits = {})
        : profile_(std::move(profile)), limits_(limits) {}

    // One message of the kiosk, as it came. After a Close nothing more is answered.
    [[nodiscard]] Actions on_message(std::string_view bytes, WallTime now);
    // A lookup's answer, in any order.
    [[nodiscard]] Actions on_reply(uint64_t id, api::LookupReply reply);

    [[nodiscard]] bool open() const { return state_ == State::open; }

private:
    enum class State { awaiting_hello, open, closed };
    Actions close(api::CloseReason reason, std::string_view why);

    State state_ = State::awaiting_hello;
    size_t in_flight_ = 0;
    api::OfficeProfile profile_;
    SessionLimits limits_;
};

}  // namespace lobby::office
