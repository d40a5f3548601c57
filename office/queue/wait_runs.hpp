// Inside of the waiting model: plays the near future of some lines.
#pragma once

#include <vector>

#include "office/queue/selection.hpp"
#include "office/queue/service_times.hpp"

namespace lobby::office::queue {

// All in seconds from now.
class WaitRuns {
public:
    // `who` waits, or is a newcomer who is not in the state yet.
    WaitRuns(const State& state, const Settings& settings, const Ticket& who, WallTime now);

    // Whether any window can call him at all.
    [[nodiscard]] bool possible() const { return possible_; }
    // Who waits with him, or so many of them.
    [[nodiscard]] size_t people() const { return people_; }
    [[nodiscard]] double play(Random& random);

private:
    static constexpr double never = 1e18;
    struct Person {
        double came = 0;
        uint32_t overtaken = 0;
        bool is_who = false;
    };
    struct Line {                      // of one service
        std::vector<Person> reserved;  // `came` is when the appointment begins
        std::vector<Person> first;     // precedence
        std::vector<Person> others;
        double newcomers_mean = never;  // between two with precedence
        std::optional<ServiceTimes> times;
    };
    struct Counter {  // a window
        std::vector<size_t> lines;
        double busy_since = never;  // never: free
        size_t busy_with = 0;
        bool may_call_who = false;
    };
    struct Heads {
        size_t reserved = 0, first = 0, others = 0;
        std::vector<double>
            passed;  // when those came who were called at the line's windows by precedence, sorted
        double newcomer_at = never;
        double factor = 1;
    };
    struct Pick {
        size_t line = 0;
        std::vector<Person>* list = nullptr;
        size_t* head = nullptr;
        Turn turn{};
        double came = 0;
    };

    void add_lines(const State& state, const Settings& settings, const std::string& service, WallTime now);
    void add_person(Line& line, const Ticket& t, const Settings& settings, WallTime now, bool is_who);
    void begin(Random& random);
    std::optional<Pick> pick(const Counter& window, double at, Random& random);
    void consider(std::optional<Pick>& best, Pick candidate) const;
    [[nodiscard]] Turn turn_at(const Person& p, Turn turn, const Heads& heads, double at) const;
    void pass(const Counter& window, const Pick& pick);

    std::vector<std::string> names_;
    std::vector<Line> lines_;
    std::vector<size_t> came_first_;  // sizes of Line::first before newcomers of a run
    std::vector<Counter> windows_;
    std::vector<Heads> heads_;
    std::vector<double> free_at_;
    size_t people_ = 0;
    double overdue_after_;
    uint32_t overtaken_at_most_;
    bool newcomers_go_first_ = false;  // before `who`
    bool possible_ = false;
};

}  // namespace lobby::office::queue
