// The hall's figures, read from the queue's events.
#include "office/console/desk.hpp"
#include "office/console/views/figures_view.hpp"
#include "office/queue/store/event_codec.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::days most_days{92};
constexpr size_t most_events = 3'000'000;  // some 92 days of a provincial hall

// The first event at or after this time. Their times grow with their numbers, but for a clock that was set.
int64_t first_event_at(store::Database& db, WallTime at) {
    int64_t low = 1;
    int64_t high = db.number("SELECT coalesce(max(seq), 0) + 1 FROM queue_events");
    store::Statement look(db, "SELECT at FROM queue_events WHERE seq = ?");
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        look.reset();
        look.bind(1, middle);
        const bool before = look.step() && look.column(0).int64() < at.time_since_epoch().count();
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// Tickets of these days, with what became of them later. A kiosk that was alone brings its tickets within the
// days for which the queue takes them.
std::optional<TicketHistory> read_history(const std::filesystem::path& data_dir,
                                          const queue::Settings& settings, const Days& days) {
    const auto begin = WallTime(days.from) - settings.utc_offset - std::chrono::hours(1);
    const auto end = WallTime(days.to) - settings.utc_offset + std::chrono::days(2) + queue::kept_days;
    auto db = open_office_db(data_dir, Access::read);
    const store::OneView one_view(db);
    store::Statement query(
        db, "SELECT at, kind, body FROM queue_events WHERE seq >= ? AND at < ? ORDER BY seq LIMIT ?");
    query.bind(1, first_event_at(db, begin));
    query.bind(2, static_cast<int64_t>(end.time_since_epoch().count()));
    query.bind(3, static_cast<int64_t>(most_events + 1));
    TicketHistory history;
    size_t seen = 0;
    while (query.step()) {
        if (++seen > most_events) return std::nullopt;
        auto body = queue::decode_event(query.column(1).text(), query.column(2).text());
        if (!body) continue;
        history.add({WallTime(std::chrono::milliseconds(query.column(0).int64())), "", std::move(*body)});
    }
    return history;
}

std::optional<Days> days_of(const Desk& desk, const Request& request) {
    const auto today = queue::office_day(desk.clock.wall(), desk.queue.settings());
    Days days{today, today};
    for (const auto& [name, text] : request.target.query) {
        const auto day = parse_date(text);
        if (!day || (name != "from" && name != "to")) return std::nullopt;
        (name == "from" ? days.from : days.to) = *day;
    }
    if (!request.target.query.contains("to") && days.to < days.from) days.to = days.from;
    if (!request.target.query.contains("from") && days.to < days.from) days.from = days.to;
    if (days.to < days.from || days.to - days.from >= most_days) return std::nullopt;
    return days;
}

using Write = std::string (*)(const TicketHistory&, const queue::Settings&, const Days&);

asio::awaitable<std::optional<std::string>> written(Desk& desk, Days days, Write write) {
    std::function<std::string(const std::filesystem::path&)> look =
        [&desk, days, write](const std::filesystem::path& data_dir) {
            const auto history = read_history(data_dir, desk.queue.settings(), days);
            return history ? write(*history, desk.queue.settings(), days) : std::string();
        };
    auto text = co_await desk.archive.ask<std::string>(look);
    if (text && text->empty()) text.reset();
    co_return text;
}

asio::awaitable<Answer> figures(Desk& desk, const Request& request, const Caller&) {
    const auto days = days_of(desk, request);
    if (!days) co_return error(400, "days");
    Write write = [](const TicketHistory& history, const queue::Settings& settings, const Days& of) {
        return json(200, figures_view(history, settings, of)).body;
    };
    auto text = co_await written(desk, *days, write);
    if (!text) co_return error(503, "unavailable");
    Response r;
    r.body = std::move(*text);
    co_return r;
}

asio::awaitable<Answer> csv(Desk& desk, const Request& request, const Caller&) {
    const auto days = days_of(desk, request);
    if (!days) co_return error(400, "days");
    auto text = co_await written(desk, *days, figures_csv);
    if (!text) co_return error(503, "unavailable");
    Response r;
    r.content_type = "text/csv; charset=utf-8";
    r.headers.emplace_back("Content-Disposition", "attachment; filename=\"tickets-" + iso_date(days->from) +
                                                      "-" + iso_date(days->to) + ".csv\"");
    r.body = std::move(*text);
    co_return r;
}

}  // namespace

std::vector<Route> figures_routes() {
    constexpr auto readers = only(StaffRole::supervisor, StaffRole::administrator);
    return {
        {Method::get, "/api/figures", readers, figures},
        {Method::get, "/api/figures.csv", readers, csv},
    };
}

}  // namespace lobby::office::console
