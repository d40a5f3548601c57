// Whose case has moved after an import, and who hears of it.
#include "office/notices/stage_watch.hpp"

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

#include "tests/integration/notices/notice_rig.hpp"

namespace lobby::test {
namespace {

namespace asio = boost::asio;
using office::WatchedCase;

const std::string number = "京检起诉受〔2026〕1号";

class Stages : public testing::Test {
protected:
    Stages() {
        auto cases = open();
        cases.exec("INSERT INTO cases VALUES (1, '" + number +
                   "', 1, 'cause', 'department', 20000, 0, 0, 1, 1, NULL)");
        move(1, 20000);
    }
    office::store::Database open() { return office::open_cases_db(rig.dir.path(), office::Access::write); }
    // An import brings a new stage.
    void move(int stage, int day) {
        auto cases = open();
        cases.exec("INSERT INTO stage_events SELECT 1, count(*), " + std::to_string(stage) + ", " +
                   std::to_string(day) + " FROM stage_events");
        import();
    }
    void import() {
        open().exec(
            "INSERT INTO imports (kind, file_hash, started_at, finished_at, accepted, changed, "
            "rejected) VALUES ('cases_csv', x'00', 0, 0, 1, 1, 0)");
    }
    std::optional<size_t> look() {
        std::optional<size_t> posted;
        asio::co_spawn(rig.io, watch.look(),
                       [&](const std::exception_ptr& error, std::optional<size_t> count) {
                           if (error) std::rethrow_exception(error);
                           posted = count;
                       });
        rig.io.restart();
        rig.io.run();
        return posted;
    }

    // A receiver that nobody listens at: nothing is sent here.
    NoticeRig rig{sms_settings(9)};
    std::vector<WatchedCase> watched{{api::RegistrationId{1}, number}};
    std::string phone = "13800138000";
    office::StageWatch watch{
        rig.io,
        rig.dir.path(),
        rig.outbox,
        [this](office::store::Database&) { return watched; },
        [this](office::store::Database&, const api::RegistrationId&) { return SecretString(phone); },
        rig.writer,
        rig.log};
};

TEST_F(Stages, AreOnlyNotedWhenTheyAreFirstSeen) {
    EXPECT_EQ(look(), 0u);
    EXPECT_EQ(look(), 0u);
    EXPECT_EQ(rig.figures().waiting, 0);
}

TEST_F(Stages, ThatMovedAreToldOnce) {
    look();
    move(2, 20010);
    EXPECT_EQ(look(), 1u);
    EXPECT_EQ(look(), 0u);
    import();
    EXPECT_EQ(look(), 0u);
    EXPECT_EQ(rig.rows("kind = 6 AND state = 0"), 1);
    move(3, 20020);
    EXPECT_EQ(look(), 1u);
}

TEST_F(Stages, OfCasesThatMayNotBeSpokenOfAreNotTold) {
    look();
    open().exec("UPDATE cases SET confidentiality = 1");
    move(2, 20010);
    EXPECT_EQ(look(), 0u);
}

TEST_F(Stages, AreToldToThoseWhoAgreed) {
    look();
    phone.clear();
    move(2, 20010);
    EXPECT_EQ(look(), 0u);
    EXPECT_EQ(rig.figures().waiting, 0);
}

TEST_F(Stages, AreForgottenWithTheirRegistration) {
    look();
    watched.clear();
    look();
    EXPECT_EQ(rig.db.number("SELECT count(*) FROM notice_stages"), 0);
}

TEST(StagesBeforeAnyImport, AreNone) {
    NoticeRig rig(sms_settings(9));
    office::StageWatch watch(
        rig.io, rig.dir.path(), rig.outbox,
        [](office::store::Database&) { return std::vector<WatchedCase>(); },
        [](office::store::Database&, const api::RegistrationId&) { return SecretString(); }, rig.writer,
        rig.log);
    std::optional<size_t> posted;
    asio::co_spawn(rig.io, watch.look(),
                   [&](const std::exception_ptr&, std::optional<size_t> count) { posted = count; });
    rig.io.run();
    EXPECT_EQ(posted, 0u);
}

}  // namespace
}  // namespace lobby::test
