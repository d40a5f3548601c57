#include "office/notices/notice_desk.hpp"

#include <algorithm>
#include <stop_token>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sodium.h>

#include "office/ledger/ledger.hpp"
#include "office/notices/outbox_table.hpp"
#include "office/notices/recipient_box.hpp"
#include "office/notices/send_plan.hpp"

namespace lobby::office {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using Reason = GatewayError::Reason;

namespace {

// A wake that was missed, and a clock that was set, cost no more than this.
constexpr milliseconds look_again = std::chrono::minutes(1);
constexpr int at_a_time = 32;
constexpr std::chrono::days figures_of{7};

// Random, in [0, 1).
double spread() {
    return static_cast<double>(randombytes_uniform(1u << 20)) / static_cast<double>(1u << 20);
}

// Why a notice ended without being taken.
enum class GivenUp { refused, too_late, tries_used_up, unreadable };
constexpr std::array<std::string_view, 4> given_up_words{"refused", "too_late", "tries_used_up",
                                                         "unreadable"};

// What the next notice would meet too.
bool concerns_all(Reason reason) {
    return reason == Reason::unreachable || reason == Reason::timed_out || reason == Reason::busy ||
           reason == Reason::not_authorised;
}

}  // namespace

struct NoticeDesk::Impl : std::enable_shared_from_this<NoticeDesk::Impl> {
    Impl(asio::io_context& io, store::Database& office_db, NoticeOutbox& box, NoticeNames names,
         const StoreKey& store_key, DatabaseWriter& to, std::unique_ptr<NoticeGateway> by, const Clock& time,
         Log& log_to)
        : db(office_db),
          outbox(box),
          settings(box.settings()),
          wording(NoticeWording::built_in(box.settings().language, std::move(names))),
          key(store_key),
          writer(to),
          gateway(std::move(by)),
          clock(time),
          log(log_to),
          timer(io),
          worker(1) {}

    void look() {
        pending = true;
        timer.cancel();
    }

    static asio::awaitable<void> run(std::shared_ptr<Impl> self) {
        boost::system::error_code woken;
        while (!self->stopping.stop_requested()) {
            self->pending = false;
            std::optional<WallTime> next;
            try {
                auto sending = send_due(self);
                next = co_await std::move(sending);
            } catch (const store::Error& e) {
                self->log.write(Event::store_failed, {{Field::code, e.code()}});
            }
            if (self->stopping.stop_requested()) co_return;
            if (self->pending) continue;
            auto wait = look_again;
            if (next) wait = std::clamp(*next - self->clock.wall(), milliseconds(0), look_again);
            self->timer.expires_after(wait);
            co_await self->timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        }
    }

    // The first time at which something may go out; nothing when nothing waits.
    static asio::awaitable<std::optional<WallTime>> send_due(std::shared_ptr<Impl> self) {
        co_await self->erase_old();
        while (!self->stopping.stop_requested() && self->gateway) {
            const auto now = self->clock.wall();
            const auto first = std::max(self->held_until, after_quiet(self->settings, now));
            auto rows = first > now ? std::vector<outbox::Row>{} : outbox::due(self->db, now, at_a_time);
            if (rows.empty()) {
                const auto next = outbox::next_due(self->db);
                if (!next) co_return std::nullopt;
                co_return std::max(first, after_quiet(self->settings, *next));
            }
            for (auto& row : rows) {
                auto sending = self->send_one(std::move(row));
                const bool going_on = co_await std::move(sending);
                if (!going_on) break;
            }
        }
        co_return std::nullopt;
    }

    // False: the gateway takes nothing now, or the quiet hours have begun.
    asio::awaitable<bool> send_one(outbox::Row row) {
        const auto now = clock.wall();
        if (after_quiet(settings, now) > now || stopping.stop_requested()) co_return false;
        auto phone = unlock_recipient(key, row.id, row.recipient);
        std::optional<GivenUp> end;
        if (row.useful_until <= now)
            end = GivenUp::too_late;
        else if (row.tries >= settings.tries)
            end = GivenUp::tries_used_up;  // a stop kept the last try's end from being written
        else if (!phone)
            end = GivenUp::unreadable;
        if (end) {
            co_await give_up(row, *end);
            co_return true;
        }
        const auto again = now + settings.deadline + pause_after(settings, row.tries + 1, spread());
        std::function<bool(store::Database&)> begin = [id = row.id, again](store::Database& to) {
            return outbox::begin_try(to, id, again);
        };
        const auto begun = co_await writer.write<bool>(begin);
        if (!begun) co_return false;
        if (!*begun) co_return true;  // taken back meanwhile
        ++row.tries;
        auto outgoing = std::make_shared<OutgoingNotice>();
        outgoing->id = hex(row.id);
        outgoing->kind = notice_kind_words.at(static_cast<size_t>(row.kind));
        outgoing->phone = std::move(*phone);
        outgoing->text = wording.text_of(row.kind, row.at);
        auto sending = hand_over(shared_from_this(), std::move(outgoing));
        const auto sent = co_await asio::co_spawn(worker, std::move(sending), asio::use_awaitable);
        if (sent)
            co_await note_sent(row);
        else
            co_await note_failure(row, sent.error());
        co_return sent.has_value() || !concerns_all(sent.error().reason);
    }

    // On the worker's thread.
    static asio::awaitable<Result<void, GatewayError>> hand_over(std::shared_ptr<Impl> self,
                                                                 std::shared_ptr<OutgoingNotice> notice) {
        co_return self->gateway->send(*notice, self->stopping.get_token());
    }

    asio::awaitable<void> note_sent(const outbox::Row& row) {
        failures_in_a_row = 0;
        co_await note_end(row, outbox::State::sent, {});
        log.write(Event::notice_sent, {{Field::kind, notice_kind_words.at(static_cast<size_t>(row.kind))},
                                       {Field::attempt, row.tries}});
    }

    asio::awaitable<void> note_failure(const outbox::Row& row, GatewayError error) {
        if (error.reason == Reason::stopped) co_return;  // sent again after the next start
        log.write(
            Event::notice_not_taken,
            {{Field::reason, word_of(error.reason)}, {Field::code, error.code}, {Field::attempt, row.tries}});
        const auto now = clock.wall();
        if (concerns_all(error.reason)) {
            ++failures_in_a_row;
            held_until = now + pause_after(settings, failures_in_a_row, spread());
            if (error.retry_after_seconds)
                held_until = std::max(held_until, now + std::chrono::seconds(*error.retry_after_seconds));
        }
        if (error.is_final()) {
            co_await give_up(row, GivenUp::refused);
        } else if (row.tries >= settings.tries) {
            co_await give_up(row, GivenUp::tries_used_up);
        } else {
            const auto until = std::max(held_until, now + pause_after(settings, row.tries, spread()));
            std::function<bool(store::Database&)> work = [id = row.id, until](store::Database& to) {
                outbox::put_off(to, id, until);
                return true;
            };
            // Should it fail, the time that was written before the try holds.
            const auto done = co_await writer.write<bool>(work);
            static_cast<void>(done);
        }
    }

    asio::awaitable<void> give_up(const outbox::Row& row, GivenUp why) {
        const auto word = given_up_words.at(static_cast<size_t>(why));
        co_await note_end(row, outbox::State::failed, word);
        log.write(Event::notice_given_up, {{Field::reason, word}, {Field::attempt, row.tries}});
    }

    // Row and ledger in one transaction.
    asio::awaitable<void> note_end(const outbox::Row& row, outbox::State how, std::string_view why) {
        boost::json::object body{{"notice", hex(row.id)},
                                 {"kind", notice_kind_words.at(static_cast<size_t>(row.kind))},
                                 {"about", row.about},
                                 {"tries", row.tries}};
        if (!why.empty()) body["reason"] = why;
        const auto kind = how == outbox::State::sent ? LedgerKind::notice_sent : LedgerKind::notice_failed;
        auto entry = std::make_shared<LedgerEntry>(LedgerEntry{kind, std::move(body)});
        std::function<bool(store::Database&)> work = [this, id = row.id, how, entry](store::Database& to) {
            const auto now = clock.wall();
            if (outbox::end(to, id, how, now)) append_to_ledger(to, key, now, *entry);
            return true;
        };
        const auto done = co_await writer.write<bool>(work);
        if (!done) log.write(Event::store_failed, {{Field::reason, "notices"}});
    }

    asio::awaitable<void> erase_old() {
        const auto now = clock.wall();
        if (erased_at && now - *erased_at < std::chrono::hours(1) && now >= *erased_at) co_return;
        erased_at = now;
        const auto before = now - std::chrono::days(settings.retention_days);
        std::function<bool(store::Database&)> work = [before](store::Database& to) {
            outbox::erase_ended(to, before);
            return true;
        };
        const auto done = co_await writer.write<bool>(work);
        static_cast<void>(done);  // again in an hour
    }

    store::Database& db;
    NoticeOutbox& outbox;
    const NoticeSettings& settings;
    const NoticeWording wording;
    const StoreKey key;
    DatabaseWriter& writer;
    const std::unique_ptr<NoticeGateway> gateway;
    const Clock& clock;
    Log& log;
    asio::steady_timer timer;
    bool pending = false;
    WallTime held_until{};  // the gateway takes nothing before
    uint32_t failures_in_a_row = 0;
    std::optional<WallTime> erased_at;
    std::stop_source stopping;
    asio::thread_pool worker;  // last: joined before the rest goes
};

NoticeDesk::NoticeDesk(asio::io_context& io, store::Database& db, NoticeOutbox& outbox, NoticeNames names,
                       const StoreKey& key, DatabaseWriter& writer, std::unique_ptr<NoticeGateway> gateway,
                       const Clock& clock, Log& log)
    : impl_(std::make_shared<Impl>(io, db, outbox, std::move(names), key, writer, std::move(gateway), clock,
                                   log)) {}

NoticeDesk::~NoticeDesk() {
    stop();
    impl_->outbox.on_wake({});
    impl_->worker.join();
}

void NoticeDesk::start() {
    impl_->outbox.on_wake([weak = std::weak_ptr(impl_), executor = impl_->timer.get_executor()] {
        asio::post(executor, [weak] {
            if (const auto self = weak.lock()) self->look();
        });
    });
    asio::co_spawn(impl_->timer.get_executor(), Impl::run(impl_), asio::detached);
}

void NoticeDesk::stop() {
    impl_->stopping.request_stop();
    impl_->timer.cancel();
}

asio::awaitable<std::optional<WallTime>> NoticeDesk::send_due() {
    return Impl::send_due(impl_);
}

std::optional<NoticeFigures> NoticeDesk::figures() const try {
    const auto counts = outbox::count(impl_->db, impl_->clock.wall() - figures_of);
    return NoticeFigures{counts.waiting, counts.sent, counts.failed};
} catch (const store::Error&) {
    return std::nullopt;
}

}  // namespace lobby::office
