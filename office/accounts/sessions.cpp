#include "office/accounts/sessions.hpp"

#include <algorithm>

#include <sodium.h>

namespace lobby::office {

std::string random_token() {
    std::array<uint8_t, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    constexpr int form = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string out(sodium_base64_ENCODED_LEN(bytes.size(), form), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), form);
    out.pop_back();
    return out;
}

Sessions::Hash Sessions::hash_of(std::string_view cookie) {
    Hash hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(cookie.data()),
                       cookie.size(), nullptr, 0);
    return hash;
}

bool Sessions::is_over(const Session& session, SteadyTime now) const {
    return now - session.seen >= rules_.idle || now - session.began >= rules_.longest;
}

void Sessions::make_room(std::string_view account, SteadyTime now) {
    sweep(now, [](const Session&) { return false; });
    const auto idlest = [this](auto belongs) {
        auto found = sessions_.end();
        for (auto it = sessions_.begin(); it != sessions_.end(); ++it)
            if (belongs(it->second) && (found == sessions_.end() || it->second.seen < found->second.seen))
                found = it;
        return found;
    };
    const auto mine = [account](const Session& s) { return s.account == account; };
    const auto have = std::ranges::count_if(sessions_, [&](const auto& s) { return mine(s.second); });
    if (static_cast<size_t>(have) >= rules_.per_account) sessions_.erase(idlest(mine));
    if (sessions_.size() >= rules_.in_all) sessions_.erase(idlest([](const Session&) { return true; }));
}

std::string Sessions::begin(const Account& account, SteadyTime now) {
    make_room(account.name, now);
    std::string cookie = random_token();
    sessions_[hash_of(cookie)] = {
        account.name, account.role, random_token(), account.must_change_password, account.generation,
        now,          now};
    return cookie;
}

const Session* Sessions::find(std::string_view cookie, SteadyTime now) {
    const auto found = sessions_.find(hash_of(cookie));
    if (found == sessions_.end()) return nullptr;
    if (is_over(found->second, now)) {
        sessions_.erase(found);
        return nullptr;
    }
    found->second.seen = now;
    return &found->second;
}

const Session* Sessions::peek(std::string_view cookie, SteadyTime now) const {
    const auto found = sessions_.find(hash_of(cookie));
    return found == sessions_.end() || is_over(found->second, now) ? nullptr : &found->second;
}

void Sessions::end(std::string_view cookie) {
    sessions_.erase(hash_of(cookie));
}

void Sessions::end_all_of(std::string_view account) {
    std::erase_if(sessions_, [account](const auto& s) { return s.second.account == account; });
}

}  // namespace lobby::office
