// What stands behind the lawyer's screens: document scanner, reading of pages, sealed keeping and sending up,
// slips, and the desk that works with them.
//
// start(), stop() and carry_out() on any thread; everything else on the I/O thread. `link`, `store` and the
// others must outlive it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>

#include "kiosk/app/services.hpp"
#include "kiosk/lawyer/lawyer_desk.hpp"
#include "kiosk/link/office_link.hpp"
#include "kiosk/scans/scan_desk.hpp"
#include "kiosk/scans/scan_uploader.hpp"
#include "kiosk/store/kiosk_store.hpp"
#include "kiosk/tickets/desk_service.hpp"

namespace lobby::kiosk::app {

class LawyerServices {
public:
    struct Parts {
        boost::asio::io_context& io;
        const Settings& settings;
        const Locales& locales;
        const Clock& clock;
        Log& log;
        OfficeLink& link;
        KioskStore* store = nullptr;             // nothing: no pages can be kept
        tickets::DeskService* papers = nullptr;  // nothing: no slips
        std::function<void(Event)> send;
        std::function<void(platform::Preview)> show;
    };
    explicit LawyerServices(Parts parts);
    ~LawyerServices();
    LawyerServices(const LawyerServices&) = delete;
    LawyerServices& operator=(const LawyerServices&) = delete;

    void start();
    void stop();
    void carry_out(lawyer::Errand errand, std::string language);

    void on_office(const LinkUp& up);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lobby::kiosk::app
