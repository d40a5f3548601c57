// From the deed to the receiver: what is posted, when it goes out, and how each notice ends.
#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>
#include <gtest/gtest.h>

#include "tests/integration/notices/notice_rig.hpp"
#include "tests/support/receivers/receiver_process.hpp"

namespace lobby::test {
namespace {

using namespace std::chrono_literals;
using office::Notice;
using office::NoticeKind;
using office::Posted;

const std::string phone = "13800138000";

Notice confirmed(const std::string& about) {
    return {NoticeKind::registration_confirmed, about, SecretString(phone)};
}
Notice booked(const std::string& about, WallTime at) {
    return {NoticeKind::appointment_booked, about, SecretString(phone), at};
}
std::string id_of(const boost::json::object& received) {
    return boost::json::value_to<std::string>(received.at("headers").at("idempotency-key"));
}
std::string text_of(const boost::json::object& received) {
    const auto body = boost::json::parse(received.at("body").as_string());
    return boost::json::value_to<std::string>(body.at("text"));
}

class Notices : public testing::Test {
protected:
    void answer(int status) { receiver.set_mode({{"mode", "ok"}, {"status", status}}); }

    ReceiverProcess receiver{SMS_RECEIVER};
    NoticeRig rig{sms_settings(receiver.port())};
};

TEST_F(Notices, AreSentAndTheNumberIsErased) {
    EXPECT_EQ(rig.post(confirmed("aa")), Posted::queued);
    EXPECT_EQ(rig.figures().waiting, 1);
    EXPECT_EQ(rig.send_due(), std::nullopt);
    const auto got = receiver.next();
    EXPECT_EQ(text_of(got),
              "【某县人民检察院】您的登记已确认。请持身份证到本院自助终端查看，并可预约时间。窗口电话：010-"
              "12345678。");
    EXPECT_EQ(rig.figures().waiting, 0);
    EXPECT_EQ(rig.figures().sent, 1);
    EXPECT_EQ(rig.rows("recipient IS NOT NULL"), 0);
    const auto entries = rig.ledger("notice_sent");
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_EQ(entries[0],
              R"({"notice":")" + id_of(got) + R"(","kind":"registration_confirmed","about":"aa","tries":1})");
    EXPECT_TRUE(rig.ledger_sound());
}

TEST_F(Notices, StandOnTheDiskWithoutTheNumber) {
    rig.post(confirmed("aa"));
    EXPECT_TRUE(rig.on_disk("aa"));
    EXPECT_FALSE(rig.on_disk(phone));
    EXPECT_FALSE(rig.on_disk(phone.substr(1, 8)));
}

TEST_F(Notices, AreAllOrNothingWithTheirDeed) {
    std::optional<office::StoreError> failed;
    rig.writer.submit(
        [&](office::store::Database& to) {
            EXPECT_EQ(rig.outbox.post(to, confirmed("aa")), Posted::queued);
            throw std::runtime_error("the deed fails");
        },
        [&](std::optional<office::StoreError> error) { failed = error; });
    rig.writer.drain();
    EXPECT_TRUE(failed.has_value());
    EXPECT_EQ(rig.figures().waiting, 0);
    EXPECT_EQ(rig.post(confirmed("aa")), Posted::queued);
}

TEST_F(Notices, GoToThoseWhoAgreedAndOnce) {
    EXPECT_EQ(rig.post(confirmed("aa")), Posted::queued);
    EXPECT_EQ(rig.post(confirmed("aa")), Posted::known);
    EXPECT_EQ(rig.post({NoticeKind::registration_returned, "aa", SecretString(phone)}), Posted::queued);
    EXPECT_EQ(rig.post({NoticeKind::registration_confirmed, "bb", {}}), Posted::not_agreed);
    for (const auto* number : {"010-12345678", "12800138000", "1380013800", "138001380001", "nonsense"})
        EXPECT_EQ(rig.post({NoticeKind::registration_confirmed, "cc", SecretString(number)}),
                  Posted::no_mobile)
            << number;
    EXPECT_EQ(rig.post({NoticeKind::registration_confirmed, "dd", SecretString("+86 138-0013-8000")}),
              Posted::queued);
    rig.send_due();
    for (int i = 0; i < 3; ++i)
        EXPECT_NE(receiver.next().at("body").as_string().find(R"("phone":"13800138000")"), std::string::npos);
    EXPECT_FALSE(receiver.has_more());
}

TEST_F(Notices, AreRefusedFromCallersThatAreWrong) {
    EXPECT_THROW(static_cast<void>(rig.outbox.post(rig.db, confirmed(""))), std::invalid_argument);
    EXPECT_THROW(static_cast<void>(
                     rig.outbox.post(rig.db, {NoticeKind::appointment_booked, "aa", SecretString(phone)})),
                 std::invalid_argument);
}

TEST_F(Notices, DisturbNobodyAtNight) {
    rig.clock.jump_wall(nine + 12h + 30min);  // 21:30
    rig.post(confirmed("aa"));
    EXPECT_EQ(rig.send_due(), nine + 23h);
    rig.clock.jump_wall(nine + 23h - 1ms);
    EXPECT_EQ(rig.send_due(), nine + 23h);
    EXPECT_FALSE(receiver.has_more());
    rig.clock.jump_wall(nine + 23h);
    EXPECT_EQ(rig.send_due(), std::nullopt);
    receiver.next();
}

TEST_F(Notices, AreTriedAgainUnderTheSameId) {
    answer(500);
    rig.post(confirmed("aa"));
    const auto again = rig.send_due();
    ASSERT_TRUE(again.has_value());
    EXPECT_GT(*again, nine + 20s);
    EXPECT_LT(*again, nine + 40s);
    const auto first = receiver.next();
    EXPECT_EQ(rig.send_due(), again) << "not before its time";
    EXPECT_FALSE(receiver.has_more());
    answer(200);
    rig.clock.jump_wall(*again);
    EXPECT_EQ(rig.send_due(), std::nullopt);
    EXPECT_EQ(id_of(receiver.next()), id_of(first));
    EXPECT_NE(rig.ledger("notice_sent").at(0).find(R"("tries":2)"), std::string::npos);
}

TEST_F(Notices, AreGivenUpAfterSoManyTries) {
    answer(500);
    rig.post(confirmed("aa"));
    for (auto next = rig.send_due(); next; next = rig.send_due()) {
        receiver.next();
        rig.clock.jump_wall(*next);
    }
    EXPECT_EQ(rig.figures().failed, 1);
    EXPECT_EQ(rig.rows("recipient IS NOT NULL"), 0);
    EXPECT_NE(rig.ledger("notice_failed").at(0).find(R"("tries":3,"reason":"tries_used_up")"),
              std::string::npos);
    receiver.next();
    EXPECT_FALSE(receiver.has_more());
    EXPECT_TRUE(rig.ledger_sound());
}

TEST_F(Notices, AreGivenUpAtOnceWhenTheyAreRefused) {
    answer(422);
    rig.post(confirmed("aa"));
    rig.post(confirmed("bb"));
    EXPECT_EQ(rig.send_due(), std::nullopt);
    EXPECT_EQ(rig.figures().failed, 2);
    EXPECT_NE(rig.ledger("notice_failed").at(0).find(R"("reason":"refused")"), std::string::npos);
}

TEST_F(Notices, KeepTheirTriesWhileNobodyIsThere) {
    receiver.stop();
    for (const auto* about : {"aa", "bb", "cc"}) rig.post(confirmed(about));
    const auto next = rig.send_due();
    ASSERT_TRUE(next.has_value());
    EXPECT_EQ(rig.rows("tries = 1"), 1);
    EXPECT_EQ(rig.rows("tries = 0"), 2);
    EXPECT_EQ(rig.send_due(), next) << "the gateway is left alone until then";
}

TEST_F(Notices, HonourWhenTheGatewayWantsThemAgain) {
    receiver.set_mode({{"mode", "ok"}, {"status", 503}, {"headers", {{"Retry-After", "1800"}}}});
    rig.post(confirmed("aa"));
    EXPECT_EQ(rig.send_due(), nine + 30min);
}

TEST_F(Notices, OfThePastAreNotSent) {
    rig.post(booked("aa", nine + 2h));
    rig.clock.jump_wall(nine + 2h);
    EXPECT_EQ(rig.send_due(), std::nullopt);
    EXPECT_FALSE(receiver.has_more());
    EXPECT_NE(rig.ledger("notice_failed").at(0).find(R"("reason":"too_late")"), std::string::npos);
}

TEST_F(Notices, RemindADayBefore) {
    rig.post(booked("aa", nine + 72h));
    EXPECT_EQ(rig.send_due(), nine + 48h);
    EXPECT_NE(text_of(receiver.next()).find("已为您预约11月27日9:00"), std::string::npos);
    rig.clock.jump_wall(nine + 48h);
    EXPECT_EQ(rig.send_due(), std::nullopt);
    EXPECT_NE(text_of(receiver.next()).find("提醒：您的预约时间是11月27日9:00"), std::string::npos);
}

TEST_F(Notices, OfWhatWasMovedOrCancelledNeverGoOut) {
    rig.clock.jump_wall(nine + 13h);  // at night, so that nothing has gone out
    rig.post(booked("aa", nine + 72h));
    rig.post({NoticeKind::appointment_changed, "bb", SecretString(phone), nine + 96h, "aa"});
    EXPECT_EQ(rig.rows("state = 0 AND about = 'aa'"), 0);
    EXPECT_EQ(rig.rows("state = 0 AND about = 'bb'"), 2) << "and its reminder";
    rig.post({NoticeKind::appointment_cancelled, "bb", SecretString(phone), nine + 96h});
    rig.clock.jump_wall(nine + 24h);
    EXPECT_EQ(rig.send_due(), std::nullopt);
    EXPECT_NE(text_of(receiver.next()).find("已取消"), std::string::npos);
    EXPECT_FALSE(receiver.has_more());
}

TEST_F(Notices, AreTakenBackWhenTheirSubjectIsGone) {
    rig.post(confirmed("aa"));
    rig.writer.submit([&](office::store::Database& to) { rig.outbox.withdraw(to, "aa"); },
                      [](std::optional<office::StoreError>) {});
    rig.writer.drain();
    EXPECT_EQ(rig.send_due(), std::nullopt);
    EXPECT_FALSE(receiver.has_more());
}

TEST_F(Notices, GoFromTheStoreAfterTheirRetention) {
    rig.post(confirmed("aa"));
    rig.send_due();
    rig.clock.jump_wall(nine + 29 * 24h);
    rig.send_due();
    EXPECT_EQ(rig.rows("true"), 1);
    rig.clock.jump_wall(nine + 30 * 24h + 1ms);
    rig.send_due();
    EXPECT_EQ(rig.rows("true"), 0);
}

TEST_F(Notices, WhoseNumberCannotBeReadAreGivenUp) {
    rig.post(confirmed("aa"));
    rig.writer.submit(
        [](office::store::Database& to) { to.exec("UPDATE notices SET recipient = zeroblob(51)"); },
        [](std::optional<office::StoreError>) {});
    rig.writer.drain();
    EXPECT_EQ(rig.send_due(), std::nullopt);
    EXPECT_FALSE(receiver.has_more());
    EXPECT_NE(rig.ledger("notice_failed").at(0).find(R"("reason":"unreadable")"), std::string::npos);
}

TEST(NoticesByMail, AreSentToo) {
    ReceiverProcess receiver(SMTP_RECEIVER);
    NoticeRig rig(smtp_settings(receiver.port()));
    rig.post(confirmed("aa"));
    EXPECT_EQ(rig.send_due(), std::nullopt);
    EXPECT_NE(receiver.next().at("text").as_string().find("您的登记已确认"), std::string::npos);
    EXPECT_EQ(rig.figures().sent, 1);
}

TEST(NoticesSwitchedOff, KeepNothing) {
    NoticeRig rig({});
    EXPECT_EQ(rig.post(confirmed("aa")), Posted::switched_off);
    EXPECT_EQ(rig.rows("true"), 0);
    EXPECT_EQ(rig.send_due(), std::nullopt);
}

}  // namespace
}  // namespace lobby::test
