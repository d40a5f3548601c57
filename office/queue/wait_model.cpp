#include "office/queue/wait_model.hpp"

#include <algorithm>
#include <cmath>

#include "office/queue/random.hpp"
#include "office/queue/selection.hpp"
#include "office/queue/wait_runs.hpp"

namespace lobby::office::queue {

namespace {

// The more people stand before him, the less one run differs from another.
constexpr size_t most_runs = 48;
constexpr size_t fewest_runs = 16;
constexpr size_t played_people = 2000;  // in all runs together, about

constexpr double outside_each_end = 0.1;  // of the runs
constexpr double aimed_each_end = 0.94;   // share of real waits that do not lie beyond that end

// Until ranges have been compared with real waits: as if the model had been a little too sure.
constexpr std::array<int32_t, 12> unproven{-300, -250, -200, -150, -100, -50, 0, 50, 100, 150, 200, 250};

double quantile(std::vector<int32_t> all) {
    all.insert(all.end(), unproven.begin(), unproven.end());
    const auto rank = static_cast<std::ptrdiff_t>(aimed_each_end * static_cast<double>(all.size()));
    std::ranges::nth_element(all, all.begin() + rank);
    return all[static_cast<size_t>(rank)] / 1000.0;
}

std::optional<ToldWait> wait_of(const State& state, const Settings& settings, const Ticket& who,
                                WallTime now) {
    WaitRuns future(state, settings, who, now);
    if (!future.possible()) return std::nullopt;
    Random random(static_cast<uint64_t>(who.id) * 0x9e3779b97f4a7c15u + 1);
    const size_t runs = std::clamp(played_people / (future.people() + 1), fewest_runs, most_runs);
    std::vector<double> waits(runs);
    for (auto& w : waits) w = future.play(random);
    std::ranges::sort(waits);
    const auto beyond = static_cast<size_t>(outside_each_end * static_cast<double>(runs));
    return calibrated(state, waits[beyond], waits[runs - 1 - beyond]);
}

}  // namespace

ToldWait calibrated(const State& state, double raw_low, double raw_high) {
    std::vector<int32_t> below;
    std::vector<int32_t> above;
    for (const auto& miss : state.misses()) {
        below.push_back(miss.below);
        above.push_back(miss.above);
    }
    const double middle = (raw_low + raw_high) / 2;
    const double scale = 60 + middle;  // as State learns it
    const double low = std::clamp(raw_low - quantile(std::move(below)) * scale, 0.0, raw_high);
    const double high = std::max(raw_high + quantile(std::move(above)) * scale, low);
    ToldWait told;
    told.low_minutes = static_cast<uint32_t>(std::floor(low / 60));
    told.high_minutes = std::max(told.low_minutes + 1, static_cast<uint32_t>(std::ceil(high / 60)));
    told.raw_low = static_cast<uint32_t>(std::lround(raw_low));
    told.raw_high = static_cast<uint32_t>(std::lround(raw_high));
    return told;
}

std::optional<ToldWait> wait_for_newcomer(const State& state, const Settings& settings,
                                          const std::string& service, Precedence precedence, WallTime now,
                                          const std::optional<Appointment>& appointment) {
    Ticket who;
    who.id = state.next_id();
    who.service = service;
    who.precedence = precedence;
    who.appointment = appointment;
    who.taken_at = now;
    return wait_of(state, settings, who, now);
}

std::optional<ToldWait> wait_left(const State& state, const Settings& settings, const Ticket& ticket,
                                  WallTime now) {
    if (!waits(ticket.state)) return std::nullopt;
    return wait_of(state, settings, ticket, now);
}

uint32_t people_ahead(const State& state, const Settings& settings, const Ticket& ticket, WallTime now) {
    std::set<std::string> services;
    for (const auto& [id, w] : state.windows())
        if (state.callable_at(ticket, id)) services.insert(w.services.begin(), w.services.end());
    const Turn turn = turn_of(ticket, settings, now);
    const Place place = place_in_turn(ticket, turn);
    uint32_t ahead = 0;
    for (const auto& service : services) {
        if (state.paused(service)) continue;
        for (const auto& other : state.line(service)) {
            const auto& t = *state.ticket(other.ticket);
            const Turn theirs = turn_of(t, settings, now);
            if (theirs < turn || (theirs == turn && place_in_turn(t, theirs) < place)) ++ahead;
        }
    }
    return ahead;
}

}  // namespace lobby::office::queue
