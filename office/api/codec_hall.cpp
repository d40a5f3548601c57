#include "office/api/codec_hall.hpp"

#include <algorithm>

namespace lobby::api::wire {

using enum DecodeError;
using std::chrono::minutes;

namespace {

constexpr uint32_t most_people = 100'000;
constexpr uint32_t day_minutes = 24 * 60;
constexpr size_t max_url_bytes = 200;

uint32_t count_of(minutes value) {
    return static_cast<uint32_t>(value.count());
}

Result<std::string, DecodeError> hall_text(const std::string& text) {
    return text_of(text, max_hall_text_bytes);
}

Result<std::string, DecodeError> word_from(const std::string& text) {
    if (!is_word(text)) return fail(bad_text);
    return text;
}

void fill(pb::WaitRange& out, const WaitRange& wait) {
    out.set_low_minutes(wait.low_minutes);
    out.set_high_minutes(wait.high_minutes);
}

Result<WaitRange, DecodeError> wait_of(const pb::WaitRange& in) {
    if (in.low_minutes() > in.high_minutes() || in.high_minutes() > max_minutes) return fail(bad_number);
    return WaitRange{in.low_minutes(), in.high_minutes()};
}

void fill(pb::HallService& out, const HallService& service) {
    out.set_id(service.id);
    out.set_name_zh(service.name_zh);
    out.set_name_en(service.name_en);
    out.set_prefix(static_cast<uint32_t>(service.prefix));
    for (const auto& h : service.hours) {
        auto* hours = out.add_hours();
        hours->set_from(count_of(h.from));
        hours->set_to(count_of(h.to));
    }
    out.set_daily_cap(service.daily_cap);
    for (const auto& w : service.windows) {
        auto* window = out.add_windows();
        window->set_name_zh(w.name_zh);
        window->set_name_en(w.name_en);
        window->set_chairs_zh(w.chairs_zh);
        window->set_chairs_en(w.chairs_en);
    }
}

Result<HallWindow, DecodeError> window_of(const pb::HallWindow& in) {
    HallWindow window;
    Checked check;
    check.into(window.name_zh, hall_text(in.name_zh()));
    check.into(window.name_en, hall_text(in.name_en()));
    check.into(window.chairs_zh, hall_text(in.chairs_zh()));
    check.into(window.chairs_en, hall_text(in.chairs_en()));
    if (check.error()) return fail(*check.error());
    return window;
}

Result<HallService, DecodeError> service_of(const pb::HallService& in) {
    HallService service;
    Checked check;
    check.require(in.hours_size() <= static_cast<int>(max_hall_hours) &&
                      in.windows_size() <= static_cast<int>(max_hall_windows),
                  too_many);
    if (check.error()) return fail(*check.error());
    check.into(service.id, word_from(in.id()));
    check.into(service.name_zh, hall_text(in.name_zh()));
    check.into(service.name_en, hall_text(in.name_en()));
    check.into(service.prefix, letter_of(in.prefix()));
    for (const auto& h : in.hours()) {
        check.require(h.from() < h.to() && h.to() <= day_minutes, bad_number);
        service.hours.push_back({minutes(h.from()), minutes(h.to())});
    }
    check.into(service.daily_cap, number_of(in.daily_cap(), 0, max_count));
    for (const auto& w : in.windows()) {
        HallWindow window;
        check.into(window, window_of(w));
        service.windows.push_back(std::move(window));
    }
    if (check.error()) return fail(*check.error());
    return service;
}

void fill(pb::HallRules& out, const HallRules& rules) {
    for (const auto& service : rules.services) fill(*out.add_services(), service);
    out.set_utc_offset_minutes(static_cast<int32_t>(rules.utc_offset.count()));
    out.set_rollover_minutes(count_of(rules.rollover));
    for (const unsigned weekday : rules.weekdays) out.add_weekdays(weekday);
    for (const Date date : rules.closed_on) out.add_closed_on(day_number(date));
    for (const Date date : rules.open_on) out.add_open_on(day_number(date));
    out.set_elderly_from(static_cast<uint32_t>(rules.elderly_from));
    for (const auto p : rules.offered) out.add_offered(static_cast<uint32_t>(p));
    out.set_ticket_url(rules.ticket_url);
}

bool is_url(const std::string& text) {
    if (text.empty()) return true;
    return text.size() <= max_url_bytes && text.starts_with("https://") &&
           std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7F; });
}

template <class Numbers>
Result<std::set<Date>, DecodeError> dates_of(const Numbers& in) {
    if (in.size() > static_cast<int>(max_hall_dates)) return fail(too_many);
    std::set<Date> dates;
    for (const int32_t number : in) {
        const auto date = date_of(number);
        if (!date) return fail(date.error());
        dates.insert(*date);
    }
    return dates;
}

Result<HallRules, DecodeError> rules_of(const pb::HallRules& in) {
    HallRules rules;
    Checked check;
    check.require(in.services_size() <= static_cast<int>(max_hall_services) && in.weekdays_size() <= 7 &&
                      in.offered_size() <= static_cast<int>(precedence_words.size()),
                  too_many);
    if (check.error()) return fail(*check.error());
    for (const auto& s : in.services()) {
        HallService service;
        check.into(service, service_of(s));
        check.require(!rules.service(service.id), bad_text);
        rules.services.push_back(std::move(service));
    }
    check.require(in.utc_offset_minutes() >= -12 * 60 && in.utc_offset_minutes() <= 14 * 60, bad_number);
    rules.utc_offset = minutes(in.utc_offset_minutes());
    check.require(in.rollover_minutes() < day_minutes, bad_number);
    rules.rollover = minutes(in.rollover_minutes());
    rules.weekdays.clear();
    for (const uint32_t weekday : in.weekdays()) {
        check.require(weekday >= 1 && weekday <= 7, bad_number);
        rules.weekdays.insert(weekday);
    }
    check.into(rules.closed_on, dates_of(in.closed_on()));
    check.into(rules.open_on, dates_of(in.open_on()));
    check.into(rules.elderly_from, number_of(in.elderly_from(), 1, 150));
    for (const uint32_t number : in.offered()) {
        Precedence p{};
        check.into(p, term_of<Precedence>(number));
        rules.offered.insert(p);
    }
    check.require(is_url(in.ticket_url()), bad_text);
    rules.ticket_url = in.ticket_url();
    if (check.error()) return fail(*check.error());
    return rules;
}

void fill(pb::ServiceNow& out, const ServiceNow& service) {
    out.set_id(service.id);
    out.set_open(service.open);
    out.set_paused(service.paused);
    if (service.left_today) out.set_left_today(*service.left_today);
    out.set_waiting(service.waiting);
    if (service.wait) fill(*out.mutable_wait(), *service.wait);
    if (service.wait_first) fill(*out.mutable_wait_first(), *service.wait_first);
}

Result<ServiceNow, DecodeError> service_now_of(const pb::ServiceNow& in) {
    ServiceNow service;
    Checked check;
    check.into(service.id, word_from(in.id()));
    service.open = in.open();
    service.paused = in.paused();
    if (in.has_left_today()) check.into(service.left_today, number_of(in.left_today(), 0, max_count));
    check.into(service.waiting, number_of(in.waiting(), 0, most_people));
    if (in.has_wait()) check.into(service.wait, wait_of(in.wait()));
    if (in.has_wait_first()) check.into(service.wait_first, wait_of(in.wait_first()));
    if (check.error()) return fail(*check.error());
    return service;
}

void fill(pb::TicketNow& out, const TicketNow& ticket) {
    put(*out.mutable_number(), ticket.number);
    out.set_standing(static_cast<uint32_t>(ticket.standing));
    out.set_window_zh(ticket.window_zh);
    out.set_window_en(ticket.window_en);
    out.set_people_ahead(ticket.people_ahead);
    if (ticket.wait) fill(*out.mutable_wait(), *ticket.wait);
}

Result<TicketNow, DecodeError> ticket_now_of(const pb::TicketNow& in) {
    TicketNow ticket;
    Checked check;
    check.into(ticket.number, ticket_number_of(in.number()));
    check.into(ticket.standing, term_of<TicketStanding>(in.standing()));
    check.into(ticket.window_zh, hall_text(in.window_zh()));
    check.into(ticket.window_en, hall_text(in.window_en()));
    check.into(ticket.people_ahead, number_of(in.people_ahead(), 0, most_people));
    if (in.has_wait()) check.into(ticket.wait, wait_of(in.wait()));
    if (check.error()) return fail(*check.error());
    return ticket;
}

Result<TicketFound, DecodeError> found_of(const pb::TicketFound& in) {
    TicketFound found;
    Checked check;
    check.into(found.standing, term_of<TicketStanding>(in.standing()));
    check.into(found.service, word_from(in.service()));
    check.into(found.window_zh, hall_text(in.window_zh()));
    check.into(found.window_en, hall_text(in.window_en()));
    check.into(found.people_ahead, number_of(in.people_ahead(), 0, most_people));
    if (in.has_wait()) check.into(found.wait, wait_of(in.wait()));
    found.may_rate = in.may_rate();
    found.rated = in.rated();
    if (check.error()) return fail(*check.error());
    return found;
}

}  // namespace

void put(pb::TicketQuestion& out, const TicketQuestion& question) {
    put(*out.mutable_number(), question.number);
    out.set_day(day_number(question.day));
}

Result<TicketQuestion, DecodeError> question_of(const pb::TicketQuestion& in) {
    TicketQuestion question;
    Checked check;
    check.into(question.number, ticket_number_of(in.number()));
    check.into(question.day, date_of(in.day()));
    if (check.error()) return fail(*check.error());
    return question;
}

void put(pb::TicketAnswer& out, const TicketAnswer& answer) {
    if (!answer.found) return;
    auto* found = out.mutable_found();
    found->set_standing(static_cast<uint32_t>(answer.found->standing));
    found->set_service(answer.found->service);
    found->set_window_zh(answer.found->window_zh);
    found->set_window_en(answer.found->window_en);
    found->set_people_ahead(answer.found->people_ahead);
    if (answer.found->wait) fill(*found->mutable_wait(), *answer.found->wait);
    found->set_may_rate(answer.found->may_rate);
    found->set_rated(answer.found->rated);
}

Result<TicketAnswer, DecodeError> answer_of(const pb::TicketAnswer& in) {
    if (!in.has_found()) return TicketAnswer{};
    auto found = found_of(in.found());
    if (!found) return fail(found.error());
    return TicketAnswer{std::move(*found)};
}

void put(pb::HallFeed& out, const HallFeed& feed) {
    out.set_version(feed.version);
    out.set_at_ms(ms_number(feed.at));
    if (feed.rules) fill(*out.mutable_rules(), *feed.rules);
    out.set_day(day_number(feed.day));
    if (feed.series) out.set_series(static_cast<uint32_t>(*feed.series));
    out.set_last_count(feed.last_count);
    for (const auto& service : feed.services) fill(*out.add_services(), service);
    for (const auto& ticket : feed.tickets) fill(*out.add_tickets(), ticket);
}

Result<HallFeed, DecodeError> feed_of(const pb::HallFeed& in) {
    HallFeed feed;
    Checked check;
    check.require(in.services_size() <= static_cast<int>(max_hall_services) &&
                      in.tickets_size() <= static_cast<int>(max_feed_tickets),
                  too_many);
    if (check.error()) return fail(*check.error());
    feed.version = in.version();
    check.into(feed.at, time_of(in.at_ms()));
    if (in.has_rules()) check.into(feed.rules, rules_of(in.rules()));
    check.into(feed.day, date_of(in.day()));
    if (in.has_series()) check.into(feed.series, letter_of(in.series()));
    check.into(feed.last_count, number_of(in.last_count(), 0, max_count));
    for (const auto& s : in.services()) {
        ServiceNow service;
        check.into(service, service_now_of(s));
        feed.services.push_back(std::move(service));
    }
    for (const auto& t : in.tickets()) {
        TicketNow ticket;
        check.into(ticket, ticket_now_of(t));
        feed.tickets.push_back(std::move(ticket));
    }
    if (check.error()) return fail(*check.error());
    return feed;
}

}  // namespace lobby::api::wire
