// How the text messages to those who agreed went (office/notices), for whoever looks after the office.
#include "office/console/desk.hpp"
#include "office/notices/outbox_table.hpp"

namespace lobby::office::console {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::days looked_back{7};

asio::awaitable<Answer> notices(Desk& desk, const Request&, const Caller&) {
    const auto since = desk.clock.wall() - looked_back;
    std::function<outbox::Counts(const std::filesystem::path&)> look =
        [since](const std::filesystem::path& data_dir) {
            auto db = open_office_db(data_dir, Access::read);
            return outbox::count(db, since);
        };
    const auto counts = co_await desk.archive.ask<outbox::Counts>(look);
    if (!counts) co_return error(503, "unavailable");
    const bool on = desk.config.notices.gateway != NoticeSettings::Gateway::none;
    co_return json(
        200,
        {{"on", on}, {"waiting", counts->waiting}, {"sent", counts->sent}, {"given_up", counts->failed}});
}

}  // namespace

std::vector<Route> notice_routes() {
    constexpr auto readers = only(StaffRole::supervisor, StaffRole::administrator);
    return {{Method::get, "/api/notices", readers, notices}};
}

}  // namespace lobby::office::console
