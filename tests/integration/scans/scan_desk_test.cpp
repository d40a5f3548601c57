// A lawyer's papers on the kiosk's real disk: what is kept survives, what is not wanted is gone, and nothing
// of it can be read there.
#include "kiosk/scans/scan_desk.hpp"

#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/sealed/sealed_body.hpp"
#include "office/api/codec.hpp"
#include "office/api/sealed_contexts.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::kiosk::scans {
namespace {

namespace fs = std::filesystem;

constexpr WallTime morning{std::chrono::milliseconds(1'795'500'000'000)};
constexpr std::string_view number = "310112199001010014";
constexpr std::string_view name = "赵明远";
constexpr std::string_view mark = "SCANNED-PAGE-IN-CLEAR";

IdentityNumber card(std::string_view first_17 = number.substr(0, 17)) {
    return IdentityNumber::parse(std::string(first_17) + identity_check_character(first_17)).value();
}

std::vector<uint8_t> picture(size_t size = 5000) {
    std::vector<uint8_t> out;
    while (out.size() < size) out.insert(out.end(), mark.begin(), mark.end());
    return out;
}

std::span<const uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

class ScanDeskTest : public testing::Test {
protected:
    ScanDeskTest() { open(); }

    void open() {
        desk_.reset();
        store_.reset();
        store_.emplace(KioskStore::open(dir(), clock_, log_));
        desk_ = std::make_unique<ScanDesk>(ScanDesk::Parts{*store_, dir(), clock_, log_,
                                                           [this] { ++journal_grew_; },
                                                           [this] { ++pages_grew_; }, most_bytes_});
    }
    void tell_key() { ASSERT_TRUE(desk_->set_key({key_.public_key().bytes()})); }
    api::PageReference keep(size_t size = 5000) {
        const auto page = desk_->keep(api::PageKind::practising_certificate, 1, picture(size));
        EXPECT_TRUE(page) << word_of(page.error());
        return page.value_or(api::PageReference{});
    }
    Done save(std::string_view draft, std::vector<api::PageId> pages) {
        return desk_->save_draft(card(), SecretString(name), bytes_of(draft), pages);
    }
    std::optional<std::string> found(std::string_view as = name) {
        const auto draft = desk_->find_draft(card(), SecretString(as));
        if (!draft || !*draft) return std::nullopt;
        return std::string((*draft)->text());
    }
    [[nodiscard]] api::RegistrationForm form(std::vector<api::PageReference> pages) const {
        api::RegistrationForm form{card(), SecretString(name), {}, {}, false, {}, {}};
        form.fields.push_back(
            {api::FormField::licence_name, SecretString(name), SecretString(), api::FieldSource::card});
        form.pages = std::move(pages);
        return form;
    }
    [[nodiscard]] size_t files() const {
        return static_cast<size_t>(std::distance(fs::directory_iterator(dir() / "scans"), {}));
    }
    // Whether any file of the kiosk's has it.
    [[nodiscard]] bool on_disk(std::string_view text) const {
        for (const auto& entry : fs::recursive_directory_iterator(dir_.path())) {
            if (!entry.is_regular_file()) continue;
            std::ifstream in(entry.path(), std::ios::binary);
            const std::string all(std::istreambuf_iterator<char>(in), {});
            if (all.find(text) != std::string::npos) return true;
        }
        return false;
    }
    [[nodiscard]] fs::path dir() const { return dir_.path() / "store"; }

    test::TempDir dir_;
    ManualClock clock_{morning};
    Log log_ = Log::discard(clock_);
    sealed::KeyPair key_ = sealed::KeyPair::make();
    uint64_t most_bytes_ = uint64_t{1} << 30;
    int journal_grew_ = 0;
    int pages_grew_ = 0;
    std::optional<KioskStore> store_;
    std::unique_ptr<ScanDesk> desk_;
};

TEST_F(ScanDeskTest, WithoutTheOfficesKeyNothingIsKept) {
    EXPECT_FALSE(desk_->has_key());
    EXPECT_EQ(desk_->keep(api::PageKind::firm_certificate, 1, picture()).error(), ScanError::no_key);
    EXPECT_EQ(desk_->set_key({}).error(), ScanError::no_key) << "a key that seals to everybody";
    tell_key();
    open();
    EXPECT_TRUE(desk_->has_key()) << "an office that is not there has told it before";
}

TEST_F(ScanDeskTest, APageIsSealedAndOnDiskForItsOwnerOnly) {
    tell_key();
    const auto page = keep();
    EXPECT_TRUE(desk_->has(page.id));
    ASSERT_EQ(files(), 1U);
    const auto file = fs::directory_iterator(dir() / "scans")->path();
    struct stat info {};
    ASSERT_EQ(::stat(file.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600U);
    EXPECT_EQ(static_cast<uint64_t>(info.st_size), page.sealed_bytes);
    std::ifstream in(file, std::ios::binary);
    const std::string body(std::istreambuf_iterator<char>(in), {});
    const auto opened = sealed::open(bytes_of(body), key_, api::page_context(page.id));
    ASSERT_TRUE(opened);
    EXPECT_TRUE(std::ranges::equal(opened->view(), picture()));
    EXPECT_FALSE(on_disk(mark));
}

TEST_F(ScanDeskTest, ADraftIsFoundByTheSameCardOnlyAndHoldsItsPages) {
    tell_key();
    const auto page = keep();
    ASSERT_TRUE(save("step 3 of 赵明远", {page.id}));
    EXPECT_TRUE(desk_->drop_loose());
    open();
    EXPECT_EQ(found(), "step 3 of 赵明远");
    EXPECT_EQ(found("赵明"), std::nullopt);
    EXPECT_FALSE(*desk_->find_draft(card("11010119850101001"), SecretString(name)));
    EXPECT_TRUE(desk_->has(page.id));
    EXPECT_FALSE(on_disk(name));
    EXPECT_FALSE(on_disk(number.substr(0, 17)));
}

TEST_F(ScanDeskTest, ALaterDraftReplacesTheEarlierAndWhatItHeld) {
    tell_key();
    const auto first = keep();
    const auto second = keep();
    ASSERT_TRUE(save("one", {first.id}));
    ASSERT_TRUE(save("two", {second.id}));
    EXPECT_EQ(found(), "two");
    EXPECT_FALSE(desk_->has(first.id));
    EXPECT_TRUE(desk_->has(second.id));
    EXPECT_EQ(files(), 1U);
    ASSERT_TRUE(desk_->erase_draft(card(), SecretString(name)));
    EXPECT_EQ(found(), std::nullopt);
    EXPECT_EQ(files(), 0U);
}

TEST_F(ScanDeskTest, WhatNobodyHoldsGoesWithTheVisitorOrAtTheNextStart) {
    tell_key();
    const auto page = keep();
    ASSERT_TRUE(desk_->drop_loose());
    EXPECT_FALSE(desk_->has(page.id));
    EXPECT_EQ(files(), 0U);
    keep();
    std::ofstream(dir() / "scans" / "0123.sealed.new") << mark;  // of a power cut
    std::ofstream(dir() / "scans" / "ffffffffffffffffffffffffffffffff.sealed") << mark;
    open();
    EXPECT_EQ(files(), 0U);
}

TEST_F(ScanDeskTest, TheDaysEndErasesDraftsAndWhoTheyWereOf) {
    tell_key();
    const auto page = keep();
    ASSERT_TRUE(save("half", {page.id}));
    std::ifstream before_in(dir() / "draft.key", std::ios::binary);
    const std::string before(std::istreambuf_iterator<char>(before_in), {});
    const auto today = office_date(clock_.wall());
    ASSERT_TRUE(desk_->erase_drafts_before(today));
    EXPECT_EQ(found(), "half");
    ASSERT_TRUE(desk_->erase_drafts_before(today + std::chrono::days(1)));
    EXPECT_EQ(found(), std::nullopt);
    EXPECT_EQ(files(), 0U);
    std::ifstream after_in(dir() / "draft.key", std::ios::binary);
    EXPECT_NE(std::string(std::istreambuf_iterator<char>(after_in), {}), before);
}

TEST_F(ScanDeskTest, ADraftOfYesterdayIsNotFoundAndGoneAtTheStart) {
    tell_key();
    const auto page = keep();
    ASSERT_TRUE(save("half", {page.id}));
    clock_.advance(std::chrono::hours(24));
    EXPECT_EQ(found(), std::nullopt);
    open();
    EXPECT_EQ(files(), 0U);
}

TEST_F(ScanDeskTest, HandingInIsOneDeedWithTheJournal) {
    tell_key();
    const auto page = keep();
    const auto retake = keep();
    ASSERT_TRUE(save("half", {page.id, retake.id}));
    const api::RegistrationId id{1, 2, 3};
    const auto entry = desk_->submit(form({page}), id, "lawyers");
    ASSERT_TRUE(entry) << word_of(entry.error());
    EXPECT_EQ(journal_grew_, 1);
    EXPECT_EQ(pages_grew_, 1);
    EXPECT_EQ(found(), std::nullopt);
    EXPECT_EQ(desk_->waiting(), 1U);
    EXPECT_FALSE(desk_->has(page.id)) << "it is not the visitor's any more";
    ASSERT_TRUE(desk_->discard(page.id));
    ASSERT_TRUE(desk_->drop_loose());
    open();
    EXPECT_EQ(desk_->waiting(), 1U);
    EXPECT_EQ(files(), 1U) << "the page that the form does not name is gone";

    const auto unsent = store_->unsent(10, 1u << 20).value();
    ASSERT_EQ(unsent.size(), 1U);
    EXPECT_EQ(unsent[0].number, *entry);
    const auto& submitted = std::get<api::RegistrationSubmitted>(unsent[0].body);
    EXPECT_EQ(submitted.id, id);
    EXPECT_EQ(submitted.pages, std::vector{page});
    EXPECT_EQ(submitted.ticket_service, "lawyers");
    const auto opened = sealed::open(submitted.sealed_form, key_, api::form_context(id));
    ASSERT_TRUE(opened);
    const auto decoded = api::decode_form(opened->view());
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->card_name, SecretString(name));
    EXPECT_FALSE(on_disk(name));
    EXPECT_FALSE(on_disk(number.substr(0, 17)));
}

TEST_F(ScanDeskTest, AFormWhosePagesAreNotHereIsNotTaken) {
    tell_key();
    const auto page = keep();
    auto other = page;
    other.sealed_hash[0] ^= 1;
    EXPECT_EQ(desk_->submit(form({other}), {}, {}).error(), ScanError::page_missing);
    ASSERT_TRUE(desk_->discard(page.id));
    EXPECT_EQ(desk_->submit(form({page}), {}, {}).error(), ScanError::page_missing);
    const auto handed = keep();
    ASSERT_TRUE(desk_->submit(form({handed}), {1}, {}));
    EXPECT_EQ(desk_->submit(form({handed}), {2}, {}).error(), ScanError::page_missing) << "twice";
    EXPECT_EQ(store_->length(), 1U);
}

TEST_F(ScanDeskTest, AFileThatIsDamagedOrGoneIsFound) {
    tell_key();
    const auto page = keep();
    ASSERT_TRUE(desk_->submit(form({page}), {1}, {}));
    const auto file = fs::directory_iterator(dir() / "scans")->path();
    std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).write("x", 1);
    EXPECT_FALSE(desk_->pages().read(page));
    EXPECT_EQ(desk_->waiting(), 0U) << "nothing to send any more";
    const auto lost = keep();
    ASSERT_TRUE(desk_->submit(form({lost}), {2}, {}));
    for (const auto& entry : fs::directory_iterator(dir() / "scans")) fs::remove(entry.path());
    open();
    EXPECT_EQ(desk_->waiting(), 0U);
}

TEST_F(ScanDeskTest, BoundsAreKept) {
    tell_key();
    EXPECT_EQ(desk_->keep(api::PageKind::firm_certificate, 1, picture(max_page_bytes + 1)).error(),
              ScanError::too_large);
    EXPECT_EQ(save(std::string(max_draft_bytes + 1, 'x'), {}).error(), ScanError::too_large);
    EXPECT_TRUE(save(std::string(max_draft_bytes, 'x'), {}));
    most_bytes_ = 8000;
    open();
    keep(5000);
    EXPECT_EQ(desk_->keep(api::PageKind::firm_certificate, 1, picture(5000)).error(), ScanError::full);
}

TEST_F(ScanDeskTest, AFullDiskIsSaidAndLeavesNothing) {
    tell_key();
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{200'000, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto page = desk_->keep(api::PageKind::firm_certificate, 1, picture(500'000));
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error(), ScanError::full);
    EXPECT_EQ(files(), 0U);
    keep(500'000);
    EXPECT_EQ(files(), 1U);
}

}  // namespace
}  // namespace lobby::kiosk::scans
