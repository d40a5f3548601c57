// A day in a hall, played event by event against the real engine: people come by the hour, go first or do
// not, do not answer, change their mind; windows open, have lunch and close; service times have nothing to do
// with the settings. Same plan and seed, same day. For tests and benchmarks.
#pragma once

#include <vector>

#include "office/queue/engine.hpp"
#include "office/queue/random.hpp"

namespace lobby::office::queue {

struct ServicePlan {
    std::string id;
    double visitors = 0;        // a day
    double median_seconds = 0;  // at the window; lognormal
    double sigma = 0.6;
};

struct HallPlan {
    Settings settings;
    std::vector<ServicePlan> services;
    double goes_first = 0.15;     // share of visitors with precedence
    double does_not_come = 0.04;  // when called
    double gives_back = 0.02;
    double sent_on = 0.03;  // to another service
    std::chrono::minutes opens{510};
    std::chrono::minutes closes{1020};  // no more tickets; windows finish their lines
    std::chrono::minutes lunch{30};     // of each window, in turn between 11:00 and 13:30
};

// 4 services and 30 windows for 5,000 visitors; six services and 6 windows for 260.
[[nodiscard]] HallPlan provincial_hall();
[[nodiscard]] HallPlan county_hall();

// What a visitor was told as he took his ticket, and what became of it.
struct TicketStory {
    ToldWait told;
    double naive_minutes = 0;   // people ahead × mean service time ÷ windows open for his service
    double actual_minutes = 0;  // until he was called first
};

struct DayStory {
    std::vector<TicketStory> waits;  // of those who were told a range and called
    uint64_t visitors = 0;
    uint64_t untold = 0;  // called, but no range could be given
    uint64_t ended = 0;   // by the hall's closing: given back, gone, finished
    uint64_t events = 0;
};

// Asks the engine as the hall would; nothing else is known of it. The answer must be what the engine would
// say of the state that look() sees.
class HallEngine {
public:
    virtual ~HallEngine() = default;
    virtual Result<Decision, QueueError> ask(const Request& request) = 0;
    [[nodiscard]] virtual const State& state() const = 0;
};

// The engine alone, in memory.
class PlainEngine final : public HallEngine {
public:
    explicit PlainEngine(const Settings& settings) : settings_(settings) {}
    Result<Decision, QueueError> ask(const Request& request) override;
    [[nodiscard]] const State& state() const override { return state_; }

private:
    const Settings& settings_;
    State state_;
};

// Plays the day `date` from opening to closing.
[[nodiscard]] DayStory play_day(const HallPlan& plan, HallEngine& engine, Date date, uint64_t seed);

}  // namespace lobby::office::queue
