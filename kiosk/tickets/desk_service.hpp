// The whole ticket desk as the kiosk's main thread sees it: takes errands there, carries them out on the I/O
// thread, and drives the printer.
//
// carry_out() on the main thread; start() and stop() on any; everything else on the I/O thread. Answers are
// given to `answer` on the I/O thread, which hands them over to the main thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/help/help_desk.hpp"
#include "kiosk/ratings/rating_desk.hpp"
#include "kiosk/tickets/ticket_desk.hpp"
#include "kiosk/tickets/ticket_service.hpp"
#include "kiosk/ui/locale.hpp"
#include "platform/printer/receipt_printer.hpp"

namespace lobby::kiosk::tickets {

using Locales = std::map<std::string, ui::Locale>;

class DeskService final : public TicketService {
public:
    struct Parts {
        boost::asio::io_context& io;
        KioskStore& store;
        const Clock& clock;
        Log& log;
        const Locales& locales;  // of papers
        std::optional<platform::PrinterSettings> printer;
        OfficeSide office;
        api::OfficeProfile profile;             // until the office has said its own
        std::function<std::string()> language;  // of the visitor; main thread
        OnAnswer answer;
    };
    explicit DeskService(Parts parts);

    void carry_out(tickets::Errand errand) override;
    void carry_out(ratings::Errand errand) override;
    void carry_out(help::Errand errand) override;

    void start();
    void stop();

    void on_feed(api::HallFeed feed) { desk_.on_feed(std::move(feed)); }
    void print_slip(platform::PrintDocument document, std::function<void(Paper)> told) {
        desk_.print_slip(std::move(document), std::move(told));
    }
    [[nodiscard]] const api::OfficeProfile& office_profile() const { return profile_; }
    void look() { desk_.look(); }
    void on_office(bool there, const std::optional<api::OfficeProfile>& profile);
    void acknowledged(uint64_t through) { help_.acknowledged(through); }

private:
    PrinterSide printer_side();
    platform::PrintDocument compose(const PaperWanted& wanted) const;

    DeskContext context_;
    const Locales& locales_;
    std::function<std::string()> language_;
    api::OfficeProfile profile_;
    std::unique_ptr<platform::ReceiptPrinter> printer_;  // nothing: there is none
    TicketDesk desk_;
    ratings::RatingDesk ratings_;
    help::HelpDesk help_;
};

}  // namespace lobby::kiosk::tickets
