#include "office/notices/smtp_gateway.hpp"

#include <stdexcept>
#include <utility>

#include "office/notices/curl_call.hpp"
#include "office/notices/gateway_files.hpp"
#include "office/notices/mail_message.hpp"
#include "office/notices/request_template.hpp"
#include "office/notices/transfer_error.hpp"

namespace lobby::office {

namespace {

using Reason = GatewayError::Reason;

// 530, 534, 535, 538: about authentication (RFC 4954), not about the notice.
bool is_about_us(int status) {
    return status == 530 || status == 534 || status == 535 || status == 538;
}

Result<void, GatewayError> judge(const CurlCall::Outcome& outcome) {
    if (outcome.result == CURLE_OK) return {};
    const int status = static_cast<int>(outcome.status);
    const bool answered = outcome.result == CURLE_RECV_ERROR || outcome.result == CURLE_SEND_ERROR ||
                          outcome.result == CURLE_WEIRD_SERVER_REPLY || outcome.result == CURLE_LOGIN_DENIED;
    if (!answered) return fail(error_of(outcome.result));
    if (is_about_us(status) || outcome.result == CURLE_LOGIN_DENIED)
        return fail(GatewayError{Reason::not_authorised, {}, status});
    if (status >= 500 && status <= 599) return fail(GatewayError{Reason::refused, {}, status});
    if (status >= 400) return fail(GatewayError{Reason::busy, {}, status});
    return fail(error_of(outcome.result));
}

}  // namespace

SmtpGateway::SmtpGateway(NoticeSettings settings, const Clock& clock)
    : settings_(std::move(settings)), clock_(clock) {
    start_curl();
    if (settings_.smtp.password_file.empty()) return;
    auto lines = read_secret_lines(settings_.smtp.password_file);
    if (lines.size() != 1)
        throw std::runtime_error(settings_.smtp.password_file.string() + ": holds one line, the password");
    password_ = std::move(lines.front());
}

Result<void, GatewayError> SmtpGateway::send(const OutgoingNotice& notice, std::stop_token stop) {
    const auto& smtp = settings_.smtp;
    const TemplateValues values{notice.id, notice.phone.view(), notice.text, notice.kind};
    const auto to = fill_template(smtp.to, values, Escape::none);
    if (!is_mail_address(to)) return fail(GatewayError{Reason::refused});
    CurlCall call(settings_, smtp.url, "smtps,smtp");
    call.set(CURLOPT_USE_SSL, static_cast<long>(smtp.starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (!smtp.user.empty()) {
        call.set(CURLOPT_USERNAME, smtp.user.c_str());
        call.set(CURLOPT_PASSWORD, std::string(password_.view()).c_str());
    }
    call.set(CURLOPT_MAIL_FROM, ("<" + smtp.from + ">").c_str());
    call.add_recipient("<" + to + ">");
    call.upload(written({smtp.from, to, fill_template(smtp.subject, values, Escape::none), notice.text,
                         notice.id, clock_.wall()}));
    return judge(call.run(stop));
}

}  // namespace lobby::office
