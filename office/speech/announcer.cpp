#include "office/speech/announcer.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "office/speech/chime.hpp"
#include "office/speech/espeak_voice.hpp"

namespace lobby::office::speech {

namespace asio = boost::asio;

namespace {

constexpr size_t kept = 64;  // files of some 250 KiB
constexpr size_t most_waiting = 32;
constexpr double pause_after_chime = 0.15;  // s
constexpr double pause_between = 0.35;

struct Waiting {
    explicit Waiting(std::shared_ptr<size_t> count) : count_(std::move(count)) { ++*count_; }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting() { --*count_; }
    std::shared_ptr<size_t> count_;
};

}  // namespace

std::unique_ptr<Voice> voice_of(const SpeechConfig& config) {
    if (config.program.empty()) return std::make_unique<SilentVoice>();
    return std::make_unique<EspeakVoice>(config);
}

Announcer::Announcer(SpeechConfig config, std::unique_ptr<Voice> voice, Log& log)
    : config_(std::move(config)), voice_(std::move(voice)), log_(log) {}

Announcer::~Announcer() {
    pool_.join();
}

void Announcer::add_voice(Samples& to, const std::string& form, const Announcement& a, Language language) {
    if (form.empty()) return;
    const auto& window = language == Language::zh ? a.window_zh : a.window_en;
    const auto said = voice_->say(call_text(form, a.number, window, language), language);
    if (!said) {
        log_.write(Event::speech_failed, {{Field::reason, word_of(said.error())}});
        return;
    }
    append(to, silence(pause_between));
    append(to, *said);
}

Announcer::Sound Announcer::make(const Announcement& a) {
    if (const auto found = made_.find(a); found != made_.end()) return found->second;
    Samples samples = chime();
    append(samples, silence(pause_after_chime));
    const auto chime_alone = samples.size();
    add_voice(samples, config_.call_zh, a, Language::zh);
    add_voice(samples, config_.call_en, a, Language::en);
    auto sound = std::make_shared<const std::string>(to_wave(samples));
    const bool spoken = samples.size() > chime_alone;
    if (!spoken) return sound;  // a voice that comes back is heard
    made_[a] = sound;
    order_.push_back(a);
    if (order_.size() > kept) {
        made_.erase(order_.front());
        order_.pop_front();
    }
    return sound;
}

asio::awaitable<Announcer::Sound> Announcer::sound_of(Announcement announcement) {
    if (*waiting_ >= most_waiting) co_return nullptr;
    const Waiting waiting(waiting_);
    auto work = [&]() -> asio::awaitable<Sound> { co_return make(announcement); };
    co_return co_await asio::co_spawn(pool_, work, asio::use_awaitable);
}

}  // namespace lobby::office::speech
