// A member of staff as the office knows him: a name to sign in with, and what he may do.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace lobby::office {

enum class StaffRole : uint8_t {
    window,      // queue, entitlements, inquiries
    supervisor,  // the same, pauses services, closes any window, figures
    technician,  // calls for help, the board
    administrator,
};
inline constexpr std::array<std::string_view, 4> staff_role_words{"window", "supervisor", "technician",
                                                                  "administrator"};

[[nodiscard]] std::string_view word_of(StaffRole role);
[[nodiscard]] std::optional<StaffRole> staff_role_from(std::string_view word);

// 2 to 32 of a-z 0-9 _ - . and a letter first: stands in the ledger, and is an actor of the queue.
[[nodiscard]] bool is_account_name(std::string_view text);

struct Account {
    std::string name;
    StaffRole role{};
    bool must_change_password = false;
    std::optional<WallTime> password_ends_at;  // of a one-time password
    uint64_t generation = 0;                   // a session of another generation is over
    WallTime added_at{};
    bool disabled = false;
};

}  // namespace lobby::office
