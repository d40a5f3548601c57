// Whatever happens in whatever order: nothing of a visitor is kept, and the kiosk never waits for ever with
// something on its screen.
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "kiosk/app/session_flow.hpp"
#include "tests/unit/kiosk/visitors.hpp"

namespace lobby::kiosk::app {
namespace {

constexpr SessionRules rules;

class Visitors {
public:
    explicit Visitors(unsigned seed) : random_(seed) { state.place = Home{}; }

    void one_event() {
        now += below(4) == 0 ? below(30'000) : below(400);
        record(step(state, any_event(), now, rules));
        check();
    }

    State state;
    std::set<size_t> steps_seen;  // of the lawyers' place

private:
    uint64_t below(uint64_t n) { return std::uniform_int_distribution<uint64_t>(0, n - 1)(random_); }

    lookup::Event lookup_event() {
        switch (below(15)) {
            case 0:
                return lookup::ChooseCard{};
            case 1:
                return lookup::ChooseCode{};
            case 2:
            case 3:
                return lookup::Key{"0123456789X<"[below(12)]};
            case 4:
                return lookup::Confirm{};
            case 5:
                return lookup::OpenCase{below(4)};
            case 6:
                return lookup::TakeAway{};
            case 7:
                return lookup::Back{};
            case 8:
                return lookup::Retry{};
            case 9:
                return lookup::ReaderState{below(2) == 0};
            case 10:
                return lookup::CardPlaced{};
            case 11:
                return lookup::CardRead{some_card()};
            case 12:
                return lookup::CardFailed{static_cast<lookup::CardProblem>(below(3))};
            case 13:
                return lookup::CardRemoved{below(2) == 0};
            default:
                return some_answer();
        }
    }

    lookup::Event some_answer() {
        const uint64_t question = questions_.empty() ? 1 : *questions_.rbegin() - below(2);
        switch (below(8)) {
            case 0:
                return lookup::Answered{question, static_cast<lookup::AskError>(below(4))};
            case 4:
            case 5:
                return lookup::Answered{
                    question, lookup::FromRecords{std::get<api::CasesDisclosed>(cases(below(4))).cases, {}}};
            case 1:
                return answer(question, api::LookupLocked{std::chrono::seconds(below(100))});
            case 2:
                return answer(question, api::NothingToShow{});
            case 3:
                return answer(question, api::LookupUnavailable{});
            default:
                return answer(question, cases(below(4)));
        }
    }

    // Answers mostly of the last errand, sometimes of an earlier one.
    uint64_t some_question() { return last_errand_ - below(2); }

    tickets::FoundTicket some_ticket() {
        tickets::FoundTicket found;
        found.ticket.entry = 1 + below(3);
        found.ticket.number = {'A', 'C', static_cast<uint32_t>(found.ticket.entry)};
        found.ticket.position.known = below(2) == 0;
        found.ticket.position.standing = static_cast<tickets::TicketStanding>(below(8));
        found.paper.state = static_cast<tickets::PaperState>(below(5));
        return found;
    }

    tickets::Event ticket_touch() {
        switch (below(10)) {
            case 0:
            case 1:
                return tickets::WantService{"enquiry"};
            case 2:
                return tickets::WantPrecedence{};
            case 3:
                return tickets::ChoosePrecedence{static_cast<api::Precedence>(below(7))};
            case 4:
                return tickets::WantMyTicket{};
            case 5:
                return tickets::OpenMine{below(3)};
            case 6:
                return below(6) == 0 ? tickets::Event{tickets::Confirm{}}
                                     : tickets::Event{tickets::Key{"AC01<"[below(5)]}};
            case 7:
                return tickets::WantPrint{};
            case 8:
                return below(2) == 0 ? tickets::Event{tickets::WantGiveBack{}}
                                     : tickets::Event{tickets::ConfirmGiveBack{}};
            default:
                return below(2) == 0 ? tickets::Event{tickets::KeepTicket{}}
                                     : tickets::Event{tickets::Retry{}};
        }
    }

    tickets::Event ticket_answer() {
        switch (below(9)) {
            case 8:
                return tickets::AppointmentKnown{some_question(), WallTime{std::chrono::hours(500'000)}};
            case 0:
            case 1: {
                auto found = some_ticket();
                return tickets::TicketIssued{some_question(), found.ticket, found.paper};
            }
            case 2:
                return tickets::TicketNotIssued{
                    some_question(), static_cast<tickets::NotIssued>(below(5)), {}};
            case 3: {
                tickets::TicketsFound found{some_question(), {}};
                for (uint64_t n = below(3); n > 0; --n) found.tickets.push_back(some_ticket());
                return found;
            }
            case 4:
                return below(2) == 0
                           ? tickets::Event{tickets::TicketsNotKnown{some_question()}}
                           : tickets::Event{tickets::CardKnown{
                                 some_question(), api::Precedence::elderly, {some_ticket().ticket}}};
            case 5:
                return below(2) == 0 ? tickets::Event{tickets::TicketGivenBack{some_question()}}
                                     : tickets::Event{tickets::TicketNotGivenBack{some_question(), {}}};
            case 6:
                return tickets::PrintNews{1 + below(3), some_ticket().paper};
            default: {
                tickets::HallView hall;
                hall.live = below(2) == 0;
                const auto found = some_ticket().ticket;
                hall.tickets = {{found.number, found.position}};
                return tickets::HallNews{hall};
            }
        }
    }

    ratings::Event rating_event() {
        switch (below(9)) {
            case 0:
                return ratings::Key{"AC012<"[below(6)]};
            case 1:
                return ratings::Confirm{};
            case 2:
                return ratings::ChooseScore{static_cast<int>(below(7))};
            case 3:
                return ratings::ToggleReason{static_cast<api::RatingReason>(below(9))};
            case 4:
                return ratings::Send{};
            case 5:
                return ratings::RatingOpen{some_question(), {'A', 'C', 12}, {}, below(2) == 0};
            case 6:
                return ratings::RatingRefused{some_question(), static_cast<ratings::NoRating>(below(4))};
            case 7:
                return ratings::RatingKept{some_question()};
            default:
                return below(2) == 0 ? ratings::Event{ratings::RatingNotKept{some_question()}}
                                     : ratings::Event{ratings::Retry{}};
        }
    }

    Event in_lawyers_place() {
        if (!std::get<lawyer::State>(state.place).card) {
            if (below(2) == 0) return Event{lookup::Event{lookup::CardRead{some_card()}}};
            return below(2) == 0 ? Event{lookup::Event{lookup::CardRemoved{below(2) == 0}}}
                                 : Event{lookup::Event{lookup::ReaderState{true}}};
        }
        return Event{below(2) == 0 ? lawyer_touch() : lawyer_answer()};
    }

    api::LawyerAnswer some_standing() {
        api::LawyerAnswer standing;
        standing.available = below(4) != 0;
        for (uint64_t n = below(3); n > 0; --n) {
            api::RegistrationStanding one;
            one.id[0] = static_cast<uint8_t>(n);
            one.state = static_cast<api::RegistrationState>(below(api::registration_state_words.size()));
            standing.registrations.push_back(one);
        }
        if (below(2) == 0) standing.bookings.push_back(some_booking());
        return standing;
    }

    api::ReviewBooking some_booking() {
        api::ReviewBooking booking;
        booking.id = "B1";
        booking.registration[0] = static_cast<uint8_t>(1 + below(2));
        return booking;
    }

    lawyer::Event lawyer_touch() {
        using api::FormField;
        const auto field = static_cast<FormField>(below(api::form_field_words.size()));
        switch (below(20)) {
            case 0:
                return below(2) == 0 ? lawyer::Event{lawyer::BeginNew{}} : lawyer::Event{lawyer::Resume{}};
            case 1:
                return below(4) == 0 ? lawyer::Event{lawyer::StartOver{}} : lawyer::Event{lawyer::Back{}};
            case 2:
            case 3:
                return lawyer::TakePicture{};
            case 4:
                return below(2) == 0 ? lawyer::Event{lawyer::Retake{}} : lawyer::Event{lawyer::AnotherPage{}};
            case 5:
            case 6:
                return lawyer::WithoutPicture{};
            case 7:
                return lawyer::ChangeField{field};
            case 8:
                return lawyer::LeaveField{};
            case 9:
                return lawyer::ConfirmField{field};
            case 10:
                return lawyer::NextStep{};
            case 11:
                return lawyer::ChooseAuthorisation{static_cast<api::Authorisation>(below(2))};
            case 12:
                return lawyer::ChoosePrincipal{static_cast<api::Principal>(below(3))};
            case 13:
                return below(2) == 0 ? lawyer::Event{lawyer::ChooseCaseBy{below(2) == 0}}
                                     : lawyer::Event{lawyer::Key{"0123X<"[below(6)]}};
            case 14:
                return below(2) == 0 ? lawyer::Event{lawyer::SkipPhone{}} : lawyer::Event{lawyer::Confirm{}};
            case 15:
                return below(2) == 0 ? lawyer::Event{lawyer::TakeTicket{}}
                                     : lawyer::Event{lawyer::HandOver{}};
            case 16:
                return below(2) == 0 ? lawyer::Event{lawyer::OpenRegistration{below(4)}}
                                     : lawyer::Event{lawyer::WantSlots{below(4)}};
            case 17:
                return below(2) == 0 ? lawyer::Event{lawyer::OpenBooking{below(3)}}
                                     : lawyer::Event{lawyer::ChooseSlot{below(3)}};
            case 18:
                return below(2) == 0 ? lawyer::Event{lawyer::WantPrint{}} : lawyer::Event{lawyer::Retry{}};
            default:
                return below(2) == 0 ? lawyer::Event{lawyer::ConfirmSlot{}}
                                     : lawyer::Event{lawyer::ConfirmWithdraw{}};
        }
    }

    lawyer::Event lawyer_answer() {
        const uint64_t question = last_lawyer_question_ - below(2);
        switch (below(12)) {
            case 0:
            case 1:
                return lawyer::LawyerKnown{
                    question, below(4) == 0 ? std::nullopt : std::optional(some_standing()), std::nullopt};
            case 2:
                return lawyer::ScannerNews{below(4) != 0, below(2) == 0};
            case 3:
                return lawyer::GuidanceNews{lawyer::Guide::ready};
            case 4:
            case 5: {
                lawyer::PageTaken taken{question, {}};
                taken.page.id[0] = static_cast<uint8_t>(++pages_);
                if (const auto* place = std::get_if<lawyer::State>(&state.place))
                    if (const auto* capture = std::get_if<lawyer::Capture>(&place->step)) {
                        taken.page.kind = capture->kind;
                        taken.page.ordinal = capture->ordinal;
                    }
                return taken;
            }
            case 6:
                return lawyer::PageNotTaken{question, static_cast<lawyer::PageProblem>(below(8))};
            case 7: {
                lawyer::PageRead read{question, static_cast<lawyer::Reading>(below(4)), {}};
                for (size_t i = 0; i < api::form_field_words.size(); ++i)
                    read.proposals.push_back({static_cast<api::FormField>(i), SecretString("2026-11-01"),
                                              SecretString("2026-11-01"), static_cast<int>(below(101)),
                                              false});
                return read;
            }
            case 8:
                return lawyer::Checked{question, below(2) == 0 ? std::vector<api::Finding>{}
                                                               : std::vector{api::Finding::case_not_found}};
            case 9:
                return below(2) == 0
                           ? lawyer::Event{lawyer::RegistrationKept{question, {}}}
                           : lawyer::Event{lawyer::RegistrationNotKept{question, lawyer::NotKept::no_key}};
            case 10:
                return below(2) == 0 ? lawyer::Event{lawyer::Withdrawn{question, below(2) == 0}}
                                     : lawyer::Event{lawyer::SlipNews{question, some_ticket().paper}};
            default: {
                if (below(2) == 0) return lawyer::SlotsTold{question, std::nullopt};
                api::BookAnswer answer;
                answer.booking = some_booking();
                return lawyer::BookTold{question, answer};
            }
        }
    }

    Event queue_event() {
        switch (below(12)) {
            case 0:
                return StartTickets{};
            case 1:
                return StartMyTicket{};
            case 2:
                return StartRating{below(2) == 0 ? std::optional(api::TicketNumber{'A', 'C', 12})
                                                 : std::nullopt};
            case 3:
                return CallHelp{"home"};
            case 4:
                return GoBack{};
            case 5:
                return below(3) == 0 ? Event{help::Event{help::Close{}}} : Event{help::Event{help::Again{}}};
            case 6:
                return Event{
                    help::Event{help::PersonCalled{some_question(), static_cast<help::Reached>(below(3))}}};
            case 7:
            case 8:
                return Event{ticket_touch()};
            case 9:
            case 10:
                return Event{ticket_answer()};
            default:
                return Event{rating_event()};
        }
    }

    Event any_event() {
        // Whoever is in the lawyers' place stays there for a while, or no random walk gets deep into it.
        if (std::holds_alternative<lawyer::State>(state.place) && below(64) != 0) return in_lawyers_place();
        if (below(2) == 0) return queue_event();
        switch (below(14)) {
            case 0:
                return StartLookup{};
            case 1:
                return StartLawyer{};
            case 2:
                return StartTickets{};
            case 3:
                return GoHome{};
            case 4:
                return Finish{};
            case 5:
                return MoreTime{};
            case 6:
                return Touched{};
            case 7:
                return Tick{};
            case 8:
                return ChooseLanguage{below(2) == 0 ? "en" : first_language};
            case 9:
                return OfficeState{below(2) == 0, std::nullopt};
            default:
                return Event{lookup_event()};
        }
    }

    template <class Errand>
    void record_errand(const Errand& errand) {
        const uint64_t question = std::visit(
            [](const auto& one) -> uint64_t {
                if constexpr (requires { one.question; }) return one.question;
                return 0;  // of a print: it has no answer of its own
            },
            errand);
        if (question == 0) return;
        EXPECT_TRUE(errands_.insert(question).second) << "two errands under one number";
        last_errand_ = question;
    }

    void record_lawyer(const lawyer::Errand& errand) {
        if (const auto* saved = std::get_if<lawyer::SaveDraft>(&errand)) {
            for (const auto& entry : saved->draft.proposed) EXPECT_FALSE(entry.confirmed);
            EXPECT_LE(saved->draft.form.pages.size(), api::max_registration_pages);
        }
        if (std::holds_alternative<lawyer::CancelPage>(errand)) return;  // names an earlier one
        const uint64_t before = last_errand_;
        record_errand(errand);
        if (last_errand_ != before) last_lawyer_question_ = last_errand_;
    }

    void record(const Effects& effects) {
        for (const auto& effect : effects) {
            if (const auto* ticket = std::get_if<tickets::Errand>(&effect)) record_errand(*ticket);
            if (const auto* rating = std::get_if<ratings::Errand>(&effect)) record_errand(*rating);
            if (const auto* help = std::get_if<help::Errand>(&effect)) record_errand(*help);
            if (const auto* lawyer = std::get_if<lawyer::Errand>(&effect)) record_lawyer(*lawyer);
            if (std::holds_alternative<WipeSession>(effect)) {
                EXPECT_FALSE(state.help.has_value());
                EXPECT_FALSE(std::holds_alternative<tickets::State>(state.place));
                EXPECT_FALSE(std::holds_alternative<lawyer::State>(state.place));
            }
        }
        for (const auto& effect : effects) {
            if (const auto* ask = std::get_if<lookup::AskOffice>(&effect)) {
                EXPECT_TRUE(questions_.insert(ask->question).second) << "asked twice under one number";
                EXPECT_EQ(ask->question, *questions_.rbegin()) << "numbers go up";
            }
        }
    }

    void check() {
        const bool quiet =
            std::holds_alternative<Home>(state.place) && !state.help && state.language == first_language;
        const auto due = next_tick_ms(state, now, rules);
        EXPECT_EQ(quiet, !due.has_value()) << "only the start screen stands for ever";
        if (due) {
            EXPECT_LE(*due, rules.reading_ms);
        }
        if (state.warning_until_ms) {
            EXPECT_TRUE(due && *due <= 1000);
        }
        if (const auto* lookup = std::get_if<lookup::State>(&state.place)) check_lookup(*lookup);
        if (const auto* place = std::get_if<tickets::State>(&state.place)) check_tickets(*place);
        if (const auto* place = std::get_if<lawyer::State>(&state.place)) check_lawyer(*place);
    }

    void check_lawyer(const lawyer::State& place) {
        steps_seen.insert(place.step.index());
        const bool before_card = std::holds_alternative<lawyer::PlaceCard>(place.step) ||
                                 std::holds_alternative<lawyer::CardTrouble>(place.step) ||
                                 std::holds_alternative<lawyer::ReaderUnavailable>(place.step);
        EXPECT_EQ(before_card, !place.card.has_value()) << "nothing but the card opens a lawyer's place";
        if (before_card) {
            EXPECT_FALSE(place.making.begun);
        }
        if (const auto* one = std::get_if<lawyer::OneRegistration>(&place.step)) {
            EXPECT_LT(one->index, place.standing.registrations.size());
        }
        if (const auto* fields = std::get_if<lawyer::Fields>(&place.step)) {
            EXPECT_FALSE(lawyer::fields_of(fields->kind).empty() && place.making.pages_of(fields->kind) == 0);
        }
        EXPECT_LE(place.making.pages.size(), api::max_registration_pages);
        if (!place.card) return;
        for (const auto& value : lawyer::form_of(place.making, *place.card, place.card_name).fields)
            EXPECT_TRUE(place.making.confirmed(value.field)) << "unconfirmed in the form";
    }

    static void check_tickets(const tickets::State& place) {
        if (const auto* shown = std::get_if<tickets::ShowTicket>(&place.step)) {
            EXPECT_FALSE(place.card.has_value() && shown->fresh) << "the card is kept behind the number";
            EXPECT_LE(shown->printed_again, tickets::prints_again_at_most);
        }
        if (std::holds_alternative<tickets::Mine>(place.step)) {
            EXPECT_GE(place.found.size(), 2U);
        }
        if (place.precedence_by_card) {
            EXPECT_NE(api::Precedence::ordinary, place.precedence);
        }
    }

    static void check_lookup(const lookup::State& lookup) {
        const bool shows = std::holds_alternative<lookup::Cases>(lookup.step) ||
                           std::holds_alternative<lookup::OneCase>(lookup.step) ||
                           std::holds_alternative<lookup::TakingAway>(lookup.step);
        if (shows) {
            EXPECT_FALSE(lookup.cases.empty());
        }
        if (const auto* one = std::get_if<lookup::OneCase>(&lookup.step)) {
            EXPECT_LT(one->index, lookup.cases.size());
        }
        if (const auto* taking = std::get_if<lookup::TakingAway>(&lookup.step)) {
            EXPECT_LT(taking->index, lookup.cases.size());
        }
        if (!shows) {
            EXPECT_TRUE(lookup.cases.empty()) << "cases are kept behind another screen";
        }
    }

    std::mt19937 random_;
    std::set<uint64_t> questions_;
    std::set<uint64_t> errands_;
    uint64_t last_errand_ = 1;
    uint64_t last_lawyer_question_ = 1;
    unsigned pages_ = 0;
    uint64_t now = 0;
};

TEST(RandomVisits, KeepTheirPromises) {
    std::set<size_t> steps_of_lawyers;
    for (unsigned seed = 1; seed <= 60 && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Visitors visitors(seed);
        for (int i = 0; i < 3000 && !testing::Test::HasFailure(); ++i) visitors.one_event();
        steps_of_lawyers.insert(visitors.steps_seen.begin(), visitors.steps_seen.end());
    }
    // The walk is worth something only if it gets past the card, the camera and the fields.
    constexpr size_t steps_at_least = 16;
    EXPECT_GE(steps_of_lawyers.size(), steps_at_least);
}

TEST(RandomVisits, EndByThemselvesWhenNobodyDoesAnything) {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Visitors visitors(seed);
        for (int i = 0; i < 200; ++i) visitors.one_event();
        uint64_t now = 100'000'000;
        int ticks = 0;
        while (const auto due = next_tick_ms(visitors.state, now, rules)) {
            ASSERT_LT(++ticks, 400) << "it never comes to rest";
            now += *due;
            step(visitors.state, Tick{}, now, rules);
        }
        EXPECT_TRUE(std::holds_alternative<Home>(visitors.state.place));
    }
}

}  // namespace
}  // namespace lobby::kiosk::app
