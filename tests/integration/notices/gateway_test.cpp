// The two gateways against real receivers that answer, refuse, are silent or talk nonsense.
#include <fstream>
#include <thread>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "office/notices/sms_gateway.hpp"
#include "office/notices/smtp_gateway.hpp"
#include "office/notices/transfer_error.hpp"
#include "office/pki/authority.hpp"
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

// A relay with a certificate, by an authority that the office's settings name. libcurl goes by the machine's
// clock, and so do certificates here.
class SmtpOverTls : public Smtp {
protected:
    enum class Kind { at_once, starttls };

    static WallTime now() {
        return std::chrono::time_point_cast<WallTime::duration>(std::chrono::system_clock::now());
    }
    std::filesystem::path write(const std::string& name, const std::string& pem) {
        auto file = dir.path() / name;
        std::ofstream(file) << pem;
        return file;
    }
    // The relay speaks TLS with a certificate of `authority` made out to `host`, and the office knows it as
    // localhost.
    void speak(Kind kind, const office::CertificateAuthority& authority, const std::string& host,
               WallTime made = now()) {
        const auto identity = authority.server_identity(host, made);
        settings.smtp.starttls = kind == Kind::starttls;
        settings.smtp.url = (kind == Kind::starttls ? "smtp://localhost:" : "smtps://localhost:") +
                            std::to_string(receiver.port());
        receiver.set_mode({{"mode", "ok"},
                           {"tls", kind == Kind::starttls ? "starttls" : "at_once"},
                           {"login", {"office", "correct horse"}},
                           {"certificate", write("relay.pem", identity.certificate_pem).string()},
                           {"key", write("relay.key", identity.key_pem).string()}});
        settings.smtp.user = "office";
        settings.smtp.password_file = put_file(dir, "correct horse\n");
    }
    office::CertificateAuthority authority(const std::string& name, WallTime made = now()) {
        std::filesystem::create_directory(dir.path() / name);
        auto made_one = office::CertificateAuthority::load_or_make(dir.path() / name, made);
        settings.ca_file = write(name + ".pem", x509::to_pem(made_one.certificate()));
        return made_one;
    }
};

TEST_F(SmtpOverTls, CarriesTheNoticeToTheRelayThatItKnows) {
    const auto known = authority("known");
    for (const auto kind : {Kind::at_once, Kind::starttls}) {
        speak(kind, known, "localhost");
        const auto sent = send();
        ASSERT_TRUE(sent) << office::word_of(sent.error().reason) << sent.error().code;
        const auto got = receiver.next();
        EXPECT_TRUE(got.at("tls").as_bool());
        EXPECT_EQ(got.at("text").as_string(), sample().text);
    }
}

TEST_F(SmtpOverTls, TellsNothingToWhoHasAnothersCertificate) {
    const auto stranger = authority("stranger");
    const auto known = authority("known");
    for (const auto kind : {Kind::at_once, Kind::starttls}) {
        speak(kind, stranger, "localhost");
        EXPECT_EQ(error().reason, Reason::not_authorised) << "of an authority that nobody named";
        speak(kind, known, "relay.test");
        EXPECT_EQ(error().reason, Reason::not_authorised) << "made out to another host";
    }
    EXPECT_FALSE(receiver.has_more());
}

TEST_F(SmtpOverTls, TellsNothingToWhoseCertificateIsOver) {
    const auto then = now() - std::chrono::days(1000);
    const auto known = authority("known", then);
    speak(Kind::starttls, known, "localhost", then);
    EXPECT_EQ(error().reason, Reason::not_authorised);
    EXPECT_FALSE(receiver.has_more());
}

TEST_F(Smtp, FindsNobody) {
    receiver.stop();
    EXPECT_EQ(error().reason, Reason::unreachable);
}

}  // namespace
}  // namespace lobby::test
