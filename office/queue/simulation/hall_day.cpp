#include "office/queue/simulation/hall_day.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <queue>
#include <stdexcept>

#include "office/queue/wait_model.hpp"

namespace lobby::office::queue {

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

// Shares of the day's visitors by hour from opening on: two peaks, a flat noon.
constexpr std::array<double, 9> by_hour{0.12, 0.17, 0.15, 0.09, 0.06, 0.11, 0.13, 0.11, 0.06};
constexpr minutes lunch_begins{660};
constexpr minutes lunch_ends{810};
constexpr minutes gives_up{1200};  // windows close whatever waits

milliseconds seconds(double s) {
    return milliseconds(static_cast<int64_t>(s * 1000));
}

enum class Act { arrive, leave, open_window, lunch, press, answer, end };

struct Step {
    WallTime at;
    uint64_t order;  // equal times in the order in which they were planned
    Act act;
    size_t what;  // service or window
    TicketId ticket{};
    friend bool operator>(const Step& a, const Step& b) {
        return std::tie(a.at, a.order) > std::tie(b.at, b.order);
    }
};

struct Clerk {
    std::string id;
    double pace = 1;       // of service times
    double reaction = 12;  // mean s until he presses next
    WallTime lunch_at{};
    bool at_lunch = false;
    bool pressing = false;  // a press is planned
};

class HallDay {
public:
    HallDay(const HallPlan& plan, HallEngine& engine, Date date, uint64_t seed)
        : plan_(plan),
          engine_(engine),
          random_(seed),
          midnight_(WallTime(date) - plan.settings.utc_offset),
          last_(midnight_ + gives_up) {}

    DayStory play() {
        const auto before = engine_.state().version();
        plan_windows();
        plan_arrivals();
        while (!steps_.empty()) {
            const Step step = steps_.top();
            steps_.pop();
            now_ = step.at;
            carry_out(step);
        }
        for (const auto id : taken_) {
            const auto* t = engine_.state().ticket(id);
            if (!t) throw std::logic_error("the hall lost a ticket");
            if (!open(t->state)) ++story_.ended;
        }
        story_.events = engine_.state().version() - before;
        return std::move(story_);
    }

private:
    void at(WallTime when, Act act, size_t what, TicketId ticket = {}) {
        steps_.push({when, ++planned_, act, what, ticket});
    }
    void after(double s, Act act, size_t what, TicketId ticket = {}) {
        at(now_ + seconds(s), act, what, ticket);
    }

    void plan_windows() {
        for (size_t i = 0; i < plan_.settings.windows.size(); ++i) {
            Clerk c{plan_.settings.windows[i].id};
            c.pace = random_.lognormal(1, 0.12);
            c.reaction = 8 + random_.unit() * 12;
            const auto slots = (lunch_ends - lunch_begins) / plan_.lunch;
            c.lunch_at = midnight_ + lunch_begins + plan_.lunch * (static_cast<int64_t>(i) % slots);
            at(midnight_ + plan_.opens + seconds(random_.unit() * 240), Act::open_window, i);
            at(c.lunch_at, Act::lunch, i);
            clerks_.push_back(std::move(c));
        }
    }
    void plan_arrivals() {
        for (size_t i = 0; i < plan_.services.size(); ++i) {
            day_factor_.push_back(random_.lognormal(1, 0.08));
            const auto visitors = static_cast<uint64_t>(plan_.services[i].visitors);
            for (uint64_t v = 0; v < visitors; ++v) {
                double share = random_.unit() * std::accumulate(by_hour.begin(), by_hour.end(), 0.0);
                size_t hour = 0;
                while (hour + 1 < by_hour.size() && share > by_hour[hour]) share -= by_hour[hour++];
                const double within = std::min(1.0, share / by_hour[hour]) * 3600;
                const double length = std::chrono::duration<double>(plan_.closes - plan_.opens).count() - 1;
                const double when = std::min(static_cast<double>(hour) * 3600 + within, length);
                at(midnight_ + plan_.opens + seconds(when), Act::arrive, i);
            }
        }
    }
    Result<Decision, QueueError> ask(Command command) {
        return engine_.ask({now_, "hall", {}, {}, std::move(command)});
    }
    const WindowState* window(size_t i) const { return engine_.state().window(clerks_[i].id); }

    void carry_out(const Step& step) {
        switch (step.act) {
            case Act::arrive:
                return arrive(step.what);
            case Act::leave:
                if (ask(GiveBack{step.ticket})) return;
                return;
            case Act::open_window:
                return open_window(step.what);
            case Act::lunch:
                return lunch(step.what);
            case Act::press:
                return press(step.what);
            case Act::answer:
                return answer(step.what, step.ticket);
            case Act::end:
                return end(step.what, step.ticket);
        }
    }
    void arrive(size_t i) {
        const auto& service = plan_.services[i];
        Take take{service.id};
        take.taken_at = now_;
        if (random_.chance(plan_.goes_first)) take.precedence = Precedence::elderly;
        const auto decision = ask(std::move(take));
        if (!decision) throw std::logic_error("the hall refused a visitor");
        ++story_.visitors;
        taken_.push_back(*decision->ticket);
        naive_[*decision->ticket] = naive_minutes(*engine_.state().ticket(*decision->ticket));
        if (random_.chance(plan_.gives_back))
            after(random_.exponential(600), Act::leave, i, *decision->ticket);
        wake(service.id);
    }
    double naive_minutes(const Ticket& t) const {
        const auto& state = engine_.state();
        double open_windows = 0;
        for (const auto& [id, w] : state.windows()) open_windows += state.callable_at(t, id) ? 1 : 0;
        const auto& recent = state.durations(t.service);
        double mean = std::chrono::duration<double>(plan_.settings.service(t.service)->target).count();
        if (!recent.empty()) {
            mean = 0;
            for (const auto& d : recent) mean += d.seconds;
            mean /= static_cast<double>(recent.size());
        }
        const double ahead = people_ahead(state, plan_.settings, t, now_);
        return open_windows > 0 ? ahead * mean / open_windows / 60 : 0;
    }
    void wake(const std::string& service) {
        for (size_t i = 0; i < clerks_.size(); ++i) {
            const auto* w = window(i);
            if (w && w->open && !w->ticket && std::ranges::count(w->services, service) > 0) plan_press(i);
        }
    }
    void plan_press(size_t i) {
        if (std::exchange(clerks_[i].pressing, true)) return;
        after(3 + random_.exponential(clerks_[i].reaction), Act::press, i);
    }
    void open_window(size_t i) {
        clerks_[i].at_lunch = false;
        if (ask(OpenWindow{clerks_[i].id})) plan_press(i);
    }
    // He finishes with whoever stands before him first.
    void lunch(size_t i) {
        clerks_[i].at_lunch = true;
        if (!window(i)->ticket) close_for_lunch(i);
    }
    void close_for_lunch(size_t i) {
        if (!ask(CloseWindow{clerks_[i].id})) throw std::logic_error("a window did not close");
        at(now_ + plan_.lunch + seconds(random_.exponential(90)), Act::open_window, i);
    }
    void press(size_t i) {
        clerks_[i].pressing = false;
        const auto* w = window(i);
        if (!w || !w->open || w->ticket) return;
        if (now_ >= last_) return;
        const auto decision = ask(CallNext{clerks_[i].id});
        if (!decision) return;  // nobody waits: the next visitor wakes him
        told_and_called(*decision->ticket);
        if (random_.chance(plan_.does_not_come))
            after(60 + random_.unit() * 60, Act::answer, i, *decision->ticket);
        else
            after(8 + random_.exponential(12), Act::end, i, *decision->ticket);
    }
    void told_and_called(TicketId id) {
        const auto& t = *engine_.state().ticket(id);
        if (t.first_called_at != t.called_at) return;
        if (!t.told) {
            ++story_.untold;
            return;
        }
        const double waited = std::chrono::duration<double>(*t.first_called_at - t.taken_at).count() / 60;
        story_.waits.push_back({*t.told, naive_.at(id), waited});
    }
    void answer(size_t i, TicketId id) {
        if (!ask(NoShow{id})) return;
        free(i);
    }
    // The visitor stands before the window: first the start, then, with a second step of this kind, the end.
    void end(size_t i, TicketId id) {
        const auto& t = *engine_.state().ticket(id);
        if (t.state == TicketState::called) {
            if (!ask(Start{id})) throw std::logic_error("a visitor could not be served");
            after(service_seconds(i, t.service), Act::end, i, id);
            return;
        }
        if (t.state != TicketState::serving) return;
        if (random_.chance(plan_.sent_on)) {
            const auto& other = plan_.services[random_.below(plan_.services.size())].id;
            if (other != t.service && ask(Transfer{id, other, "", ""})) {
                wake(other);
                return free(i);
            }
        }
        if (!ask(Finish{id})) throw std::logic_error("a visitor could not be let go");
        free(i);
    }
    double service_seconds(size_t clerk, const std::string& service) {
        const auto plan = std::ranges::find(plan_.services, service, &ServicePlan::id);
        const auto at_plan = static_cast<size_t>(plan - plan_.services.begin());
        const double tired = now_ > midnight_ + minutes(900) ? 1.12 : 1;
        const double s = random_.lognormal(plan->median_seconds, plan->sigma);
        return std::clamp(s * clerks_[clerk].pace * day_factor_[at_plan] * tired, 15.0, 5400.0);
    }
    void free(size_t i) {
        if (clerks_[i].at_lunch) return close_for_lunch(i);
        plan_press(i);
    }

    const HallPlan& plan_;
    HallEngine& engine_;
    Random random_;
    WallTime midnight_;
    WallTime last_;
    WallTime now_{};
    uint64_t planned_ = 0;
    std::priority_queue<Step, std::vector<Step>, std::greater<>> steps_;
    std::vector<Clerk> clerks_;
    std::vector<double> day_factor_;
    std::vector<TicketId> taken_;
    std::map<TicketId, double> naive_;
    DayStory story_;
};

}  // namespace

Result<Decision, QueueError> PlainEngine::ask(const Request& request) {
    auto decision = decide(state_, settings_, request);
    if (decision)
        for (const auto& e : decision->events)
            if (!state_.apply(e)) throw std::logic_error("an event does not fit");
    return decision;
}

DayStory play_day(const HallPlan& plan, HallEngine& engine, Date date, uint64_t seed) {
    return HallDay(plan, engine, date, seed).play();
}

}  // namespace lobby::office::queue
