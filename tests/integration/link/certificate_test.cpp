// Who may come in: certificates of another authority, expired, not yet valid, for another use, none; kiosks
// that the fleet does not know; and the office that a kiosk does not trust. Each is refused with a word of
// its own.
#include <fstream>
#include <iterator>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <gtest/gtest.h>

#include "base/x509/private_file.hpp"
#include "office/link/link_server.hpp"
#include "tests/support/kiosk_client.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/running_office.hpp"

namespace lobby::test {
namespace {

using std::chrono::days;

class Certificates : public testing::Test {
protected:
    Certificates() { data.add_case("A-1"); }

    // Whether a client that shows this gets as far as a WebSocket.
    bool comes_in(const RawClient::Tls& tls) {
        RawClient client(office.port(), tls);
        return client.handshake() && client.upgrade();
    }
    void expect_refused(const kiosk::KioskIdentity& shows, const std::string& why) {
        EXPECT_FALSE(comes_in({&shows})) << why;
        EXPECT_TRUE(data.logged("kiosk_refused", why)) << data.log();
    }

    OfficeData data;
    RunningOffice office{data};
};

TEST_F(Certificates, OneOfTheFleetIsLetIn) {
    const auto identity = *kiosk::load_identity(data.enrol("hall-1").identity_dir);
    EXPECT_TRUE(comes_in({&identity}));
}

TEST_F(Certificates, NoneIsRefused) {
    EXPECT_FALSE(comes_in({}));
    EXPECT_TRUE(data.logged("kiosk_refused", "no_certificate"));
}

TEST_F(Certificates, AnotherAuthoritysIsRefused) {
    const OfficeData elsewhere;
    expect_refused(elsewhere.stray("hall-1", now()), "other_authority");
}

TEST_F(Certificates, AnExpiredOneIsRefused) {
    expect_refused(data.stray("hall-1", now() - office::kiosk_life - days(1)), "certificate_not_valid_now");
}

TEST_F(Certificates, OneNotYetValidIsRefused) {
    expect_refused(data.stray("hall-1", now() + days(3)), "certificate_not_valid_now");
}

TEST_F(Certificates, TheServersOwnDoesNotServeAKiosk) {
    const auto identity = data.authority().server_identity("localhost", now());
    expect_refused({identity.key_pem, identity.certificate_pem, ""}, "certificate_for_another_use");
}

TEST_F(Certificates, Tls12IsRefused) {
    const auto identity = *kiosk::load_identity(data.enrol("hall-1").identity_dir);
    RawClient client(office.port(), {&identity, 0x0303});
    EXPECT_FALSE(client.handshake());
    EXPECT_TRUE(data.logged("kiosk_refused", "old_tls_version")) << data.log();
}

TEST_F(Certificates, AKioskThatTheFleetDoesNotKnowIsSentAway) {
    const auto identity = data.stray("unknown-1", now());
    RawClient client(office.port(), {&identity});
    ASSERT_TRUE(client.handshake() && client.upgrade());
    EXPECT_EQ(client.goodbye(), api::CloseReason::revoked);
    EXPECT_TRUE(client.ended());
    EXPECT_TRUE(data.logged("kiosk_refused", "unknown_kiosk"));
}

TEST_F(Certificates, AnEarlierCertificateOfAKioskIsSentAway) {
    const auto earlier = *kiosk::load_identity(data.enrol("hall-1").identity_dir);
    data.enrol("hall-1");
    RawClient client(office.port(), {&earlier});
    ASSERT_TRUE(client.handshake() && client.upgrade());
    EXPECT_EQ(client.goodbye(), api::CloseReason::revoked);
    EXPECT_TRUE(data.logged("kiosk_refused", "other_certificate"));
}

TEST_F(Certificates, ARevokedKioskIsSentAwayAndItsQuestionsAreNotAnswered) {
    const auto identity = *kiosk::load_identity(data.enrol("hall-1").identity_dir);
    data.grant(1, "A-1");
    data.revoke("hall-1");
    RawClient client(office.port(), {&identity});
    ASSERT_TRUE(client.handshake() && client.upgrade());
    client.send_frame(api::encode(api::KioskMessage{1, api::Hello{1, 1, ""}}));
    client.send_frame(api::encode(api::KioskMessage{2, by_card(1)}));
    EXPECT_EQ(client.goodbye(), api::CloseReason::revoked);
    EXPECT_TRUE(client.ended());
    EXPECT_EQ(data.ledger_entries("disclosure"), 0);
    EXPECT_TRUE(data.logged("kiosk_refused", "revoked"));
}

TEST_F(Certificates, ThatEndSoonAreNamedInTheLog) {
    const auto ends_soon = data.stray("hall-1", now() - office::kiosk_life + days(30));
    EXPECT_TRUE(comes_in({&ends_soon}));
    EXPECT_NE(data.log().find("kiosk_certificate_ends"), std::string::npos);
    EXPECT_NE(data.log().find("\"days\":29"), std::string::npos) << data.log();
}

// ---- the kiosk's side

class FalseOffice : public testing::Test {
protected:
    // A kiosk of `home` dials an office; the word that its log gives for what it met.
    std::string word_for(const kiosk::LinkSettings& settings) {
        const SystemClock clock;
        const auto file = dir.path() / "kiosk.log";
        auto log = Log::to_file("lobby-kiosk", clock, file);
        boost::asio::io_context io{1};
        bool up = false;
        kiosk::OfficeLink link(
            io, settings, clock, log,
            [&](const kiosk::LinkState& s) {
                up = up || std::holds_alternative<kiosk::LinkUp>(s);
                if (!std::holds_alternative<kiosk::LinkConnecting>(s)) io.stop();
            },
            [](uint32_t) { return 0u; });
        link.start();
        io.run_for(patience);
        EXPECT_FALSE(up);
        std::ifstream in(file);
        std::string lines(std::istreambuf_iterator<char>(in), {});
        const auto at = lines.find("\"reason\":\"");
        if (at == std::string::npos) return lines;
        return lines.substr(at + 10, lines.find('"', at + 10) - at - 10);
    }
    TempDir dir;
    OfficeData home;
};

TEST_F(FalseOffice, OfAnotherAuthorityIsNotTrusted) {
    OfficeData elsewhere;
    const RunningOffice office(elsewhere);
    EXPECT_EQ(word_for(office.settings(home.enrol("hall-1"))), "office_other_authority");
}

TEST_F(FalseOffice, ThatShowsAKiosksCertificateIsNotTrusted) {
    const auto stolen = home.stray("localhost", now());
    boost::asio::io_context io{1};
    auto tls = office::server_tls({stolen.key_pem, stolen.certificate_pem}, nullptr);
    boost::asio::ip::tcp::acceptor acceptor(io, {boost::asio::ip::address_v4::loopback(), 0});
    std::thread serving([&] {
        boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream(acceptor.accept(), tls);
        boost::system::error_code ignored;
        stream.handshake(boost::asio::ssl::stream_base::server, ignored);
    });
    auto settings = home.enrol("hall-1");
    settings.link_port = acceptor.local_endpoint().port();
    EXPECT_EQ(word_for(settings), "office_certificate_for_another_use");
    serving.join();
}

TEST_F(FalseOffice, OfAnotherNameIsNotTrusted) {
    home.config().host_name = "other.example";
    const RunningOffice office(home);
    EXPECT_EQ(word_for(office.settings(home.enrol("hall-1"))), "office_other_name");
}

TEST_F(FalseOffice, WithAnExpiredCertificateIsNotTrusted) {
    const auto old = home.authority().server_identity("localhost", now() - days(500));
    boost::asio::io_context io{1};
    auto tls = office::server_tls(old, nullptr);
    boost::asio::ip::tcp::acceptor acceptor(io, {boost::asio::ip::address_v4::loopback(), 0});
    std::thread serving([&] {
        boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream(acceptor.accept(), tls);
        boost::system::error_code ignored;
        stream.handshake(boost::asio::ssl::stream_base::server, ignored);
    });
    auto settings = home.enrol("hall-1");
    settings.link_port = acceptor.local_endpoint().port();
    EXPECT_EQ(word_for(settings), "office_certificate_not_valid_now");
    serving.join();
}

TEST_F(FalseOffice, ATrueOneThatRefusesTheKioskIsSaidAsSuch) {
    const RunningOffice office(home);
    auto settings = office.settings(home.enrol("hall-1"));
    const auto expired = home.stray("hall-1", now() - office::kiosk_life - days(1));
    const auto key = x509::key_from_pem(expired.key_pem);
    write_private_file(settings.identity_dir / "kiosk.key", expired.key_pem);
    kiosk::save_identity(settings.identity_dir, expired.certificate_pem, expired.authority_pem);
    EXPECT_EQ(word_for(settings), "own_certificate_expired");
}

// ---- a server that runs for years

TEST(ServerCertificate, IsRenewedWhileTheServerRuns) {
    OfficeData data;
    ManualClock clock(now());
    auto log = Log::discard(clock);
    boost::asio::io_context io{1};
    auto limits = RunningOffice::quick();
    limits.watch = std::chrono::milliseconds(5);
    office::LinkServer server(io, data.config(), data.authority(), {}, clock, log, limits);
    const auto before = data.authority().server_identity("localhost", clock.wall()).certificate_pem;
    server.start();
    clock.advance(days(380));  // 17 of its 397 days are left
    const auto file = data.config().data_dir / "pki" / "server.pem";
    const auto end = std::chrono::steady_clock::now() + patience;
    while (read_small_file(file) == before && std::chrono::steady_clock::now() < end)
        io.run_one_for(std::chrono::milliseconds(100));
    const auto renewed = x509::certificate_from_pem(*read_small_file(file));
    EXPECT_GT(x509::time_left(**renewed, clock.wall()), days(300));
    server.stop();
    io.poll();
}

TEST(KioskCertificate, EndsNoLaterThanItsAuthority) {
    const OfficeData data;
    const auto late = now() + days(3000);
    const auto identity = data.stray("hall-1", late);
    const auto certificate = x509::certificate_from_pem(identity.certificate_pem);
    EXPECT_LE(x509::time_left(**certificate, late), x509::time_left(data.authority().certificate(), late));
}

}  // namespace
}  // namespace lobby::test
