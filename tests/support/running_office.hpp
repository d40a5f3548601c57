// The office's servers in this process, on a thread of their own, over an OfficeData.
#pragma once

#include <thread>

#include <boost/asio/io_context.hpp>

#include "office/appointments/appointment_desk.hpp"
#include "office/cases/lookup_service.hpp"
#include "office/fleet/help_desk.hpp"
#include "office/fleet/journal_desk.hpp"
#include "office/hall/hall_publisher.hpp"
#include "office/link/enrolment_server.hpp"
#include "office/link/link_server.hpp"
#include "office/scans/scan_archive.hpp"
#include "tests/support/office_data.hpp"

namespace lobby::test {

class RunningOffice {
public:
    using MoreServices = std::function<void(office::KioskServices&)>;
    explicit RunningOffice(OfficeData& data, office::LinkLimits limits = quick());
    // That tells kiosks how the hall stands; the others say nothing unasked.
    RunningOffice(OfficeData& data, const office::queue::Settings& hall);
    // With an answer of the test's own in place of the lookup service.
    RunningOffice(OfficeData& data, office::LinkLimits limits, office::LookupHandler handler,
                  const std::optional<office::queue::Settings>& hall = {}, const MoreServices& more = {});
    RunningOffice(const RunningOffice&) = delete;
    RunningOffice& operator=(const RunningOffice&) = delete;
    ~RunningOffice();

    [[nodiscard]] uint16_t port() const { return port_; }
    [[nodiscard]] uint16_t enrol_port() const { return enrol_port_; }
    kiosk::LinkSettings settings(kiosk::LinkSettings of_kiosk) const;
    office::queue::QueueService& queue() { return queue_; }
    office::HelpDesk& help() { return help_; }
    office::ScanArchive& scans() { return scans_; }
    // Books a time, as the console does. Waits for it.
    Result<office::BookedTime, office::AppointmentError> book(office::Booking booking);
    // Kiosks are sent what is new in the feed that MoreServices put there.
    void feed_changed();
    // Says goodbye and ends.
    void stop();

    // The production limits, watched more often.
    static office::LinkLimits quick();

private:
    void start(office::LinkLimits limits, office::LookupHandler handler, bool tells_hall,
               const MoreServices& more);

    OfficeData& data_;
    SystemClock clock_;
    Log log_;
    boost::asio::io_context io_{1};
    office::DatabaseWriter writer_;
    office::store::Database office_db_;
    office::queue::QueueService queue_;
    office::HelpDesk help_;
    office::AppointmentDesk appointments_;
    office::JournalDesk journals_;
    office::HallPublisher hall_;
    office::LookupService lookups_;
    office::ScanArchive scans_;
    std::unique_ptr<office::LinkServer> link_;
    std::unique_ptr<office::EnrolmentServer> enrolment_;
    uint16_t port_ = 0;
    uint16_t enrol_port_ = 0;
    std::thread thread_;
};

}  // namespace lobby::test
