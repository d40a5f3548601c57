// Lawyers' questions and the key of their papers on the whole way, over real TLS on loopback: the kiosk's own
// link at one end, the office's server at the other, and between them whatever the office's desks say.
#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "kiosk/link/office_link.hpp"
#include "office/link/link_server.hpp"
#include "tests/support/office_data.hpp"

namespace lobby::test {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;

constexpr auto patience = 20s;

api::RegistrationId id_of(uint8_t first) {
    api::RegistrationId id{};
    id[0] = first;
    return id;
}

class LawyerQuestions : public testing::Test {
protected:
    void TearDown() override {
        if (link) link->stop();
        if (server) asio::post(office_io, [&] { server->stop(); });
        office_work.reset();
        kiosk_work.reset();
        if (kiosk_thread.joinable()) kiosk_thread.join();
        asio::post(office_io, [&] { office_io.stop(); });
        if (office_thread.joinable()) office_thread.join();
    }
    void start(office::KioskServices services) {
        services.lookup = [](std::string, api::LookupRequest) -> asio::awaitable<api::LookupReply> {
            co_return api::NothingToShow{};
        };
        server = std::make_unique<office::LinkServer>(office_io, data.config(), data.authority(),
                                                      std::move(services), clock, log);
        server->start();
        office_thread = std::thread([this] { office_io.run(); });
        auto settings = data.enrol("k1");
        settings.link_port = server->port();
        link = std::make_unique<kiosk::OfficeLink>(
            kiosk_io, settings, clock, log,
            [this](const kiosk::LinkState& state) {
                if (const auto* up = std::get_if<kiosk::LinkUp>(&state); up && !told_up) {
                    told_up = true;
                    came_up.set_value(*up);
                }
            },
            [](uint32_t n) { return n / 2; });
        link->start();
        kiosk_thread = std::thread([this] { kiosk_io.run(); });
    }
    kiosk::LinkUp up() {
        auto future = came_up.get_future();
        if (future.wait_for(patience) != std::future_status::ready) throw std::runtime_error("no link");
        return future.get();
    }
    // What `ask` is answered.
    template <class Answer, class Ask>
    Answer answered(Ask ask) {
        auto promise = std::make_shared<std::promise<Result<Answer, kiosk::LinkError>>>();
        auto future = promise->get_future();
        ask([promise](Result<Answer, kiosk::LinkError> result) { promise->set_value(std::move(result)); });
        if (future.wait_for(patience) != std::future_status::ready) throw std::runtime_error("no answer");
        return future.get().value();
    }
    static api::LawyerQuestion lawyer() { return {person(1), SecretString(name_of(1))}; }
    static api::RegistrationForm form() {
        return {person(1), SecretString(name_of(1)), {}, {}, false, {}, {}, {}};
    }
    api::LawyerAnswer ask_lawyer() {
        return answered<api::LawyerAnswer>([&](auto done) { link->ask_lawyer(lawyer(), patience, done); });
    }
    api::CheckAnswer ask_check() {
        return answered<api::CheckAnswer>([&](auto done) { link->ask_check({form()}, patience, done); });
    }
    api::SlotsAnswer ask_slots() {
        return answered<api::SlotsAnswer>([&](auto done) {
            link->ask_slots({person(1), id_of(3)}, patience, done);
        });
    }
    api::BookAnswer ask_book() {
        return answered<api::BookAnswer>([&](auto done) {
            link->ask_book({person(1), id_of(3), {}, "booking.1"}, patience, done);
        });
    }

    OfficeData data;
    SystemClock clock;
    Log log = Log::discard(clock);
    asio::io_context office_io{1};
    asio::io_context kiosk_io{1};
    asio::executor_work_guard<asio::io_context::executor_type> office_work{office_io.get_executor()};
    asio::executor_work_guard<asio::io_context::executor_type> kiosk_work{kiosk_io.get_executor()};
    std::unique_ptr<office::LinkServer> server;
    std::unique_ptr<kiosk::OfficeLink> link;
    std::promise<kiosk::LinkUp> came_up;
    bool told_up = false;
    std::thread office_thread;
    std::thread kiosk_thread;
};

TEST_F(LawyerQuestions, AreAnsweredByTheOfficesDesksWhichHearWhichKioskAsks) {
    std::vector<std::string> heard;  // on the office's thread, read when all is answered
    office::KioskServices services;
    services.lawyer = [&](std::string kiosk,
                          api::LawyerQuestion question) -> asio::awaitable<api::LawyerAnswer> {
        heard.push_back(kiosk + " " + std::string(question.card_name.view()));
        api::LawyerAnswer answer;
        answer.registrations.resize(1);
        answer.registrations[0].id = id_of(3);
        answer.registrations[0].state = api::RegistrationState::confirmed;
        co_return answer;
    };
    services.check = [&](std::string kiosk,
                         api::CheckQuestion question) -> asio::awaitable<api::CheckAnswer> {
        heard.push_back(kiosk + " " + std::string(question.form.lawyer.masked()));
        co_return api::CheckAnswer{true, {api::Finding::defenders_full}};
    };
    services.slots = [&](std::string kiosk,
                         api::SlotsQuestion question) -> asio::awaitable<api::SlotsAnswer> {
        heard.push_back(kiosk + " " + std::to_string(question.registration[0]));
        api::SlotsAnswer answer;
        answer.state = api::SlotsState::none_free;
        answer.working_days_left = 2;
        co_return answer;
    };
    services.book = [&](std::string kiosk, api::BookQuestion question) -> asio::awaitable<api::BookAnswer> {
        heard.push_back(kiosk + " " + question.instead_of);
        co_return api::BookAnswer{api::BookState::cancelled, std::nullopt};
    };
    services.scan_key.emplace().public_key.fill(0x5A);
    const auto key = services.scan_key;
    services.check_rules.emplace().firm_letter = std::chrono::days(90);
    const auto rules = services.check_rules;
    start(std::move(services));
    const auto told = up();
    EXPECT_EQ(told.scan_key, key);
    EXPECT_EQ(told.check_rules, rules);
    const auto lawyer = ask_lawyer();
    ASSERT_EQ(lawyer.registrations.size(), 1U);
    EXPECT_EQ(lawyer.registrations[0].id, id_of(3));
    EXPECT_EQ(ask_check().findings, std::vector{api::Finding::defenders_full});
    EXPECT_EQ(ask_slots().working_days_left, 2);
    EXPECT_EQ(ask_book().state, api::BookState::cancelled);
    EXPECT_EQ(heard, (std::vector<std::string>{"k1 " + name_of(1), "k1 " + person(1).masked(), "k1 3",
                                               "k1 booking.1"}));
}

TEST_F(LawyerQuestions, AnOfficeWithoutThoseDesksSaysSoAtOnce) {
    start({});
    const auto told = up();
    EXPECT_FALSE(told.scan_key);
    EXPECT_FALSE(told.check_rules);
    EXPECT_FALSE(ask_lawyer().available);
    EXPECT_FALSE(ask_check().available);
    EXPECT_EQ(ask_slots().state, api::SlotsState::unavailable);
    EXPECT_EQ(ask_book().state, api::BookState::unavailable);
}

}  // namespace
}  // namespace lobby::test
