// What a page watches: the newest of something, told to every stream that waits for it. Nothing is queued: a
// slow stream gets the newest when it comes back, so a topic costs the same however slow its watchers are.
//
// I/O thread only.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

namespace lobby::office::console {

struct Published {
    uint64_t id = 0;
    std::shared_ptr<const std::string> data;  // one line of JSON
};

class Topic {
public:
    explicit Topic(std::string event) : event_(std::move(event)) {}

    [[nodiscard]] const std::string& event() const { return event_; }
    [[nodiscard]] const Published& latest() const { return latest_; }
    // Grows with each publication; 0: none yet.
    [[nodiscard]] uint64_t serial() const { return serial_; }
    [[nodiscard]] bool ended() const { return ended_; }

    // What is the same as the last is not told again.
    void publish(Published next);
    void end();  // its streams close

    // A stream's place at the topic.
    class Watch {
    public:
        Watch(std::shared_ptr<Topic> topic, const boost::asio::any_io_executor& executor);
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;
        ~Watch();
        // Until something newer than `seen` is there, or the time is over, or somebody wakes it.
        boost::asio::awaitable<void> wait(uint64_t seen, std::chrono::milliseconds longest);
        void wake() { timer_.cancel(); }

    private:
        std::shared_ptr<Topic> topic_;
        boost::asio::steady_timer timer_;
    };

private:
    void wake_all();

    std::string event_;
    Published latest_;
    uint64_t serial_ = 0;
    bool ended_ = false;
    std::set<boost::asio::steady_timer*> waiting_;
};

// What a handler gives to have its connection become a stream of server-sent events.
struct EventStream {
    std::shared_ptr<Topic> topic;
    std::function<bool()> allowed;  // still; empty: always. Asked before each event and each ping
};

}  // namespace lobby::office::console
