// Inside of the HTTP client: one request at libcurl, from its options to its answer.
#pragma once

#include <functional>
#include <memory>

#include <curl/curl.h>

#include "base/http_client/http_client.hpp"

namespace lobby {

class Transfer {
public:
    using Done = std::function<void(Result<HttpAnswer, HttpError>)>;

    // `tls` outlives it. Throws std::bad_alloc where libcurl has no memory.
    Transfer(HttpRequest request, const HttpTls& tls, Done done);
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    [[nodiscard]] CURL* handle() const { return easy_.get(); }
    // False: libcurl does not take it.
    [[nodiscard]] bool ready() const { return ready_; }
    // What came of it, told once.
    void finish(CURLcode code);
    void finish(HttpError error);

private:
    struct EasyEnd {
        void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    };
    struct ListEnd {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };
    bool set_options(const HttpTls& tls);
    bool set_tls(const HttpTls& tls);
    bool set_headers();
    void take_header(std::string_view line);

    static size_t on_body(char* data, size_t size, size_t count, void* self);
    static size_t on_header(char* data, size_t size, size_t count, void* self);

    HttpRequest request_;
    Done done_;
    std::unique_ptr<curl_slist, ListEnd> headers_;
    std::unique_ptr<CURL, EasyEnd> easy_;
    HttpAnswer answer_;
    bool too_long_ = false;
    bool ready_ = false;
};

}  // namespace lobby
