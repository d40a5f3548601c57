// What stands behind the screens: the link to the office, the card reader, the store and the ticket desk with
// its printer, on an I/O thread of their own. Carries the flows' effects out and sends back what comes of
// them.
//
// Belongs to the main thread. `send` is called on any thread and has to hand over.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "base/log.hpp"
#include "kiosk/app/session_flow.hpp"
#include "kiosk/app/settings.hpp"
#include "kiosk/ui/locale.hpp"

namespace lobby::kiosk::app {

using Locales = std::map<std::string, ui::Locale>;

class Services {
public:
    struct Outside {
        std::function<void(Event)> send;
        std::function<std::string()> language;        // of the visitor; main thread
        std::function<void()> quit;                   // SIGTERM or SIGINT; I/O thread
        std::function<void(platform::Preview)> show;  // what the document scanner sees; I/O thread
    };
    // All must outlive it.
    Services(const Settings& settings, const Locales& locales, const Clock& clock, Log& log, Outside outside);
    ~Services();
    Services(const Services&) = delete;
    Services& operator=(const Services&) = delete;

    void start();
    void stop();

    // Lookups, errands of the desks, reconnecting. Other effects are not for it.
    void carry_out(Effect effect);
    // Nothing that it holds of the visitor is needed any more.
    void forget_visitor();
    // With nothing of the visitor shown any more: overwrites what his visit left on the I/O thread's stack.
    void scrub();

    [[nodiscard]] boost::asio::any_io_executor executor();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lobby::kiosk::app
