// The ticket desk: issues numbers, keeps them, has them printed and finds them again, with or without the
// office.
//
// A number is on disk, in the journal for the office and in the ticket book, in one transaction, before
// anybody sees it; only then it is told and printed. What became of the paper is written down when it is
// known; a print that nobody has confirmed when the program starts is not confirmed, and it is never printed
// again by itself.
//
// I/O thread only. Every errand with a question gets one answer; those that ask the office within
// office_answers_within.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/steady_timer.hpp>

#include "kiosk/tickets/desk_context.hpp"
#include "kiosk/tickets/paper_desk.hpp"
#include "kiosk/tickets/ticket_book.hpp"
#include "platform/printer/document.hpp"

namespace lobby::kiosk::tickets {

// What is to stand on a ticket's paper, in the language of whoever asked for it.
struct PaperWanted {
    Ticket ticket;
    WallTime taken_at{};
    bool again = false;
    std::string language;
};
using Compose = std::function<platform::PrintDocument(const PaperWanted&)>;

// No printer: `print` is empty.
struct PrinterSide {
    PaperDesk::Print print;
    Compose compose;
};

class TicketDesk {
public:
    // `context` must outlive it.
    TicketDesk(DeskContext& context, PrinterSide printer);
    TicketDesk(const TicketDesk&) = delete;
    TicketDesk& operator=(const TicketDesk&) = delete;

    // Takes up what was kept, and tells how the hall is.
    void begin();
    void carry_out(Errand errand, const std::string& language);

    void on_feed(api::HallFeed feed);
    void on_office(bool there);
    // Paper that is no ticket's, after those that wait already. Told each time that something is known of it,
    // never from inside; without a printer: nothing is known, and none.
    void print_slip(platform::PrintDocument document, std::function<void(Paper)> told);
    void on_printer(const platform::PrinterEvent& event);
    // Time has passed, or the clock was set: the day may have turned, a service opened or closed. By itself
    // once a minute.
    void look();
    void stop();

private:
    // Slips are numbered far above the tickets of a kiosk's life.
    static constexpr uint64_t first_slip = uint64_t{1} << 62;
    struct Issued;
    void issue(const IssueTicket& errand, const std::string& language);
    void learn(const LearnCard& errand);
    void on_appointment(uint64_t question, const std::optional<CardTag>& card,
                        const Result<api::AppointmentAnswer, LinkError>& said);
    [[nodiscard]] std::optional<api::Appointment> appointment_for(const IssueTicket& errand, TicketBook& book,
                                                                  WallTime now) const;
    void print_again(const PrintAgain& errand, const std::string& language);
    void give_back(const GiveBack& errand);
    void find(const FindMyTicket& errand);
    void ask(const AskTicket& errand);
    void answer_by_office(uint64_t question, const api::TicketNumber& number, bool own,
                          const Result<api::TicketAnswer, LinkError>& said);

    // Runs work(transaction, book, day) in one transaction, after the day has turned where it was due.
    template <class Work>
    auto on_the_day(Work work);
    OwnNumbers own_numbers(TicketBook& book, Date day) const;
    std::vector<FoundTicket> open_of_card(const IdentityNumber& card);
    [[nodiscard]] std::optional<Position> open_position(const BookedTicket& booked) const;
    [[nodiscard]] Ticket ticket_of(const BookedTicket& booked, Position position) const;
    [[nodiscard]] Paper paper_of(const BookedTicket& booked) const;
    bool hand_to_printer(const BookedTicket& booked, const Ticket& ticket, bool again,
                         const std::string& language);
    void on_paper(uint64_t ticket, const Paper& paper);
    bool on_slip(uint64_t slip, const Paper& paper);
    void write_down_papers();
    void tell_hall();
    void wait_for_the_minute();

    DeskContext& context_;
    PrinterSide printer_;
    PaperDesk papers_;
    boost::asio::steady_timer minute_;
    std::map<uint64_t, BookedPaper> unwritten_;             // papers whose fate is not on disk yet
    std::map<uint64_t, std::function<void(Paper)>> slips_;  // the newest few: one may come out late
    uint64_t last_slip_ = first_slip;
    std::optional<HallView> told_;
    // What the office said of the card that was learnt last. By its tag: the number itself is not kept.
    struct Reserved {
        CardTag card{};
        api::AppointmentFound found;
    };
    std::optional<Reserved> reserved_;
    // Brought by a ticket of today: the office may not have heard of it yet.
    std::set<std::string> used_appointments_;
    bool stopping_ = false;
};

}  // namespace lobby::kiosk::tickets
