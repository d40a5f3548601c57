// Growing delay after wrong query codes. Pure; the state is kept in office.db, so that neither a kiosk's nor
// the office's restart lifts a lock.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/clock.hpp"

namespace lobby::office {

struct ThrottleRules {
    uint32_t free_failures = 3;            // without a delay
    std::chrono::seconds first_delay{30};  // then doubling
    std::chrono::seconds longest_delay{3600};
    std::chrono::seconds forget_after{24 * 3600};  // without a failure
};

struct AttemptState {
    uint32_t failures = 0;
    WallTime last_at{};
    WallTime locked_until{};
    friend bool operator==(const AttemptState&, const AttemptState&) = default;
};

// The state as it has to be judged and kept at `now`: a clock that was set back would lengthen a lock by as
// much, so a lock that then lies in the future starts again at `now`. Nothing else changes.
[[nodiscard]] AttemptState seen_at(const AttemptState& state, WallTime now);

// How long still, or nothing; never longer than the longest delay.
[[nodiscard]] std::optional<std::chrono::seconds> locked_for(const AttemptState& state, WallTime now,
                                                             const ThrottleRules& rules);

[[nodiscard]] AttemptState after_failure(const AttemptState& state, WallTime now, const ThrottleRules& rules);

}  // namespace lobby::office
