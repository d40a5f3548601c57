#include "office/queue/wait_model.hpp"

#include <algorithm>
#include <cmath>

#include "office/queue/random.hpp"
#include "office/queue/selection.hpp"
#include "office/queue/wait_runs.hpp"

namespace lobby::office::queue {

namespace {

constexpr size_t runs = 48;
constexpr size_t low_run = 4;         // of the sorted runs: about the 8th in a hundred
constexpr size_t high_run = 43;       // about the 90th
constexpr double aimed_share = 0.85;  // of real waits inside; rounding outwards to minutes adds to it

// Until ranges have been compared with real waits: as if the model had been a little too sure.
constexpr std::array<int32_t, 8> unproven{-400, -250, -100, 0, 50, 100, 250, 400};

std::optional<ToldWait> wait_of(const State& state, const Settings& settings, const Ticket& who,
                                WallTime now) {
    WaitRuns future(state, settings, who, now);
    if (!future.possible()) return std::nullopt;
    Random random(static_cast<uint64_t>(who.id) * 0x9e3779b97f4a7c15u + 1);
    std::array<double, runs> waits{};
    for (auto& w : waits) w = future.play(random);
    std::ranges::sort(waits);
    return calibrated(state, waits[low_run], waits[high_run]);
}

}  // namespace

ToldWait calibrated(const State& state, double raw_low, double raw_high) {
    std::vector<int32_t> misses(state.misses().begin(), state.misses().end());
    misses.insert(misses.end(), unproven.begin(), unproven.end());
    const auto rank = static_cast<size_t>(std::floor(aimed_share * static_cast<double>(misses.size())));
    std::ranges::nth_element(misses, misses.begin() + static_cast<std::ptrdiff_t>(rank));
    const double scale = 60 + (raw_low + raw_high) / 4;  // as State learns it
    const double by = misses[rank] / 1000.0 * scale;
    const double middle = (raw_low + raw_high) / 2;
    const double low = std::clamp(raw_low - by, 0.0, middle);
    const double high = std::max(raw_high + by, middle);
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
    std::set<TicketId> ahead;
    const Turn turn = turn_of(ticket, settings, now);
    const Place place = place_in_turn(ticket, turn);
    for (const auto& [id, w] : state.windows()) {
        if (!state.callable_at(ticket, id)) continue;
        state.each_callable(id, [&](const Ticket& t) {
            const Turn theirs = turn_of(t, settings, now);
            if (theirs < turn || (theirs == turn && place_in_turn(t, theirs) < place)) ahead.insert(t.id);
        });
    }
    return static_cast<uint32_t>(ahead.size());
}

}  // namespace lobby::office::queue
