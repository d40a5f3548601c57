// The door for kiosks that do not belong to the fleet yet: HTTPS, one request, POST /enrol
// (office/fleet/enrolment_desk). The TLS here only hides; trust comes from the one-time code on both sides.
// Every refusal is the same answer.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "base/log.hpp"
#include "base/result.hpp"
#include "office/config/config.hpp"
#include "office/fleet/enrolment_desk.hpp"
#include "office/store/writer.hpp"

namespace lobby::office {

using EnrolmentHandler =
    std::function<boost::asio::awaitable<Result<EnrolmentAnswer, EnrolmentError>>(std::string body)>;

// What the handler does: enrol_kiosk() in one durable write.
boost::asio::awaitable<Result<EnrolmentAnswer, EnrolmentError>> enrol_through(
    DatabaseWriter& office_db, const StoreKey& key, const CertificateAuthority& authority, const Clock& clock,
    std::string body);

struct EnrolmentLimits {
    std::chrono::milliseconds request{
        10'000};  // handshake and request together; the answer has as long again
    std::chrono::milliseconds pause_after_refusal{
        1000};  // whoever tries codes is slowed down; the slots are few
    size_t connections = 16;
};

class EnrolmentServer {
public:
    // Binds at once; throws boost::system::system_error.
    EnrolmentServer(boost::asio::io_context& io, const OfficeConfig& config,
                    const CertificateAuthority& authority, EnrolmentHandler handler, const Clock& clock,
                    Log& log, EnrolmentLimits limits = {});
    ~EnrolmentServer();
    EnrolmentServer(const EnrolmentServer&) = delete;
    EnrolmentServer& operator=(const EnrolmentServer&) = delete;

    [[nodiscard]] uint16_t port() const;
    void start();
    void stop();

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace lobby::office
