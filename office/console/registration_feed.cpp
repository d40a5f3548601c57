#include "office/console/registration_feed.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/json/serialize.hpp>

#include "office/console/views/registration_view.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds coalesce{250};
constexpr milliseconds look_again{60'000};  // a day ends, and with it a day less is left

}  // namespace

struct RegistrationFeed::Shared : std::enable_shared_from_this<Shared> {
    Shared(asio::io_context& io, LawyerDesk& desk, const Clock& c)
        : lawyers(desk), clock(c), pause(io), repeat(io) {}

    [[nodiscard]] bool watched() const { return topic.use_count() > 1; }
    std::optional<boost::json::object> look();
    void publish();
    void publish_soon();
    void look_again_later();

    LawyerDesk& lawyers;
    const Clock& clock;
    std::shared_ptr<Topic> topic = std::make_shared<Topic>("registrations");
    asio::steady_timer pause;
    asio::steady_timer repeat;
    LawyerDesk::Subscription subscription;
    uint64_t version = 0;
    bool waiting = false;
    bool repeating = false;
};

std::optional<boost::json::object> RegistrationFeed::Shared::look() {
    const auto rows = lawyers.list();
    if (!rows) return std::nullopt;
    return registration_list_view(*rows, {++version, clock.wall(), lawyers.four_eyes()});
}

void RegistrationFeed::Shared::publish() {
    const auto now_there = look();
    if (!now_there) return;
    topic->publish({version, std::make_shared<const std::string>(boost::json::serialize(*now_there))});
}

void RegistrationFeed::Shared::publish_soon() {
    if (waiting || !watched()) return;
    waiting = true;
    pause.expires_after(coalesce);
    pause.async_wait([weak = weak_from_this()](boost::system::error_code error) {
        const auto self = weak.lock();
        if (!self) return;
        self->waiting = false;
        if (!error && self->watched()) self->publish();
    });
}

void RegistrationFeed::Shared::look_again_later() {
    if (repeating) return;
    repeating = true;
    repeat.expires_after(look_again);
    repeat.async_wait([weak = weak_from_this()](boost::system::error_code error) {
        const auto self = weak.lock();
        if (!self) return;
        self->repeating = false;
        if (error || !self->watched()) return;
        self->publish();
        self->look_again_later();
    });
}

RegistrationFeed::RegistrationFeed(asio::io_context& io, LawyerDesk& lawyers, const Clock& clock)
    : shared_(std::make_shared<Shared>(io, lawyers, clock)) {
    shared_->subscription = lawyers.subscribe(io.get_executor(), [weak = std::weak_ptr(shared_)] {
        if (const auto self = weak.lock()) self->publish_soon();
    });
}

RegistrationFeed::~RegistrationFeed() = default;

std::optional<boost::json::object> RegistrationFeed::snapshot() {
    return shared_->look();
}

std::shared_ptr<Topic> RegistrationFeed::watch() {
    shared_->publish();
    shared_->look_again_later();
    return shared_->topic;
}

void RegistrationFeed::end() {
    shared_->subscription.reset();
    shared_->pause.cancel();
    shared_->repeat.cancel();
    shared_->topic->end();
}

}  // namespace lobby::office::console
