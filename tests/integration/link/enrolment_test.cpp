// Joining the fleet with a one-time code, over the real port: what a code opens, how often and for how long,
// and what a hostile caller gets.
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "office/ledger/ledger.hpp"
#include "tests/support/kiosk_client.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/running_office.hpp"

namespace lobby::test {
namespace {

using kiosk::EnrolError;
using std::chrono::hours;
using std::chrono::milliseconds;

class Enrolment : public testing::Test {
protected:
    auto enrol(const std::string& folder, const EnrolmentCode& code) {
        return enrol_now(office.settings(data.settings_of(folder)), code);
    }
    void expect_refused(const std::string& folder, const EnrolmentCode& code, const std::string& why) {
        const auto result = enrol(folder, code);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error(), EnrolError::refused);
        EXPECT_FALSE(kiosk::load_identity(data.settings_of(folder).identity_dir));
        EXPECT_TRUE(data.logged("enrolment_refused", why)) << data.log();
    }
    OfficeData data;
    RunningOffice office{data};
};

TEST_F(Enrolment, ACodeMakesAKioskThatTheOfficeLetsIn) {
    const auto result = enrol("hall-1", data.issue_code("hall-1", now()));
    ASSERT_TRUE(result);
    EXPECT_EQ(*result, "hall-1");
    KioskClient kiosk(office.settings(data.settings_of("hall-1")));
    EXPECT_TRUE(kiosk.wait_up());
    EXPECT_EQ(data.ledger_entries("kiosk_enrolled"), 1);
    EXPECT_TRUE(data.ledger_sound());
}

TEST_F(Enrolment, AWrongCodeIsRefused) {
    data.issue_code("hall-1", now());
    expect_refused("hall-1", EnrolmentCode::random(), "unknown_code");
}

TEST_F(Enrolment, AUsedCodeIsRefusedToAnotherKey) {
    const auto code = data.issue_code("hall-1", now());
    ASSERT_TRUE(enrol("hall-1", code));
    expect_refused("thief", code, "used_code");
}

TEST_F(Enrolment, AnExpiredCodeIsRefused) {
    expect_refused("hall-1", data.issue_code("hall-1", now() - hours(25)), "expired_code");
}

TEST_F(Enrolment, AnAnswerThatWasLostCostsNothing) {
    const auto code = data.issue_code("hall-1", now());
    ASSERT_TRUE(enrol("hall-1", code));
    // The power was cut before the certificate was on the kiosk's disk; its key was there already.
    std::filesystem::remove(data.settings_of("hall-1").identity_dir / "kiosk.pem");
    ASSERT_TRUE(enrol("hall-1", code));
    KioskClient kiosk(office.settings(data.settings_of("hall-1")));
    EXPECT_TRUE(kiosk.wait_up());
}

TEST_F(Enrolment, TheUsedCodeOfARevokedKioskDoesNotBringItBack) {
    const auto code = data.issue_code("hall-1", now());
    ASSERT_TRUE(enrol("hall-1", code));
    data.revoke("hall-1");
    const auto again = enrol("hall-1", code);
    ASSERT_FALSE(again) << "within the hour in which a lost answer is repeated";
    EXPECT_EQ(again.error(), EnrolError::refused);
    ASSERT_TRUE(enrol("hall-1", data.issue_code("hall-1", now()))) << "a new code does";
}

TEST_F(Enrolment, AnUnusedCodeEndsWithTheKiosksRevocationAndWithANewerCode) {
    const auto first = data.issue_code("hall-1", now());
    const auto second = data.issue_code("hall-1", now());
    expect_refused("hall-1", first, "expired_code");
    ASSERT_TRUE(enrol("hall-1", second));
    const auto third = data.issue_code("hall-1", now());
    data.revoke("hall-1");
    const auto refused = enrol("hall-1", third);
    EXPECT_FALSE(refused);
}

TEST_F(Enrolment, ARequestThatWasChangedOnTheWayIsRefused) {
    const auto code = data.issue_code("hall-1", now());
    const auto key = x509::make_key();
    const auto request = x509::to_pem(*x509::make_request(*key, "kiosk"));
    const auto other = x509::to_pem(*x509::make_request(*x509::make_key(), "kiosk"));
    const std::array<std::string_view, 1> proved{request};
    const std::string body =
        fmt::format(R"({{"code_id":"{}","request":"{}","proof":"{}"}})", office::hex(code.id()),
                    [&] {
                        std::string escaped;
                        for (char c : other) escaped += c == '\n' ? std::string("\\n") : std::string(1, c);
                        return escaped;
                    }(),
                    enrolment_proof(code.mac_key(), "request", proved));
    RawClient client(office.enrol_port());
    ASSERT_TRUE(client.handshake());
    client.send_tls(
        fmt::format("POST /enrol HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{}", body.size(), body));
    EXPECT_NE(client.read_tls().find("403"), std::string::npos);
    EXPECT_TRUE(data.logged("enrolment_refused", "wrong_proof"));
}

std::string post(std::string_view body, std::string_view target = "/enrol",
                 std::string_view method = "POST") {
    return fmt::format("{} {} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{}", method, target,
                       body.size(), body);
}

TEST_F(Enrolment, EveryHostileRequestGetsTheSameAnswer) {
    const std::string hex64(64, 'a');
    const std::vector<std::string> requests{
        post(""),
        post("{"),
        post("[]"),
        post("null"),
        post("{}"),
        post(R"({"code_id":1,"request":2,"proof":3})"),
        post(R"({"code_id":"zz","request":"x","proof":"y"})"),
        post(fmt::format(R"({{"code_id":"{}","request":"","proof":""}})", hex64)),
        post(std::string(200, '[') + std::string(200, ']')),
        post(std::string("{\"code_id\":\"\xff\xfe\"}")),
        post("{}", "/"),
        post("{}", "/../etc/passwd"),
        post("{}", "/enrol", "GET"),
        post("{}", "/enrol", "DELETE"),
    };
    std::vector<std::unique_ptr<RawClient>> clients;
    for (const auto& request : requests) {
        clients.push_back(std::make_unique<RawClient>(office.enrol_port()));
        ASSERT_TRUE(clients.back()->handshake());
        clients.back()->send_tls(request);
    }
    std::optional<std::string> answer;
    for (size_t i = 0; i < requests.size(); ++i) {
        const auto got = clients[i]->read_tls();
        EXPECT_NE(got.find("403"), std::string::npos) << requests[i];
        EXPECT_EQ(got, answer.value_or(got)) << requests[i];
        answer = got;
    }
    EXPECT_EQ(data.ledger_entries("kiosk_enrolled"), 0);
}

TEST_F(Enrolment, OversizedSlowAndManyCallersAreCutAndOthersServed) {
    RawClient oversized(office.enrol_port());
    ASSERT_TRUE(oversized.handshake());
    oversized.send_tls("POST /enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n{}");
    EXPECT_EQ(oversized.read_tls(), "");
    RawClient header(office.enrol_port());
    ASSERT_TRUE(header.handshake());
    header.try_send_tls("POST /enrol HTTP/1.1\r\nX: " + std::string(20'000, 'x'));
    EXPECT_EQ(header.read_tls(), "");
    RawClient silent(office.enrol_port());
    RawClient half(office.enrol_port());
    ASSERT_TRUE(half.handshake());
    half.send_tls("POST /enrol HTT");
    EXPECT_TRUE(silent.ended());
    EXPECT_TRUE(half.ended());
    std::vector<std::unique_ptr<RawClient>> crowd;
    for (int i = 0; i < 40; ++i) crowd.push_back(std::make_unique<RawClient>(office.enrol_port()));
    for (auto& one : crowd) EXPECT_TRUE(one->ended());
    EXPECT_TRUE(enrol("hall-1", data.issue_code("hall-1", now())));
}

// ---- a false office

class FalseDesk : public testing::Test {
protected:
    // Answers one caller with this body; it does not know the code.
    Result<std::string, EnrolError> enrol_at(const std::string& response) {
        boost::asio::io_context io{1};
        auto tls = office::server_tls(data.authority().server_identity("localhost", now()), nullptr);
        boost::asio::ip::tcp::acceptor acceptor(io, {boost::asio::ip::address_v4::loopback(), 0});
        std::thread serving([&] {
            boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream(acceptor.accept(), tls);
            boost::system::error_code ignored;
            stream.handshake(boost::asio::ssl::stream_base::server, ignored);
            std::array<char, 4096> request{};
            stream.read_some(boost::asio::buffer(request), ignored);
            boost::asio::write(stream, boost::asio::buffer(response), ignored);
            stream.shutdown(ignored);
        });
        auto settings = data.settings_of("hall-1");
        settings.enrol_port = acceptor.local_endpoint().port();
        auto result = enrol_now(settings, EnrolmentCode::random());
        serving.join();
        return result;
    }
    std::string ok(const std::string& body) {
        return fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{}", body.size(), body);
    }
    OfficeData data;
};

TEST_F(FalseDesk, CannotGiveAKioskAFalseCertificate) {
    for (const auto* body :
         {"", "{}", "[1]", R"({"kiosk":"x","certificate":"y","authority":"z","proof":"aa"})"}) {
        const auto result = enrol_at(ok(body));
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error(), EnrolError::false_office) << body;
        EXPECT_FALSE(kiosk::load_identity(data.settings_of("hall-1").identity_dir));
    }
}

TEST_F(FalseDesk, ThatSendsNoHttpIsUnreachable) {
    const auto result = enrol_at("\x01\x02\x03 nonsense\r\n\r\n");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), EnrolError::unreachable);
}

TEST_F(FalseDesk, ThatSendsTooMuchIsUnreachable) {
    const auto result = enrol_at(ok(std::string(200'000, 'x')));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), EnrolError::unreachable);
}

}  // namespace
}  // namespace lobby::test
