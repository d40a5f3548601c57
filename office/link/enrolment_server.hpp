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

namespace lobby::office {

using EnrolmentHandler =
    std::function<boost::asio::awaitable<Result<EnrolmentAnswer, EnrolmentError>>(std::string body)>;

class EnrolmentServer {
public:
    // Binds at once; throws boost::system::system_error.
    EnrolmentServer(boost::asio::io_context& io, const OfficeConfig& config,
                    const CertificateAuthority& authority, EnrolmentHandler handler, const Clock& clock,
                    Log& log);
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
