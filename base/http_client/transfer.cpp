#include "base/http_client/transfer.hpp"

#include <algorithm>
#include <new>

namespace lobby {

namespace {

constexpr size_t most_headers = 64;
constexpr size_t most_header_bytes = 4096;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto from = text.find_first_not_of(blanks);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

template <class Value>
bool set(CURL* easy, CURLoption option, Value value) {
    return curl_easy_setopt(easy, option, value) == CURLE_OK;
}

// The text stays with its owner, who outlives the transfer.
bool set_blob(CURL* easy, CURLoption option, const std::string& text) {
    curl_blob blob{const_cast<char*>(text.data()), text.size(), CURL_BLOB_NOCOPY};
    return set(easy, option, &blob);
}

HttpError error_of(CURLcode code, bool too_long) {
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT:
            return HttpError::timed_out;
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_USE_SSL_FAILED:
            return HttpError::tls;
        case CURLE_WRITE_ERROR:
            return too_long ? HttpError::too_long : HttpError::failed;
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_OUT_OF_MEMORY:
            return HttpError::failed;
        default:
            return too_long ? HttpError::too_long : HttpError::unreachable;
    }
}

}  // namespace

std::string_view word_of(HttpError error) {
    switch (error) {
        case HttpError::unreachable:
            return "unreachable";
        case HttpError::timed_out:
            return "timed_out";
        case HttpError::tls:
            return "tls";
        case HttpError::too_long:
            return "too_long";
        case HttpError::cancelled:
            return "cancelled";
        case HttpError::failed:
            return "failed";
    }
    return "unknown";
}

std::optional<std::string_view> HttpAnswer::header(std::string_view name) const {
    const auto found = std::ranges::find(headers, name, &std::pair<std::string, std::string>::first);
    if (found == headers.end()) return std::nullopt;
    return found->second;
}

Transfer::Transfer(HttpRequest request, const HttpTls& tls, Done done)
    : request_(std::move(request)), done_(std::move(done)), easy_(curl_easy_init()) {
    if (!easy_) throw std::bad_alloc();
    ready_ = set_options(tls) && set_tls(tls) && set_headers();
}

bool Transfer::set_options(const HttpTls&) {
    CURL* easy = easy_.get();
    const auto& r = request_;
    const bool body = r.method != "GET" && r.method != "HEAD";
    bool good = set(easy, CURLOPT_URL, r.url.c_str()) && set(easy, CURLOPT_PROTOCOLS_STR, "http,https") &&
                set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1)) &&
                set(easy, CURLOPT_NOSIGNAL, 1L) && set(easy, CURLOPT_FOLLOWLOCATION, 0L) &&
                set(easy, CURLOPT_NOPROXY, "*") && set(easy, CURLOPT_PRIVATE, this) &&
                set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(r.connect.count())) &&
                set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(r.deadline.count())) &&
                set(easy, CURLOPT_WRITEFUNCTION, &Transfer::on_body) && set(easy, CURLOPT_WRITEDATA, this) &&
                set(easy, CURLOPT_HEADERFUNCTION, &Transfer::on_header) &&
                set(easy, CURLOPT_HEADERDATA, this);
    if (r.most_bytes_per_second > 0)
        good =
            good && set(easy, CURLOPT_MAX_SEND_SPEED_LARGE, static_cast<curl_off_t>(r.most_bytes_per_second));
    if (body)
        good = good && set(easy, CURLOPT_POST, 1L) &&
               set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(r.body.size())) &&
               set(easy, CURLOPT_POSTFIELDS, r.body.empty() ? "" : static_cast<const void*>(r.body.data()));
    if (r.method == "HEAD") good = good && set(easy, CURLOPT_NOBODY, 1L);
    if (r.method != "HEAD") good = good && set(easy, CURLOPT_CUSTOMREQUEST, r.method.c_str());
    return good;
}

bool Transfer::set_tls(const HttpTls& tls) {
    CURL* easy = easy_.get();
    if (!set(easy, CURLOPT_SSL_VERIFYPEER, 1L) || !set(easy, CURLOPT_SSL_VERIFYHOST, 2L)) return false;
    if (!tls.authority.empty()) {
        // The folder of the machine's authorities would be believed beside it.
        if (!set_blob(easy, CURLOPT_CAINFO_BLOB, tls.authority) ||
            !set(easy, CURLOPT_CAPATH, static_cast<const char*>(nullptr)) ||
            !set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3)))
            return false;
    }
    if (tls.certificate.empty()) return true;
    return set(easy, CURLOPT_SSLCERTTYPE, "PEM") && set_blob(easy, CURLOPT_SSLCERT_BLOB, tls.certificate) &&
           set(easy, CURLOPT_SSLKEYTYPE, "PEM") && set_blob(easy, CURLOPT_SSLKEY_BLOB, tls.key);
}

bool Transfer::set_headers() {
    const auto add = [this](const char* line) {
        auto* longer = curl_slist_append(headers_.get(), line);
        if (!longer) throw std::bad_alloc();
        static_cast<void>(headers_.release());
        headers_.reset(longer);
    };
    add("Expect:");  // no waiting for leave to send
    for (const auto& line : request_.headers) add(line.c_str());
    return set(easy_.get(), CURLOPT_HTTPHEADER, headers_.get());
}

size_t Transfer::on_body(char* data, size_t size, size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const size_t bytes = size * count;
    if (transfer.answer_.body.size() + bytes > transfer.request_.most_answer_bytes) {
        transfer.too_long_ = true;
        return 0;
    }
    transfer.answer_.body.append(data, bytes);
    return bytes;
}

size_t Transfer::on_header(char* data, size_t size, size_t count, void* self) {
    static_cast<Transfer*>(self)->take_header({data, size * count});
    return size * count;
}

void Transfer::take_header(std::string_view line) {
    if (line.starts_with("HTTP/")) return answer_.headers.clear();  // of the answer that counts
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || line.size() > most_header_bytes ||
        answer_.headers.size() >= most_headers)
        return;
    std::string name(trimmed(line.substr(0, colon)));
    std::ranges::transform(name, name.begin(), lower);
    answer_.headers.emplace_back(std::move(name), trimmed(line.substr(colon + 1)));
}

void Transfer::finish(CURLcode code) {
    if (code != CURLE_OK) return finish(error_of(code, too_long_));
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    answer_.status = static_cast<unsigned>(status);
    if (auto done = std::exchange(done_, nullptr)) done(std::move(answer_));
}

void Transfer::finish(HttpError error) {
    if (auto done = std::exchange(done_, nullptr)) done(fail(error));
}

}  // namespace lobby
