#include "kiosk/tickets/ticket_desk.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/asio/post.hpp>
#include <sodium.h>

namespace lobby::kiosk::tickets {

namespace {

constexpr size_t token_bytes = 16;
// The id of the service for which lawyers book (docs/operator-guide.md).
constexpr std::string_view lawyers = "lawyers";
constexpr std::chrono::milliseconds a_minute{60'000};
constexpr size_t most_slips = 64;

// Unguessable: 128 random bits, base64url.
std::string new_token() {
    std::array<unsigned char, token_bytes> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::array<char, 32> text{};
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text.data();
}

std::string_view word_of(NotIssued reason) {
    static constexpr std::array<std::string_view, 5> words{"closed", "paused", "full", "cannot_keep",
                                                           "not_ready"};
    return words.at(static_cast<size_t>(reason));
}

bool is_at_window(api::TicketStanding standing) {
    return standing == api::TicketStanding::called || standing == api::TicketStanding::serving;
}

}  // namespace

struct TicketDesk::Issued {
    BookedTicket booked;
    std::string appointment;  // its id; empty: none
    Position position;
};

TicketDesk::TicketDesk(DeskContext& context, PrinterSide printer)
    : context_(context),
      printer_(std::move(printer)),
      papers_(printer_.print, [this](uint64_t ticket, const Paper& paper) { on_paper(ticket, paper); }),
      minute_(context.io) {}

template <class Work>
auto TicketDesk::on_the_day(Work work) {
    bool turned = false;
    auto done = context_.store.transact([&](Transaction& t) {
        TicketBook book(t.db());
        const auto seen = book.day();
        const Date day = day_in_force(seen, context_.hall, context_.clock.wall());
        // Without the office's rules nobody knows when its days begin.
        turned = context_.hall.rules && seen != day;
        if (turned) book.begin_day(day);
        return work(t, book, day);
    });
    if (done && turned) {
        reserved_.reset();
        used_appointments_.clear();
        static_cast<void>(context_.store.scrub());  // a failure is in its log
        context_.log.write(lobby::Event::ticket_day_began);
    }
    return done;
}

// ---- the hall and the day
// ---------------------------------------------------------------------------------------------

void TicketDesk::begin() {
    auto& hall = context_.hall;
    if (const auto& kept = context_.store.hall()) {
        hall.feed = *kept;
        hall.rules = std::exchange(hall.feed.rules, {});
    }
    const auto taken_up = context_.store.transact([&](Transaction& t) {
        // What was being printed when the program ended: nobody knows whether it came out.
        TicketBook book(t.db());
        for (const auto& ticket : book.printing()) {
            book.set_paper(ticket.id, BookedPaper::unconfirmed);
            t.append(api::TicketPrint{ticket.entry, api::PrintState::unconfirmed}, context_.clock.wall());
        }
        return true;
    });
    static_cast<void>(taken_up);  // told by the store
    hall.live = false;
    hall.away_since = context_.clock.wall();
    wait_for_the_minute();
    tell_hall();
}

void TicketDesk::stop() {
    stopping_ = true;
    minute_.cancel();
}

void TicketDesk::wait_for_the_minute() {
    const auto now = context_.clock.wall().time_since_epoch();
    minute_.expires_after(a_minute - now % a_minute);
    minute_.async_wait([this](boost::system::error_code error) {
        if (error || stopping_) return;
        look();
        wait_for_the_minute();
    });
}

void TicketDesk::look() {
    if (!unwritten_.empty()) write_down_papers();
    tell_hall();
}

void TicketDesk::on_feed(api::HallFeed feed) {
    auto& hall = context_.hall;
    static_cast<void>(context_.store.remember_hall(feed));  // a failure is in its log
    if (feed.rules) hall.rules = std::exchange(feed.rules, {});
    hall.feed = std::move(feed);
    hall.live = true;
    hall.away_since.reset();
    tell_hall();
}

void TicketDesk::on_office(bool there) {
    if (there) return;  // with its first feed
    auto& hall = context_.hall;
    hall.live = false;
    if (!hall.away_since) hall.away_since = context_.clock.wall();
    tell_hall();
}

void TicketDesk::tell_hall() {
    const auto now = context_.clock.wall();
    const auto counted =
        on_the_day([&](Transaction&, TicketBook& book, Date day) { return own_numbers(book, day); });
    OwnNumbers own;
    own.day = day_in_force({}, context_.hall, now);
    if (counted) own = *counted;
    auto view = view_of(context_.hall, own, now);
    if (told_ == view) return;
    told_ = view;
    context_.answer(Event{HallNews{std::move(view)}});
}

OwnNumbers TicketDesk::own_numbers(TicketBook& book, Date day) const {
    return book.numbers_of(day, context_.hall.feed.series.value_or('?'),
                           last_count_known(context_.hall, day));
}

// ---- errands
// ----------------------------------------------------------------------------------------------------------

void TicketDesk::carry_out(Errand errand, const std::string& language) {
    if (const auto* take = std::get_if<IssueTicket>(&errand))
        issue(*take, language);
    else if (const auto* learnt = std::get_if<LearnCard>(&errand))
        learn(*learnt);
    else if (const auto* again = std::get_if<PrintAgain>(&errand))
        print_again(*again, language);
    else if (const auto* back = std::get_if<GiveBack>(&errand))
        give_back(*back);
    else if (const auto* mine = std::get_if<FindMyTicket>(&errand))
        find(*mine);
    else
        ask(std::get<AskTicket>(errand));
}

void TicketDesk::issue(const IssueTicket& errand, const std::string& language) {
    const auto& hall = context_.hall;
    const auto now = context_.clock.wall();
    using Answer = Result<Issued, Refusal>;
    const auto kept = on_the_day([&](Transaction& t, TicketBook& book, Date day) -> Answer {
        const auto own = own_numbers(book, day);
        if (auto why = refusal(hall, own, errand.service, now)) return fail(*why);
        const auto count = book.next_count(day, *hall.feed.series, last_count_known(hall, day));
        if (!count) return fail(Refusal{NotIssued::full, {}});
        BookedTicket b;
        b.day = day;
        b.number = {hall.rules->service(errand.service)->prefix, *hall.feed.series, *count};
        b.service = errand.service;
        b.precedence = precedence_of(*hall.rules, errand.precedence, errand.card, now);
        const auto appointment = appointment_for(errand, book, now);
        if (appointment) b.appointment = appointment->from;
        const bool as_lawyer = appointment && b.service == lawyers &&
                               errand.precedence == api::Precedence::ordinary &&
                               hall.rules->offered.contains(api::Precedence::lawyer_with_appointment);
        if (as_lawyer) b.precedence = api::Precedence::lawyer_with_appointment;
        b.token = new_token();
        b.taken_at = now;
        if (printer_.print) b.paper = BookedPaper::printing;
        if (printer_.print) b.prints = 1;
        const bool by_card =
            errand.card && (as_lawyer || b.precedence == precedence_of(*hall.rules, api::Precedence::ordinary,
                                                                       errand.card, now));
        b.entry = t.append(
            api::TicketTaken{b.service, *count, b.precedence, appointment, b.token, by_card, day}, now);
        b.id = book.add(b, errand.card ? book.tag_of(*errand.card) : std::nullopt);
        auto position = position_of_new(hall, own, b.service, b.precedence);
        // How long the others wait says nothing of him before his time.
        if (b.appointment && now < *b.appointment) position = Position{};
        return Issued{std::move(b), appointment ? appointment->id : "", std::move(position)};
    });
    Refusal refused{NotIssued::cannot_keep, {}};
    if (kept && !*kept) refused = kept->error();
    if (!kept || !*kept) {
        context_.log.write(lobby::Event::ticket_refused, {{Field::reason, word_of(refused.reason)}});
        context_.answer(Event{TicketNotIssued{errand.question, refused.reason, refused.opens_at}});
        return tell_hall();
    }
    const auto& issued = **kept;
    if (!issued.appointment.empty()) {
        used_appointments_.insert(issued.appointment);
        reserved_.reset();
    }
    context_.log.write(lobby::Event::ticket_issued, {{Field::sequence, issued.booked.entry}});
    context_.office.journal_grew();
    const auto ticket = ticket_of(issued.booked, issued.position);
    context_.answer(Event{TicketIssued{errand.question, ticket, paper_of(issued.booked)}});
    if (printer_.print && !hand_to_printer(issued.booked, ticket, false, language))
        on_paper(issued.booked.id, {PaperState::refused, PaperTrouble::printer});
    tell_hall();
}

void TicketDesk::learn(const LearnCard& errand) {
    CardKnown known;
    known.question = errand.question;
    if (context_.hall.rules)
        known.precedence = precedence_of(*context_.hall.rules, api::Precedence::ordinary, errand.card,
                                         context_.clock.wall());
    for (auto& found : open_of_card(errand.card)) known.open.push_back(std::move(found.ticket));
    context_.answer(Event{std::move(known)});

    reserved_.reset();
    const auto tag =
        on_the_day([&](Transaction&, TicketBook& book, Date) { return book.tag_of(errand.card); });
    if (!tag || !*tag || !context_.office.ask_appointment) return;
    context_.office.ask_appointment({errand.card}, appointment_within,
                                    [this, question = errand.question,
                                     card = *tag](const Result<api::AppointmentAnswer, LinkError>& said) {
                                        if (!stopping_) on_appointment(question, card, said);
                                    });
}

// Nothing is told where there is none, or the office is away: everything else works without.
void TicketDesk::on_appointment(uint64_t question, const std::optional<CardTag>& card,
                                const Result<api::AppointmentAnswer, LinkError>& said) {
    if (!said || !said->found || !card) return;
    const auto& found = *said->found;
    if (used_appointments_.contains(found.appointment.id)) return;
    if (!context_.hall.rules || !context_.hall.rules->service(found.service)) return;
    reserved_ = Reserved{*card, found};
    context_.answer(Event{AppointmentKnown{question, found.appointment.from}});
}

// By the office's rule a time holds for who is there before it ends; afterwards his is a number as any other.
std::optional<api::Appointment> TicketDesk::appointment_for(const IssueTicket& errand, TicketBook& book,
                                                            WallTime now) const {
    if (!reserved_ || !errand.card || reserved_->found.service != errand.service) return std::nullopt;
    if (now > reserved_->found.appointment.until) return std::nullopt;
    if (book.tag_of(*errand.card) != reserved_->card) return std::nullopt;
    return reserved_->found.appointment;
}

void TicketDesk::find(const FindMyTicket& errand) {
    context_.answer(Event{TicketsFound{errand.question, open_of_card(errand.card)}});
}

std::vector<FoundTicket> TicketDesk::open_of_card(const IdentityNumber& card) {
    std::vector<FoundTicket> open;
    const auto booked = on_the_day([&](Transaction&, TicketBook& book, Date) {
        const auto tag = book.tag_of(card);
        return tag ? book.of_card(*tag) : std::vector<BookedTicket>();
    });
    if (!booked) return open;
    for (const auto& ticket : *booked)
        if (auto position = open_position(ticket))
            open.push_back({ticket_of(ticket, std::move(*position)), paper_of(ticket)});
    return open;
}

void TicketDesk::print_again(const PrintAgain& errand, const std::string& language) {
    const auto tell = [&](Paper paper) { context_.answer(Event{PrintNews{errand.entry, paper}}); };
    if (!printer_.print) return tell({PaperState::none, PaperTrouble::none});
    if (papers_.busy_with(errand.entry)) return tell({PaperState::printing, PaperTrouble::none});
    const auto booked = context_.store.transact([&](Transaction& t) {
        TicketBook book(t.db());
        auto ticket = book.find(errand.entry);
        if (!ticket || ticket->given_back) return std::optional<BookedTicket>();
        book.note_print(ticket->id);
        // A paper that did come out stays what it is, whatever becomes of the next.
        if (ticket->paper != BookedPaper::confirmed) book.set_paper(ticket->id, BookedPaper::printing);
        return ticket;
    });
    if (!booked || !*booked) return tell({PaperState::refused, PaperTrouble::printer});
    const auto& ticket = **booked;
    tell({PaperState::printing, PaperTrouble::none});
    const auto position = open_position(ticket).value_or(Position{});
    if (!hand_to_printer(ticket, ticket_of(ticket, position), ticket.prints > 0, language))
        on_paper(ticket.id, {PaperState::refused, PaperTrouble::printer});
}

void TicketDesk::give_back(const GiveBack& errand) {
    const auto refuse = [&](NotGivenBack reason) {
        context_.answer(Event{TicketNotGivenBack{errand.question, reason}});
    };
    using Answer = Result<bool, NotGivenBack>;
    const auto done = context_.store.transact([&](Transaction& t) -> Answer {
        TicketBook book(t.db());
        const auto ticket = book.find(errand.entry);
        if (!ticket) return fail(NotGivenBack::ended);
        if (ticket->given_back) return false;
        const auto position = open_position(*ticket);
        if (!position) return fail(NotGivenBack::ended);
        if (position->known && is_at_window(position->standing)) return fail(NotGivenBack::at_window);
        t.append(api::TicketGivenBack{ticket->entry}, context_.clock.wall());
        book.set_given_back(ticket->id);
        return true;
    });
    if (!done) return refuse(NotGivenBack::cannot_keep);
    if (!*done) return refuse(done->error());
    context_.office.journal_grew();
    if (papers_.drop(errand.entry)) on_paper(errand.entry, {PaperState::refused, PaperTrouble::none});
    context_.answer(Event{TicketGivenBack{errand.question}});
    tell_hall();
}

void TicketDesk::ask(const AskTicket& errand) {
    Date asked_for{};
    const auto booked = on_the_day([&](Transaction&, TicketBook& book, Date day) {
        asked_for = day;
        return book.find(errand.number);
    });
    const bool own = booked && *booked && !(*booked)->given_back;
    context_.office.ask({errand.number, asked_for}, office_answers_within,
                        [this, question = errand.question, number = errand.number,
                         own](const Result<api::TicketAnswer, LinkError>& said) {
                            if (!stopping_) answer_by_office(question, number, own, said);
                        });
}

// Whoever types a number may know how it stands and no more: its page and its paper are the holder's.
void TicketDesk::answer_by_office(uint64_t question, const api::TicketNumber& number, bool own,
                                  const Result<api::TicketAnswer, LinkError>& said) {
    const auto& rules = context_.hall.rules;
    BookedTicket shown;
    shown.number = number;
    if (rules)
        for (const auto& service : rules->services)
            if (service.prefix == number.prefix) shown.service = service.id;
    TicketsFound found{question, {}};
    if (said && said->found) {
        const auto& f = *said->found;
        Position position{true, f.standing, {}, f.wait, {f.window_zh, f.window_en}};
        if (f.standing == api::TicketStanding::waiting) position.people_ahead = f.people_ahead;
        if (!f.service.empty()) shown.service = f.service;
        found.tickets.push_back({ticket_of(shown, std::move(position)), Paper{}});
    } else if (own) {  // the office has not heard of it, or is away
        found.tickets.push_back({ticket_of(shown, Position{}), Paper{}});
    } else if (!said) {
        return context_.answer(Event{TicketsNotKnown{question}});
    }
    context_.answer(Event{std::move(found)});
}

// ---- tickets as they are told
// -----------------------------------------------------------------------------------------

// Nothing: it is not to be served any more.
std::optional<Position> TicketDesk::open_position(const BookedTicket& booked) const {
    const auto& hall = context_.hall;
    if (booked.given_back) return std::nullopt;
    if (!hall.live || hall.feed.day != booked.day) return Position{};
    if (auto listed = position_in_feed(hall, booked.number)) {
        if (!is_open(listed->standing)) return std::nullopt;
        return listed;
    }
    // Not among the open ones though the office has heard of it: it is over. (A list that is full may leave
    // some out.)
    const bool all_listed = hall.feed.tickets.size() < api::max_feed_tickets;
    if (all_listed && booked.number.series == hall.feed.series && booked.number.count <= hall.feed.last_count)
        return std::nullopt;
    return Position{};
}

Ticket TicketDesk::ticket_of(const BookedTicket& booked, Position position) const {
    Ticket t;
    t.entry = booked.id;
    t.number = booked.number;
    t.precedence = booked.precedence;
    t.appointment = booked.appointment;
    t.position = std::move(position);
    const auto& rules = context_.hall.rules;
    if (!rules) return t;
    if (const auto* service = rules->service(booked.service)) {
        t.service = {service->name_zh, service->name_en};
        t.windows = windows_of(*service);
        t.chairs = chairs_of(*service);
    }
    if (!rules->ticket_url.empty() && !booked.token.empty()) t.live_page = rules->ticket_url + booked.token;
    return t;
}

Paper TicketDesk::paper_of(const BookedTicket& booked) const {
    switch (booked.paper) {
        case BookedPaper::printing:
            return {PaperState::printing, PaperTrouble::none};
        case BookedPaper::confirmed:
            return {PaperState::confirmed, PaperTrouble::none};
        case BookedPaper::unconfirmed:
            return {PaperState::unconfirmed, PaperTrouble::none};
        case BookedPaper::none:
            break;
    }
    return {};
}

// ---- papers
// -----------------------------------------------------------------------------------------------------------

void TicketDesk::on_printer(const platform::PrinterEvent& event) {
    papers_.on(event);
}

bool TicketDesk::hand_to_printer(const BookedTicket& booked, const Ticket& ticket, bool again,
                                 const std::string& language) {
    return papers_.print(booked.id, printer_.compose({ticket, booked.taken_at, again, language}));
}

void TicketDesk::print_slip(platform::PrintDocument document, std::function<void(Paper)> told) {
    const auto later = [this, &told](Paper paper) {
        boost::asio::post(context_.io, [told = std::move(told), paper] { told(paper); });
    };
    if (!printer_.print) return later({PaperState::none, PaperTrouble::none});
    const uint64_t slip = ++last_slip_;
    if (!papers_.print(slip, std::move(document))) return later({PaperState::refused, PaperTrouble::printer});
    slips_[slip] = std::move(told);
    if (slips_.size() > most_slips) slips_.erase(slips_.begin());
}

bool TicketDesk::on_slip(uint64_t slip, const Paper& paper) {
    if (slip <= first_slip) return false;
    if (const auto found = slips_.find(slip); found != slips_.end()) found->second(paper);
    return true;
}

void TicketDesk::on_paper(uint64_t ticket, const Paper& paper) {
    if (on_slip(ticket, paper)) return;
    unwritten_[ticket] =
        paper.state == PaperState::confirmed ? BookedPaper::confirmed : BookedPaper::unconfirmed;
    write_down_papers();
    context_.answer(Event{PrintNews{ticket, paper}});
}

// What cannot be written now is written with the next paper, or at the next look; until then the book says
// "printing", which a restart takes for not confirmed.
void TicketDesk::write_down_papers() {
    const auto written = context_.store.transact([&](Transaction& t) {
        TicketBook book(t.db());
        bool grew = false;
        for (const auto& [id, paper] : unwritten_) {
            const auto ticket = book.find(id);
            if (!ticket || ticket->paper == BookedPaper::confirmed || ticket->paper == paper) continue;
            book.set_paper(id, paper);
            const auto state =
                paper == BookedPaper::confirmed ? api::PrintState::confirmed : api::PrintState::unconfirmed;
            t.append(api::TicketPrint{ticket->entry, state}, context_.clock.wall());
            grew = true;
        }
        return grew;
    });
    if (!written) return;
    unwritten_.clear();
    if (*written) context_.office.journal_grew();
}

}  // namespace lobby::kiosk::tickets
