// The screens of taking a number, rating and calling a person.
#include "kiosk/app/example_states.hpp"

namespace lobby::kiosk::app {

namespace {

using namespace std::chrono_literals;
using api::Precedence;
using tickets::GivingBack;
using tickets::Paper;
using tickets::PaperState;
using tickets::PaperTrouble;
using tickets::ServiceState;
using tickets::TicketStanding;

tickets::ServiceView service(const char* id, const char* zh, const char* en, char prefix) {
    tickets::ServiceView s;
    s.id = id;
    s.name = {zh, en};
    s.prefix = prefix;
    return s;
}

tickets::HallView hall() {
    tickets::HallView hall;
    hall.ready = true;
    hall.live = true;
    hall.offered = {Precedence::elderly, Precedence::disabled, Precedence::pregnant, Precedence::serviceman,
                    Precedence::firefighter};
    auto enquiry = service("enquiry", "\u6848\u4EF6\u67E5\u8BE2", "Case enquiry", 'A');
    enquiry.waiting = 3;
    enquiry.wait = tickets::WaitRange{10, 20};
    enquiry.wait_first = tickets::WaitRange{0, 5};
    auto lawyer = service("lawyer", "\u5F8B\u5E08\u63A5\u5F85", "Lawyers", 'B');
    lawyer.waiting = 0;
    lawyer.wait = tickets::WaitRange{0, 5};
    lawyer.wait_first = lawyer.wait;
    auto documents = service("documents", "\u6536\u53D1\u6750\u6599", "Documents in and out", 'C');
    documents.waiting = 1;
    auto petition = service("petition", "\u63A7\u544A\u7533\u8BC9", "Complaints and petitions", 'D');
    petition.state = ServiceState::paused;
    auto property = service("property", "\u6D89\u6848\u8D22\u7269", "Property in custody", 'E');
    property.state = ServiceState::closed;
    property.opens_at = examples_now + 30min;
    auto other = service("other", "\u5176\u4ED6\u4E8B\u9879", "Other matters", 'F');
    other.state = ServiceState::full;
    hall.services = {enquiry, lawyer, documents, petition, property, other};
    return hall;
}

tickets::HallView hall_alone() {
    auto h = hall();
    h.live = false;
    h.away_since = examples_now - 20min;
    for (auto& s : h.services) {
        s.state = ServiceState::open;
        s.waiting.reset();
        s.wait.reset();
        s.wait_first.reset();
    }
    return h;
}

tickets::HallView hall_of_many() {
    auto h = hall();
    for (char prefix = 'G'; prefix < 'M'; ++prefix) {
        auto s = h.services[0];
        s.id = std::string("more_") + static_cast<char>(prefix - 'A' + 'a');
        s.prefix = prefix;
        s.name = {
            "\u5211\u4E8B\u88AB\u5BB3\u4EBA\u56FD\u5BB6\u53F8\u6CD5\u6551\u52A9\u7533\u8BF7\u4E0E\u54A8"
            "\u8BE2",
            "State judicial relief: applications and advice"};
        s.waiting = 128;
        s.wait = tickets::WaitRange{115, 240};
        h.services.push_back(s);
    }
    return h;
}

tickets::Ticket ticket() {
    tickets::Ticket t;
    t.entry = 41;
    t.number = {'A', 'C', 12};
    t.service = {"\u6848\u4EF6\u67E5\u8BE2", "Case enquiry"};
    t.windows = {"1\u30012 \u53F7\u7A97\u53E3", "windows 1 and 2"};
    t.chairs = {"\u5927\u5385\u4E1C\u4FA7\u6905\u5B50", "the chairs on the east side"};
    t.live_page = "https://office.example:8443/t/Wq3yF0c5T1uXoH8Zr2LkEA";
    t.position.known = true;
    t.position.people_ahead = 3;
    t.position.wait = tickets::WaitRange{10, 20};
    return t;
}

State in_hall(tickets::HallView view) {
    State state = example_base();
    state.hall = std::move(view);
    return state;
}

State at(tickets::Step step, tickets::HallView view = hall()) {
    State state = in_hall(std::move(view));
    tickets::State t = tickets::begin_my_ticket({true, false, false}, 1);
    t.step = std::move(step);
    state.place = std::move(t);
    return state;
}

template <class Change>
State changed(State state, Change change) {
    change(std::get<tickets::State>(state.place));
    return state;
}

State showing(Paper paper, tickets::Ticket t = ticket(), GivingBack giving = GivingBack::no) {
    tickets::ShowTicket shown;
    shown.ticket = std::move(t);
    shown.paper = paper;
    shown.mine = true;
    shown.fresh = true;
    shown.giving_back = giving;
    return at(std::move(shown));
}

State standing(TicketStanding standing) {
    auto t = ticket();
    t.position.standing = standing;
    t.position.people_ahead.reset();
    t.position.wait.reset();
    t.position.window = {"3 \u53F7\u7A97\u53E3", "window 3"};
    return showing({PaperState::confirmed, {}}, std::move(t));
}

State alone(Paper paper) {
    auto t = ticket();
    t.position = {};
    State state = showing(paper, std::move(t));
    state.hall = hall_alone();
    return state;
}

tickets::Ticket long_ticket() {
    auto t = ticket();
    t.number = {'G', 'Q', 1234};
    t.service = {
        "\u5211\u4E8B\u88AB\u5BB3\u4EBA\u56FD\u5BB6\u53F8\u6CD5\u6551\u52A9\u7533\u8BF7\u4E0E\u54A8\u8BE2",
        "State judicial relief: applications and advice"};
    t.windows = {"\u6848\u4EF6\u7BA1\u7406\u5927\u5385 11\u300112\u300113 \u53F7\u7A97\u53E3",
                 "windows 11, 12 and 13 of the case management hall"};
    t.chairs = {"\u5927\u5385\u897F\u4FA7\u9760\u7A97\u7684\u4E24\u6392\u84DD\u8272\u6905\u5B50",
                "the two rows of blue chairs by the west window"};
    t.precedence = Precedence::serviceman;
    t.position.people_ahead = 128;
    t.position.wait = tickets::WaitRange{115, 240};
    return t;
}

State found_by_number() {
    tickets::ShowTicket shown;
    shown.ticket = ticket();
    shown.ticket.entry = 0;
    shown.ticket.live_page.clear();
    return at(std::move(shown));
}

State rating(ratings::Step step) {
    State state = in_hall(hall());
    ratings::State r = ratings::begin({true, false, false}, 1);
    r.step = std::move(step);
    state.place = std::move(r);
    return state;
}

ratings::Faces faces(int score, std::set<api::RatingReason> reasons, bool not_kept = false) {
    return {{'A', 'C', 12}, {"\u6848\u4EF6\u67E5\u8BE2", "Case enquiry"}, true, score, std::move(reasons),
            not_kept};
}

State helped(std::optional<help::Reached> reached) {
    State state = in_hall(hall());
    help::State h;
    h.reached = reached;
    state.help = h;
    return state;
}

std::vector<Example> service_examples() {
    return {
        {"services", [] { return at(tickets::Services{}); }},
        {"services_first",
         [] {
             return changed(at(tickets::Services{}), [](tickets::State& t) {
                 t.precedence = Precedence::elderly;
                 t.precedence_by_card = true;
             });
         }},
        {"services_first_by_word",
         [] {
             return changed(at(tickets::Services{}),
                            [](tickets::State& t) { t.precedence = Precedence::serviceman; });
         }},
        {"services_appointment",
         [] {
             return changed(at(tickets::Services{}),
                            [](tickets::State& t) { t.appointment = examples_now + 45min; });
         }},
        {"services_has_number",
         [] { return changed(at(tickets::Services{}), [](tickets::State& t) { t.open = {ticket()}; }); }},
        {"services_card_failed",
         [] {
             return changed(at(tickets::Services{}),
                            [](tickets::State& t) { t.card_problem = CardProblem::not_an_identity_card; });
         }},
        {"services_alone", [] { return at(tickets::Services{}, hall_alone()); }},
        {"services_many", [] { return at(tickets::Services{}, hall_of_many()); }},
        {"tickets_away", [] { return at(tickets::Services{}, {}); }},
        {"precedences",
         [] {
             return changed(at(tickets::Precedences{}),
                            [](tickets::State& t) { t.precedence = Precedence::pregnant; });
         }},
        {"issuing",
         [] {
             return at(tickets::Issuing{1, "enquiry"});
         }},
        {"no_ticket_closed",
         [] {
             return at(tickets::NoTicket{tickets::NotIssued::closed, "property", examples_now + 18h});
         }},
        {"no_ticket_full",
         [] {
             return at(tickets::NoTicket{tickets::NotIssued::full, "other", {}});
         }},
        {"no_ticket_disk",
         [] {
             return at(tickets::NoTicket{tickets::NotIssued::cannot_keep, "enquiry", {}});
         }},
    };
}

std::vector<Example> chair_examples() {
    return {
        {"chair_printing",
         [] {
             return showing({PaperState::printing, {}});
         }},
        {"chair",
         [] {
             return showing({PaperState::confirmed, {}});
         }},
        {"chair_first",
         [] {
             auto t = ticket();
             t.precedence = Precedence::elderly;
             t.position.people_ahead = 0;
             t.position.wait = tickets::WaitRange{0, 5};
             return showing({PaperState::confirmed, {}}, std::move(t));
         }},
        {"chair_appointment",
         [] {
             auto t = ticket();
             t.appointment = examples_now + 45min;
             t.precedence = Precedence::lawyer_with_appointment;
             return showing({PaperState::none, {}}, std::move(t));
         }},
        {"chair_paper_out",
         [] {
             return showing({PaperState::unconfirmed, PaperTrouble::paper_out});
         }},
        {"chair_not_printed",
         [] {
             return showing({PaperState::refused, PaperTrouble::printer});
         }},
        {"chair_alone",
         [] {
             return alone({PaperState::confirmed, {}});
         }},
        {"chair_alone_unsure",
         [] {
             return alone({PaperState::unconfirmed, PaperTrouble::printer});
         }},
        {"chair_registering",
         [] {
             auto t = ticket();
             t.position = {};
             return showing({PaperState::printing, {}}, std::move(t));
         }},
        {"chair_no_window",
         [] {
             auto t = ticket();
             t.position.wait.reset();
             t.live_page.clear();
             return showing({PaperState::confirmed, {}}, std::move(t));
         }},
        {"chair_long",
         [] {
             return showing({PaperState::unconfirmed, PaperTrouble::cover_open}, long_ticket());
         }},
        {"chair_found_by_number", [] { return found_by_number(); }},
        {"chair_called", [] { return standing(TicketStanding::called); }},
        {"chair_serving", [] { return standing(TicketStanding::serving); }},
        {"chair_on_hold", [] { return standing(TicketStanding::on_hold); }},
        {"chair_finished", [] { return standing(TicketStanding::finished); }},
        {"chair_gone", [] { return standing(TicketStanding::gone); }},
        {"give_back",
         [] {
             return showing({PaperState::confirmed, {}}, ticket(), GivingBack::sure);
         }},
        {"give_back_at_window",
         [] {
             return showing({PaperState::confirmed, {}}, ticket(), GivingBack::at_window);
         }},
        {"give_back_disk",
         [] {
             return showing({PaperState::confirmed, {}}, ticket(), GivingBack::cannot_keep);
         }},
        {"given_back", [] { return at(tickets::GivenBack{ticket().number}); }},
    };
}

std::vector<Example> my_ticket_examples() {
    return {
        {"my_ticket", [] { return at(tickets::MyTicket{}); }},
        {"my_ticket_digits",
         [] {
             return at(tickets::MyTicket{"AC01", {}, {}});
         }},
        {"my_ticket_wrong",
         [] {
             return at(tickets::MyTicket{"AC0", tickets::EntryProblem::not_a_number, {}});
         }},
        {"my_ticket_card_failed",
         [] {
             return at(tickets::MyTicket{"", {}, CardProblem::lift_and_place});
         }},
        {"ticket_finding",
         [] {
             return at(tickets::Finding{1, ticket().number});
         }},
        {"mine",
         [] {
             return changed(at(tickets::Mine{}), [](tickets::State& t) {
                 t.found = {{ticket(), {}}, {long_ticket(), {}}};
                 t.found[1].ticket.position.standing = TicketStanding::called;
             });
         }},
        {"ticket_not_found", [] { return at(tickets::NotFound{false}); }},
        {"ticket_not_found_by_card", [] { return at(tickets::NotFound{true}); }},
        {"ticket_not_known", [] { return at(tickets::NotKnown{ticket().number}); }},
    };
}

std::vector<Example> rating_examples() {
    using api::RatingReason;
    return {
        {"rate_which", [] { return rating(ratings::WhichTicket{}); }},
        {"rate", [] { return rating(faces(0, {})); }},
        {"rate_good",
         [] {
             return rating(faces(5, {RatingReason::kind, RatingReason::solved}));
         }},
        {"rate_fair", [] { return rating(faces(3, {RatingReason::slow})); }},
        {"rate_bad_not_kept", [] { return rating(faces(1, {RatingReason::unkind}, true)); }},
        {"rate_sending",
         [] {
             return rating(ratings::Sending{1, faces(4, {})});
         }},
        {"rated", [] { return rating(ratings::Thanks{false}); }},
        {"rated_later", [] { return rating(ratings::Thanks{true}); }},
        {"rate_not_yet", [] { return rating(ratings::Refused{ratings::NoRating::not_yet_called}); }},
        {"rate_already", [] { return rating(ratings::Refused{ratings::NoRating::already_rated}); }},
        {"rate_unknown", [] { return rating(ratings::Refused{ratings::NoRating::unknown}); }},
        {"rate_not_ready", [] { return rating(ratings::Refused{ratings::NoRating::not_ready}); }},
        {"person_calling", [] { return helped(std::nullopt); }},
        {"person_told", [] { return helped(help::Reached::told); }},
        {"person_kept", [] { return helped(help::Reached::kept); }},
        {"person_not_called", [] { return helped(help::Reached::not_called); }},
        {"goodbye_to_chairs",
         [] {
             State state = in_hall(hall());
             state.place = Goodbye{6000, true, false, true};
             return state;
         }},
    };
}

}  // namespace

std::vector<Example> ticket_examples() {
    std::vector<Example> all = service_examples();
    for (auto* more : {&chair_examples, &my_ticket_examples, &rating_examples})
        for (auto& example : more()) all.push_back(std::move(example));
    return all;
}

}  // namespace lobby::kiosk::app
