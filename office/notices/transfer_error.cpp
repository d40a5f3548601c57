#include "office/notices/transfer_error.hpp"

namespace lobby::office {

std::string_view word_of(GatewayError::Reason reason) {
    switch (reason) {
        case GatewayError::Reason::unreachable:
            return "unreachable";
        case GatewayError::Reason::timed_out:
            return "timed_out";
        case GatewayError::Reason::busy:
            return "busy";
        case GatewayError::Reason::broken:
            return "broken";
        case GatewayError::Reason::not_authorised:
            return "not_authorised";
        case GatewayError::Reason::refused:
            return "refused";
        case GatewayError::Reason::stopped:
            return "stopped";
    }
    return "unknown";
}

GatewayError error_of(CURLcode result) {
    using Reason = GatewayError::Reason;
    const auto with = [&](Reason reason) { return GatewayError{reason, {}, static_cast<int>(result)}; };
    switch (result) {
        case CURLE_ABORTED_BY_CALLBACK:
            return with(Reason::stopped);
        case CURLE_OPERATION_TIMEDOUT:
            return with(Reason::timed_out);
        case CURLE_LOGIN_DENIED:
        case CURLE_AUTH_ERROR:
        case CURLE_USE_SSL_FAILED:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return with(Reason::not_authorised);
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_UNSUPPORTED_PROTOCOL:
            return with(Reason::broken);
        default:
            return with(Reason::unreachable);
    }
}

}  // namespace lobby::office
