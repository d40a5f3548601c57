#include "office/cases/throttle.hpp"

#include <algorithm>

namespace lobby::office {

AttemptState seen_at(const AttemptState& state, WallTime now) {
    if (state.last_at <= now) return state;
    AttemptState seen = state;
    if (seen.locked_until > seen.last_at) seen.locked_until = now + (seen.locked_until - seen.last_at);
    seen.last_at = now;
    return seen;
}

std::optional<std::chrono::seconds> locked_for(const AttemptState& state, WallTime now,
                                               const ThrottleRules& rules) {
    if (state.locked_until <= now) return std::nullopt;
    const auto left = std::chrono::ceil<std::chrono::seconds>(state.locked_until - now);
    return std::min(left, rules.longest_delay);
}

AttemptState after_failure(const AttemptState& state, WallTime now, const ThrottleRules& rules) {
    const bool forgotten = now - state.last_at > rules.forget_after;
    AttemptState next;
    next.failures = (forgotten ? 0 : state.failures) + 1;
    next.last_at = now;
    if (next.failures > rules.free_failures) {
        auto delay = rules.first_delay;
        for (uint32_t i = rules.free_failures + 1; i < next.failures && delay < rules.longest_delay; ++i)
            delay *= 2;
        next.locked_until = now + std::min(delay, rules.longest_delay);
    }
    return next;
}

}  // namespace lobby::office
