#include "kiosk/tickets/hall_reckoning.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace lobby::kiosk::tickets {

namespace {

constexpr int opening_looked_for_days = 62;

const api::ServiceNow* now_of(const HallKnown& known, std::string_view service) {
    const auto found = std::ranges::find(known.feed.services, service, &api::ServiceNow::id);
    return found == known.feed.services.end() ? nullptr : &*found;
}

// Figures of another day say nothing.
const api::ServiceNow* today_of(const HallKnown& known, std::string_view service, Date day) {
    return known.feed.day == day ? now_of(known, service) : nullptr;
}

bool cap_reached(const HallKnown& known, const api::HallService& service, const OwnNumbers& own) {
    const auto count = own.of(service.id);
    if (const auto* now = today_of(known, service.id, own.day))
        return now->left_today && *now->left_today <= count.unheard;
    return service.daily_cap != 0 && count.issued >= service.daily_cap;
}

ServiceState state_of(const HallKnown& known, const api::HallService& service, const OwnNumbers& own,
                      WallTime now) {
    if (!api::is_open(service.hours, now, *known.rules)) return ServiceState::closed;
    const auto* today = today_of(known, service.id, own.day);
    if (today && today->paused) return ServiceState::paused;
    return cap_reached(known, service, own) ? ServiceState::full : ServiceState::open;
}

Position position_of(const api::TicketNow& now, bool live) {
    Position p;
    p.known = live;
    p.standing = now.standing;
    if (!live) return p;
    if (now.standing == api::TicketStanding::waiting) p.people_ahead = now.people_ahead;
    p.wait = now.wait;
    p.window = {now.window_zh, now.window_en};
    return p;
}

// U+3001, the comma between things listed in Chinese.
constexpr std::string_view listing_comma = "\xE3\x80\x81";

void list(std::string& into, const std::string& name, std::string_view comma,
          std::vector<std::string>& seen) {
    if (name.empty() || std::ranges::find(seen, name) != seen.end()) return;
    seen.push_back(name);
    if (!into.empty()) into += comma;
    into += name;
}

}  // namespace

OwnNumbers::Count OwnNumbers::of(std::string_view service) const {
    const auto found = services.find(service);
    return found == services.end() ? Count{} : found->second;
}

Date day_in_force(std::optional<Date> seen, const HallKnown& known, WallTime now) {
    if (known.live && known.feed.day != Date{}) {  // an office that starts for the first time has no day yet
        const bool clock_was_ahead = seen && *seen > known.feed.day + std::chrono::days(1);
        return clock_was_ahead || !seen ? known.feed.day : std::max(*seen, known.feed.day);
    }
    const Date by_clock = known.rules ? api::office_day(now, *known.rules) : office_date(now);
    return seen ? std::max(*seen, by_clock) : by_clock;
}

uint32_t last_count_known(const HallKnown& known, Date day) {
    return known.feed.day == day ? known.feed.last_count : 0;
}

std::optional<Refusal> refusal(const HallKnown& known, const OwnNumbers& own, std::string_view service,
                               WallTime now) {
    const auto* s = known.rules ? known.rules->service(service) : nullptr;
    if (!s || !known.feed.series) return Refusal{NotIssued::not_ready, {}};
    switch (state_of(known, *s, own, now)) {
        case ServiceState::closed:
            return Refusal{NotIssued::closed, next_opening(*s, now, *known.rules)};
        case ServiceState::paused:
            return Refusal{NotIssued::paused, {}};
        case ServiceState::full:
            return Refusal{NotIssued::full, {}};
        case ServiceState::open:
            break;
    }
    return std::nullopt;
}

HallView view_of(const HallKnown& known, const OwnNumbers& own, WallTime now) {
    HallView view;
    view.live = known.live && known.feed.day == own.day;
    if (!known.live) view.away_since = known.away_since;
    for (const auto& ticket : known.feed.tickets)
        if (known.feed.day == own.day)
            view.tickets.push_back({ticket.number, position_of(ticket, known.live)});
    if (!known.rules || !known.feed.series) return view;
    view.ready = true;
    view.offered.assign(known.rules->offered.begin(), known.rules->offered.end());
    view.elderly_from = known.rules->elderly_from;
    for (const auto& service : known.rules->services) {
        ServiceView s;
        s.id = service.id;
        s.name = {service.name_zh, service.name_en};
        s.prefix = service.prefix;
        s.state = state_of(known, service, own, now);
        if (s.state == ServiceState::closed) s.opens_at = next_opening(service, now, *known.rules);
        const auto* figures = view.live ? now_of(known, service.id) : nullptr;
        if (figures) {
            s.waiting = figures->waiting + own.of(service.id).unheard_waiting;
            s.wait = figures->wait;
            s.wait_first = figures->wait_first;
        }
        view.services.push_back(std::move(s));
    }
    return view;
}

Position position_of_new(const HallKnown& known, const OwnNumbers& own, std::string_view service,
                         api::Precedence precedence) {
    Position p;
    p.standing = api::TicketStanding::waiting;
    const auto* figures = known.live ? today_of(known, service, own.day) : nullptr;
    if (!figures) return p;
    p.known = true;
    if (precedence == api::Precedence::ordinary) {
        p.people_ahead = figures->waiting + own.of(service).unheard_waiting;
        p.wait = figures->wait;
    } else {
        p.wait = figures->wait_first;  // how many of those who wait go first as well is not known here
    }
    return p;
}

std::optional<Position> position_in_feed(const HallKnown& known, const api::TicketNumber& number) {
    const auto found = std::ranges::find(known.feed.tickets, number, &api::TicketNow::number);
    if (found == known.feed.tickets.end()) return std::nullopt;
    return position_of(*found, known.live);
}

api::Precedence precedence_of(const api::HallRules& rules, api::Precedence said,
                              const std::optional<IdentityNumber>& card, WallTime now) {
    auto precedence = said;
    if (precedence == api::Precedence::ordinary && card)
        precedence = api::precedence_by_age(card->birth(), now, rules, rules.elderly_from);
    return rules.offered.contains(precedence) ? precedence : api::Precedence::ordinary;
}

Names windows_of(const api::HallService& service) {
    Names names;
    std::vector<std::string> zh;
    std::vector<std::string> en;
    for (const auto& window : service.windows) {
        list(names.zh, window.name_zh, listing_comma, zh);
        list(names.en, window.name_en, ", ", en);
    }
    return names;
}

Names chairs_of(const api::HallService& service) {
    Names names;
    std::vector<std::string> zh;
    std::vector<std::string> en;
    for (const auto& window : service.windows) {
        list(names.zh, window.chairs_zh, listing_comma, zh);
        list(names.en, window.chairs_en, ", ", en);
    }
    return names;
}

std::optional<WallTime> next_opening(const api::HallService& service, WallTime now,
                                     const api::HallCalendar& calendar) {
    static const std::array<api::Hours, 1> whole_day{{{std::chrono::minutes(0), std::chrono::hours(24)}}};
    const std::span<const api::Hours> hours =
        service.hours.empty() ? std::span<const api::Hours>(whole_day) : std::span(service.hours);
    const auto today = std::chrono::floor<std::chrono::days>(now + calendar.utc_offset);
    for (int i = 0; i < opening_looked_for_days; ++i) {
        std::optional<WallTime> first;
        for (const auto& h : hours) {
            const WallTime at = today + std::chrono::days(i) + h.from - calendar.utc_offset;
            if (at > now && (!first || at < *first) && api::is_open(service.hours, at, calendar)) first = at;
        }
        if (first) return first;
    }
    return std::nullopt;
}

}  // namespace lobby::kiosk::tickets
