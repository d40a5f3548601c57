// The queue's rules one by one.
#include "hall.hpp"
#include "office/queue/selection.hpp"

namespace lobby::office::queue {
namespace {

TEST(Queue, CallsByTheTimeOfComing) {
    Hall hall;
    hall.must(OpenWindow{"1"});
    const auto a = hall.take("case_enquiry");
    const auto b = hall.take("other");
    EXPECT_EQ(hall.next("1"), a);
    EXPECT_EQ(hall.next("1"), b);
    EXPECT_EQ(hall.state_of(a), TicketState::finished);
}

TEST(Queue, TwoWindowsThatPressNextGetTwoTickets) {
    Hall hall;
    hall.settings.windows.push_back({"5", "", "", "", "", "enquiry", {}});
    hall.must(OpenWindow{"1"});
    hall.must(OpenWindow{"5"});
    hall.take("case_enquiry");
    hall.take("case_enquiry");
    const auto one = hall.must(CallNext{"1"});
    const auto two = hall.must(CallNext{"5"});
    EXPECT_NE(one, two);
    EXPECT_TRUE(refused(hall.ask(CallNext{"1"}), QueueError::window_busy));
}

TEST(Queue, AStaleViewOfATicketIsRefused) {
    Hall hall;
    hall.must(OpenWindow{"1"});
    const auto a = hall.take("case_enquiry");
    const auto seen = hall.ticket(a).version;
    hall.must(Transfer{a, "documents", "", ""});
    EXPECT_TRUE(
        refused(hall.ask(Request{hall.now, "clerk", {}, seen, GiveBack{a}}), QueueError::changed_meanwhile));
    EXPECT_TRUE(hall.ask(Request{hall.now, "clerk", {}, hall.ticket(a).version, GiveBack{a}}));
}

TEST(Queue, PrecedenceGoesFirstButOvertakesNobodyMoreThanTheSettingSays) {
    Hall hall;
    hall.settings.overtaken_at_most = 2;
    hall.must(OpenWindow{"1"});
    const auto ordinary = hall.take("case_enquiry");
    std::vector<TicketId> elderly;
    for (int i = 0; i < 4; ++i) elderly.push_back(hall.take("case_enquiry", Precedence::elderly));
    EXPECT_EQ(hall.next("1"), elderly[0]);
    EXPECT_EQ(hall.next("1"), elderly[1]);
    EXPECT_EQ(hall.next("1"), ordinary);
    EXPECT_EQ(hall.next("1"), elderly[2]);
}

TEST(Queue, NobodyIsOvertakenAnyMoreAfterTheTimeOfTheSetting) {
    Hall hall;
    hall.must(OpenWindow{"1"});
    const auto ordinary = hall.take("case_enquiry");
    hall.now += hall.settings.overtaken_until - seconds(1);
    const auto elderly = hall.take("case_enquiry", Precedence::elderly);
    const auto later = hall.take("case_enquiry", Precedence::elderly);
    EXPECT_EQ(hall.next("1"), ordinary);
    EXPECT_EQ(hall.next("1"), elderly);
    EXPECT_EQ(hall.next("1"), later);
}

TEST(Queue, AClassThatTheOfficeDoesNotFavourWaitsLikeAll) {
    Hall hall;
    hall.settings.first.erase(Precedence::firefighter);
    hall.must(OpenWindow{"1"});
    const auto a = hall.take("case_enquiry");
    hall.take("case_enquiry", Precedence::firefighter);
    EXPECT_EQ(hall.next("1"), a);
}

TEST(Queue, AnAppointmentIsTakenAtItsTime) {
    Hall hall;
    hall.must(OpenWindow{"2"});
    const auto at = hall.now + minutes(30);
    const auto lawyer = hall.take("lawyers", Precedence::ordinary, Appointment{"b1", at, at + minutes(30)});
    const auto before = hall.take("lawyers");
    const auto elderly = hall.take("lawyers", Precedence::elderly);
    EXPECT_EQ(hall.next("2"), elderly);
    hall.now = at;
    EXPECT_EQ(hall.next("2"), lawyer);
    EXPECT_EQ(hall.ticket(before).overtaken, 1u);  // by the elderly visitor, not by the reserved place
    EXPECT_EQ(hall.next("2"), before);
}

TEST(Queue, AnAppointmentBeforeItsTimeIsCalledOnlyWhenNobodyElseWaits) {
    Hall hall;
    hall.must(OpenWindow{"2"});
    const auto at = hall.now + minutes(30);
    const auto lawyer = hall.take("lawyers", Precedence::ordinary, Appointment{"b1", at, at + minutes(30)});
    const auto other = hall.take("lawyers");
    EXPECT_EQ(hall.next("2"), other);
    EXPECT_EQ(hall.next("2"), lawyer);
}

TEST(Queue, WhoComesAfterHisAppointmentHasNoReservedPlace) {
    Hall hall;
    hall.must(OpenWindow{"2"});
    const auto first = hall.take("lawyers");
    hall.take("lawyers", Precedence::ordinary, Appointment{"b1", hall.now - hours(2), hall.now - hours(1)});
    EXPECT_EQ(hall.next("2"), first);
}

TEST(Queue, WhoDoesNotComeIsBackAfterSomeOthersAndGoneAfterSomeTimes) {
    Hall hall;
    hall.settings.absent_skip = 2;
    hall.settings.absent_at_most = 1;
    hall.must(OpenWindow{"1"});
    const auto absent = hall.take("case_enquiry");
    const auto a = hall.take("case_enquiry");
    const auto b = hall.take("case_enquiry");
    const auto c = hall.take("case_enquiry");
    EXPECT_EQ(hall.must(CallNext{"1"}), absent);
    hall.must(NoShow{absent});
    EXPECT_EQ(hall.state_of(absent), TicketState::absent);
    EXPECT_EQ(hall.next("1"), a);
    EXPECT_EQ(hall.next("1"), b);
    EXPECT_EQ(hall.next("1"), absent);
    hall.must(NoShow{absent});
    EXPECT_EQ(hall.state_of(absent), TicketState::gone);
    EXPECT_EQ(hall.next("1"), c);
}

TEST(Queue, WhoDidNotComeIsCalledAgainWhenNobodyElseWaits) {
    Hall hall;
    hall.must(OpenWindow{"1"});
    const auto absent = hall.take("case_enquiry");
    hall.must(CallNext{"1"});
    hall.must(NoShow{absent});
    EXPECT_EQ(hall.must(CallNext{"1"}), absent);
}

TEST(Queue, ATransferKeepsThePlaceByTimeAndTheNote) {
    Hall hall;
    hall.must(OpenWindow{"1"});
    hall.must(OpenWindow{"3"});
    const auto early = hall.take("case_enquiry");
    const auto late = hall.take("documents");
    hall.must(CallNext{"1"});
    hall.must(Transfer{early, "documents", "", "has the letter with him"});
    EXPECT_EQ(hall.ticket(early).note, "has the letter with him");
    EXPECT_EQ(hall.next("3"), early);
    EXPECT_EQ(hall.next("3"), late);
}

TEST(Queue, ATransferToAWindowIsForThatWindowWhileItIsOpen) {
    Hall hall;
    hall.settings.windows.push_back({"5", "", "", "", "", "enquiry", {}});
    hall.must(OpenWindow{"1"});
    hall.must(OpenWindow{"5"});
    const auto t = hall.take("case_enquiry");
    hall.must(CallNext{"1"});
    hall.must(Transfer{t, "", "5", ""});
    EXPECT_TRUE(refused(hall.ask(CallNext{"1"}), QueueError::nobody_waits));
    hall.must(CloseWindow{"5"});
    EXPECT_EQ(hall.next("1"), t);
}

TEST(Queue, AHeldTicketFreesTheWindowAndIsTakenUpAgain) {
    Hall hall;
    hall.must(OpenWindow{"1"});
    const auto form = hall.take("case_enquiry");
    const auto other = hall.take("case_enquiry");
    hall.must(CallNext{"1"});
    hall.must(Start{form});
    hall.must(Hold{form});
    EXPECT_EQ(hall.must(CallNext{"1"}), other);
    EXPECT_TRUE(refused(hall.ask(Resume{form, "1"}), QueueError::window_busy));
    hall.must(Finish{other});
    hall.must(Resume{form, "1"});
    EXPECT_EQ(hall.state_of(form), TicketState::serving);
}

TEST(Queue, APausedServiceIsNeitherIssuedNorCalled) {
    Hall hall;
    hall.must(OpenWindow{"1"});
    const auto t = hall.take("case_enquiry");
    hall.must(PauseService{"case_enquiry"});
    EXPECT_TRUE(refused(hall.ask(Take{"case_enquiry"}), QueueError::service_paused));
    EXPECT_TRUE(refused(hall.ask(CallNext{"1"}), QueueError::nobody_waits));
    hall.must(ResumeService{"case_enquiry"});
    EXPECT_EQ(hall.next("1"), t);
}

TEST(Queue, HoursWeekdaysHolidaysAndTheDailyCapHoldAtTheOffice) {
    Hall hall;
    hall.settings.services[0].daily_cap = 2;
    hall.take("case_enquiry");
    const auto given_back = hall.take("case_enquiry");
    EXPECT_TRUE(refused(hall.ask(Take{"case_enquiry"}), QueueError::cap_reached));
    hall.must(GiveBack{given_back});
    hall.take("case_enquiry");
    hall.now = morning + hours(3) + minutes(30);  // 12:30
    EXPECT_TRUE(refused(hall.ask(Take{"documents"}), QueueError::service_closed));
    hall.now = morning + std::chrono::days(4);  // a Saturday
    EXPECT_TRUE(refused(hall.ask(Take{"documents"}), QueueError::service_closed));
    hall.settings.open_on.insert(office_day(hall.now, hall.settings));
    EXPECT_TRUE(hall.ask(Take{"documents"}));
    hall.now = morning + std::chrono::days(7);
    hall.settings.closed_on.insert(office_day(hall.now, hall.settings));
    EXPECT_TRUE(refused(hall.ask(Take{"documents"}), QueueError::service_closed));
}

TEST(Queue, ARatingIsGivenOnceAndOnlyAfterACall) {
    Hall hall;
    hall.must(OpenWindow{"1"});
    const auto t = hall.take("case_enquiry");
    EXPECT_TRUE(refused(hall.ask(Rate{t, 5, {}}), QueueError::not_yet_called));
    hall.next("1");
    hall.must(Finish{t});
    EXPECT_TRUE(refused(hall.ask(Rate{t, 0, {}}), QueueError::malformed));
    EXPECT_TRUE(refused(hall.ask(Rate{t, 6, {}}), QueueError::malformed));
    EXPECT_TRUE(
        refused(hall.ask(Rate{t, 4, {RatingReason::kind, RatingReason::kind}}), QueueError::malformed));
    const NumberOn by_paper{hall.ticket(t).number, hall.state.day()};
    hall.must(Rate{by_paper, 5, {RatingReason::kind, RatingReason::quick}});
    EXPECT_TRUE(refused(hall.ask(Rate{t, 1, {}}), QueueError::already_rated));
}

TEST(Queue, EveryMisstepHasItsReason) {
    Hall hall;
    hall.must(OpenWindow{"1"});
    const auto waiting = hall.take("case_enquiry");
    const auto lawyer = hall.take("lawyers");
    const auto at = [&](Command c, QueueError why) { EXPECT_TRUE(refused(hall.ask(std::move(c)), why)); };
    at(Take{"nothing"}, QueueError::unknown_service);
    at(OpenWindow{"9"}, QueueError::unknown_window);
    at(CallNext{"2"}, QueueError::window_closed);
    at(GiveBack{TicketId{99}}, QueueError::unknown_ticket);
    at(GiveBack{Token{""}}, QueueError::unknown_ticket);
    at(Recall{waiting}, QueueError::not_called);
    at(Start{waiting}, QueueError::not_called);
    at(Finish{waiting}, QueueError::not_at_a_window);
    at(Hold{waiting}, QueueError::not_at_a_window);
    at(Resume{waiting, "1"}, QueueError::not_on_hold);
    at(NoShow{waiting}, QueueError::not_called);
    at(CallThis{lawyer, "1"}, QueueError::not_at_this_window);
    at(Transfer{waiting, "", "", ""}, QueueError::malformed);
    at(Transfer{waiting, "documents", "", std::string(201, 'x')}, QueueError::malformed);
    at(Transfer{waiting, "documents", "", "line\nline"}, QueueError::malformed);
    hall.must(CallThis{waiting, "1"});
    at(CallThis{waiting, "1", true}, QueueError::not_waiting);
    at(CloseWindow{"1"}, QueueError::window_busy);
    hall.must(Finish{waiting});
    at(GiveBack{waiting}, QueueError::not_waiting);
    at(Transfer{waiting, "documents", "", ""}, QueueError::not_waiting);
    EXPECT_TRUE(refused(hall.ask(Request{hall.now, "no body", {}, {}, Tick{}}), QueueError::malformed));
}

TEST(Queue, ServedOrNotTheNumberOfATicketIsReadBack) {
    for (const uint32_t count : {1u, 45u, 999u, 1000u, 9999u}) {
        const TicketNumber number{'C', 'B', count};
        EXPECT_EQ(parse_number(text_of(number)), number);
    }
    EXPECT_EQ(text_of({'C', 'B', 12}), "CB012");
    EXPECT_EQ(parse_number("cb012"), (TicketNumber{'C', 'B', 12}));
    for (const char* bad :
         {"", "C", "CB", "CB12", "CB000", "CB0012", "CB10000", "1B012", "C1012", "CB01a", "CB-12"})
        EXPECT_FALSE(parse_number(bad)) << bad;
}

TEST(Queue, TheAgeOnACardGivesPrecedenceFromTheBirthday) {
    const auto s = default_settings();
    const Date birthday = *parse_date("1961-11-24");
    EXPECT_EQ(precedence_by_age(birthday, morning, s), Precedence::elderly);
    EXPECT_EQ(precedence_by_age(birthday + std::chrono::days(1), morning, s), Precedence::ordinary);
}

}  // namespace
}  // namespace lobby::office::queue
