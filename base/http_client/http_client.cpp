#include "base/http_client/http_client.hpp"

#include <map>
#include <stdexcept>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/http_client/transfer.hpp"

namespace lobby {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

struct MultiEnd {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};

// A socket of libcurl's, watched for it; it belongs to libcurl, which closes it.
struct Watched {
    explicit Watched(asio::io_context& io) : descriptor(io) {}
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;
    ~Watched() { let_go(); }
    // Ends its waits, which hold it.
    void let_go() {
        if (descriptor.is_open()) descriptor.release();
    }
    asio::posix::stream_descriptor descriptor;
    int wanted = 0;
    bool reading = false;
    bool writing = false;
};

}  // namespace

struct HttpClient::Impl : std::enable_shared_from_this<HttpClient::Impl> {
    Impl(asio::io_context& context, HttpTls t)
        : io(context), tls(std::move(t)), timer(context), multi(curl_multi_init()) {
        if (!multi) throw std::runtime_error("libcurl cannot start");
        curl_multi_setopt(multi.get(), CURLMOPT_SOCKETFUNCTION, &Impl::on_socket);
        curl_multi_setopt(multi.get(), CURLMOPT_SOCKETDATA, this);
        curl_multi_setopt(multi.get(), CURLMOPT_TIMERFUNCTION, &Impl::on_timer);
        curl_multi_setopt(multi.get(), CURLMOPT_TIMERDATA, this);
        curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, 4L);
    }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        multi.reset();  // it tells of its sockets until its end
        for (const auto& [socket, entry] : sockets) entry->let_go();
    }

    static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
        static_cast<Impl*>(self)->watch(socket, what);
        return 0;
    }
    static int on_timer(CURLM*, long milliseconds, void* self) {
        static_cast<Impl*>(self)->set_timer(milliseconds);
        return 0;
    }

    void watch(curl_socket_t socket, int what) {
        if (what == CURL_POLL_REMOVE) {
            if (const auto gone = sockets.extract(socket)) gone.mapped()->let_go();
            return;
        }
        auto& entry = sockets[socket];
        if (!entry) {
            entry = std::make_shared<Watched>(io);
            error_code error;
            entry->descriptor.assign(socket, error);
            if (error) {
                sockets.erase(socket);  // its deadline ends what waits for it
                return;
            }
        }
        entry->wanted = what;
        arm(socket, entry);
    }

    void arm(curl_socket_t socket, const std::shared_ptr<Watched>& entry) {
        using Wait = asio::posix::descriptor_base;
        if ((entry->wanted & CURL_POLL_IN) != 0 && !entry->reading)
            wait(socket, entry, Wait::wait_read, CURL_CSELECT_IN, &Watched::reading);
        if ((entry->wanted & CURL_POLL_OUT) != 0 && !entry->writing)
            wait(socket, entry, Wait::wait_write, CURL_CSELECT_OUT, &Watched::writing);
    }

    void wait(curl_socket_t socket, const std::shared_ptr<Watched>& entry,
              asio::posix::descriptor_base::wait_type kind, int event, bool Watched::*waiting) {
        (*entry).*waiting = true;
        entry->descriptor.async_wait(
            kind, [weak = weak_from_this(), socket, entry, event, waiting](error_code error) {
                (*entry).*waiting = false;
                const auto self = weak.lock();
                if (!self || error == asio::error::operation_aborted) return;
                self->act(socket, error ? CURL_CSELECT_ERR : event);
                const auto still = self->sockets.find(socket);
                if (still != self->sockets.end() && still->second == entry) self->arm(socket, entry);
            });
    }

    void set_timer(long milliseconds) {
        const uint64_t turn = ++turns;
        timer.cancel();
        if (milliseconds < 0) return;
        timer.expires_after(std::chrono::milliseconds(milliseconds));
        timer.async_wait([weak = weak_from_this(), turn](error_code error) {
            const auto self = weak.lock();
            if (self && !error && self->turns == turn) self->act(CURL_SOCKET_TIMEOUT, 0);
        });
    }

    void act(curl_socket_t socket, int event) {
        int running = 0;
        curl_multi_socket_action(multi.get(), socket, event, &running);
        hand_over();
    }

    void hand_over() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            const auto transfer = take(message->easy_handle);
            const CURLcode code = message->data.result;  // gone with the handle
            if (!transfer) continue;
            curl_multi_remove_handle(multi.get(), transfer->handle());
            transfer->finish(code);
        }
    }

    std::unique_ptr<Transfer> take(CURL* easy) {
        auto node = transfers.extract(easy);
        return node ? std::move(node.mapped()) : nullptr;
    }

    void begin(HttpRequest request, Transfer::Done done) {
        auto transfer = std::make_unique<Transfer>(std::move(request), tls, std::move(done));
        if (!transfer->ready() || curl_multi_add_handle(multi.get(), transfer->handle()) != CURLM_OK)
            return transfer->finish(HttpError::failed);
        transfers[transfer->handle()] = std::move(transfer);
    }

    void cancel_all() {
        while (!transfers.empty()) {
            const auto transfer = take(transfers.begin()->first);
            curl_multi_remove_handle(multi.get(), transfer->handle());
            transfer->finish(HttpError::cancelled);
        }
    }

    asio::io_context& io;
    const HttpTls tls;
    asio::steady_timer timer;
    uint64_t turns = 0;  // names the wait that the timer is for
    std::map<curl_socket_t, std::shared_ptr<Watched>> sockets;
    std::map<CURL*, std::unique_ptr<Transfer>> transfers;
    std::unique_ptr<CURLM, MultiEnd> multi;
};

HttpClient::HttpClient(asio::io_context& io, HttpTls tls)
    : impl_(std::make_shared<Impl>(io, std::move(tls))) {}

HttpClient::~HttpClient() {
    impl_->cancel_all();
}

void HttpClient::cancel() {
    impl_->cancel_all();
}

asio::awaitable<Result<HttpAnswer, HttpError>> HttpClient::send(HttpRequest request) {
    using Outcome = Result<HttpAnswer, HttpError>;
    // Named before co_await: GCC 12 destroys temporaries of the awaited expression twice (GCC bug 99576).
    auto initiate = [impl = impl_, request = std::move(request)](auto handler) mutable {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        impl->begin(std::move(request), [shared](Outcome outcome) {
            auto executor = asio::get_associated_executor(*shared);
            auto result = std::make_shared<Outcome>(std::move(outcome));
            asio::post(executor, [shared, result] { std::move (*shared)(std::move(*result)); });
        });
    };
    co_return co_await asio::async_initiate<decltype(asio::use_awaitable), void(Outcome)>(
        std::move(initiate), asio::use_awaitable);
}

}  // namespace lobby
