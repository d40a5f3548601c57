#include "platform/printer/print_session.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "platform/printer/escpos_bytes.hpp"

namespace lobby::platform {
namespace {

using Bytes = std::vector<uint8_t>;
using std::chrono::milliseconds;

constexpr PrintJobId job = 7;
const std::vector<uint8_t> well{0x12, 0x12, 0x12, 0x12};
const std::vector<uint8_t> no_paper{0x1A, 0x32, 0x12, 0x7E};

EncodedDocument two_pieces() {
    return {{{'o', 'n', 'e', '\n'}, {'t', 'w', 'o', '\n'}}, 100};
}

// The other end of the line, played by hand.
class Played {
public:
    explicit Played(PrintRules rules = {}, bool settled = true)
        : rules_(rules), memory(rules_.confirm_by), session(job, two_pieces(), rules_, memory) {
        memory.unsettled = !settled;
    }

    PrintSession::Next next() { return session.next(now); }
    Bytes sent() {
        auto action = next();
        auto* send = std::get_if<SendBytes>(&action);
        return send ? send->bytes : Bytes{};
    }
    // Lets the time pass that is waited for.
    bool wait() {
        auto action = next();
        const auto* listen = std::get_if<ListenUntil>(&action);
        if (listen) now = listen->until;
        return listen != nullptr;
    }
    std::string outcome() {
        auto action = next();
        const auto* ended = std::get_if<PrintSession::Ended>(&action);
        return ended ? words(ended->outcome) : "goes on";
    }
    static std::string words(const PrintOutcome& outcome) {
        if (const auto* doubt = std::get_if<PrintNotConfirmed>(&outcome))
            return "not confirmed: " + std::string(word_of(doubt->reason)) +
                   (doubt->rest_discarded ? ", rest discarded" : "");
        if (const auto* refusal = std::get_if<PrintRefused>(&outcome))
            return "refused: " + std::string(word_of(refusal->reason));
        return "confirmed";
    }

    void status(const Bytes& answers) {
        for (uint8_t n = 1; n <= 4; ++n) {
            ASSERT_EQ(sent(), (Bytes{0x10, 0x04, n}));
            session.heard(StatusNow{answers[n - 1U]});
        }
    }
    void report(PrinterStatus status) { session.heard(StatusChange{status}); }
    void answer_marker() { session.heard(QueuedAnswer{}); }

    void until_sending() {
        status(well);
        ASSERT_EQ(sent(), (Bytes{0x1B, 0x40, 0x1D, 0x61, 0x0E, 0x1D, 0x72, 0x01}));
        answer_marker();
    }
    void until_finishing() {
        until_sending();
        ASSERT_EQ(sent(), (Bytes{'o', 'n', 'e', '\n', 0x1D, 0x72, 0x01}));
        ASSERT_EQ(sent(), (Bytes{'t', 'w', 'o', '\n', 0x1D, 0x72, 0x01}));
        ASSERT_EQ(sent(), (Bytes{0x1D, 0x72, 0x01}));
    }
    // The printer is asked to forget the rest, and does not answer or does.
    std::string discard(bool answers) {
        EXPECT_EQ(sent(), Bytes(escpos::clear_buffers.begin(), escpos::clear_buffers.end()));
        if (answers)
            session.heard(BuffersCleared{});
        else
            EXPECT_TRUE(wait());
        return outcome();
    }

    PrintRules rules_;
    PrinterMemory memory;
    PrintSession session;
    SteadyTime now{std::chrono::hours(1)};
};

TEST(PrintSession, AllMarkersAnsweredAndWellAfterwardsIsConfirmed) {
    Played p;
    p.until_finishing();
    for (int i = 0; i < 3; ++i) p.answer_marker();
    ASSERT_TRUE(p.wait());  // the head may be a little behind
    p.status(well);
    EXPECT_EQ(p.outcome(), "confirmed");
    EXPECT_FALSE(p.memory.unsettled);
    EXPECT_EQ(p.memory.markers.take_completed(), std::vector<PrintJobId>{job});
}

TEST(PrintSession, OneMarkerTooFewIsNotConfirmed) {
    Played p;
    p.until_finishing();
    p.answer_marker();
    p.answer_marker();  // the printer was off and on while it printed: one was lost with what stood before it
    p.session.cancel();
    EXPECT_EQ(p.discard(true), "not confirmed: cancelled, rest discarded");
    EXPECT_TRUE(p.memory.markers.take_completed().empty());
}

TEST(PrintSession, OneMarkerTooManyIsNotConfirmed) {
    Played p;
    p.until_finishing();
    for (int i = 0; i < 4; ++i) p.answer_marker();
    ASSERT_TRUE(p.wait());
    EXPECT_EQ(p.discard(true), "not confirmed: garbled, rest discarded");
}

TEST(PrintSession, IsRefusedBeforeAnythingIsSent) {
    struct Case {
        Bytes answers;
        std::string outcome;
    };
    for (const auto& c :
         {Case{no_paper, "refused: paper_out"}, Case{{0x1A, 0x16, 0x12, 0x12}, "refused: cover_open"},
          Case{{0x1A, 0x52, 0x1A, 0x12}, "refused: cutter_error"},
          Case{{0x1A, 0x52, 0x32, 0x12}, "refused: printer_error"},
          Case{{0x1A, 0x52, 0x52, 0x12}, "refused: recovering"},
          Case{{0x1A, 0x12, 0x12, 0x12}, "refused: offline"}}) {
        Played p;
        p.status(c.answers);
        EXPECT_EQ(p.outcome(), c.outcome);
    }
}

TEST(PrintSession, ASilentPrinterIsRefusedAtEachQuestion) {
    for (uint8_t answered = 0; answered < 4; ++answered) {
        Played p;
        for (uint8_t n = 0; n < answered; ++n) {
            ASSERT_FALSE(p.sent().empty());
            p.session.heard(StatusNow{0x12});
        }
        ASSERT_FALSE(p.sent().empty());
        ASSERT_TRUE(p.wait());
        EXPECT_EQ(p.outcome(), "refused: silent");
    }
}

TEST(PrintSession, WithoutAnAnswerInTurnNothingOfTheDocumentIsSent) {
    Played p;
    p.status(well);
    ASSERT_FALSE(p.sent().empty());
    ASSERT_TRUE(p.wait());
    EXPECT_EQ(p.outcome(), "refused: silent");
    EXPECT_TRUE(p.memory.unsettled);
}

TEST(PrintSession, AfterAFailureAQuietMomentMustFollowTheFirstAnswer) {
    Played p({}, false);
    p.status(well);
    ASSERT_FALSE(p.sent().empty());
    p.answer_marker();  // perhaps an earlier document's
    const auto first = std::get<ListenUntil>(p.next()).until;
    p.now += milliseconds(200);
    p.answer_marker();
    EXPECT_EQ(std::get<ListenUntil>(p.next()).until, first + milliseconds(200));
    ASSERT_TRUE(p.wait());
    EXPECT_EQ(p.sent()[0], 'o');
}

TEST(PrintSession, MissingBytesOfABrokenCommandAreFilledWithNothing) {
    Played p;
    p.memory.missing_bytes = 5;
    p.status(well);
    const auto first = p.sent();
    EXPECT_EQ(Bytes(first.begin(), first.begin() + 7), (Bytes{0, 0, 0, 0, 0, 0x1B, 0x40}));
    EXPECT_EQ(p.memory.missing_bytes, 0U);
}

TEST(PrintSession, TroubleThatIsReportedWhileSendingEndsItBetweenPieces) {
    Played p;
    p.until_sending();
    ASSERT_FALSE(p.sent().empty());
    PrinterStatus status;
    status.offline = status.cover_open = true;
    p.report(status);
    EXPECT_EQ(p.discard(true), "not confirmed: cover_open, rest discarded");
}

TEST(PrintSession, TroubleReportedBeforeTheFirstPieceIsARefusal) {
    Played p;
    p.until_sending();
    PrinterStatus status;
    status.paper_out = true;
    p.report(status);
    EXPECT_EQ(p.outcome(), "refused: paper_out");
}

TEST(PrintSession, PaperOutIsFoundByAskingWhereThePrinterDoesNotReport) {
    Played p;
    p.until_finishing();
    ASSERT_TRUE(p.wait());
    p.status(no_paper);
    EXPECT_EQ(p.discard(false), "not confirmed: paper_out");
    EXPECT_FALSE(p.memory.rest_inside);  // was tried
}

TEST(PrintSession, AHotHeadIsWaitedFor) {
    Played p;
    p.until_finishing();
    PrinterStatus hot;
    hot.offline = hot.recovers = true;
    p.report(hot);
    ASSERT_TRUE(p.wait());
    p.report({});
    for (int i = 0; i < 3; ++i) p.answer_marker();
    ASSERT_TRUE(p.wait());
    p.status(well);
    EXPECT_EQ(p.outcome(), "confirmed");
}

TEST(PrintSession, AModelThatIsSilentWhileItPrintsIsStillConfirmedByItsMarkers) {
    Played p;
    p.until_finishing();
    ASSERT_TRUE(p.wait());
    ASSERT_EQ(p.sent(), (Bytes{0x10, 0x04, 1}));
    ASSERT_TRUE(p.wait());
    for (int i = 0; i < 3; ++i) p.answer_marker();
    ASSERT_TRUE(p.wait());  // until what is owed is forgotten
    p.status(well);
    EXPECT_EQ(p.outcome(), "confirmed");
}

TEST(PrintSession, WithoutTheLastMarkersItIsNotConfirmedInTheEnd) {
    PrintRules rules;
    rules.poll = std::chrono::hours(1);
    Played p(rules);
    p.until_finishing();
    ASSERT_TRUE(p.wait());
    EXPECT_EQ(p.discard(true), "not confirmed: silent, rest discarded");
}

TEST(PrintSession, TroubleAfterwardsIsNotConfirmed) {
    Played p;
    p.until_finishing();
    for (int i = 0; i < 3; ++i) p.answer_marker();
    ASSERT_TRUE(p.wait());
    p.status(no_paper);
    EXPECT_EQ(p.discard(true), "not confirmed: paper_out, rest discarded");
}

TEST(PrintSession, SilenceAfterwardsIsNotConfirmed) {
    Played p;
    p.until_finishing();
    for (int i = 0; i < 3; ++i) p.answer_marker();
    ASSERT_TRUE(p.wait());
    ASSERT_FALSE(p.sent().empty());
    ASSERT_TRUE(p.wait());
    EXPECT_EQ(p.discard(true), "not confirmed: silent, rest discarded");
}

TEST(PrintSession, ACancelIsARefusalUntilTheFirstPieceAndADoubtFromThen) {
    Played early;
    early.session.cancel();
    EXPECT_EQ(early.outcome(), "refused: cancelled");
    Played late;
    late.until_sending();
    ASSERT_FALSE(late.sent().empty());
    late.session.cancel();
    EXPECT_EQ(late.discard(true), "not confirmed: cancelled, rest discarded");
}

TEST(PrintSession, ALostLineIsARefusalUntilTheFirstPieceAndADoubtFromThen) {
    Played early;
    early.status(well);
    ASSERT_FALSE(early.sent().empty());
    EXPECT_EQ(Played::words(early.session.broken(PrintReason::line_lost).outcome), "refused: line_lost");
    EXPECT_FALSE(early.memory.rest_inside);
    Played late;
    late.until_sending();
    ASSERT_FALSE(late.sent().empty());
    EXPECT_EQ(Played::words(late.session.broken(PrintReason::line_lost).outcome), "not confirmed: line_lost");
    EXPECT_TRUE(late.memory.rest_inside && late.memory.unsettled);
    EXPECT_GT(late.memory.missing_bytes, 0U);
}

TEST(PrintSession, WhatThePrinterSaidBeforeTheLineStalledIsTheReason) {
    Played p;
    p.until_sending();
    ASSERT_FALSE(p.sent().empty());
    PrinterStatus status;
    status.offline = status.paper_out = true;
    p.report(status);
    EXPECT_EQ(Played::words(p.session.broken(PrintReason::stalled).outcome), "not confirmed: paper_out");
}

TEST(PrintSession, ProcessIdsConfirmOnlyTheirOwnDocument) {
    PrintRules rules;
    rules.confirm_by = ConfirmBy::process_id;
    Played p(rules);
    p.status(well);
    const auto turn = p.sent();
    p.answer_marker();
    ASSERT_TRUE(std::holds_alternative<ListenUntil>(p.next()));  // the id is missing
    ProcessAnswer answer;
    std::copy(turn.end() - 4, turn.end(), answer.id.begin());
    p.session.heard(answer);
    ASSERT_EQ(p.sent()[0], 'o');
    ASSERT_EQ(p.sent()[0], 't');
    const auto last = p.sent();
    for (int i = 0; i < 3; ++i) p.answer_marker();
    p.session.heard(answer);  // the first once more
    ASSERT_TRUE(std::holds_alternative<ListenUntil>(p.next()));
    std::copy(last.end() - 4, last.end(), answer.id.begin());
    p.session.heard(answer);
    ASSERT_TRUE(p.wait());
    p.status(well);
    EXPECT_EQ(p.outcome(), "confirmed");
}

TEST(PrintMarkers, AJobIsCompleteOnlyWhenAsManyAnswersCameAsMarkersAreOpen) {
    PrintMarkers markers(ConfirmBy::queued_status);
    (void)markers.issue_step();
    (void)markers.issue(job);
    (void)markers.issue({});  // of a later document that was refused
    markers.heard(QueuedAnswer{});
    markers.heard(QueuedAnswer{});
    EXPECT_TRUE(markers.take_completed().empty());
    markers.heard(QueuedAnswer{});
    EXPECT_EQ(markers.take_completed(), std::vector<PrintJobId>{job});
    EXPECT_TRUE(markers.take_completed().empty());
    EXPECT_FALSE(markers.surplus());
    markers.heard(QueuedAnswer{});
    EXPECT_TRUE(markers.surplus());
}

TEST(StatusTalk, AnAnswerThatComesLateIsNotTakenForTheNextQuestions) {
    OwedAnswers owed;
    const SteadyTime start{std::chrono::hours(1)};
    StatusTalk first(owed, milliseconds(1000));
    (void)first.next(start);
    (void)first.next(start);
    EXPECT_FALSE(std::get<StatusTalk::Ended>(first.next(start + milliseconds(1000))).status);
    StatusTalk second(owed, milliseconds(1000));
    (void)second.next(start + milliseconds(1500));
    second.heard(StatusNow{0x1A});  // the first one's
    EXPECT_TRUE(std::holds_alternative<ListenUntil>(second.next(start + milliseconds(1600))));
    second.heard(StatusNow{0x12});
    EXPECT_TRUE(std::holds_alternative<SendBytes>(second.next(start + milliseconds(1700))));
}

}  // namespace
}  // namespace lobby::platform
