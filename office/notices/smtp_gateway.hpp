// Notices as mail (RFC 5321) to a relay that makes text messages of them, or to staff who pass them on. The
// notice's id is in the Message-ID.
//
// Taken: the relay's 250 after the message. A 5xx answer refuses this notice for good (RFC 5321, section
// 4.2.1), except where it is about our own sign-in; everything else is tried again.
#pragma once

#include "base/clock.hpp"
#include "office/notices/notice_gateway.hpp"
#include "office/notices/notice_settings.hpp"

namespace lobby::office {

class SmtpGateway final : public NoticeGateway {
public:
    // Reads the password's file; throws std::runtime_error when it cannot, or others may read it.
    SmtpGateway(NoticeSettings settings, const Clock& clock);

    [[nodiscard]] Result<void, GatewayError> send(const OutgoingNotice& notice,
                                                  std::stop_token stop) override;

private:
    const NoticeSettings settings_;
    const Clock& clock_;
    SecretString password_;
};

}  // namespace lobby::office
