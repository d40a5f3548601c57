// A hostile or broken kiosk, at every stage of the link: it is closed with a reason, the reason is a word in
// the log, and the others are served on.
#include <atomic>
#include <functional>
#include <thread>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include "tests/support/kiosk_client.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/running_office.hpp"

namespace lobby::test {
namespace {

using std::chrono::milliseconds;

// An unmasked byte string as a client's WebSocket frame (RFC 6455 §5.2) with a zero mask.
std::string frame(uint8_t first, std::string_view payload) {
    std::string out{static_cast<char>(first)};
    if (payload.size() < 126) {
        out.push_back(static_cast<char>(0x80u | payload.size()));
    } else {
        out.push_back(static_cast<char>(0x80u | 126u));
        out.push_back(static_cast<char>(payload.size() >> 8));
        out.push_back(static_cast<char>(payload.size() & 0xFFu));
    }
    out.append(4, '\0');
    return out.append(payload);
}

class HostileKiosk : public testing::Test {
protected:
    explicit HostileKiosk(office::LinkLimits limits = RunningOffice::quick()) {
        data.add_case("A-1");
        data.grant(1, "A-1");
        bystander = data.enrol("bystander");
        identity = *kiosk::load_identity(data.enrol("hostile").identity_dir);
        office.emplace(data, limits);
        honest.emplace(office->settings(bystander));
        EXPECT_TRUE(honest->wait_up());
    }
    // Connected and welcomed.
    std::unique_ptr<RawClient> welcomed() {
        auto client = std::make_unique<RawClient>(office->port(), RawClient::Tls{&identity});
        EXPECT_TRUE(client->handshake() && client->upgrade() && client->hello());
        return client;
    }
    void expect_others_are_served() {
        const auto answer = honest->ask(by_card(1));
        EXPECT_TRUE(answer && std::holds_alternative<api::CasesDisclosed>(*answer));
        EXPECT_FALSE(honest->states().take(milliseconds(0))) << "the bystander's link never broke";
    }
    void expect_logged(const std::string& event, const std::string& reason) {
        EXPECT_TRUE(data.logged(event, reason)) << event << ' ' << reason << " is not in\n" << data.log();
    }

    OfficeData data;
    kiosk::LinkSettings bystander;
    kiosk::KioskIdentity identity;
    std::optional<RunningOffice> office;
    std::optional<KioskClient> honest;
};

struct Hostile {
    const char* name;
    const char* reason;  // in the log
    std::function<void(RawClient&)> say;
};

std::string lookup_bytes(size_t keep = std::string::npos) {
    return api::encode(api::KioskMessage{7, by_card(1)}).substr(0, keep);
}

class HostileMessage : public HostileKiosk, public testing::WithParamInterface<Hostile> {};

TEST_P(HostileMessage, IsAnsweredWithAGoodbyeAndAWordInTheLog) {
    const auto client = welcomed();
    GetParam().say(*client);
    EXPECT_EQ(client->goodbye(), api::CloseReason::bad_message);
    EXPECT_TRUE(client->ended());
    expect_logged("link_bad_message", GetParam().reason);
    expect_others_are_served();
}

INSTANTIATE_TEST_SUITE_P(
    After, HostileMessage,
    testing::Values(
        Hostile{"Garbage", "not_protobuf", [](RawClient& c) { c.send_frame("\xff\xff\xff\xff garbage"); }},
        Hostile{"Nothing", "unknown_body", [](RawClient& c) { c.send_frame(""); }},
        Hostile{"ATruncatedLookup", "not_protobuf",
                [](RawClient& c) { c.send_frame(lookup_bytes(lookup_bytes().size() - 3)); }},
        Hostile{"AnotherHello", "second_hello",
                [](RawClient& c) {
                    c.send_frame(api::encode(api::KioskMessage{2, api::Hello{1, 1, "x"}}));
                }},
        Hostile{"AnOfficesMessage", "unknown_body",
                [](RawClient& c) {
                    // Of a number that no message of a kiosk has.
                    c.send_frame(
                        api::encode(api::OfficeMessage{1, api::BookAnswer{api::BookState::not_yours, {}}}));
                }},
        Hostile{"OneByteTooLong", "too_long",
                [](RawClient& c) { c.send_frame(std::string(api::max_kiosk_message_bytes + 1, 'x')); }},
        Hostile{"TooLongInFragments", "too_long",
                [](RawClient& c) {
                    c.send_tls(frame(0x02, std::string(60'000, 'x')));
                    c.send_tls(frame(0x80, std::string(60'000, 'x')));
                }},
        Hostile{"Text", "text_frame", [](RawClient& c) { c.send_frame("hello", false); }}),
    [](const auto& test) { return test.param.name; });

class HostileFrame : public HostileKiosk, public testing::WithParamInterface<Hostile> {};

TEST_P(HostileFrame, EndsTheConnectionWithAWordInTheLog) {
    const auto client = welcomed();
    GetParam().say(*client);
    EXPECT_TRUE(client->ended());
    expect_logged("kiosk_disconnected", GetParam().reason);
    expect_others_are_served();
}

INSTANTIATE_TEST_SUITE_P(
    After, HostileFrame,
    testing::Values(
        Hostile{"FarTooLong", "bad_frame",
                [](RawClient& c) { c.send_frame(std::string(3 * api::max_kiosk_message_bytes, 'x')); }},
        Hostile{"FarTooLongInFragments", "bad_frame",
                [](RawClient& c) {
                    c.send_tls(frame(0x02, std::string(60'000, 'x')));
                    for (int i = 0; i < 4; ++i) c.try_send_tls(frame(0x00, std::string(60'000, 'x')));
                }},
        Hostile{"AReservedOpcode", "bad_frame", [](RawClient& c) { c.send_tls(frame(0x83, "x")); }},
        Hostile{"ContinuationOfNothing", "bad_frame", [](RawClient& c) { c.send_tls(frame(0x80, "x")); }},
        Hostile{"AnUnmaskedFrame", "bad_frame",
                [](RawClient& c) { c.send_tls(std::string("\x82\x01x", 3)); }},
        Hostile{"ALengthBeyondAllMemory", "bad_frame",
                [](RawClient& c) {
                    c.send_tls("\x82\xff\xff\xff\xff\xff\xff\xff\xff\xff" + std::string(4, '\0'));
                }},
        Hostile{"ManyPings", "control_frames",
                [](RawClient& c) {
                    std::string pings;
                    for (int i = 0; i < 100; ++i) pings += frame(0x89, "");
                    c.send_tls(pings);
                }},
        Hostile{"BytesBelowTls", "lost", [](RawClient& c) { c.send_tcp("plain text"); }}),
    [](const auto& test) { return test.param.name; });

TEST_F(HostileKiosk, AnythingBeforeHelloEndsIt) {
    RawClient client(office->port(), {&identity});
    ASSERT_TRUE(client.handshake() && client.upgrade());
    client.send_frame(lookup_bytes());
    EXPECT_EQ(client.goodbye(), api::CloseReason::bad_message);
    expect_logged("link_bad_message", "no_hello");
    EXPECT_EQ(data.ledger_entries("disclosure"), 0);
    expect_others_are_served();
}

struct Versions {
    uint32_t least;
    uint32_t newest;
    bool welcome;
};

class ProtocolVersion : public HostileKiosk, public testing::WithParamInterface<Versions> {};

TEST_P(ProtocolVersion, IsAgreedOnOrRefusedAsSuch) {
    RawClient client(office->port(), {&identity});
    ASSERT_TRUE(client.handshake() && client.upgrade());
    client.send_frame(
        api::encode(api::KioskMessage{5, api::Hello{GetParam().least, GetParam().newest, "x"}}));
    const auto answer = client.read();
    ASSERT_TRUE(answer);
    if (GetParam().welcome) {
        ASSERT_TRUE(std::holds_alternative<api::Welcome>(answer->body));
        EXPECT_EQ(std::get<api::Welcome>(answer->body).protocol, api::protocol_max);
        EXPECT_EQ(answer->id, 5u);
    } else {
        ASSERT_TRUE(std::holds_alternative<api::Closing>(answer->body));
        EXPECT_EQ(std::get<api::Closing>(answer->body).reason, api::CloseReason::version_unsupported);
    }
}

INSTANTIATE_TEST_SUITE_P(Of, ProtocolVersion,
                         testing::Values(Versions{1, 1, true}, Versions{1, 9, true}, Versions{0, 1, true},
                                         Versions{2, 9, false}, Versions{0, 0, false}, Versions{9, 1, false},
                                         Versions{1, 0xFFFF'FFFF, true}));

TEST_F(HostileKiosk, AfterItsGoodbyeNothingMoreIsAnsweredOrDone) {
    const auto client = welcomed();
    client->send_frame("text", false);
    for (int i = 0; i < 20; ++i) client->send_frame(lookup_bytes());
    EXPECT_EQ(client->goodbye(), api::CloseReason::bad_message);
    EXPECT_TRUE(client->ended());
    EXPECT_EQ(data.ledger_entries("disclosure"), 0);
}

TEST_F(HostileKiosk, NotAWebSocketIsRefused) {
    RawClient client(office->port(), {&identity});
    ASSERT_TRUE(client.handshake());
    client.send_tls("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_TRUE(client.ended());
    expect_logged("kiosk_refused", "no_websocket");
    RawClient endless(office->port(), {&identity});
    ASSERT_TRUE(endless.handshake());
    endless.send_tls("GET / HTTP/1.1\r\nX: " + std::string(64'000, 'x'));
    EXPECT_TRUE(endless.ended());
    expect_others_are_served();
}

TEST_F(HostileKiosk, NotTlsIsRefused) {
    RawClient client(office->port());
    client.send_tcp("GET / HTTP/1.1\r\n\r\n");
    EXPECT_TRUE(client.ended());
    expect_logged("kiosk_refused", "tls");
    expect_others_are_served();
}

TEST_F(HostileKiosk, MoreLookupsAtOnceThanAllowedAreAnsweredUnavailable) {
    data.config().refusal_floor = milliseconds(200);
    RunningOffice other(data, RunningOffice::quick(),
                        [](std::string, api::LookupRequest) -> boost::asio::awaitable<api::LookupReply> {
                            boost::asio::steady_timer never(co_await boost::asio::this_coro::executor,
                                                            std::chrono::hours(1));
                            co_await never.async_wait(boost::asio::use_awaitable);
                            co_return api::NothingToShow{};
                        });
    RawClient client(other.port(), {&identity});
    ASSERT_TRUE(client.handshake() && client.upgrade() && client.hello());
    for (int i = 0; i < 65; ++i) client.send_frame(lookup_bytes());
    const auto answer = client.read();
    ASSERT_TRUE(answer && std::holds_alternative<api::LookupReply>(answer->body));
    EXPECT_TRUE(std::holds_alternative<api::LookupUnavailable>(std::get<api::LookupReply>(answer->body)));
}

// ---- short limits

office::LinkLimits short_limits() {
    auto limits = RunningOffice::quick();
    limits.handshake = milliseconds(300);
    limits.session.hello = milliseconds(300);
    limits.session.silence = milliseconds(700);
    limits.write = milliseconds(400);
    limits.handshakes_per_address = 8;
    return limits;
}

class SlowKiosk : public HostileKiosk {
protected:
    explicit SlowKiosk(const office::LinkLimits& limits = short_limits()) : HostileKiosk(limits) {
        // The bystander of these tests speaks as a kiosk does.
        auto timing = KioskClient::calm();
        timing.heartbeat = milliseconds(100);
        honest.emplace(office->settings(bystander), timing);
        EXPECT_TRUE(honest->wait_up());
        const auto connected = [](const auto& s) { return std::holds_alternative<kiosk::LinkUp>(s); };
        static_cast<void>(honest->states().take_first(connected, milliseconds(0)));
    }
};

TEST_F(SlowKiosk, WhoSaysNothingIsCutAtTcpTlsHttpAndBeforeHello) {
    RawClient silent(office->port());
    RawClient half_hello(office->port());
    half_hello.send_tcp(std::string("\x16\x03\x01\x02\x00", 5));
    RawClient no_upgrade(office->port(), {&identity});
    ASSERT_TRUE(no_upgrade.handshake());
    RawClient half_upgrade(office->port(), {&identity});
    ASSERT_TRUE(half_upgrade.handshake());
    half_upgrade.send_tls("GET /link/1 HTT");
    EXPECT_TRUE(silent.ended());
    EXPECT_TRUE(half_hello.ended());
    EXPECT_TRUE(no_upgrade.ended());
    EXPECT_TRUE(half_upgrade.ended());
    expect_logged("kiosk_refused", "handshake_too_slow");

    RawClient no_hello(office->port(), {&identity});
    ASSERT_TRUE(no_hello.handshake() && no_hello.upgrade());
    EXPECT_EQ(no_hello.goodbye(), api::CloseReason::idle);
    expect_logged("link_bad_message", "no_hello_in_time");
    expect_others_are_served();
}

TEST_F(SlowKiosk, FragmentsWithoutAnEndDoNotKeepASessionAlive) {
    const auto client = welcomed();
    client->send_tls(frame(0x02, "x"));
    const auto began = std::chrono::steady_clock::now();
    std::thread drip([&] {
        // As fast as the office takes them: an empty fragment is whole in itself, the message never is.
        RawClient& c = *client;
        while (std::chrono::steady_clock::now() - began < milliseconds(3000)) {
            if (!c.try_send_tls(frame(0x00, ""))) return;
        }
    });
    drip.join();
    EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(3000));
    expect_logged("link_bad_message", "no_message_in_time");
    expect_others_are_served();
}

office::LinkLimits without_pacing() {
    auto limits = short_limits();
    limits.session.messages_per_second = limits.session.burst = 1'000'000'000;
    return limits;
}

class UnpacedKiosk : public SlowKiosk {
protected:
    UnpacedKiosk() : SlowKiosk(without_pacing()) {}
};

TEST_F(UnpacedKiosk, WhoAsksAndNeverReadsIsCut) {
    const auto client = welcomed();
    std::string flood;
    for (int i = 0; i < 64; ++i)
        flood += frame(0x82, api::encode(api::KioskMessage{1, api::Heartbeat{now()}}));
    const auto began = std::chrono::steady_clock::now();
    while (client->try_send_tls(flood) && std::chrono::steady_clock::now() - began < patience) {
    }
    expect_logged("kiosk_disconnected", "does_not_read");
    expect_others_are_served();
}

TEST_F(SlowKiosk, OneAddressCannotTakeAllHandshakes) {
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 12; ++i) idle.push_back(std::make_unique<RawClient>(office->port()));
    expect_logged("kiosk_refused", "too_many_connections");
    expect_others_are_served();
}

TEST_F(HostileKiosk, AFloodIsReadSlowlyAndDoesNotStarveOthers) {
    const auto client = welcomed();
    std::string flood;
    for (int i = 0; i < 64; ++i)
        flood += frame(0x82, api::encode(api::KioskMessage{1, api::Heartbeat{now()}}));
    std::atomic<bool> enough = false;
    std::thread flooding([&] {
        while (!enough && client->try_send_tls(flood, milliseconds(200))) {
        }
    });
    for (int i = 0; i < 10; ++i) expect_others_are_served();
    enough = true;
    flooding.join();
}

}  // namespace
}  // namespace lobby::test
