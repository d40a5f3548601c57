// Where notices leave the office: one call sends one notice and comes back when the other side has answered.
//
// send() is called on a thread of the desk's own, one notice at a time. It ends by its own deadline, and soon
// after `stop` is requested. What goes wrong is a GatewayError; nothing is thrown but std::bad_alloc.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace lobby::office {

struct OutgoingNotice {
    std::string id;  // the same at every try, so that a gateway can drop the second of the same
    std::string_view kind;
    SecretString phone;
    std::string text;
};

struct GatewayError {
    enum class Reason {
        unreachable,  // no connection, or it broke
        timed_out,
        busy,            // it asks to come later
        broken,          // 5xx, or an answer that is none
        not_authorised,  // our credentials; the operator has to mend them
        refused,         // this notice, for good
        stopped,         // by us
    } reason{};
    std::optional<int> retry_after_seconds{};  // of busy
    int code = 0;                              // status or libcurl's number, for the log

    [[nodiscard]] bool is_final() const { return reason == Reason::refused; }
};
[[nodiscard]] std::string_view word_of(GatewayError::Reason reason);

class NoticeGateway {
public:
    virtual ~NoticeGateway() = default;
    [[nodiscard]] virtual Result<void, GatewayError> send(const OutgoingNotice& notice,
                                                          std::stop_token stop) = 0;
};

}  // namespace lobby::office
