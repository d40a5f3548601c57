// A reserved time is found by the card, asked of the office beside everything else.
#include <gtest/gtest.h>

#include "tests/integration/tickets/desk_rig.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::kiosk::tickets {
namespace {

using lobby::test::TempDir;
using test::at;
using test::DeskRig;
using test::known_hall;
using Told = OfficeSide::AppointmentTold;

constexpr const char* elderly = "11010519491231002X";
constexpr const char* young = "34052419800101001X";

IdentityNumber card(const char* text = young) {
    return IdentityNumber::parse(text).value();
}

class ReservedTime : public testing::Test {
protected:
    ReservedTime() {
        auto known = known_hall();
        auto feed = known.feed;
        feed.rules = known.rules;
        for (auto& service : feed.rules->services) service.hours.clear();
        auto lawyers = feed.rules->services[0];
        lawyers.id = "lawyers";
        lawyers.prefix = 'B';
        feed.rules->services.push_back(lawyers);
        feed.rules->offered.insert(api::Precedence::lawyer_with_appointment);
        rig.feed(feed);
    }
    api::AppointmentFound booked(const std::string& service = "lawyers") const {
        return {{"b0123456789abcdef", from, until}, service};
    }
    void office_knows(const api::AppointmentFound& found) {
        rig.appointments = [found](const auto&, auto, const Told& done) {
            done(api::AppointmentAnswer{found});
        };
    }
    uint64_t learn(const char* number = young) {
        const auto question = rig.next_question();
        rig.desk().carry_out(tickets::Errand{LearnCard{question, card(number)}});
        rig.wait_for<CardKnown>([&](const CardKnown& k, size_t) { return k.question == question; });
        return question;
    }
    api::TicketTaken last_taken() {
        const auto journal = rig.journal();
        return std::get<api::TicketTaken>(journal.back().body);
    }

    const TempDir dir;
    DeskRig rig{{dir.path()}};
    const WallTime from = at(24, 9, 30);
    const WallTime until = at(24, 10, 0);
};

TEST_F(ReservedTime, IsFoundByTheCardAndBroughtByTheNumberOfItsService) {
    office_knows(booked());
    const auto question = learn();
    const auto known = rig.answer<AppointmentKnown>(0);
    EXPECT_EQ(known.question, question);
    EXPECT_EQ(known.from, from);
    EXPECT_FALSE(rig.issue("enquiry", card()).ticket.appointment) << "it is the lawyers' time";
    EXPECT_FALSE(last_taken().appointment);
    const auto issued = rig.issue("lawyers", card());
    EXPECT_EQ(issued.ticket.appointment, from);
    EXPECT_FALSE(issued.ticket.position.known) << "who waits now says nothing of his time";
    EXPECT_EQ(issued.ticket.precedence, api::Precedence::lawyer_with_appointment);
    EXPECT_EQ(last_taken().appointment, (api::Appointment{"b0123456789abcdef", from, until}));
    EXPECT_EQ(last_taken().precedence, api::Precedence::lawyer_with_appointment);
    EXPECT_TRUE(last_taken().by_card);
    EXPECT_EQ(rig.find(card()).at(0).ticket.appointment, from) << "kept with the number";
}

TEST_F(ReservedTime, OfAnotherServiceGivesNoLawyersPrecedence) {
    office_knows(booked("documents"));
    learn();
    const auto issued = rig.issue("documents", card());
    EXPECT_EQ(issued.ticket.appointment, from);
    EXPECT_EQ(issued.ticket.precedence, api::Precedence::ordinary);
}

TEST_F(ReservedTime, IsBroughtOnceAlsoWhileTheOfficeHasNotHeardOfIt) {
    office_knows(booked());
    learn();
    EXPECT_TRUE(rig.issue("lawyers", card()).ticket.appointment);
    EXPECT_FALSE(rig.issue("lawyers", card()).ticket.appointment);
    learn();
    EXPECT_FALSE(rig.issue("lawyers", card()).ticket.appointment);
    EXPECT_EQ(rig.count<AppointmentKnown>(), 1U);
}

TEST_F(ReservedTime, OfOneCardIsNotAnothers) {
    office_knows(booked());
    learn();
    EXPECT_FALSE(rig.issue("lawyers", card(elderly)).ticket.appointment);
    EXPECT_FALSE(rig.issue("lawyers").ticket.appointment);
    EXPECT_TRUE(rig.issue("lawyers", card()).ticket.appointment);
}

TEST_F(ReservedTime, ThatHasEndedIsBroughtNoMore) {
    office_knows(booked());
    learn();
    rig.clock_says(until + std::chrono::seconds(1));
    const auto late = rig.issue("lawyers", card());
    EXPECT_FALSE(late.ticket.appointment);
    EXPECT_EQ(late.ticket.precedence, api::Precedence::ordinary);
}

TEST_F(ReservedTime, IsAskedForBesideAndHoldsNothingUp) {
    std::optional<Told> asked;
    std::chrono::milliseconds within{};
    rig.appointments = [&](const auto&, auto deadline, const Told& done) {
        asked = done;
        within = deadline;
    };
    learn(elderly);
    EXPECT_EQ(rig.answer<CardKnown>(0).precedence, api::Precedence::elderly) << "told without the office";
    EXPECT_FALSE(rig.issue("lawyers", card(elderly)).ticket.appointment) << "issued while it is asked";
    EXPECT_LE(within, std::chrono::milliseconds(1500));
    rig.on_io([&] { asked.value()(api::AppointmentAnswer{booked()}); });
    EXPECT_EQ(rig.answer<AppointmentKnown>(0).from, from);
    EXPECT_TRUE(rig.issue("lawyers", card(elderly)).ticket.appointment);
}

TEST_F(ReservedTime, IsNotKnownWhileTheOfficeIsAway) {
    learn(elderly);
    const auto issued = rig.issue("lawyers", card(elderly));
    EXPECT_FALSE(issued.ticket.appointment);
    EXPECT_EQ(issued.ticket.precedence, api::Precedence::elderly);
    EXPECT_EQ(rig.count<AppointmentKnown>(), 0U);
}

}  // namespace
}  // namespace lobby::kiosk::tickets
