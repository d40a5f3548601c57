#include "office/hall/hall_publisher.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "office/hall/hall_rules.hpp"

namespace lobby::office {

namespace asio = boost::asio;

namespace {

constexpr int rest_for_each_part = 4;  // reckoning takes at most a fifth of one processor

}  // namespace

struct HallPublisher::Shared : std::enable_shared_from_this<HallPublisher::Shared> {
    Shared(asio::io_context& context, queue::QueueService& q, std::string url, const Clock& c, HallTiming t)
        : io(context), queue(q), ticket_url(std::move(url)), clock(c), timing(t), timer(context) {}

    // Sooner than what is planned already, never later.
    void plan(SteadyTime at) {
        if (stopped) return;
        if (at < earliest) at = earliest;
        if (reckoning) {
            again = true;
            return;
        }
        if (planned && *planned <= at) return;
        planned = at;
        timer.expires_at(at);
        timer.async_wait([self = shared_from_this(), at](boost::system::error_code error) {
            if (!error && self->planned == at) self->begin();
        });
    }

    void begin() {
        if (stopped) return;
        planned.reset();
        reckoning = true;
        again = false;
        asio::post(pool, [this, self = shared_from_this()] {
            const auto began = clock.steady();
            auto state = queue.read([](const queue::State& s, const queue::Settings&) { return s; });
            auto next =
                std::make_shared<const HallPicture>(picture_of(state, queue.settings(), clock.wall()));
            const auto took = clock.steady() - began;
            asio::post(io, [self, next = std::move(next), took] { self->take(next, took); });
        });
    }

    void take(std::shared_ptr<const HallPicture> next, SteadyTime::duration took) {
        reckoning = false;
        if (stopped) return;
        picture = std::move(next);
        const auto now = clock.steady();
        earliest = now + std::max<SteadyTime::duration>(timing.apart, rest_for_each_part * took);
        plan(again ? earliest : now + timing.refresh);
        changed();
    }

    asio::io_context& io;
    queue::QueueService& queue;
    const std::string ticket_url;
    const Clock& clock;
    const HallTiming timing;
    asio::steady_timer timer;
    std::function<void()> changed;
    queue::QueueService::Subscription subscription;
    std::shared_ptr<const HallPicture> picture;
    std::optional<SteadyTime> planned;
    SteadyTime earliest{};
    bool reckoning = false;
    bool again = false;  // the queue changed meanwhile
    bool stopped = false;
    asio::thread_pool pool{1};
};

HallPublisher::HallPublisher(asio::io_context& io, queue::QueueService& queue, std::string ticket_url,
                             const Clock& clock, HallTiming timing)
    : shared_(std::make_shared<Shared>(io, queue, std::move(ticket_url), clock, timing)) {}

HallPublisher::~HallPublisher() {
    stop();
    shared_->pool.join();
}

void HallPublisher::start(std::function<void()> changed) {
    auto& s = *shared_;
    s.changed = std::move(changed);
    s.subscription = s.queue.subscribe(s.io.get_executor(), [weak = std::weak_ptr(shared_)](const auto&) {
        if (const auto self = weak.lock()) self->plan(self->clock.steady());
    });
    s.begin();
}

void HallPublisher::stop() {
    shared_->stopped = true;
    shared_->subscription.reset();
    shared_->timer.cancel();
}

std::optional<api::HallFeed> HallPublisher::feed_for(const std::string& kiosk) const {
    const auto picture = shared_->picture;
    if (!picture) return std::nullopt;
    api::HallFeed feed;
    feed.at = picture->at;
    feed.version = picture->version;
    feed.day = picture->day;
    feed.services = picture->services;
    feed.rules = hall_rules(shared_->queue.settings(), shared_->ticket_url, picture->day);
    shared_->queue.read([&](const queue::State& state, const queue::Settings&) {
        feed.series = state.series_of(kiosk);
        if (feed.series) feed.last_count = state.last_count(feed.day, *feed.series);
    });
    if (!feed.series) return feed;
    const auto own = picture->tickets.find(*feed.series);
    if (own != picture->tickets.end()) feed.tickets = own->second;
    return feed;
}

api::TicketAnswer HallPublisher::answer(const api::TicketQuestion& question) const {
    const auto picture = shared_->picture;
    return shared_->queue.read([&](const queue::State& state, const queue::Settings& settings) {
        return answer_of(question, state, settings, picture ? *picture : HallPicture{},
                         shared_->clock.wall());
    });
}

}  // namespace lobby::office
