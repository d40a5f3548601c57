#include "office/queue/state.hpp"

#include <algorithm>

namespace lobby::office::queue {

namespace {

template <class Map, class Key>
auto* found_in(Map& map, const Key& key) {
    const auto it = map.find(key);
    return it == map.end() ? nullptr : &it->second;
}

}  // namespace

const Ticket* State::ticket(TicketId id) const {
    return found_in(tickets_, id);
}

Ticket* State::find(TicketId id) {
    return found_in(tickets_, id);
}

const Ticket* State::by_entry(const KioskEntry& entry) const {
    const auto* id = found_in(entries_, entry);
    return id ? ticket(*id) : nullptr;
}

const Ticket* State::by_token(std::string_view token) const {
    const auto* id = found_in(tokens_, token);
    return id ? ticket(*id) : nullptr;
}

const Ticket* State::by_number(Date day, const TicketNumber& number) const {
    const auto* id = found_in(numbers_, NumberKey{day, number.series, number.count});
    const auto* t = id ? ticket(*id) : nullptr;
    return t && t->number == number ? t : nullptr;
}

const std::set<Place>& State::line(const std::string& service) const {
    static const std::set<Place> nobody;
    const auto* line = found_in(lines_, service);
    return line ? *line : nobody;
}

const WindowState* State::window(const std::string& id) const {
    return found_in(windows_, id);
}

std::optional<char> State::series_of(const std::string& kiosk) const {
    const auto* series = found_in(series_, kiosk);
    return series ? std::optional(*series) : std::nullopt;
}

uint32_t State::last_count(Date day, char series) const {
    const auto after = numbers_.lower_bound({day, series, UINT32_MAX});
    if (after == numbers_.begin()) return 0;
    const auto& last = std::prev(after)->first;
    return last.day == day && last.series == series ? last.count : 0;
}

uint32_t State::issued_today(const std::string& service) const {
    const auto* count = found_in(issued_, service);
    return count ? *count : 0;
}

const std::deque<Duration>& State::durations(const std::string& service) const {
    static const std::deque<Duration> none;
    const auto* durations = found_in(durations_, service);
    return durations ? *durations : none;
}

// A service without tickets has no entry, so that equal states are equal however they came about.
void State::count_issued(const std::string& service, int by) {
    auto& count = issued_[service];
    count = static_cast<uint32_t>(static_cast<int64_t>(count) + by);
    if (count == 0) issued_.erase(service);
}

void State::stand_in_line(const Ticket& t) {
    lines_[t.service].insert({t.taken_at, t.id});
}

void State::leave_line(const Ticket& t) {
    const auto line = lines_.find(t.service);
    if (line == lines_.end()) return;
    line->second.erase({t.taken_at, t.id});
    if (line->second.empty()) lines_.erase(line);
}

bool State::add(Ticket t) {
    const TicketId id = t.id;
    const bool clash = tickets_.contains(id) || numbers_.contains(key_of(t)) ||
                       (!t.token.empty() && tokens_.contains(t.token)) ||
                       std::ranges::any_of(t.entries, [&](const auto& e) { return entries_.contains(e); });
    if (clash) return false;
    numbers_[key_of(t)] = id;
    if (!t.token.empty()) tokens_[t.token] = id;
    for (const auto& e : t.entries) entries_[e] = id;
    if (waits(t.state)) stand_in_line(t);
    if (t.day == day_ && t.state != TicketState::given_back) count_issued(t.service, 1);
    next_id_ = std::max(next_id_, static_cast<uint64_t>(id) + 1);
    tickets_.emplace(id, std::move(t));
    return true;
}

void State::remove(TicketId id) {
    const auto it = tickets_.find(id);
    const auto& t = it->second;
    leave_line(t);
    numbers_.erase(key_of(t));
    if (!t.token.empty()) tokens_.erase(t.token);
    for (const auto& e : t.entries) entries_.erase(e);
    tickets_.erase(it);
}

State::Parts State::parts() const {
    Parts p{version_, day_, next_id_, {}, windows_, paused_, series_, durations_, ratings_, misses_};
    p.tickets.reserve(tickets_.size());
    for (const auto& [id, t] : tickets_) p.tickets.push_back(t);
    return p;
}

std::optional<State> State::from(Parts p) {
    State s;
    s.version_ = p.version;
    s.day_ = p.day;
    s.next_id_ = p.next_id;
    s.windows_ = std::move(p.windows);
    s.paused_ = std::move(p.paused);
    s.series_ = std::move(p.series);
    s.durations_ = std::move(p.durations);
    s.ratings_ = std::move(p.ratings);
    s.misses_ = std::move(p.misses);
    for (auto& t : p.tickets) {
        if (at_window(t.state)) {
            const auto* w = s.window(t.window);
            if (!w || w->ticket != t.id) return std::nullopt;
        }
        if (!s.add(std::move(t))) return std::nullopt;
    }
    for (const auto& [id, w] : s.windows_) {
        if (!w.ticket) continue;
        const auto* t = s.ticket(*w.ticket);
        if (!w.open || !t || !at_window(t->state) || t->window != id) return std::nullopt;
    }
    return s;
}

bool parked(const Ticket& t, WallTime now) {
    if (t.skip > 0) return true;
    return t.appointment && now < t.appointment->from;
}

bool reserved_now(const Ticket& t, WallTime now) {
    return t.appointment && t.skip == 0 && t.absences == 0 && now >= t.appointment->from &&
           t.taken_at <= t.appointment->until;
}

State::Serves State::serves(const WindowState& w, const std::string& service) const {
    if (paused(service)) return Serves::no;
    return std::ranges::count(w.services, service) > 0 ? Serves::yes : Serves::targets_only;
}

bool State::target_allows(const Ticket& t, const std::string& window, Serves serves) const {
    if (t.target_window.empty()) return serves == Serves::yes;
    if (t.target_window == window) return true;
    const auto* target = this->window(t.target_window);
    return serves == Serves::yes && !(target && target->open);  // a closed one leaves it to the others
}

bool State::callable_at(const Ticket& t, const std::string& window) const {
    const auto* w = this->window(window);
    if (!w || !w->open || !waits(t.state)) return false;
    const auto how = serves(*w, t.service);
    return how != Serves::no && target_allows(t, window, how);
}

}  // namespace lobby::office::queue
