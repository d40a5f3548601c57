// The two gateways against real receivers that answer, refuse, are silent or talk nonsense.
#include <fstream>
#include <thread>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "office/notices/sms_gateway.hpp"
#include "office/notices/smtp_gateway.hpp"
#include "tests/integration/notices/notice_rig.hpp"
#include "tests/support/receivers/receiver_process.hpp"

namespace lobby::test {
namespace {

namespace json = boost::json;
using office::GatewayError;
using Reason = GatewayError::Reason;

office::OutgoingNotice sample() {
    return {"00112233445566778899aabbccddeeff", "appointment_booked", SecretString("13800138000"),
            "【某县人民检察院】已为您预约11月24日9:00。"};
}

std::filesystem::path put_file(const TempDir& dir, const std::string& content, bool for_all = false) {
    auto file = dir.path() / "secret";
    std::ofstream(file) << content;
    using std::filesystem::perms;
    auto rights = perms::owner_read | perms::owner_write;
    if (for_all) rights |= perms::others_read;
    std::filesystem::permissions(file, rights);
    return file;
}

class Sms : public testing::Test {
protected:
    Result<void, GatewayError> send(std::stop_token stop = {}) {
        return office::SmsGateway(settings).send(sample(), std::move(stop));
    }
    GatewayError error() { return send().error(); }

    ReceiverProcess receiver{SMS_RECEIVER};
    office::NoticeSettings settings = sms_settings(receiver.port());
    TempDir dir;
};

TEST_F(Sms, CarriesTheNoticeWithItsIdAndTheOfficesHeaders) {
    settings.sms.headers_file = put_file(dir, "Authorization: Bearer abc\r\nX-Office: 1\n");
    ASSERT_TRUE(send());
    const auto got = receiver.next();
    EXPECT_EQ(got.at("path").as_string(), "/send");
    const auto& headers = got.at("headers").as_object();
    EXPECT_EQ(headers.at("idempotency-key").as_string(), sample().id);
    EXPECT_EQ(headers.at("authorization").as_string(), "Bearer abc");
    EXPECT_EQ(headers.at("x-office").as_string(), "1");
    EXPECT_EQ(headers.at("content-type").as_string(), "application/json; charset=utf-8");
    const auto body = json::parse(got.at("body").as_string());
    EXPECT_EQ(body.at("id").as_string(), sample().id);
    EXPECT_EQ(body.at("phone").as_string(), "13800138000");
    EXPECT_EQ(body.at("text").as_string(), sample().text);
}

TEST_F(Sms, CarriesAForm) {
    settings.sms.form = office::SmsSettings::Form::urlencoded;
    settings.sms.body = "mobile={phone}&template={kind}";
    ASSERT_TRUE(send());
    const auto got = receiver.next();
    EXPECT_EQ(got.at("body").as_string(), "mobile=13800138000&template=appointment_booked");
}

TEST_F(Sms, BelievesWhatTheAnswerSays) {
    settings.sms.accepted_pointer = "/code";
    settings.sms.accepted_value = "0";
    EXPECT_TRUE(send());
    receiver.set_mode({{"mode", "ok"}, {"body", R"({"code":17})"}});
    EXPECT_EQ(error().reason, Reason::broken);
    receiver.set_mode({{"mode", "ok"}, {"body", "<html>welcome</html>"}});
    EXPECT_EQ(error().reason, Reason::broken);
}

TEST_F(Sms, TellsRefusalsFromTroubles) {
    const auto with = [&](int status) {
        receiver.set_mode({{"mode", "ok"}, {"status", status}});
        return error().reason;
    };
    for (const int status : {400, 410, 413, 415, 422}) EXPECT_EQ(with(status), Reason::refused) << status;
    for (const int status : {401, 403}) EXPECT_EQ(with(status), Reason::not_authorised) << status;
    for (const int status : {500, 502, 404, 302}) EXPECT_EQ(with(status), Reason::broken) << status;
    receiver.set_mode({{"mode", "ok"}, {"status", 429}, {"headers", {{"Retry-After", "120"}}}});
    const auto busy = error();
    EXPECT_EQ(busy.reason, Reason::busy);
    EXPECT_EQ(busy.retry_after_seconds, 120);
    EXPECT_FALSE(busy.is_final());
}

TEST_F(Sms, FollowsNobodyElsewhere) {
    receiver.set_mode({{"mode", "ok"}, {"status", 302}, {"headers", {{"Location", settings.sms.url}}}});
    EXPECT_EQ(error().reason, Reason::broken);
    receiver.next();
    EXPECT_FALSE(receiver.has_more());
}

TEST_F(Sms, WaitsForNobodyLongerThanItsDeadline) {
    receiver.set_mode({{"mode", "mute"}});
    EXPECT_EQ(error().reason, Reason::timed_out);
}

TEST_F(Sms, EndsWhenItIsTold) {
    settings.deadline = std::chrono::seconds(120);  // far beyond the test's own time
    receiver.set_mode({{"mode", "mute"}});
    std::stop_source stop;
    Result<void, GatewayError> result;
    std::thread sending([&] { result = send(stop.get_token()); });
    receiver.next();
    stop.request_stop();
    sending.join();
    EXPECT_EQ(result.error().reason, Reason::stopped);
}

TEST_F(Sms, IsNotDrownedByAnAnswer) {
    receiver.set_mode({{"mode", "endless"}});
    EXPECT_TRUE(send()) << "the status said it";
    settings.sms.accepted_pointer = "/code";
    EXPECT_EQ(error().reason, Reason::broken);
}

TEST_F(Sms, FindsNobody) {
    receiver.set_mode({{"mode", "drop"}});
    EXPECT_EQ(error().reason, Reason::unreachable);
    receiver.stop();
    EXPECT_EQ(error().reason, Reason::unreachable);
}

TEST_F(Sms, KeepsItsCredentialsToItself) {
    settings.sms.headers_file = put_file(dir, "Authorization: Bearer abc\n", true);
    EXPECT_THROW(office::SmsGateway{settings}, std::runtime_error);
    settings.sms.headers_file = put_file(dir, "no header at all\n");
    EXPECT_THROW(office::SmsGateway{settings}, std::runtime_error);
    settings.sms.headers_file = dir.path() / "missing";
    EXPECT_THROW(office::SmsGateway{settings}, std::runtime_error);
}

class Smtp : public testing::Test {
protected:
    Result<void, GatewayError> send() { return office::SmtpGateway(settings, clock).send(sample(), {}); }
    GatewayError error() { return send().error(); }
    Reason with(const char* mode) {
        receiver.set_mode({{"mode", mode}});
        return error().reason;
    }

    ManualClock clock{nine};
    ReceiverProcess receiver{SMTP_RECEIVER};
    office::NoticeSettings settings = smtp_settings(receiver.port());
    TempDir dir;
};

TEST_F(Smtp, CarriesTheNoticeAsAMail) {
    ASSERT_TRUE(send());
    const auto got = receiver.next();
    EXPECT_TRUE(got.at("from").as_string().starts_with("FROM:<notices@office.test>"));
    EXPECT_EQ(got.at("to").as_array().at(0).as_string(), "TO:<13800138000@sms.test>");
    EXPECT_EQ(got.at("subject").as_string(), "13800138000");
    EXPECT_EQ(got.at("id").as_string(), "<" + sample().id + "@office.test>");
    EXPECT_EQ(got.at("text").as_string(), sample().text);
}

TEST_F(Smtp, GoesToStaffWhoPassItOn) {
    settings.smtp.to = "window@office.test";
    settings.smtp.subject = "短信 {phone}";
    ASSERT_TRUE(send());
    const auto got = receiver.next();
    EXPECT_EQ(got.at("to").as_array().at(0).as_string(), "TO:<window@office.test>");
    EXPECT_EQ(got.at("subject").as_string(), "短信 13800138000");
}

TEST_F(Smtp, SignsIn) {
    receiver.set_mode({{"mode", "ok"}, {"login", {"office", "correct horse"}}});
    EXPECT_EQ(error().reason, Reason::not_authorised);
    settings.smtp.user = "office";
    settings.smtp.password_file = put_file(dir, "wrong\n");
    EXPECT_EQ(error().reason, Reason::not_authorised);
    settings.smtp.password_file = put_file(dir, "correct horse\n");
    EXPECT_TRUE(send());
}

TEST_F(Smtp, TellsRefusalsFromTroubles) {
    EXPECT_EQ(with("refuse_rcpt"), Reason::refused);
    EXPECT_EQ(with("refuse_mail"), Reason::refused);
    EXPECT_EQ(with("busy"), Reason::busy);
    EXPECT_EQ(with("mute"), Reason::timed_out);
    EXPECT_FALSE(GatewayError{with("drop")}.is_final());
    EXPECT_FALSE(GatewayError{with("garbage")}.is_final());
}

TEST_F(Smtp, SendsNothingInTheClearWhereTlsIsAsked) {
    settings.smtp.starttls = true;
    EXPECT_EQ(error().reason, Reason::not_authorised);
    EXPECT_FALSE(receiver.has_more());
}

TEST_F(Smtp, FindsNobody) {
    receiver.stop();
    EXPECT_EQ(error().reason, Reason::unreachable);
}

}  // namespace
}  // namespace lobby::test
