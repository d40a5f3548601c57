#include "office/notices/curl_call.hpp"

#include <algorithm>
#include <new>
#include <stdexcept>

#include <sodium.h>

namespace lobby::office {

namespace {

constexpr size_t most_answer = size_t{16} * 1024;
constexpr int poll_ms = 1000;

}  // namespace

void start_curl() {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl cannot start");
}

CurlCall::CurlCall(const NoticeSettings& settings, const std::string& url, const char* protocols)
    : multi_(curl_multi_init()), easy_(curl_easy_init()) {
    if (!multi_ || !easy_) throw std::bad_alloc();
    const auto deadline = std::chrono::duration_cast<std::chrono::milliseconds>(settings.deadline).count();
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, protocols);
    set(CURLOPT_PROXY, settings.proxy.c_str());  // an empty one keeps the environment's out
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L);  // a name service that hangs does not hold up the end
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(deadline));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(deadline));
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.c_str());
    set(CURLOPT_WRITEFUNCTION, &CurlCall::take);
    set(CURLOPT_WRITEDATA, &outcome_);
    set(CURLOPT_PRIVATE, this);
}

CurlCall::~CurlCall() {
    sodium_memzero(body_.data(), body_.size());
}

void CurlCall::append(List& list, const std::string& line) {
    auto* grown = curl_slist_append(list.get(), line.c_str());
    if (!grown) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(grown);
}

void CurlCall::add_header(const std::string& line) {
    append(headers_, line);
    set(CURLOPT_HTTPHEADER, headers_.get());
}

void CurlCall::add_recipient(const std::string& address) {
    append(recipients_, address);
    set(CURLOPT_MAIL_RCPT, recipients_.get());
}

void CurlCall::post(std::string body) {
    body_ = std::move(body);
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDS, body_.data());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body_.size()));
}

void CurlCall::upload(std::string message) {
    body_ = std::move(message);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &CurlCall::give);
    set(CURLOPT_READDATA, this);
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(body_.size()));
}

size_t CurlCall::take(char* bytes, size_t size, size_t count, void* to) {
    auto& outcome = *static_cast<Outcome*>(to);
    const size_t arrived = size * count;
    const size_t kept = std::min(arrived, most_answer - outcome.answer.size());
    outcome.answer.append(bytes, kept);
    outcome.cut = outcome.cut || kept < arrived;
    return outcome.cut ? 0 : arrived;  // 0 ends the transfer: nobody makes us read without end
}

size_t CurlCall::give(char* buffer, size_t size, size_t count, void* from) {
    auto& call = *static_cast<CurlCall*>(from);
    const size_t given = std::min(size * count, call.body_.size() - call.given_);
    std::copy_n(call.body_.data() + call.given_, given, buffer);
    call.given_ += given;
    return given;
}

CurlCall::Outcome CurlCall::run(const std::stop_token& stop) {
    if (curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) throw std::bad_alloc();
    bool ended = false;
    {
        const std::stop_callback wake(stop, [this] { curl_multi_wakeup(multi_.get()); });
        int running = 1;
        while (!ended && !stop.stop_requested()) {
            if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) break;
            int left = 0;
            while (const auto* message = curl_multi_info_read(multi_.get(), &left))
                if (message->msg == CURLMSG_DONE) {
                    outcome_.result = message->data.result;
                    ended = true;
                }
            if (!ended) curl_multi_poll(multi_.get(), nullptr, 0, poll_ms, nullptr);
        }
    }
    if (!ended) outcome_.result = CURLE_ABORTED_BY_CALLBACK;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &outcome_.status);
    curl_off_t after = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RETRY_AFTER, &after);
    outcome_.retry_after = static_cast<long>(std::clamp<curl_off_t>(after, 0, 24 * 3600));
    curl_multi_remove_handle(multi_.get(), easy_.get());
    return std::move(outcome_);
}

}  // namespace lobby::office
