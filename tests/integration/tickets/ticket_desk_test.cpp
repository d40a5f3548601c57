#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "tests/integration/tickets/desk_rig.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::kiosk::tickets {
namespace {

using lobby::test::TempDir;
using test::at;
using test::DeskRig;
using test::known_hall;
using test::november;

IdentityNumber card(const char* text = "11010519491231002X") {
    return IdentityNumber::parse(text).value();
}

template <class Body>
std::vector<Body> bodies(const std::vector<api::JournalEntry>& journal) {
    std::vector<Body> found;
    for (const auto& entry : journal)
        if (const auto* body = std::get_if<Body>(&entry.body)) found.push_back(*body);
    return found;
}

TEST(TicketDesk, ANumberIsInTheJournalWhenItIsTold) {
    const TempDir dir;
    DeskRig rig({dir.path()});
    rig.feed_known();
    std::set<std::string> pages;
    for (uint32_t i = 21; i <= 23; ++i) {
        const auto issued = rig.issue();
        EXPECT_EQ(issued.ticket.number, (api::TicketNumber{'A', 'C', i}));
        EXPECT_EQ(issued.paper.state, PaperState::none);
        EXPECT_EQ(rig.journal().size(), i - 20);
        pages.insert(issued.ticket.live_page);
    }
    const auto taken = bodies<api::TicketTaken>(rig.journal());
    ASSERT_EQ(taken.size(), 3U);
    EXPECT_EQ(taken[0].day, november(24));
    EXPECT_EQ(taken[0].service, "enquiry");
    EXPECT_EQ(pages.size(), 3U);
    EXPECT_TRUE(pages.contains("https://office.example:8443/t/" + taken[0].token));
    EXPECT_EQ(taken[0].token.size(), 22U);  // 128 bits
}

TEST(TicketDesk, GoesOnAloneWithWhatTheOfficeToldBeforeTheRestart) {
    const TempDir dir;
    {
        DeskRig rig({dir.path()});
        rig.feed_known();
        EXPECT_EQ(rig.issue().ticket.number.count, 21U);
    }
    DeskRig rig({dir.path()});
    const auto issued = rig.issue();
    EXPECT_EQ(issued.ticket.number.count, 22U);
    EXPECT_FALSE(issued.ticket.position.known);
    EXPECT_EQ(issued.ticket.service.en, "Case enquiry");
}

TEST(TicketDesk, ANewKioskSaysThatItKnowsNothingYet) {
    const TempDir dir;
    DeskRig rig({dir.path()});
    EXPECT_FALSE(rig.answer<HallNews>(0).hall.ready);
    EXPECT_EQ(std::get<TicketNotIssued>(rig.try_issue()).reason, NotIssued::not_ready);
    EXPECT_TRUE(rig.journal().empty());
}

// Numbers may have been told that nobody else knows of.
TEST(TicketDesk, ALostStoreGoesOnFarAboveWhatTheOfficeSaysAndRefusesUntilThen) {
    const TempDir dir;
    {
        DeskRig rig({dir.path()});
        rig.feed_known();
        rig.issue();
    }
    const auto file = dir.path() / "kiosk.db";
    const auto size = std::filesystem::file_size(file);
    std::ofstream(file, std::ios::in | std::ios::out) << std::string(size, 'x');
    DeskRig rig({dir.path()});
    EXPECT_EQ(std::get<TicketNotIssued>(rig.try_issue()).reason, NotIssued::not_ready);
    auto known = known_hall();
    known.feed.rules = known.rules;
    known.feed.last_count = 57;
    rig.feed(known.feed);
    EXPECT_EQ(rig.issue().ticket.number.count, 201U);
}

TEST(TicketDesk, ADamagedStoreKeepsItsEntriesAndGoesOnAboveWhatMayHaveBeenTold) {
    const TempDir dir;
    uint32_t told = 0;
    {
        DeskRig rig({dir.path()});
        rig.feed_known();
        told = rig.issue().ticket.number.count;
    }
    std::ofstream(dir.path() / "kiosk.db", std::ios::in | std::ios::out) << std::string(8192, 'x');
    DeskRig rig({dir.path()});
    rig.feed_known();
    EXPECT_GT(rig.issue().ticket.number.count, told);
    const auto journal = rig.journal();
    ASSERT_FALSE(journal.empty());
    EXPECT_EQ(std::get<api::TicketTaken>(journal.front().body).count, told);
}

TEST(TicketDesk, NumbersOfAUsedUpSeriesAreRefused) {
    const TempDir dir;
    DeskRig rig({dir.path()});
    auto known = known_hall();
    known.feed.rules = known.rules;
    known.feed.last_count = api::max_count - 1;
    rig.feed(known.feed);
    EXPECT_EQ(rig.issue().ticket.number.count, api::max_count);
    EXPECT_EQ(std::get<TicketNotIssued>(rig.try_issue()).reason, NotIssued::full);
}

TEST(TicketDesk, AFullDiskIsToldAndWhenItHasRoomNumbersGoOnWithoutAGap) {
    const TempDir dir;
    DeskRig rig({dir.path()});
    rig.feed_known();
    const auto limit_pages = [&](const std::string& pages) {
        rig.on_io([&] {
            return rig.store().transact([&](Transaction& t) {
                return t.db().execAndGet("PRAGMA max_page_count = " + pages).getInt();
            });
        });
    };
    limit_pages("1");  // none more than there are
    uint32_t last = 20;
    std::optional<NotIssued> why;
    for (int i = 0; i < 500 && !why; ++i) {
        const auto said = rig.try_issue();
        if (const auto* issued = std::get_if<TicketIssued>(&said)) last = issued->ticket.number.count;
        if (const auto* refused = std::get_if<TicketNotIssued>(&said)) why = refused->reason;
    }
    EXPECT_EQ(why, NotIssued::cannot_keep);
    EXPECT_EQ(rig.journal().size(), last - 20);
    limit_pages("100000");
    EXPECT_EQ(rig.issue().ticket.number.count, last + 1);
}

TEST(TicketDesk, TheDayTurnsAtTheConfiguredTimeAndNeverBack) {
    const TempDir dir;
    {
        DeskRig rig({dir.path(), at(24, 23, 59)});
        rig.feed_known();
        rig.office_goes();
        EXPECT_EQ(rig.issue().ticket.number.count, 21U);
        rig.clock_says(at(25, 0, 0));
        EXPECT_EQ(rig.issue().ticket.number.count, 1U);
        rig.clock_says(at(24, 23, 58));  // somebody sets the clock
        EXPECT_EQ(rig.issue().ticket.number.count, 2U);
    }
    {
        DeskRig rig({dir.path(), at(24, 23, 59)});  // and the machine starts again
        EXPECT_EQ(rig.issue().ticket.number.count, 3U);
        rig.clock_says(at(27, 9, 0));  // a clock that is days ahead
        EXPECT_EQ(rig.issue().ticket.number.count, 1U);
        rig.clock_says(at(25, 9, 0));
    }
    // The office brings the day back, and no number comes twice.
    DeskRig rig({dir.path(), at(25, 9, 0)});
    auto known = known_hall();
    known.feed.rules = known.rules;
    known.feed.day = november(25);
    known.feed.last_count = 1;  // it has not heard of the others
    rig.feed(known.feed);
    EXPECT_EQ(rig.issue().ticket.number.count, 4U);
    const auto taken = bodies<api::TicketTaken>(rig.journal());
    std::set<std::pair<Date, uint32_t>> numbers;
    for (const auto& t : taken) numbers.emplace(t.day, t.count);
    EXPECT_EQ(numbers.size(), taken.size());
    EXPECT_EQ(taken.size(), 6U);
}

TEST(TicketDesk, ARestartAtMidnightBeginsTheNewDayOnce) {
    const TempDir dir;
    {
        DeskRig rig({dir.path(), at(24, 23, 59)});
        rig.feed_known();
        rig.issue();
    }
    for (uint32_t i = 1; i <= 3; ++i) {
        DeskRig rig({dir.path(), at(25, 0, 0) + std::chrono::seconds(i)});
        EXPECT_EQ(rig.issue().ticket.number.count, i);
    }
}

TEST(TicketDesk, ACardFindsItsOwnNumbersUntilTheDayEnds) {
    const TempDir dir;
    DeskRig rig({dir.path()});
    rig.feed_known();
    const auto mine = rig.issue("enquiry", card());
    rig.issue("enquiry", card("110105194912310046"));
    rig.issue();
    auto found = rig.find(card());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].ticket.entry, mine.ticket.entry);
    EXPECT_EQ(found[0].ticket.live_page, mine.ticket.live_page);
    EXPECT_EQ(found[0].ticket.precedence, api::Precedence::elderly);
    EXPECT_TRUE(bodies<api::TicketTaken>(rig.journal())[0].by_card);
    rig.office_goes();
    rig.clock_says(at(25, 0, 0));
    EXPECT_TRUE(rig.find(card()).empty());
}

std::string all_bytes_of(const std::filesystem::path& dir) {
    std::string all;
    for (const auto& file : std::filesystem::directory_iterator(dir)) {
        std::ifstream in(file.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

TEST(TicketDesk, TheDiskHoldsNoCardAndAfterTheDayNoKeyToOne) {
    const TempDir dir;
    std::string key;
    {
        DeskRig rig({dir.path()});
        rig.feed_known();
        rig.issue("enquiry", card());
        rig.on_io([&] {
            return rig.store().transact([&](Transaction& t) {
                key = t.db().execAndGet("SELECT card_key FROM ticket_day").getString();
                return true;
            });
        });
        ASSERT_EQ(key.size(), 32U);
        rig.office_goes();
        rig.clock_says(at(25, 0, 0));
        EXPECT_EQ(all_bytes_of(dir.path()).find(key), std::string::npos);
    }
    const auto bytes = all_bytes_of(dir.path());
    EXPECT_EQ(bytes.find("11010519491231002"), std::string::npos);
    EXPECT_EQ(bytes.find(key), std::string::npos);
}

TEST(TicketDesk, GivenBackIsInTheJournalAndFoundNoMore) {
    const TempDir dir;
    DeskRig rig({dir.path()});
    rig.feed_known();
    const auto issued = rig.issue("enquiry", card());
    for (int twice = 0; twice < 2; ++twice) {
        const auto question = rig.next_question();
        rig.desk().carry_out(tickets::Errand{GiveBack{question, issued.ticket.entry}});
        rig.wait_for<TicketGivenBack>(
            [&](const TicketGivenBack& g, size_t) { return g.question == question; });
    }
    EXPECT_EQ(bodies<api::TicketGivenBack>(rig.journal()).size(), 1U);
    EXPECT_EQ(bodies<api::TicketGivenBack>(rig.journal())[0].taken_entry, rig.journal()[0].number);
    EXPECT_TRUE(rig.find(card()).empty());
}

TEST(TicketDesk, WhoIsCalledCannotGiveBack) {
    const TempDir dir;
    DeskRig rig({dir.path()});
    rig.feed_known();
    const auto issued = rig.issue();
    auto called = known_hall().feed;
    called.last_count = 21;
    api::TicketNow now;
    now.number = issued.ticket.number;
    now.standing = api::TicketStanding::called;
    now.window_en = "Window 1";
    called.tickets.push_back(now);
    rig.feed(called);
    rig.desk().carry_out(tickets::Errand{GiveBack{rig.next_question(), issued.ticket.entry}});
    EXPECT_EQ(rig.answer<TicketNotGivenBack>(0).reason, NotGivenBack::at_window);
    called.tickets.clear();  // served
    rig.feed(called);
    rig.desk().carry_out(tickets::Errand{GiveBack{rig.next_question(), issued.ticket.entry}});
    EXPECT_EQ(rig.answer<TicketNotGivenBack>(1).reason, NotGivenBack::ended);
}

TEST(TicketDesk, ATypedNumberTellsHowItStandsAndNothingThatOpensIt) {
    const TempDir dir;
    DeskRig rig({dir.path()});
    rig.feed_known();
    const auto issued = rig.issue();
    rig.office = [&](const api::TicketQuestion& q) -> std::optional<api::TicketAnswer> {
        if (q.number != issued.ticket.number) return api::TicketAnswer{};
        api::TicketFound f;
        f.service = "enquiry";
        f.people_ahead = 2;
        return api::TicketAnswer{f};
    };
    rig.desk().carry_out(tickets::Errand{AskTicket{rig.next_question(), issued.ticket.number}});
    const auto shown = rig.answer<TicketsFound>(0).tickets;
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown[0].ticket.position.people_ahead, 2U);
    EXPECT_EQ(shown[0].ticket.entry, 0U);
    EXPECT_TRUE(shown[0].ticket.live_page.empty());
    const api::TicketNumber other{'A', 'D', 3};
    rig.desk().carry_out(tickets::Errand{AskTicket{rig.next_question(), other}});
    EXPECT_TRUE(rig.answer<TicketsFound>(1).tickets.empty());
    rig.office = {};
    rig.desk().carry_out(tickets::Errand{AskTicket{rig.next_question(), other}});
    rig.answer<TicketsNotKnown>(0);
    rig.desk().carry_out(tickets::Errand{AskTicket{rig.next_question(), issued.ticket.number}});
    EXPECT_FALSE(rig.answer<TicketsFound>(2).tickets.at(0).ticket.position.known);
}

TEST(RatingDesk, AsksTheOfficeAndKeepsTheRating) {
    const TempDir dir;
    DeskRig rig({dir.path()});
    rig.feed_known();
    const auto issued = rig.issue("enquiry", card());
    api::TicketFound f;
    rig.office = [&](const api::TicketQuestion&) { return std::optional(api::TicketAnswer{f}); };
    const auto ask = [&](ratings::By by) {
        rig.desk().carry_out(ratings::Errand{ratings::FindRatable{rig.next_question(), std::move(by)}});
    };
    ask(issued.ticket.number);
    EXPECT_EQ(rig.answer<ratings::RatingRefused>(0).reason, ratings::NoRating::not_yet_called);
    f.rated = true;
    ask(card());
    EXPECT_EQ(rig.answer<ratings::RatingRefused>(1).reason, ratings::NoRating::already_rated);
    f = {};
    f.may_rate = true;
    ask(card());
    EXPECT_TRUE(rig.answer<ratings::RatingOpen>(0).checked);
    EXPECT_EQ(rig.answer<ratings::RatingOpen>(0).number, issued.ticket.number);
    rig.office = {};
    ask(api::TicketNumber{'C', 'D', 4});
    EXPECT_FALSE(rig.answer<ratings::RatingOpen>(1).checked);
    ask(api::TicketNumber{'X', 'D', 4});
    EXPECT_EQ(rig.answer<ratings::RatingRefused>(2).reason, ratings::NoRating::unknown);
    rig.desk().carry_out(ratings::Errand{
        ratings::SendRating{rig.next_question(), issued.ticket.number, 5, {api::RatingReason::kind}}});
    rig.answer<ratings::RatingKept>(0);
    const auto rated = bodies<api::TicketRated>(rig.journal());
    ASSERT_EQ(rated.size(), 1U);
    EXPECT_EQ(rated[0], (api::TicketRated{issued.ticket.number, november(24), 5, {api::RatingReason::kind}}));
}

TEST(HelpDesk, ACallIsToldOnlyWhenTheOfficeHasIt) {
    const TempDir dir;
    DeskRig rig({dir.path()});
    const auto question = rig.next_question();
    rig.desk().carry_out(help::Errand{help::CallPerson{question, "home", {}}});
    EXPECT_EQ(rig.answer<help::PersonCalled>(0).reached, help::Reached::kept);
    ASSERT_EQ(bodies<api::HelpCalled>(rig.journal()).size(), 1U);
    rig.on_io([&] { return rig.store().acknowledged(1).has_value(); });
    const auto told = rig.answer<help::PersonCalled>(1);
    EXPECT_EQ(told.reached, help::Reached::told);
    EXPECT_EQ(told.question, question);
}

}  // namespace
}  // namespace lobby::kiosk::tickets
