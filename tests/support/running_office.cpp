#include "tests/support/running_office.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>

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

RunningOffice::RunningOffice(OfficeData& data, const office::queue::Settings& hall)
    : RunningOffice(data, quick(), nullptr, hall) {}

RunningOffice::RunningOffice(OfficeData& data, office::LinkLimits limits, office::LookupHandler handler,
                             const std::optional<office::queue::Settings>& hall, const MoreServices& more)
    : data_(data),
      log_(log_of(data, clock_)),
      writer_(office::open_office_db(data.config().data_dir, office::Access::write)),
      office_db_(office::open_office_db(data.config().data_dir, office::Access::read)),
      queue_(office_db_, hall.value_or(office::queue::default_settings()), data.key(), writer_, clock_, log_),
      help_(office_db_, data.key(), writer_, clock_),
      appointments_(office_db_, queue_.settings(), data.key(), writer_, clock_),
      journals_(office_db_, queue_, help_, appointments_, writer_, data.key(), clock_, log_),
      hall_(io_, queue_, "https://office.example/t/", clock_,
            {std::chrono::milliseconds(50), std::chrono::milliseconds(1000)}),
      lookups_(data.config(), data.key(), office::WorkingDays::built_in(), writer_, clock_, log_),
      scans_(data.config().data_dir, writer_, clock_, log_) {
    if (!handler)
        handler = [this](std::string kiosk, api::LookupRequest request) {
            return lookups_.answer(std::move(kiosk), std::move(request));
        };
    start(limits, std::move(handler), hall.has_value(), more);
}

void RunningOffice::start(office::LinkLimits limits, office::LookupHandler handler, bool tells_hall,
                          const MoreServices& more) {
    office::KioskServices services{
        std::move(handler),
        [this](const std::string& kiosk, const std::optional<api::JournalId>& journal) {
            return journals_.greet(kiosk, journal);
        },
        [this](std::string kiosk, api::JournalId journal, api::JournalEntries entries) {
            return journals_.apply(std::move(kiosk), journal, std::move(entries));
        },
        [this](const api::TicketQuestion& question) { return hall_.answer(question); },
        {},
        [this](const api::AppointmentQuestion& question) { return appointments_.answer(question); }};
    services.scan_key = scans_.public_key();
    services.scans = [this](office::scans::Request request) { return scans_.receive(std::move(request)); };
    if (more) more(services);
    if (tells_hall) services.hall = [this](const std::string& kiosk) { return hall_.feed_for(kiosk); };
    link_ = std::make_unique<office::LinkServer>(io_, data_.config(), data_.authority(), std::move(services),
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
    hall_.start([this] { link_->hall_changed(); });
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
        hall_.stop();
        // What waits to be written goes out first.
        boost::asio::post(io_, [this] { boost::asio::post(io_, [this] { io_.stop(); }); });
    });
    thread_.join();
}

Result<office::BookedTime, office::AppointmentError> RunningOffice::book(office::Booking booking) {
    auto made = boost::asio::co_spawn(io_, appointments_.make(std::move(booking)), boost::asio::use_future);
    return made.get();
}

void RunningOffice::feed_changed() {
    boost::asio::post(io_, [this] { link_->feed_changed(); });
}

kiosk::LinkSettings RunningOffice::settings(kiosk::LinkSettings of_kiosk) const {
    of_kiosk.link_port = port_;
    of_kiosk.enrol_port = enrol_port_;
    return of_kiosk;
}

}  // namespace lobby::test
