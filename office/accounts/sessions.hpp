// Who is signed in. A session is a random cookie of 256 bits, of which only the hash is kept, in memory: a
// restart signs everybody out.
//
// Not thread-safe: belongs to the console's thread.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "office/accounts/account.hpp"

namespace lobby::office {

struct SessionRules {
    std::chrono::minutes idle{30};      // without a request
    std::chrono::minutes longest{720};  // since the sign-in
    size_t per_account = 8;             // the one that is idle longest makes room
    size_t in_all = 1000;
};

struct Session {
    std::string account;
    StaffRole role{};
    std::string csrf;  // what every request that changes something has to carry
    bool must_change_password = false;
    uint64_t generation = 0;  // of the account
    SteadyTime began{};
    SteadyTime seen{};
};

class Sessions {
public:
    explicit Sessions(SessionRules rules = {}) : rules_(rules) {}

    // The cookie of a new session: 43 characters of A-Z a-z 0-9 _ -
    [[nodiscard]] std::string begin(const Account& account, SteadyTime now);
    // The session, seen now; nothing when there is none, or when it is over.
    [[nodiscard]] const Session* find(std::string_view cookie, SteadyTime now);
    // The same without counting as a request of its owner: for what the page asks by itself.
    [[nodiscard]] const Session* peek(std::string_view cookie, SteadyTime now) const;
    void end(std::string_view cookie);
    void end_all_of(std::string_view account);
    // Ends what is over; ends every session for which over(session) is true.
    template <class Over>
    void sweep(SteadyTime now, Over over) {
        std::erase_if(sessions_, [&](const auto& s) { return is_over(s.second, now) || over(s.second); });
    }

    [[nodiscard]] size_t size() const { return sessions_.size(); }

private:
    using Hash = std::array<uint8_t, 32>;
    static Hash hash_of(std::string_view cookie);
    [[nodiscard]] bool is_over(const Session& session, SteadyTime now) const;
    void make_room(std::string_view account, SteadyTime now);

    SessionRules rules_;
    std::map<Hash, Session> sessions_;
};

// 32 random bytes in base64url.
[[nodiscard]] std::string random_token();

}  // namespace lobby::office
