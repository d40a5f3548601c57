// What the screen shows as taken is on the disk and named by the lawyer's draft, whatever the disk does: the
// desk of the lawyer's screens over the real store of pages.
#include <algorithm>
#include <optional>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "base/sealed/sealed_body.hpp"
#include "kiosk/lawyer/lawyer_desk.hpp"
#include "kiosk/scans/scan_desk.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::kiosk::lawyer {
namespace {

namespace fs = std::filesystem;

constexpr WallTime morning{std::chrono::milliseconds(1'795'500'000'000)};
constexpr std::string_view first_17 = "31011219900101001";

IdentityNumber card() {
    return IdentityNumber::parse(std::string(first_17) + identity_check_character(first_17)).value();
}

SecretString name() {
    return SecretString("赵明远");
}

platform::ScannerEvent picture(size_t size = 5000) {
    return platform::PageCaptured{platform::PageImage(std::vector<uint8_t>(size, 0x5A), 100, 140), {}};
}

class TakenPageTest : public testing::Test {
protected:
    TakenPageTest() {
        open();
        EXPECT_TRUE(scans_->set_key({key_.public_key().bytes()}));
    }

    // Also after what a power cut would have left.
    void open() {
        desk_.reset();
        scans_.reset();
        store_.reset();
        store_.emplace(KioskStore::open(dir(), clock_, log_));
        scans_ = std::make_unique<scans::ScanDesk>(
            scans::ScanDesk::Parts{*store_, dir(), clock_, log_, [] {}, [] {}});
        desk_.emplace(LawyerDesk::Parts{io_,
                                        clock_,
                                        log_,
                                        {},
                                        {[](bool) {}, [] {}},
                                        {},
                                        side(),
                                        {},
                                        [this](Event event) { told(std::move(event)); },
                                        [](platform::Preview) {}});
    }

    ScansSide side() {
        ScansSide side;
        side.keep = [this](api::PageKind kind, uint32_t ordinal, std::span<const uint8_t> jpeg) {
            return scans_->keep(kind, ordinal, jpeg);
        };
        side.has = [this](const api::PageId& id) { return scans_->has(id); };
        side.discard = [this](const api::PageId& id) { static_cast<void>(scans_->discard(id)); };
        side.drop_loose = [this] { static_cast<void>(scans_->drop_loose()); };
        side.save_draft = [this](const IdentityNumber& person, const SecretString& person_name,
                                 std::span<const uint8_t> draft,
                                 std::span<const api::PageId> pages) -> scans::Done {
            if (drafts_fail_) return fail(scans::ScanError::full);
            return scans_->save_draft(person, person_name, draft, pages);
        };
        side.find_draft = [this](const IdentityNumber& person, const SecretString& person_name) {
            auto found = scans_->find_draft(person, person_name);
            return found ? std::move(*found) : std::optional<SecretBytes>();
        };
        return side;
    }

    void told(Event event) {
        if (auto* taken = std::get_if<PageTaken>(&event)) {
            taken_ = *taken;
            // In this moment, not later: the screen shows it now.
            named_when_told_ = names(taken->page.id);
        }
        if (const auto* failed = std::get_if<PageNotTaken>(&event)) not_taken_ = *failed;
        if (auto* known = std::get_if<LawyerKnown>(&event)) known_.emplace(std::move(*known));
    }

    std::optional<Draft> draft() {
        known_.reset();
        desk_->carry_out(LearnLawyer{1, card(), name()}, "zh_CN");
        return known_ ? known_->draft : std::nullopt;
    }
    bool names(const api::PageId& id) {
        const auto found = draft();
        return found && std::ranges::count(found->form.pages, id, &api::PageReference::id) == 1;
    }

    void take(uint64_t question, const Making& making, size_t size = 5000) {
        taken_.reset();
        not_taken_.reset();
        desk_->carry_out(
            TakePage{question, api::PageKind::practising_certificate, 1, draft_of(making, card(), name())},
            "zh_CN");
        desk_->on_scanner(picture(size));
    }

    [[nodiscard]] size_t files() const {
        return static_cast<size_t>(std::distance(fs::directory_iterator(dir() / "scans"), {}));
    }
    [[nodiscard]] fs::path dir() const { return dir_.path() / "store"; }

    boost::asio::io_context io_;
    test::TempDir dir_;
    ManualClock clock_{morning};
    Log log_ = Log::discard(clock_);
    sealed::KeyPair key_ = sealed::KeyPair::make();
    bool drafts_fail_ = false;
    std::optional<PageTaken> taken_;
    std::optional<PageNotTaken> not_taken_;
    std::optional<LawyerKnown> known_;
    bool named_when_told_ = false;
    std::optional<KioskStore> store_;
    std::unique_ptr<scans::ScanDesk> scans_;
    std::optional<LawyerDesk> desk_;
};

TEST_F(TakenPageTest, IsNamedByTheDraftWhenItIsShownAndAfterAPowerCut) {
    take(7, {});
    ASSERT_TRUE(taken_);
    EXPECT_EQ(7U, taken_->question);
    EXPECT_TRUE(named_when_told_);
    open();
    EXPECT_TRUE(names(taken_->page.id));
    EXPECT_TRUE(scans_->has(taken_->page.id));
}

TEST_F(TakenPageTest, WithoutADraftThatNamesItIsNotShownAndNotKept) {
    drafts_fail_ = true;
    take(7, {});
    EXPECT_FALSE(taken_);
    ASSERT_TRUE(not_taken_);
    EXPECT_EQ(PageProblem::cannot_keep, not_taken_->problem);
    EXPECT_EQ(0U, files());
    EXPECT_FALSE(draft());
}

TEST_F(TakenPageTest, OnAFullDiskLeavesTheDraftAsItWas) {
    take(1, {});
    ASSERT_TRUE(taken_);
    Making making;
    making.pages.push_back(taken_->page);
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{200'000, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    take(2, making, 500'000);
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    EXPECT_FALSE(taken_);
    ASSERT_TRUE(not_taken_);
    EXPECT_EQ(PageProblem::cannot_keep, not_taken_->problem);
    EXPECT_EQ(1U, files());
    EXPECT_TRUE(names(making.pages[0].id));
}

TEST_F(TakenPageTest, ThatIsTakenAgainIsInNoDraftAndOnNoDisk) {
    take(1, {});
    ASSERT_TRUE(taken_);
    Making making;
    making.pages.push_back(taken_->page);
    take(2, making);
    ASSERT_TRUE(taken_);
    desk_->carry_out(SaveDraft{draft_of(making, card(), name())}, "zh_CN");
    desk_->carry_out(DropPage{taken_->page.id}, "zh_CN");
    EXPECT_FALSE(names(taken_->page.id));
    EXPECT_FALSE(scans_->has(taken_->page.id));
    EXPECT_TRUE(names(making.pages[0].id));
    EXPECT_EQ(1U, files());
}

TEST_F(TakenPageTest, WhoseFileIsLostIsAskedForAgain) {
    take(1, {});
    ASSERT_TRUE(taken_);
    for (const auto& entry : fs::directory_iterator(dir() / "scans")) fs::remove(entry.path());
    const auto found = draft();
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->form.pages.empty());
}

}  // namespace
}  // namespace lobby::kiosk::lawyer
