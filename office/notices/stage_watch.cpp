#include "office/notices/stage_watch.hpp"

#include <optional>
#include <set>
#include <stop_token>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/civil_date.hpp"
#include "office/cases/stored_case.hpp"
#include "office/ledger/ledger.hpp"
#include "office/notices/told_stages.hpp"
#include "office/store/databases.hpp"

namespace lobby::office {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds look_again{10};  // one row is read, unless there is a new import

struct Standing {
    api::RegistrationId registration{};
    api::StageEvent stage;
};

// What a look found.
struct Seen {
    int64_t import = 0;  // the newest
    bool again = false;  // nothing new: the rest is empty
    std::set<api::RegistrationId> watched;
    std::vector<Standing> standings;
};

int64_t newest_import(const std::filesystem::path& data_dir) {
    auto db = open_cases_db(data_dir, Access::read);
    return db.number("SELECT coalesce(max(import_id), 0) FROM imports");
}

std::string about(const Standing& standing) {
    return hex(standing.registration) + ":" + std::to_string(static_cast<int>(standing.stage.stage)) + ":" +
           iso_date(standing.stage.on);
}

}  // namespace

struct StageWatch::Impl : std::enable_shared_from_this<StageWatch::Impl> {
    Impl(asio::io_context& io, std::filesystem::path dir, const NoticeOutbox& box, Watched who, PhoneOf phone,
         DatabaseWriter& to, Log& log_to)
        : data_dir(std::move(dir)),
          outbox(box),
          watched(std::move(who)),
          phone_of(std::move(phone)),
          writer(to),
          log(log_to),
          timer(io),
          worker(1) {}

    static asio::awaitable<void> run(std::shared_ptr<Impl> self) {
        boost::system::error_code woken;
        while (!self->stopping.stop_requested()) {
            auto looking = look(self);
            const auto done = co_await std::move(looking);
            if (!done) self->log.write(Event::store_failed, {{Field::reason, "stages"}});
            if (self->stopping.stop_requested()) co_return;
            if (self->pending) continue;
            self->timer.expires_after(look_again);
            co_await self->timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        }
    }

    static asio::awaitable<std::optional<size_t>> look(std::shared_ptr<Impl> self) {
        const bool must = std::exchange(self->pending, false);
        auto reading = read(self, must);
        const auto seen = co_await asio::co_spawn(self->worker, std::move(reading), asio::use_awaitable);
        if (!seen) {
            self->pending = self->pending || must;
            co_return std::nullopt;
        }
        if (seen->again) co_return 0;
        std::function<size_t(store::Database&)> work = [self, seen](store::Database& db) {
            return self->note(db, *seen);
        };
        const auto posted = co_await self->writer.write<size_t>(work);
        if (!posted) co_return std::nullopt;
        self->looked_at = seen->import;
        if (*posted > 0) self->outbox.wake();
        co_return *posted;
    }

    // On the worker's thread. Null: a store cannot be read.
    static asio::awaitable<std::shared_ptr<const Seen>> read(std::shared_ptr<Impl> self, bool must) {
        co_return self->read_stores(must);
    }

    [[nodiscard]] std::shared_ptr<const Seen> read_stores(bool must) const try {
        auto seen = std::make_shared<Seen>();
        seen->again = true;
        if (!std::filesystem::exists(data_dir / "cases.db")) return seen;  // nothing was imported yet
        seen->import = newest_import(data_dir);
        if (!must && looked_at == seen->import) return seen;
        seen->again = false;
        auto office_db = open_office_db(data_dir, Access::read);
        CaseReader cases(data_dir);
        for (const auto& one : watched(office_db)) {
            seen->watched.insert(one.registration);
            const auto stored = cases.by_acceptance_number(one.acceptance_number);
            if (!stored || stored->confidentiality != 0 || stored->events.empty()) continue;
            seen->standings.push_back({one.registration, stored->events.back()});
        }
        return seen;
    } catch (const store::Error&) {
        return nullptr;
    }

    // On the writer's thread.
    size_t note(store::Database& db, const Seen& seen) const {
        size_t posted = 0;
        for (const auto& standing : seen.standings) {
            if (note_stage(db, standing.registration, standing.stage) != StageNews::moved) continue;
            Notice notice{NoticeKind::case_stage_moved, about(standing), phone_of(db, standing.registration)};
            if (outbox.post(db, notice) == Posted::queued) ++posted;
        }
        keep_stages_of(db, seen.watched);
        return posted;
    }

    const std::filesystem::path data_dir;
    const NoticeOutbox& outbox;
    const Watched watched;
    const PhoneOf phone_of;
    DatabaseWriter& writer;
    Log& log;
    asio::steady_timer timer;
    bool pending = false;
    // The newest import that was looked through. Written on the executor while no read is under way.
    std::optional<int64_t> looked_at;
    std::stop_source stopping;
    asio::thread_pool worker;  // last: joined before the rest goes
};

StageWatch::StageWatch(asio::io_context& io, std::filesystem::path data_dir, const NoticeOutbox& outbox,
                       Watched watched, PhoneOf phone_of, DatabaseWriter& writer, Log& log)
    : impl_(std::make_shared<Impl>(io, std::move(data_dir), outbox, std::move(watched), std::move(phone_of),
                                   writer, log)) {}

StageWatch::~StageWatch() {
    stop();
    impl_->worker.join();
}

void StageWatch::start() {
    asio::co_spawn(impl_->timer.get_executor(), Impl::run(impl_), asio::detached);
}

void StageWatch::stop() {
    impl_->stopping.request_stop();
    impl_->timer.cancel();
}

void StageWatch::wake() {
    asio::post(impl_->timer.get_executor(), [weak = std::weak_ptr(impl_)] {
        const auto self = weak.lock();
        if (!self) return;
        self->pending = true;
        self->timer.cancel();
    });
}

asio::awaitable<std::optional<size_t>> StageWatch::look() {
    impl_->pending = true;
    return Impl::look(impl_);
}

}  // namespace lobby::office
