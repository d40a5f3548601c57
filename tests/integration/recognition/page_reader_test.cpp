// The real reading process on made-up certificates and on what must not harm it.
#include "kiosk/recognition/page_reader.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

#include <gmock/gmock.h>

#include "kiosk/recognition/reading_frames.hpp"
#include "office/api/ticket_terms.hpp"
#include "tests/support/certificates/certificate_page.hpp"
#include "tests/support/certificates/photograph.hpp"

namespace lobby::kiosk {
namespace {

using api::FormField;
using api::PageKind;
using std::chrono::seconds;
using testing::IsEmpty;

const Date today = std::chrono::sys_days{std::chrono::year{2026} / 11 / 30};

// With names that recognition knows: how well it reads others is measured, not tested for
// (accuracy_test.cpp).
test::CertificateFacts facts_of(uint64_t seed) {
    auto facts = test::make_facts(seed, today);
    test::set_fact(facts, "licence_name", "王建国");
    test::set_fact(facts, "client_name", "李明华");
    test::set_fact(facts, "firm_dated_on", "2026-10-28");
    test::set_fact(facts, "letter_dated_on", "2026-10-28");
    return facts;
}

std::vector<uint8_t> page_of(PageKind kind, uint64_t seed, int turns = 0) {
    return test::jpeg_of(test::turned(test::draw_certificate(kind, facts_of(seed), {.seed = seed}), turns));
}

std::string value_of(const PageReading& reading, FormField field) {
    for (const auto& proposal : reading.proposals)
        if (proposal.field == field) return std::string(proposal.value.view());
    return {};
}

class PageReaderTest : public testing::Test {
protected:
    ReaderSettings settings() const { return {.program = PAGE_READER, .deadline = seconds(60)}; }

    PageReader& reader() {
        if (!reader_) reader_.emplace(io, settings(), log);
        return *reader_;
    }
    void use(ReaderSettings other) { reader_.emplace(io, std::move(other), log); }

    ReadingOutcome read(PageKind kind, std::span<const uint8_t> jpeg) {
        std::optional<ReadingOutcome> outcome;
        reader().read(kind, jpeg, [&](ReadingOutcome is) { outcome = std::move(is); });
        EXPECT_FALSE(outcome.has_value()) << "called within read()";
        run_until([&] { return outcome.has_value(); });
        return outcome ? std::move(*outcome) : ReadingOutcome(fail(ReadingError::timed_out));
    }
    void run_until(const std::function<bool()>& done) {
        io.restart();
        while (!done() && io.run_one_for(seconds(120)) > 0) {
        }
        ASSERT_TRUE(done());
    }

    SystemClock clock;
    Log log = Log::discard(clock);
    boost::asio::io_context io;
    std::optional<PageReader> reader_;
};

TEST_F(PageReaderTest, ProposesWhatStandsOnACleanPageOfEachKind) {
    for (const auto kind : {PageKind::practising_certificate, PageKind::firm_certificate,
                            PageKind::power_of_attorney, PageKind::legal_aid_letter}) {
        const auto reading = read(kind, page_of(kind, 4));
        ASSERT_TRUE(reading) << api::word_of(kind);
        EXPECT_TRUE(reading->looks_like_kind) << api::word_of(kind);
        EXPECT_EQ(reading->looks_like, kind);
        EXPECT_EQ(reading->quarter_turns, 0);
        for (const auto& [field, value] : test::true_fields(kind, facts_of(4)))
            EXPECT_EQ(value_of(*reading, field), value) << api::word_of(field);
    }
}

TEST_F(PageReaderTest, TakesTheNumberFromTheCodeAndSaysSo) {
    const auto reading = read(PageKind::practising_certificate, page_of(PageKind::practising_certificate, 4));
    ASSERT_TRUE(reading);
    const auto number = std::ranges::find(reading->proposals, FormField::licence_number, &Proposal::field);
    ASSERT_NE(number, reading->proposals.end());
    EXPECT_TRUE(number->by_code);
}

TEST_F(PageReaderTest, ReadsAPageThatLiesOnItsSideOrOnItsHead) {
    for (const int turns : {1, 2, 3}) {
        const auto reading =
            read(PageKind::power_of_attorney, page_of(PageKind::power_of_attorney, 4, turns));
        ASSERT_TRUE(reading) << turns;
        EXPECT_EQ(reading->quarter_turns, 4 - turns);
        EXPECT_EQ(reading->upside_down, turns == 2);
        EXPECT_TRUE(reading->looks_like_kind);
        EXPECT_EQ(value_of(*reading, FormField::letter_lawyer), facts_of(4).lawyer);
    }
}

TEST_F(PageReaderTest, SaysThatAPageIsNotTheCertificateThatWasAskedFor) {
    const auto other = read(PageKind::practising_certificate, page_of(PageKind::power_of_attorney, 4));
    ASSERT_TRUE(other);
    EXPECT_FALSE(other->looks_like_kind);
    EXPECT_EQ(other->looks_like, PageKind::power_of_attorney);

    const auto none = read(PageKind::firm_certificate, test::jpeg_of(test::draw_other_page({.seed = 4})));
    ASSERT_TRUE(none);
    EXPECT_FALSE(none->looks_like_kind);
    EXPECT_EQ(none->looks_like, std::nullopt);
    EXPECT_THAT(none->proposals, IsEmpty());
}

TEST_F(PageReaderTest, FindsNothingOnAnEmptyPage) {
    const auto reading = read(PageKind::firm_certificate, test::jpeg_of(test::PagePicture(1200, 1700, 240)));
    ASSERT_FALSE(reading);
    EXPECT_EQ(reading.error(), ReadingError::nothing_read);
}

TEST_F(PageReaderTest, RefusesWhatIsNoPictureAndReadsTheNextOne) {
    const auto whole = page_of(PageKind::legal_aid_letter, 4);
    const auto broken = [&](std::vector<uint8_t> bytes) {
        const auto reading = read(PageKind::legal_aid_letter, bytes);
        return !reading && reading.error() == ReadingError::picture_broken;
    };
    EXPECT_TRUE(broken({}));
    EXPECT_TRUE(broken(std::vector<uint8_t>(5000, 0x41)));
    EXPECT_TRUE(broken({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(whole.size() / 2)}));
    EXPECT_TRUE(broken(std::vector<uint8_t>(max_page_jpeg_bytes + 1, 0xFF)));
    EXPECT_TRUE(broken(test::jpeg_of(test::PagePicture(10'000, 6000, 255), 20))) << "60 megapixels";
    EXPECT_TRUE(broken(test::jpeg_of(test::PagePicture(3, 3, 255))));
    EXPECT_TRUE(read(PageKind::legal_aid_letter, whole));
}

TEST_F(PageReaderTest, EndsWhenTheProgramIsMissingOrCannotStart) {
    auto missing = settings();
    missing.program = "/nowhere/page-reader";
    use(missing);
    const auto without_program = read(PageKind::legal_aid_letter, page_of(PageKind::legal_aid_letter, 4));
    ASSERT_FALSE(without_program);
    EXPECT_EQ(without_program.error(), ReadingError::worker_failed);

    auto no_language = settings();
    no_language.language_data = "/nowhere";
    use(no_language);
    const auto without_language = read(PageKind::legal_aid_letter, page_of(PageKind::legal_aid_letter, 4));
    ASSERT_FALSE(without_language);
    EXPECT_EQ(without_language.error(), ReadingError::worker_failed);
}

TEST_F(PageReaderTest, KillsAProgramThatIsSilentPastTheDeadline) {
    auto silent = settings();
    silent.program = SILENT_PROGRAM;
    silent.deadline = std::chrono::milliseconds(50);
    use(silent);
    const auto reading = read(PageKind::legal_aid_letter, page_of(PageKind::legal_aid_letter, 4));
    ASSERT_FALSE(reading);
    EXPECT_EQ(reading.error(), ReadingError::timed_out);
}

TEST_F(PageReaderTest, TrustsNoAnswerThatIsNone) {
    auto chatty = settings();
    chatty.program = "/bin/cat";  // sends the page back, or complains about its arguments
    use(chatty);
    const auto reading = read(PageKind::legal_aid_letter, page_of(PageKind::legal_aid_letter, 4));
    ASSERT_FALSE(reading);
    EXPECT_EQ(reading.error(), ReadingError::worker_failed);
}

TEST_F(PageReaderTest, ReadsInTheOrderOfTheQuestionsAndKeepsAProcessReady) {
    std::vector<PageKind> order;
    reader().prepare();
    for (const auto kind : {PageKind::legal_aid_letter, PageKind::firm_certificate})
        reader().read(kind, page_of(kind, 4), [&, kind](const ReadingOutcome& outcome) {
            EXPECT_TRUE(outcome);
            order.push_back(kind);
        });
    run_until([&] { return order.size() == 2; });
    EXPECT_THAT(order, testing::ElementsAre(PageKind::legal_aid_letter, PageKind::firm_certificate));
}

TEST_F(PageReaderTest, IsSilentAfterCancel) {
    int called = 0;
    const auto page = page_of(PageKind::legal_aid_letter, 4);
    reader().read(PageKind::legal_aid_letter, page, [&](const ReadingOutcome&) { ++called; });
    reader().read(PageKind::legal_aid_letter, page, [&](const ReadingOutcome&) { ++called; });
    io.restart();
    io.run_one();  // the first one is under way
    reader().cancel();
    const auto next = read(PageKind::legal_aid_letter, page);
    EXPECT_TRUE(next);
    EXPECT_EQ(called, 0);
}

}  // namespace
}  // namespace lobby::kiosk
