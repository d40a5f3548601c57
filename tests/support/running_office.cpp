#include "tests/support/running_office.hpp"

#include <boost/asio/post.hpp>

#include "office/store/databases.hpp"

namespace lobby::test {

namespace {

Log log_of(const OfficeData& data, const Clock& clock) {
    const auto dir = data.config().data_dir / "log";
    std::filesystem::create_directories(dir);
    return Log::to_file("case-office", clock, dir / "office.log");
}

}  // namespace

office::LinkLimits RunningOffice::quick() {
    office::LinkLimits limits;
    limits.watch = std::chrono::milliseconds(20);
    return limits;
}

RunningOffice::RunningOffice(OfficeData& data, office::LinkLimits limits)
    : RunningOffice(data, limits, nullptr) {}

RunningOffice::RunningOffice(OfficeData& data, office::LinkLimits limits, office::LookupHandler handler)
    : data_(data),
      log_(log_of(data, clock_)),
      writer_(office::open_office_db(data.config().data_dir, office::Access::write)),
      lookups_(data.config(), data.key(), office::WorkingDays::built_in(), writer_, clock_, log_) {
    if (!handler)
        handler = [this](std::string kiosk, api::LookupRequest request) {
            return lookups_.answer(std::move(kiosk), std::move(request));
        };
    start(limits, std::move(handler));
}

void RunningOffice::start(office::LinkLimits limits, office::LookupHandler handler) {
    link_ = std::make_unique<office::LinkServer>(io_, data_.config(), data_.authority(), std::move(handler),
                                                 clock_, log_, limits);
    enrolment_ = std::make_unique<office::EnrolmentServer>(
        io_, data_.config(), data_.authority(),
        [this](std::string body) {
            return office::enrol_through(writer_, data_.key(), data_.authority(), clock_, std::move(body));
        },
        clock_, log_,
        office::EnrolmentLimits{std::chrono::milliseconds(1000), std::chrono::milliseconds(50), 16});
    port_ = link_->port();
    enrol_port_ = enrolment_->port();
    link_->start();
    enrolment_->start();
    thread_ = std::thread([this] { io_.run(); });
}

RunningOffice::~RunningOffice() {
    stop();
}

void RunningOffice::stop() {
    if (!thread_.joinable()) return;
    boost::asio::post(io_, [this] {
        link_->stop();
        enrolment_->stop();
        // What waits to be written goes out first.
        boost::asio::post(io_, [this] { boost::asio::post(io_, [this] { io_.stop(); }); });
    });
    thread_.join();
}

kiosk::LinkSettings RunningOffice::settings(kiosk::LinkSettings of_kiosk) const {
    of_kiosk.link_port = port_;
    of_kiosk.enrol_port = enrol_port_;
    return of_kiosk;
}

}  // namespace lobby::test
