// The rooms in which lawyers read files: who comes when, which files can be opened, who has no time yet. Says
// nothing of persons: a case's number and the mark of a booking are what staff need.
#include "office/api/text_rules.hpp"
#include "office/cases/stored_case.hpp"
#include "office/console/desk.hpp"
#include "office/console/forms/json_body.hpp"
#include "office/console/views/file_review_view.hpp"
#include "office/file_review/file_review_desk.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;

namespace {

constexpr size_t longest_number = 40;  // bytes, of a case

Answer refusal_of(FileReviewDesk::Error why) {
    switch (why) {
        case FileReviewDesk::Error::unknown:
            return error(404, "not_found");
        case FileReviewDesk::Error::over:
            return error(409, "over");
        case FileReviewDesk::Error::unavailable:
            break;
    }
    return error(503, "unavailable");
}

asio::awaitable<Answer> of_day(Desk& desk, const Request& request, const Caller&) {
    Date day = desk.reviews.today();
    if (const auto wanted = request.target.query.find("day"); wanted != request.target.query.end()) {
        const auto parsed = parse_date(wanted->second);
        if (!parsed) co_return error(400, "day");
        day = *parsed;
    }
    const auto found = desk.reviews.of_day(day);
    const auto waiting = desk.reviews.waiting();
    if (!found || !waiting) co_return error(503, "unavailable");
    std::vector<WaitingForTime> without_time;
    for (const auto& one : *waiting) {
        const auto mark = desk.reviews.file_of(one.of.client.acceptance_number);
        without_time.push_back({one, mark && mark->ready});
    }
    co_return json(200, file_review_view(*found, without_time, desk.clock.wall()));
}

asio::awaitable<Answer> cancel(Desk& desk, const Request& request, const Caller& caller) {
    if (!JsonBody(request.body).good()) co_return error(400, "malformed");
    std::string id = request.part(2);
    std::string by = caller.account();
    const auto done = co_await desk.reviews.cancel(std::move(id), std::move(by));
    if (!done) co_return refusal_of(done.error());
    co_return nothing();
}

// Whether this office has the case. Nothing: it cannot be said now.
asio::awaitable<std::optional<bool>> known(Desk& desk, std::string number) {
    if (number.empty() || !api::is_plain_text(number, longest_number)) co_return false;
    std::function<bool(const std::filesystem::path&)> look = [&](const std::filesystem::path& data_dir) {
        return CaseReader(data_dir).by_acceptance_number(number).has_value();
    };
    co_return co_await desk.archive.ask<bool>(look);
}

asio::awaitable<Answer> file(Desk& desk, const Request& request, const Caller&) {
    std::string number = request.part(2);
    const auto there = co_await known(desk, number);
    if (!there) co_return error(503, "unavailable");
    if (!*there) co_return error(404, "not_found");
    const auto mark = desk.reviews.file_of(number);
    if (!mark) co_return error(503, "unavailable");
    co_return json(200, file_view(number, *mark));
}

asio::awaitable<Answer> mark(Desk& desk, const Request& request, const Caller& caller) {
    JsonBody body(request.body);
    const auto ready = body.flag("ready");
    if (!ready || !body.good()) co_return error(400, "malformed");
    std::string number = request.part(2);
    const auto there = co_await known(desk, number);
    if (!there) co_return error(503, "unavailable");
    if (!*there) co_return error(404, "not_found");
    std::string by = caller.account();
    const auto marked = co_await desk.reviews.mark_file(number, *ready, std::move(by));
    if (!marked) co_return refusal_of(marked.error());
    co_return json(200, file_view(number, *marked));
}

}  // namespace

std::vector<Route> file_review_routes() {
    return {
        {Method::get, "/api/file-review", counter, of_day},
        {Method::post, "/api/file-review/*/cancel", counter, cancel},
        {Method::get, "/api/cases/*/file", counter, file},
        {Method::post, "/api/cases/*/file", counter, mark},
    };
}

}  // namespace lobby::office::console
