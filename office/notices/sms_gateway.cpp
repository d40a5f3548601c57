#include "office/notices/sms_gateway.hpp"

#include <stdexcept>
#include <utility>

#include "office/notices/curl_call.hpp"
#include "office/notices/gateway_files.hpp"
#include "office/notices/request_template.hpp"
#include "office/notices/transfer_error.hpp"

namespace lobby::office {

namespace {

using Reason = GatewayError::Reason;

bool refuses_for_good(long status) {
    return status == 400 || status == 410 || status == 413 || status == 415 || status == 422;
}

Result<void, GatewayError> judge(const CurlCall::Outcome& outcome, const SmsSettings& sms) {
    const int status = static_cast<int>(outcome.status);
    const bool answered = outcome.result == CURLE_OK || (outcome.cut && outcome.status > 0);
    if (!answered) return fail(error_of(outcome.result));
    if (refuses_for_good(outcome.status)) return fail(GatewayError{Reason::refused, {}, status});
    if (status == 401 || status == 403 || status == 407)
        return fail(GatewayError{Reason::not_authorised, {}, status});
    if (status == 429 || status == 503) {
        GatewayError busy{Reason::busy, {}, status};
        if (outcome.retry_after > 0) busy.retry_after_seconds = static_cast<int>(outcome.retry_after);
        return fail(busy);
    }
    if (status < 200 || status > 299) return fail(GatewayError{Reason::broken, {}, status});
    if (!sms.accepted_pointer.empty() &&
        (outcome.cut || !says_accepted(outcome.answer, sms.accepted_pointer, sms.accepted_value)))
        return fail(GatewayError{Reason::broken, {}, status});
    return {};
}

}  // namespace

SmsGateway::SmsGateway(NoticeSettings settings) : settings_(std::move(settings)) {
    start_curl();
    if (settings_.sms.headers_file.empty()) return;
    headers_ = read_secret_lines(settings_.sms.headers_file);
    for (const auto& line : headers_)
        if (line.view().find(':') == std::string_view::npos ||
            line.view().find('\r') != std::string_view::npos)
            throw std::runtime_error(settings_.sms.headers_file.string() + ": each line is \"Name: value\"");
}

Result<void, GatewayError> SmsGateway::send(const OutgoingNotice& notice, std::stop_token stop) {
    const auto& sms = settings_.sms;
    const bool as_json = sms.form == SmsSettings::Form::json;
    CurlCall call(settings_, sms.url, "https,http");
    call.add_header(as_json ? "Content-Type: application/json; charset=utf-8"
                            : "Content-Type: application/x-www-form-urlencoded");
    call.add_header("Idempotency-Key: " + notice.id);
    call.add_header("Expect:");  // a short body needs no leave
    for (const auto& line : headers_) call.add_header(std::string(line.view()));
    call.post(fill_template(sms.body, {notice.id, notice.phone.view(), notice.text, notice.kind},
                            as_json ? Escape::json : Escape::urlencoded));
    return judge(call.run(stop), sms);
}

}  // namespace lobby::office
