// A client that says whatever a test wants at any stage of the link: TCP, TLS, HTTP, WebSocket, message.
// Each call waits for its end, with a deadline.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>

#include "kiosk/link/kiosk_identity.hpp"
#include "office/link/kiosk_session.hpp"
#include "tests/support/inbox.hpp"

namespace lobby::test {

class RawClient {
public:
    struct Tls {
        const kiosk::KioskIdentity* shows = nullptr;  // nothing: no certificate
        int newest_version = 0x0304;                  // TLS 1.3
    };

    RawClient(uint16_t port, Tls tls);
    // TCP only.
    explicit RawClient(uint16_t port) : RawClient(port, Tls{}) {}
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool handshake();
    bool upgrade();
    bool hello();  // and the welcome

    void send_tcp(std::string_view bytes);
    void send_tls(std::string_view bytes);  // below WebSocket
    // False when the other side has ended it or takes nothing more.
    bool try_send_tls(std::string_view bytes, std::chrono::milliseconds within = patience);
    void send_frame(std::string_view bytes, bool binary = true);
    // The next whole message that can be read as one, but for how the hall stands, which comes at any time;
    // nothing at the end or when the time is up.
    std::optional<api::OfficeMessage> read(std::chrono::milliseconds within = patience);
    // All that comes over TLS until the other side ends it.
    std::string read_tls();
    // The reason of the goodbye, whatever comes before it.
    std::optional<api::CloseReason> goodbye();
    // Reads until the other side ends it. On the layer that was reached.
    bool ended(std::chrono::milliseconds within = patience);
    void close();

private:
    template <class Start>
    boost::system::error_code wait(Start start, std::chrono::milliseconds within = patience);

    boost::asio::io_context io_{1};
    boost::asio::ssl::context tls_;
    office::KioskStream stream_;
    enum class Layer { tcp, tls, websocket } layer_ = Layer::tcp;
};

}  // namespace lobby::test
