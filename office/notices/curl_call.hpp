// One libcurl transfer with a deadline that another thread can end at once. No proxy of the environment, no
// redirects, no cookies, only the protocols that are named; answers are kept up to a bound.
//
// A CurlCall is made, run once and thrown away on one thread.
#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include <curl/curl.h>

#include "office/notices/notice_settings.hpp"

namespace lobby::office {

class CurlCall {
public:
    struct Outcome {
        CURLcode result = CURLE_OK;  // CURLE_ABORTED_BY_CALLBACK: stopped
        long status = 0;             // of HTTP; of SMTP the last answer's
        long retry_after = 0;        // seconds, as the server asked for; 0: it did not
        bool cut = false;            // the answer was longer than is kept
        std::string answer;
    };

    // `protocols` as libcurl lists them: "https,http". Throws std::bad_alloc.
    CurlCall(const NoticeSettings& settings, const std::string& url, const char* protocols);
    CurlCall(const CurlCall&) = delete;
    CurlCall& operator=(const CurlCall&) = delete;
    ~CurlCall();

    template <class Value>
    void set(CURLoption option, Value value) {
        curl_easy_setopt(easy_.get(), option, value);
    }
    // These outlive the call with it.
    void add_header(const std::string& line);
    void add_recipient(const std::string& address);
    // What is sent; wiped with the call.
    void post(std::string body);
    void upload(std::string message);

    [[nodiscard]] Outcome run(const std::stop_token& stop);

private:
    struct EndEasy {
        void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    };
    struct EndMulti {
        void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
    };
    struct EndList {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };
    using List = std::unique_ptr<curl_slist, EndList>;

    static void append(List& list, const std::string& line);
    static size_t take(char* bytes, size_t size, size_t count, void* to);
    static size_t give(char* buffer, size_t size, size_t count, void* from);

    std::unique_ptr<CURLM, EndMulti> multi_;
    std::unique_ptr<CURL, EndEasy> easy_;
    List headers_;
    List recipients_;
    std::string body_;
    size_t given_ = 0;
    Outcome outcome_;
};

// Starts the library for this process, before there are threads. Throws std::runtime_error.
void start_curl();

}  // namespace lobby::office
