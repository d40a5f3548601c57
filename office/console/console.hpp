// The office's web side: staff console, lobby board and visitors' ticket pages over HTTPS
// (docs/console-api.md).
//
// Runs on the io_context that it is given (one thread); stop() must be called there, the destructor when it
// no longer runs.
#pragma once

#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

#include "base/log.hpp"
#include "office/accounts/sessions.hpp"
#include "office/accounts/sign_in.hpp"
#include "office/appointments/appointment_desk.hpp"
#include "office/cases/lookup_service.hpp"
#include "office/config/config.hpp"
#include "office/console/http_limits.hpp"
#include "office/file_review/file_review_desk.hpp"
#include "office/fleet/help_desk.hpp"
#include "office/lawyers/lawyer_desk.hpp"
#include "office/pki/authority.hpp"
#include "office/queue/store/queue_service.hpp"
#include "office/store/writer.hpp"

namespace lobby::office {

// What the console stands on; all of it outlives the console.
struct ConsoleParts {
    const OfficeConfig& config;
    const StoreKey& key;
    const CertificateAuthority& authority;
    DatabaseWriter& writer;  // of office.db
    queue::QueueService& queue;
    LookupService& lookups;
    HelpDesk& help;
    AppointmentDesk& appointments;
    LawyerDesk& lawyers;
    FileReviewDesk& reviews;
    const Clock& clock;
    Log& log;
};

struct ConsoleLimits {
    console::HttpLimits http;
    SessionRules sessions;
    SignInRules sign_in;
    std::chrono::milliseconds watch{1000};  // how often the accounts are looked at
};

class Console {
public:
    // Binds at once; throws when it cannot, and when certificate or pages cannot be read.
    Console(boost::asio::io_context& io, const ConsoleParts& parts, ConsoleLimits limits = {});
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;
    ~Console();

    [[nodiscard]] uint16_t port() const;
    // https://host:port as visitors' phones reach it.
    [[nodiscard]] std::string public_url() const;
    void start();
    void stop();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace lobby::office
