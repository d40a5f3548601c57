// Values from another thread, waited for with a deadline.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace lobby::test {

inline constexpr std::chrono::seconds patience{20};  // far above what anything here takes

template <class T>
class Inbox {
public:
    void put(T value) {
        // Told under the lock: who has the value may be gone with the inbox at once.
        const std::scoped_lock lock(mutex_);
        values_.push_back(std::move(value));
        arrived_.notify_all();
    }
    // The oldest; nothing when the time is up.
    std::optional<T> take(std::chrono::milliseconds within = patience) {
        std::unique_lock lock(mutex_);
        if (!arrived_.wait_for(lock, within, [this] { return !values_.empty(); })) return std::nullopt;
        T value = std::move(values_.front());
        values_.pop_front();
        return value;
    }
    // Takes until one fits.
    template <class Fits>
    std::optional<T> take_first(Fits fits, std::chrono::milliseconds within = patience) {
        const auto end = std::chrono::steady_clock::now() + within;
        for (;;) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
            auto value = take(std::max(left, std::chrono::milliseconds(0)));
            if (!value || fits(*value)) return value;
        }
    }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<T> values_;
};

}  // namespace lobby::test
