#include "kiosk/tickets/desk_service.hpp"

#include <utility>

#include <boost/asio/post.hpp>

#include "kiosk/tickets/ticket_paper.hpp"

namespace lobby::kiosk::tickets {

namespace asio = boost::asio;

namespace {

std::unique_ptr<platform::ReceiptPrinter> make_printer(DeskService::Parts& parts,
                                                       std::function<void(platform::PrinterEvent)> observer) {
    if (!parts.printer) return nullptr;
    return std::make_unique<platform::ReceiptPrinter>(parts.io, std::move(*parts.printer), parts.log,
                                                      std::move(observer));
}

}  // namespace

DeskService::DeskService(Parts parts)
    : context_{parts.io,
               parts.store,
               parts.clock,
               parts.log,
               std::move(parts.office),
               std::move(parts.answer),
               {}},
      locales_(parts.locales),
      language_(std::move(parts.language)),
      profile_(std::move(parts.profile)),
      printer_(make_printer(parts, [this](const platform::PrinterEvent& event) { desk_.on_printer(event); })),
      desk_(context_, printer_side()),
      ratings_(context_),
      help_(context_) {}

PrinterSide DeskService::printer_side() {
    if (!printer_) return {};
    return {[this](platform::PrintDocument document) { return printer_->print(std::move(document)); },
            [this](const PaperWanted& wanted) { return compose(wanted); }};
}

platform::PrintDocument DeskService::compose(const PaperWanted& wanted) const {
    const auto found = locales_.find(wanted.language);
    const auto& locale = found == locales_.end() ? locales_.begin()->second : found->second;
    return ticket_paper(locale, {wanted.ticket, wanted.taken_at, profile_, wanted.again});
}

void DeskService::carry_out(tickets::Errand errand) {
    asio::post(context_.io, [this, language = language_(), e = std::move(errand)]() mutable {
        desk_.carry_out(std::move(e), language);
    });
}

void DeskService::carry_out(ratings::Errand errand) {
    asio::post(context_.io, [this, e = std::move(errand)] { ratings_.carry_out(e); });
}

void DeskService::carry_out(help::Errand errand) {
    asio::post(context_.io, [this, e = std::move(errand)] { help_.carry_out(e); });
}

void DeskService::start() {
    asio::post(context_.io, [this] { desk_.begin(); });
    if (printer_) printer_->start();
}

void DeskService::stop() {
    asio::post(context_.io, [this] {
        desk_.stop();
        help_.stop();
    });
    if (printer_) printer_->stop();
}

void DeskService::on_office(bool there, const std::optional<api::OfficeProfile>& profile) {
    if (profile) profile_ = *profile;
    desk_.on_office(there);
}

}  // namespace lobby::kiosk::tickets
