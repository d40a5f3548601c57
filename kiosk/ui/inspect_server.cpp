#include "kiosk/ui/inspect_server.hpp"

#include <deque>
#include <fstream>
#include <mutex>
#include <set>
#include <utility>
#include <variant>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include "base/unix_socket/private_listener.hpp"
#include "kiosk/ui/inspect_protocol.hpp"

namespace lobby::kiosk::ui {

namespace asio = boost::asio;
using asio::local::stream_protocol;
using boost::system::error_code;

namespace {

constexpr size_t max_connections = 16;
constexpr size_t max_replies_waiting = 8;
constexpr std::chrono::seconds picture_deadline{10};
constexpr std::chrono::seconds write_deadline{10};

using Clock = std::chrono::steady_clock;

// A line "Name:   123 kB" of a file in /proc.
uint64_t kib_of(const char* file, std::string_view name) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(name)) return std::strtoull(line.c_str() + name.size(), nullptr, 10);
    return 0;
}

bool same_user(stream_protocol::socket& socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
    return peer.uid == ::geteuid() || peer.uid == 0;
}

}  // namespace

// All members are used on the strand only, apart from what the mutex guards.
class InspectServer::Core : public std::enable_shared_from_this<Core> {
public:
    Core(const asio::any_io_executor& executor, std::filesystem::path socket, SavePicture save_picture)
        : strand_(asio::make_strand(executor)),
          acceptor_(strand_),
          path_(std::move(socket)),
          save_picture_(std::move(save_picture)) {}

    void listen();
    void start() { asio::co_spawn(strand_, accept(shared_from_this()), asio::detached); }
    void stop();
    void publish(std::shared_ptr<const inspect::Published> published, const FrameStats& stats);

private:
    struct Connection {
        explicit Connection(stream_protocol::socket s)
            : socket(std::move(s)), wake_writer(socket.get_executor()), changed(socket.get_executor()) {}
        stream_protocol::socket socket;
        asio::steady_timer wake_writer;  // cancelled when there is something to write
        asio::steady_timer changed;      // cancelled when the tree changed, or a reply has been written
        std::deque<std::string> replies;
        bool subscribed = false;
        uint64_t told = 0;  // the last generation that was pushed
        bool open = true;

        void close() {
            open = false;
            error_code ignored;
            socket.close(ignored);
            wake_writer.cancel();
            changed.cancel();
        }
    };
    using Shared = std::shared_ptr<Core>;
    using Guest = std::shared_ptr<Connection>;

    static asio::awaitable<void> accept(Shared self);
    static asio::awaitable<void> read(Shared self, Guest guest);
    static asio::awaitable<void> write(Shared self, Guest guest);
    static asio::awaitable<std::string> answer(Shared self, Guest guest, inspect::Request request);
    static asio::awaitable<std::string> wait(Shared self, Guest guest, inspect::WaitRequest request);
    static asio::awaitable<std::string> picture(Shared self, std::string file);
    // Until `timer` is cancelled or `deadline` has come.
    static asio::awaitable<void> pause(asio::steady_timer& timer, Clock::time_point deadline);

    asio::strand<asio::any_io_executor> strand_;
    stream_protocol::acceptor acceptor_;
    std::filesystem::path path_;
    SavePicture save_picture_;
    std::set<Guest> guests_;
    std::shared_ptr<const inspect::Published> now_ = std::make_shared<const inspect::Published>();
    std::mutex stats_mutex_;
    FrameStats stats_;
};

void InspectServer::Core::listen() {
    listen_privately(acceptor_, path_);
}

void InspectServer::Core::stop() {
    ::unlink(path_.c_str());
    asio::post(strand_, [self = shared_from_this()] {
        error_code ignored;
        self->acceptor_.close(ignored);
        for (const Guest& guest : self->guests_) guest->close();
    });
}

void InspectServer::Core::publish(std::shared_ptr<const inspect::Published> published,
                                  const FrameStats& stats) {
    {
        const std::scoped_lock lock(stats_mutex_);
        stats_ = stats;
    }
    if (!published) return;
    asio::post(strand_, [self = shared_from_this(), published = std::move(published)] {
        self->now_ = published;
        for (const Guest& guest : self->guests_) {
            guest->changed.cancel();
            if (guest->subscribed) guest->wake_writer.cancel();
        }
    });
}

asio::awaitable<void> InspectServer::Core::pause(asio::steady_timer& timer, Clock::time_point deadline) {
    timer.expires_at(deadline);
    error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<void> InspectServer::Core::accept(Shared self) {
    while (self->acceptor_.is_open()) {
        error_code error;
        auto socket = co_await self->acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (error == asio::error::operation_aborted || !self->acceptor_.is_open()) co_return;
        if (error || self->guests_.size() >= max_connections || !same_user(socket)) continue;
        auto guest = std::make_shared<Connection>(std::move(socket));
        self->guests_.insert(guest);
        asio::co_spawn(self->strand_, read(self, guest), asio::detached);
        asio::co_spawn(self->strand_, write(self, guest), asio::detached);
    }
}

asio::awaitable<void> InspectServer::Core::read(Shared self, Guest guest) {
    std::string buffer;
    while (guest->open) {
        error_code error;
        const size_t length = co_await asio::async_read_until(
            guest->socket, asio::dynamic_buffer(buffer, inspect::max_request_bytes), '\n',
            asio::redirect_error(asio::use_awaitable, error));
        if (error) break;  // also when a line is too long
        const auto request = inspect::parse_request(std::string_view(buffer).substr(0, length - 1));
        buffer.erase(0, length);
        // No co_await in a conditional expression: GCC 12 destroys its parts twice.
        std::string reply;
        if (request)
            reply = co_await answer(self, guest, *request);
        else
            reply = inspect::error_line(inspect::word_of(request.error()));
        guest->replies.push_back(std::move(reply));
        guest->wake_writer.cancel();
        while (guest->open && guest->replies.size() >= max_replies_waiting)
            co_await pause(guest->changed, Clock::time_point::max());
    }
    guest->close();
    self->guests_.erase(guest);
}

asio::awaitable<void> InspectServer::Core::write(Shared self, Guest guest) {
    while (guest->open) {
        std::string line;
        if (!guest->replies.empty()) {
            line = std::move(guest->replies.front());
            guest->replies.pop_front();
            guest->changed.cancel();
        } else if (guest->subscribed && guest->told < self->now_->generation) {
            guest->told = self->now_->generation;
            line = inspect::changed_line(*self->now_);
        } else {
            co_await pause(guest->wake_writer, Clock::time_point::max());
            continue;
        }
        asio::steady_timer patience(self->strand_, write_deadline);
        patience.async_wait([guest](error_code error) {
            if (!error) guest->close();
        });
        error_code error;
        co_await asio::async_write(guest->socket, asio::buffer(line),
                                   asio::redirect_error(asio::use_awaitable, error));
        if (error) guest->close();
    }
}

asio::awaitable<std::string> InspectServer::Core::answer(Shared self, Guest guest, inspect::Request request) {
    if (std::holds_alternative<inspect::TreeRequest>(request)) co_return inspect::tree_line(*self->now_);
    if (std::holds_alternative<inspect::SubscribeRequest>(request)) {
        guest->subscribed = true;
        guest->told = self->now_->generation;
        co_return inspect::ok_line();
    }
    if (std::holds_alternative<inspect::StatsRequest>(request)) {
        FrameStats stats;
        {
            const std::scoped_lock lock(self->stats_mutex_);
            stats = self->stats_;
        }
        co_return inspect::stats_line(stats, kib_of("/proc/self/status", "VmRSS:"),
                                      kib_of("/proc/self/smaps_rollup", "Pss:"));
    }
    if (auto* shot = std::get_if<inspect::ScreenshotRequest>(&request))
        co_return co_await picture(self, std::move(shot->path));
    co_return co_await wait(self, guest, std::move(std::get<inspect::WaitRequest>(request)));
}

asio::awaitable<std::string> InspectServer::Core::wait(Shared self, Guest guest,
                                                       inspect::WaitRequest request) {
    const auto deadline = Clock::now() + request.timeout;
    while (!inspect::holds(request, *self->now_)) {
        if (!guest->open || Clock::now() >= deadline) co_return inspect::error_line("timeout");
        co_await pause(guest->changed, deadline);
    }
    co_return inspect::tree_line(*self->now_);
}

asio::awaitable<std::string> InspectServer::Core::picture(Shared self, std::string file) {
    struct Outcome {
        explicit Outcome(const asio::any_io_executor& executor) : ready(executor) {}
        asio::steady_timer ready;
        std::optional<bool> written;
    };
    auto outcome = std::make_shared<Outcome>(self->strand_);
    const auto deadline = Clock::now() + picture_deadline;
    self->save_picture_(std::move(file), [outcome, strand = self->strand_](bool written) {
        asio::post(strand, [outcome, written] {
            outcome->written = written;
            outcome->ready.cancel();
        });
    });
    while (!outcome->written && Clock::now() < deadline) co_await pause(outcome->ready, deadline);
    if (!outcome->written) co_return inspect::error_line("timeout");
    co_return *outcome->written ? inspect::ok_line() : inspect::error_line("not_written");
}

InspectServer::InspectServer(const asio::any_io_executor& executor, std::filesystem::path socket,
                             SavePicture save_picture)
    : core_(std::make_shared<Core>(executor, std::move(socket), std::move(save_picture))) {
    core_->listen();
    core_->start();
}

InspectServer::~InspectServer() {
    core_->stop();
}

void InspectServer::publish(const SemanticTree& tree, const FrameStats& stats) {
    std::shared_ptr<const inspect::Published> published;
    if (generation_ == 0 || !(tree == last_)) {
        last_ = SemanticTree(tree);  // in fresh memory, as the window does it
        published = std::make_shared<const inspect::Published>(inspect::Published{++generation_, tree});
    }
    core_->publish(std::move(published), stats);
}

}  // namespace lobby::kiosk::ui
