// Text messages through a gateway that takes an HTTP POST for each. The notice's id goes with it as
// Idempotency-Key, and wherever the template says {id}.
//
// Taken: a status from 200 to 299, and what the settings name in the answer. 400, 410, 413, 415 and 422
// refuse this notice for good; everything else is tried again.
#pragma once

#include <string>
#include <vector>

#include "office/notices/notice_gateway.hpp"
#include "office/notices/notice_settings.hpp"

namespace lobby::office {

class SmsGateway final : public NoticeGateway {
public:
    // Reads the file of headers; throws std::runtime_error when it cannot, or others may read it.
    explicit SmsGateway(NoticeSettings settings);

    [[nodiscard]] Result<void, GatewayError> send(const OutgoingNotice& notice,
                                                  std::stop_token stop) override;

private:
    const NoticeSettings settings_;
    std::vector<SecretString> headers_;
};

}  // namespace lobby::office
