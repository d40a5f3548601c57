#include "tests/integration/tickets/desk_rig.hpp"

#include <utility>

namespace lobby::kiosk::tickets::test {

DeskRig::DeskRig(Wanted wanted) : clock_(wanted.now) {
    for (const char* language : {"zh_CN", "en"})
        locales_.emplace(language, ui::Locale(LOBBY_CATALOGUES, language));
    store_.emplace(KioskStore::open(wanted.dir, clock_, log_));
    OfficeSide side;
    side.journal_grew = [] {};
    side.ask = [this](const api::TicketQuestion& question, std::chrono::milliseconds,
                      const OfficeSide::Answered& done) {
        auto said = office ? office(question) : std::nullopt;
        if (said)
            done(std::move(*said));
        else
            done(fail(LinkError::unreachable));
    };
    side.ask_appointment = [this](const api::AppointmentQuestion& question,
                                  std::chrono::milliseconds deadline,
                                  const OfficeSide::AppointmentTold& done) {
        if (appointments) return appointments(question, deadline, done);
        done(fail(LinkError::unreachable));
    };
    desk_ = std::make_unique<DeskService>(
        DeskService::Parts{io_, *store_, clock_, log_, locales_, std::move(wanted.printer), std::move(side),
                           api::OfficeProfile{"\u793A\u8303", "Demonstration", "", "", "0875-0000000"},
                           [] { return std::string("zh_CN"); },
                           [this](DeskAnswer answer) {
                               const std::lock_guard lock(mutex_);
                               answers_.push_back(std::move(answer));
                               changed_.notify_all();
                           }});
    store_->on_acknowledged([this](uint64_t through) { desk_->acknowledged(through); });
    thread_ = std::thread([this] { io_.run(); });
    desk_->start();
    on_io([] {});
}

DeskRig::~DeskRig() {
    desk_->stop();
    work_.reset();
    thread_.join();  // run() ends by itself: nothing may be left that waits
}

void DeskRig::clock_says(WallTime now) {
    on_io([&] {
        clock_.jump_wall(now);
        desk_->look();
    });
}

void DeskRig::feed(const api::HallFeed& feed) {
    on_io([&] { desk_->on_feed(feed); });
}

void DeskRig::feed_known() {
    const auto known = known_hall();
    auto told = known.feed;
    told.rules = known.rules;
    for (auto& service : told.rules->services) service.hours.clear();
    feed(told);
}

void DeskRig::office_goes() {
    on_io([&] { desk_->on_office(false, {}); });
}

std::variant<TicketIssued, TicketNotIssued> DeskRig::try_issue(const std::string& service,
                                                               std::optional<IdentityNumber> card) {
    const auto question = next_question();
    desk_->carry_out(tickets::Errand{IssueTicket{question, service, {}, std::move(card)}});
    std::unique_lock lock(mutex_);
    std::optional<std::variant<TicketIssued, TicketNotIssued>> said;
    changed_.wait_for(lock, patience, [&] {
        for (const auto& answer : answers_) {
            const auto* issued = detail::find_in<TicketIssued, tickets::Event>(answer);
            const auto* refused = detail::find_in<TicketNotIssued, tickets::Event>(answer);
            if (issued && issued->question == question) said = *issued;
            if (refused && refused->question == question) said = *refused;
        }
        return said.has_value();
    });
    if (!said) throw std::runtime_error("no number and no reason");
    return *said;
}

TicketIssued DeskRig::issue(const std::string& service, std::optional<IdentityNumber> card) {
    return std::get<TicketIssued>(try_issue(service, std::move(card)));
}

std::vector<FoundTicket> DeskRig::find(const IdentityNumber& card) {
    const auto question = next_question();
    desk_->carry_out(tickets::Errand{FindMyTicket{question, card}});
    return wait_for<TicketsFound>([&](const TicketsFound& f, size_t) { return f.question == question; })
        .tickets;
}

Paper DeskRig::paper_of(uint64_t entry, PaperState state) {
    return wait_for<PrintNews>([&](const PrintNews& news, size_t) {
               return news.entry == entry && news.paper.state == state;
           })
        .paper;
}

std::vector<api::JournalEntry> DeskRig::journal() {
    return on_io([&] { return store_->unsent(1000, 1U << 24).value(); });
}

}  // namespace lobby::kiosk::tickets::test
