// What the desk makes of the lawyer's errands, its parts being the test's: a page counts when a draft names
// it or it is gone, the office's rules decide, and every question has its answer whatever is missing.
#include "kiosk/lawyer/lawyer_desk.hpp"

#include <algorithm>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/lawyer/draft_codec.hpp"
#include "tests/unit/kiosk/lawyers.hpp"

namespace lobby::kiosk::lawyer {
namespace {

using api::Finding;
using api::PageKind;
using std::chrono::sys_days;
using testing::Contains;
using testing::Not;

// A morning at the office, which is eight hours ahead.
constexpr WallTime some_morning = sys_days(std::chrono::year(2026) / 11 / 24) + std::chrono::hours(1);

struct Asked {
    std::optional<Result<api::CheckAnswer, LinkError>> check;  // nothing: it never answers
    std::optional<Result<api::LawyerAnswer, LinkError>> lawyer;
};

class Desk : public testing::Test {
protected:
    LawyerDesk::Parts nothing() {
        return {io_,
                clock_,
                log_,
                {},
                {},
                {},
                {},
                {},
                [this](Event e) { told_.push_back(std::move(e)); },
                [](const platform::Preview&) {}};
    }
    LawyerDesk::Parts everything() {
        auto parts = nothing();
        parts.office.check = [this](const api::CheckQuestion&, std::chrono::milliseconds deadline,
                                    auto told) {
            EXPECT_EQ(deadline, office_answers_within);
            if (asked_.check) told(*asked_.check);
        };
        parts.office.lawyer = [this](const api::LawyerQuestion&, std::chrono::milliseconds, auto told) {
            if (asked_.lawyer) told(std::move(*asked_.lawyer));
        };
        parts.scanner.capture = [this] { ++captures_; };
        parts.scanner.watch = [this](bool on) { watching_ = on; };
        parts.reader.read = [this](PageKind, std::span<const uint8_t>, ReaderSide::Read told) {
            read_ = std::move(told);
        };
        parts.reader.cancel = [this] { ++cancelled_; };
        parts.scans.keep = [this](PageKind kind, uint32_t ordinal,
                                  std::span<const uint8_t>) -> Result<api::PageReference, scans::ScanError> {
            if (keep_fails_) return fail(*keep_fails_);
            auto page = some_page(kind, ++kept_);
            page.ordinal = ordinal;
            return page;
        };
        parts.scans.has = [this](const api::PageId& id) { return id != lost_; };
        parts.scans.discard = [this](const api::PageId& id) { discarded_.push_back(id); };
        parts.scans.save_draft = [this](const IdentityNumber&, const SecretString&,
                                        std::span<const uint8_t> draft,
                                        std::span<const api::PageId> pages) -> scans::Done {
            if (save_fails_) return fail(*save_fails_);
            saved_.assign(draft.begin(), draft.end());
            named_.assign(pages.begin(), pages.end());
            return std::monostate{};
        };
        parts.scans.find_draft = [this](const IdentityNumber&,
                                        const SecretString&) -> std::optional<SecretBytes> {
            if (saved_.empty()) return std::nullopt;
            return SecretBytes(std::span<const uint8_t>(saved_));
        };
        parts.scans.erase_drafts_before = [this](Date day) { erased_before_.push_back(day); };
        return parts;
    }

    template <class T>
    const T* last() const {
        for (auto it = told_.rbegin(); it != told_.rend(); ++it)
            if (const auto* found = std::get_if<T>(&*it)) return found;
        return nullptr;
    }
    static api::RegistrationForm some_form() {
        State state = at_phone();
        const auto effects = step(state, SkipPhone{});
        return errand<Check>(effects)->form;
    }
    static TakePage take(uint64_t question) {
        return {question, PageKind::firm_certificate, 1, some_draft()};
    }
    static platform::PageCaptured picture() {
        return {platform::PageImage(std::vector<uint8_t>{0xff, 0xd8}, 10, 10), {}};
    }

    boost::asio::io_context io_;
    ManualClock clock_{some_morning};
    Log log_ = Log::discard(clock_);
    std::vector<Event> told_;
    Asked asked_;
    int captures_ = 0;
    int cancelled_ = 0;
    bool watching_ = false;
    ReaderSide::Read read_;
    uint8_t kept_ = 0;
    std::optional<scans::ScanError> keep_fails_;
    std::optional<scans::ScanError> save_fails_;
    api::PageId lost_{};
    std::vector<api::PageId> discarded_;
    std::vector<uint8_t> saved_;
    std::vector<api::PageId> named_;
    std::vector<Date> erased_before_;
};

TEST_F(Desk, TheOfficesRulesDecideHowOldAPaperMayBe) {
    LawyerDesk desk(everything());
    asked_.check = api::CheckAnswer{true, {}};
    desk.carry_out(Check{1, some_form()}, "zh");
    ASSERT_TRUE(last<Checked>());
    EXPECT_THAT(last<Checked>()->findings, Not(Contains(Finding::firm_date_wrong)));
    api::CheckRules rules;
    rules.firm_letter = std::chrono::days(9);
    desk.set_rules(rules);
    desk.carry_out(Check{2, some_form()}, "zh");
    EXPECT_EQ(last<Checked>()->question, 2U);
    EXPECT_THAT(last<Checked>()->findings, Contains(Finding::firm_date_wrong));
}

TEST_F(Desk, WhatTheOfficeFindsIsToldWithWhatTheKioskFinds) {
    LawyerDesk desk(everything());
    api::CheckRules rules;
    rules.firm_letter = std::chrono::days(9);
    desk.set_rules(rules);
    asked_.check = api::CheckAnswer{true, {Finding::case_not_found}};
    desk.carry_out(Check{1, some_form()}, "zh");
    EXPECT_THAT(last<Checked>()->findings, Contains(Finding::firm_date_wrong));
    EXPECT_THAT(last<Checked>()->findings, Contains(Finding::case_not_found));
    EXPECT_THAT(last<Checked>()->findings, Not(Contains(Finding::office_unavailable)));
}

TEST_F(Desk, AnOfficeThatCannotBeAskedIsAFindingAmongOthers) {
    LawyerDesk desk(everything());
    asked_.check = fail(LinkError::unreachable);
    desk.carry_out(Check{1, some_form()}, "zh");
    EXPECT_THAT(last<Checked>()->findings, Contains(Finding::office_unavailable));
    asked_.check = api::CheckAnswer{false, {}};
    desk.carry_out(Check{2, some_form()}, "zh");
    EXPECT_EQ(last<Checked>()->question, 2U);
    EXPECT_THAT(last<Checked>()->findings, Contains(Finding::office_unavailable));
}

TEST_F(Desk, APageIsKeptNamedByTheDraftAndThenRead) {
    LawyerDesk desk(everything());
    desk.carry_out(take(7), "zh");
    EXPECT_EQ(captures_, 1);
    desk.on_scanner(picture());
    ASSERT_TRUE(last<PageTaken>());
    EXPECT_EQ(last<PageTaken>()->question, 7U);
    EXPECT_THAT(named_, Contains(last<PageTaken>()->page.id));
    EXPECT_FALSE(last<PageRead>()) << "it is not read yet";
    PageReading reading;
    reading.looks_like_kind = true;
    read_(std::move(reading));
    ASSERT_TRUE(last<PageRead>());
    EXPECT_EQ(last<PageRead>()->question, 7U);
}

TEST_F(Desk, APageThatNoDraftNamesIsGone) {
    LawyerDesk desk(everything());
    save_fails_ = scans::ScanError::full;
    desk.carry_out(take(7), "zh");
    desk.on_scanner(picture());
    EXPECT_FALSE(last<PageTaken>());
    ASSERT_TRUE(last<PageNotTaken>());
    EXPECT_EQ(last<PageNotTaken>()->problem, PageProblem::cannot_keep);
    EXPECT_EQ(discarded_, std::vector{some_page(PageKind::firm_certificate, 1).id});
}

TEST_F(Desk, WithoutTheOfficesKeyNothingIsTaken) {
    LawyerDesk desk(everything());
    keep_fails_ = scans::ScanError::no_key;
    desk.carry_out(take(7), "zh");
    desk.on_scanner(picture());
    ASSERT_TRUE(last<PageNotTaken>());
    EXPECT_EQ(last<PageNotTaken>()->problem, PageProblem::no_key);
    EXPECT_TRUE(discarded_.empty());
    EXPECT_TRUE(saved_.empty());
}

TEST_F(Desk, APictureThatWasCalledOffIsNotKept) {
    LawyerDesk desk(everything());
    desk.carry_out(take(7), "zh");
    desk.carry_out(CancelPage{6}, "zh");  // another one's
    desk.carry_out(CancelPage{7}, "zh");
    desk.on_scanner(picture());
    EXPECT_EQ(kept_, 0);
    EXPECT_EQ(cancelled_, 0) << "nothing was being read";
    EXPECT_TRUE(told_.empty());
}

TEST_F(Desk, AReadingOfSomebodyWhoLeftFindsNobody) {
    LawyerDesk desk(everything());
    desk.carry_out(take(7), "zh");
    desk.on_scanner(picture());
    desk.carry_out(Rest{}, "zh");
    EXPECT_EQ(cancelled_, 1);
    read_(PageReading{});
    EXPECT_FALSE(last<PageRead>());
}

TEST_F(Desk, AScannerThatFailsEndsTheWaitWithItsReason) {
    LawyerDesk desk(everything());
    desk.carry_out(take(7), "zh");
    desk.on_scanner(platform::CaptureFailed{platform::CaptureFailure::timed_out});
    ASSERT_TRUE(last<PageNotTaken>());
    EXPECT_EQ(last<PageNotTaken>()->problem, PageProblem::timed_out);
    desk.on_scanner(picture());  // it comes late
    EXPECT_EQ(kept_, 0);
}

TEST_F(Desk, HalfARegistrationIsFoundByItsCardAndNoOther) {
    LawyerDesk desk(everything());
    desk.carry_out(SaveDraft{some_draft()}, "zh");
    ASSERT_FALSE(saved_.empty());
    asked_.lawyer = fail(LinkError::unreachable);
    desk.carry_out(LearnLawyer{1, some_number(), SecretString("Some Name")}, "zh");
    ASSERT_TRUE(last<LawyerKnown>());
    EXPECT_FALSE(last<LawyerKnown>()->answer);
    EXPECT_TRUE(last<LawyerKnown>()->draft);
    std::string digits = "53052119900101003";
    digits += identity_check_character(digits);
    const auto other = IdentityNumber::parse(digits);
    ASSERT_TRUE(other);
    asked_.lawyer = fail(LinkError::unreachable);
    desk.carry_out(LearnLawyer{2, *other, SecretString("Some Name")}, "zh");
    EXPECT_EQ(last<LawyerKnown>()->question, 2U);
    EXPECT_FALSE(last<LawyerKnown>()->draft);
}

TEST_F(Desk, APageThatTheDiskLostIsTakenAgain) {
    LawyerDesk desk(everything());
    const Draft draft = some_draft();
    ASSERT_EQ(draft.form.pages.size(), 1U);
    desk.carry_out(SaveDraft{some_draft()}, "zh");
    lost_ = draft.form.pages[0].id;
    asked_.lawyer = fail(LinkError::unreachable);
    desk.carry_out(LearnLawyer{1, some_number(), SecretString("Some Name")}, "zh");
    ASSERT_TRUE(last<LawyerKnown>() && last<LawyerKnown>()->draft);
    EXPECT_TRUE(last<LawyerKnown>()->draft->form.pages.empty());
    EXPECT_FALSE(last<LawyerKnown>()->draft->form.fields.empty()) << "what was confirmed of it stays";
}

TEST_F(Desk, DraftsOfEarlierDaysGoWhenItBegins) {
    LawyerDesk desk(everything());
    desk.begin();
    EXPECT_EQ(erased_before_, std::vector{Date{std::chrono::year(2026) / 11 / 24}});
    desk.stop();
}

TEST_F(Desk, WithoutItsPartsEveryQuestionIsAnswered) {
    LawyerDesk desk(nothing());
    desk.carry_out(LearnLawyer{1, some_number(), SecretString("Some Name")}, "zh");
    desk.carry_out(take(2), "zh");
    desk.carry_out(Check{3, some_form()}, "zh");
    desk.carry_out(HandIn{4, some_form(), std::nullopt}, "zh");
    desk.carry_out(Withdraw{5, {}}, "zh");
    desk.carry_out(AskSlots{6, {some_number(), {}}}, "zh");
    desk.carry_out(Book{7, {some_number(), {}, std::nullopt, {}}}, "zh");
    desk.carry_out(PrintSlip{8, api::RegistrationId{}}, "zh");
    desk.carry_out(WatchScanner{true}, "zh");
    ASSERT_TRUE(last<LawyerKnown>() && last<PageNotTaken>() && last<Checked>() &&
                last<RegistrationNotKept>() && last<Withdrawn>() && last<SlotsTold>() && last<BookTold>() &&
                last<SlipNews>() && last<ScannerNews>());
    EXPECT_EQ(last<PageNotTaken>()->problem, PageProblem::device);
    EXPECT_THAT(last<Checked>()->findings, Contains(Finding::office_unavailable));
    EXPECT_EQ(last<RegistrationNotKept>()->reason, NotKept::cannot_keep);
    EXPECT_FALSE(last<Withdrawn>()->kept);
    EXPECT_FALSE(last<SlotsTold>()->answer);
    EXPECT_EQ(last<BookTold>()->answer->state, api::BookState::unavailable);
    EXPECT_EQ(last<SlipNews>()->paper.state, tickets::PaperState::none);
    EXPECT_FALSE(last<ScannerNews>()->usable);
}

}  // namespace
}  // namespace lobby::kiosk::lawyer
