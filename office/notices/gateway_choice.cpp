#include "office/notices/gateway_choice.hpp"

#include "office/notices/sms_gateway.hpp"
#include "office/notices/smtp_gateway.hpp"

namespace lobby::office {

std::unique_ptr<NoticeGateway> make_gateway(const NoticeSettings& settings, const Clock& clock) {
    switch (settings.gateway) {
        case NoticeSettings::Gateway::none:
            return nullptr;
        case NoticeSettings::Gateway::sms:
            return std::make_unique<SmsGateway>(settings);
        case NoticeSettings::Gateway::smtp:
            return std::make_unique<SmtpGateway>(settings, clock);
    }
    return nullptr;
}

}  // namespace lobby::office
