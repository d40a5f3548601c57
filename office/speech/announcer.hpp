// Makes the sound of a call: chime, Chinese, English, one file; on a thread of its own, kept for the next
// time that the same is said, and bounded.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include "base/log.hpp"
#include "office/config/config.hpp"
#include "office/speech/voice.hpp"

namespace lobby::office::speech {

struct Announcement {
    std::string number;  // "AA012"
    std::string window_zh;
    std::string window_en;
    friend auto operator<=>(const Announcement&, const Announcement&) = default;
};

class Announcer {
public:
    using Sound = std::shared_ptr<const std::string>;  // a WAVE file

    // `log` outlives it.
    Announcer(SpeechConfig config, std::unique_ptr<Voice> voice, Log& log);
    Announcer(const Announcer&) = delete;
    Announcer& operator=(const Announcer&) = delete;
    ~Announcer();  // waits for what is under way

    // A voice that fails leaves the chime, and a line in the log. Null: too many wait already.
    boost::asio::awaitable<Sound> sound_of(Announcement announcement);

private:
    [[nodiscard]] Sound make(const Announcement& announcement);
    void add_voice(Samples& to, const std::string& form, const Announcement& announcement, Language language);

    const SpeechConfig config_;
    const std::unique_ptr<Voice> voice_;
    Log& log_;
    // The thread's.
    std::map<Announcement, Sound> made_;
    std::deque<Announcement> order_;                                       // oldest first
    const std::shared_ptr<size_t> waiting_ = std::make_shared<size_t>(0);  // the caller's thread's
    boost::asio::thread_pool pool_{1};
};

// The voice that the settings name.
[[nodiscard]] std::unique_ptr<Voice> voice_of(const SpeechConfig& config);

}  // namespace lobby::office::speech
