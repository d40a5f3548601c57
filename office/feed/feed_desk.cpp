#include "office/feed/feed_desk.hpp"

#include <stop_token>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sys/resource.h>

#include "office/feed/feed_builder.hpp"
#include "office/store/databases.hpp"

namespace lobby::office {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds look_again{2};
constexpr std::chrono::seconds tell_again{1};  // while much changes
constexpr int low_priority = 10;

}  // namespace

struct FeedDesk::Impl : std::enable_shared_from_this<FeedDesk::Impl> {
    Impl(asio::io_context& io, std::filesystem::path dir, WorkingDays days, const Clock& c, Log& l)
        : data_dir(std::move(dir)), calendar(std::move(days)), clock(c), log(l), timer(io) {
        open_feed_db(data_dir, Access::write);
    }

    static asio::awaitable<void> run(std::shared_ptr<Impl> self) {
        boost::system::error_code woken;
        bool untold = false;
        SteadyTime told{};
        while (!self->stopping.stop_requested()) {
            self->pending = false;
            auto building = build(self);
            const auto step = co_await asio::co_spawn(self->worker, std::move(building), asio::use_awaitable);
            if (self->stopping.stop_requested()) co_return;
            if (!step) self->log.write(Event::store_failed, {{Field::reason, "feed"}});
            const bool more = step && step->more;
            untold = untold || (step && step->changed);
            if (const auto now = self->clock.steady(); untold && (!more || now - told >= tell_again)) {
                untold = false;
                told = now;
                self->changed();
            }
            if (more || self->pending) continue;
            self->timer.expires_after(look_again);
            co_await self->timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        }
    }

    // On the worker's thread. Nothing: a store failed; everything is opened anew and gone over next time.
    static asio::awaitable<std::optional<FeedBuilder::Step>> build(std::shared_ptr<Impl> self) {
        co_return self->build_step();
    }
    std::optional<FeedBuilder::Step> build_step() {
        try {
            if (!builder) {
                ::setpriority(PRIO_PROCESS, 0, low_priority);  // of this thread alone: Linux
                builder = std::make_unique<FeedBuilder>(data_dir, calendar, clock);
            }
            return builder->step();
        } catch (const std::exception&) {
            builder.reset();
            return std::nullopt;
        }
    }

    // On the reader's thread.
    static asio::awaitable<std::optional<api::FeedPart>> read(std::shared_ptr<Impl> self, FeedFrom from) {
        co_return self->read_part(from);
    }
    std::optional<api::FeedPart> read_part(const FeedFrom& from) {
        try {
            if (!reading) reading = std::make_unique<store::Database>(open_feed_db(data_dir, Access::read));
            return read_feed(*reading, from, clock.wall());
        } catch (const std::exception&) {
            reading.reset();
            return std::nullopt;
        }
    }

    const std::filesystem::path data_dir;
    const WorkingDays calendar;
    const Clock& clock;
    Log& log;
    asio::steady_timer timer;
    std::function<void()> changed;
    bool pending = false;
    std::stop_source stopping;
    std::unique_ptr<FeedBuilder> builder;      // the worker's
    std::unique_ptr<store::Database> reading;  // the reader's
    asio::thread_pool worker{1};               // last: joined before the rest goes
    asio::thread_pool reader{1};
};

FeedDesk::FeedDesk(asio::io_context& io, std::filesystem::path data_dir, WorkingDays calendar,
                   const Clock& clock, Log& log)
    : impl_(std::make_shared<Impl>(io, std::move(data_dir), std::move(calendar), clock, log)) {}

FeedDesk::~FeedDesk() {
    stop();
    impl_->worker.join();
    impl_->reader.join();
}

void FeedDesk::start(std::function<void()> changed) {
    impl_->changed = std::move(changed);
    asio::co_spawn(impl_->timer.get_executor(), Impl::run(impl_), asio::detached);
}

void FeedDesk::stop() {
    impl_->stopping.request_stop();
    impl_->timer.cancel();
}

void FeedDesk::wake() {
    asio::post(impl_->timer.get_executor(), [weak = std::weak_ptr(impl_)] {
        const auto self = weak.lock();
        if (!self) return;
        self->pending = true;
        self->timer.cancel();
    });
}

asio::awaitable<std::optional<api::FeedPart>> FeedDesk::read(FeedFrom from) {
    auto reading = Impl::read(impl_, std::move(from));
    auto part = co_await asio::co_spawn(impl_->reader, std::move(reading), asio::use_awaitable);
    co_return part;
}

}  // namespace lobby::office
