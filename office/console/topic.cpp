#include "office/console/topic.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace lobby::office::console {

namespace asio = boost::asio;

void Topic::publish(Published next) {
    if (latest_.data && *latest_.data == *next.data) return;
    latest_ = std::move(next);
    ++serial_;
    wake_all();
}

void Topic::end() {
    ended_ = true;
    wake_all();
}

void Topic::wake_all() {
    for (auto* timer : waiting_) timer->cancel();
}

Topic::Watch::Watch(std::shared_ptr<Topic> topic, const asio::any_io_executor& executor)
    : topic_(std::move(topic)), timer_(executor) {
    topic_->waiting_.insert(&timer_);
}

Topic::Watch::~Watch() {
    topic_->waiting_.erase(&timer_);
}

asio::awaitable<void> Topic::Watch::wait(uint64_t seen, std::chrono::milliseconds longest) {
    if (topic_->serial_ != seen || topic_->ended_) co_return;
    timer_.expires_after(longest);
    boost::system::error_code ignored;
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

}  // namespace lobby::office::console
