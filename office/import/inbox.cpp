#include "office/import/inbox.hpp"

#include <array>
#include <cerrno>
#include <system_error>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <unistd.h>

#include "office/import/inbox_folder.hpp"
#include "office/import/report_file.hpp"

namespace lobby::office::imports {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

// Files of one export come one after the other: those of cases shall be there before the others are looked
// at.
constexpr std::chrono::milliseconds settle_time{500};
constexpr int most_settling = 20;  // who drops files without end does not hold up the others
// Shares and missed events: the folder is looked through now and then without being told to.
constexpr std::chrono::seconds look_again{60};
// With an import by hand; then the file waits until the folder is looked through again.
constexpr std::chrono::seconds patience{1};
constexpr int low_priority = 10;

int watch(const fs::path& dir) {
    const int fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0) throw std::system_error(errno, std::system_category(), "cannot watch folders");
    if (::inotify_add_watch(fd, dir.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR) < 0) {
        const int why = errno;
        ::close(fd);
        throw std::system_error(why, std::system_category(), "cannot watch " + dir.string());
    }
    return fd;
}

}  // namespace

struct Inbox::Impl : std::enable_shared_from_this<Inbox::Impl> {
    Impl(asio::io_context& io, const fs::path& dir, Importer with, const Clock& time, Log& to)
        : folder(dir),
          importer(std::move(with)),
          clock(time),
          log(to),
          events(io, watch(dir)),
          wake(io),
          worker(1) {}

    // Something may be there to take: wakes run().
    void look() {
        pending = true;
        wake.cancel();
    }

    static asio::awaitable<void> listen(std::shared_ptr<Impl> self) {
        std::array<char, 4096> buffer{};
        boost::system::error_code error;
        while (!self->stopping.stop_requested()) {
            co_await self->events.async_read_some(asio::buffer(buffer),
                                                  asio::redirect_error(asio::use_awaitable, error));
            if (error) co_return;
            self->look();  // which file it was does not matter: all that wait are looked at
        }
    }

    static asio::awaitable<void> run(std::shared_ptr<Impl> self) {
        boost::system::error_code woken;
        while (!self->stopping.stop_requested()) {
            if (!self->pending) {
                self->wake.expires_after(look_again);
                co_await self->wake.async_wait(asio::redirect_error(asio::use_awaitable, woken));
                if (self->stopping.stop_requested()) co_return;
            }
            for (int i = 0; i < most_settling && !self->stopping.stop_requested(); ++i) {
                self->pending = false;
                self->wake.expires_after(settle_time);
                co_await self->wake.async_wait(asio::redirect_error(asio::use_awaitable, woken));
                if (!self->pending) break;
            }
            if (self->stopping.stop_requested()) co_return;
            co_await asio::co_spawn(self->worker, take_all(self), asio::use_awaitable);
        }
    }

    // On the worker's thread.
    static asio::awaitable<void> take_all(std::shared_ptr<Impl> self) {
        ::setpriority(PRIO_PROCESS, 0, low_priority);  // of this thread alone: Linux
        for (const auto& file : self->folder.waiting(self->clock.wall())) {
            if (self->stopping.stop_requested()) break;
            try {
                self->take(file);
            } catch (const std::exception&) {
                // Disk or ledger: it stays where it is, and the others have their turn.
                self->log.write(Event::import_failed, {{Field::reason, "inbox"}});
            }
        }
        co_return;
    }

    void take(const fs::path& file) {
        const auto taken = folder.take(file, clock.wall());
        if (!taken) return;
        const auto done =
            importer.run({*taken, folder.report_of(*taken, true), stopping.get_token(), {}, patience});
        // Stays where it is and is taken anew.
        if (!done && (done.error().fault == Fault::stopped || done.error().fault == Fault::busy)) return;
        if (!done) write_report(folder.report_of(*taken, false), report_on(done.error()));
        folder.put_away(*taken, done.has_value());
        if (done && told) told();
    }

    InboxFolder folder;
    Importer importer;
    const Clock& clock;
    Log& log;
    asio::posix::stream_descriptor events;
    asio::steady_timer wake;
    bool pending = true;
    std::function<void()> told;
    std::stop_source stopping;
    asio::thread_pool worker;  // last: joined before the rest goes
};

Inbox::Inbox(asio::io_context& io, const fs::path& dir, Importer importer, const Clock& clock, Log& log)
    : impl_(std::make_shared<Impl>(io, dir, std::move(importer), clock, log)) {}

Inbox::~Inbox() {
    stop();
    impl_->worker.join();
}

void Inbox::on_taken(std::function<void()> tell) {
    impl_->told = std::move(tell);
}

void Inbox::start() {
    auto& io = impl_->wake.get_executor();
    asio::co_spawn(io, Impl::listen(impl_), asio::detached);
    asio::co_spawn(io, Impl::run(impl_), asio::detached);
}

void Inbox::stop() {
    impl_->stopping.request_stop();
    boost::system::error_code ignored;
    impl_->events.cancel(ignored);
    impl_->wake.cancel();
}

}  // namespace lobby::office::imports
