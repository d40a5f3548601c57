#include "platform/emulator/control_server.hpp"

#include <chrono>
#include <set>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <unistd.h>

#include "base/unix_socket/private_listener.hpp"

namespace lobby::emulator {

namespace asio = boost::asio;
using asio::local::stream_protocol;
using boost::system::error_code;

namespace {

constexpr size_t most_guests = 16;
constexpr std::chrono::minutes patience{10};  // with a guest who says nothing

struct Guest {
    explicit Guest(stream_protocol::socket s) : socket(std::move(s)), timer(socket.get_executor()) {}
    stream_protocol::socket socket;
    asio::steady_timer timer;

    void close() {
        error_code ignored;
        socket.close(ignored);
        timer.cancel();
    }
};

}  // namespace

struct ControlServer::Shared {
    Shared(const asio::any_io_executor& executor, std::filesystem::path socket, Answer a)
        : acceptor(executor), path(std::move(socket)), answer(std::move(a)) {}

    static asio::awaitable<void> accept(std::shared_ptr<Shared> self);
    static asio::awaitable<void> serve(std::shared_ptr<Shared> self, std::shared_ptr<Guest> guest);

    stream_protocol::acceptor acceptor;
    std::filesystem::path path;
    Answer answer;
    std::set<std::shared_ptr<Guest>> guests;
};

asio::awaitable<void> ControlServer::Shared::accept(std::shared_ptr<Shared> self) {
    while (self->acceptor.is_open()) {
        error_code error;
        auto socket = co_await self->acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (!self->acceptor.is_open()) co_return;
        if (error || self->guests.size() >= most_guests) continue;
        auto guest = std::make_shared<Guest>(std::move(socket));
        self->guests.insert(guest);
        asio::co_spawn(self->acceptor.get_executor(), serve(self, guest), asio::detached);
    }
}

asio::awaitable<void> ControlServer::Shared::serve(std::shared_ptr<Shared> self,
                                                   std::shared_ptr<Guest> guest) {
    std::string buffer;
    for (;;) {
        guest->timer.expires_after(patience);
        guest->timer.async_wait([guest](error_code e) {
            if (!e) guest->close();
        });
        error_code error;
        const size_t length =
            co_await asio::async_read_until(guest->socket, asio::dynamic_buffer(buffer, longest_control_line),
                                            '\n', asio::redirect_error(asio::use_awaitable, error));
        if (error) break;  // also when a line is too long
        const std::string reply = self->answer(std::string_view(buffer).substr(0, length - 1)) + "\n";
        buffer.erase(0, length);
        co_await asio::async_write(guest->socket, asio::buffer(reply),
                                   asio::redirect_error(asio::use_awaitable, error));
        if (error) break;
    }
    guest->close();
    self->guests.erase(guest);
}

ControlServer::ControlServer(const asio::any_io_executor& executor, std::filesystem::path socket,
                             Answer answer)
    : shared_(std::make_shared<Shared>(executor, std::move(socket), std::move(answer))) {
    listen_privately(shared_->acceptor, shared_->path);
    asio::co_spawn(executor, Shared::accept(shared_), asio::detached);
}

ControlServer::~ControlServer() {
    error_code ignored;
    shared_->acceptor.close(ignored);
    for (const auto& guest : shared_->guests) guest->close();
    ::unlink(shared_->path.c_str());
}

}  // namespace lobby::emulator
