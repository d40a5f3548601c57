// A disk of its own that is filled to the last byte by somebody else: numbers go on for days, pages are
// refused before they take the room.
#include <fstream>

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/statvfs.h>

#include "kiosk/scans/scan_store.hpp"
#include "kiosk/store/kiosk_store.hpp"
#include "kiosk/store/reserve_file.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::kiosk {
namespace {

namespace fs = std::filesystem;

constexpr WallTime morning{std::chrono::milliseconds(1'795'500'000'000)};

class FullDisk : public testing::Test {
protected:
    void SetUp() override {
        fs::create_directory(disk());
        mounted_ = ::mount("tmpfs", disk().c_str(), "tmpfs", 0, "size=64m") == 0;
        if (!mounted_) GTEST_SKIP() << "a disk of its own takes the right to mount one";
    }
    void TearDown() override {
        if (mounted_) ::umount2(disk().c_str(), MNT_DETACH);
    }
    void fill() {
        std::ofstream out(disk() / "somebody else's", std::ios::binary);
        const std::string block(4096, 'x');
        while (out.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
        }
    }
    void clear() { fs::remove(disk() / "somebody else's"); }
    [[nodiscard]] uint64_t free_bytes() const {
        struct statvfs info {};
        ::statvfs(disk().c_str(), &info);
        return uint64_t{info.f_bavail} * info.f_frsize;
    }
    Result<uint64_t, StoreError> take(KioskStore& store, uint32_t count) {
        return store.transact([&](Transaction& t) {
            return t.append(api::TicketTaken{"other", count, api::Precedence::ordinary, std::nullopt, "",
                                             false, office_date(morning)},
                            morning);
        });
    }
    [[nodiscard]] fs::path disk() const { return dir_.path() / "disk"; }
    [[nodiscard]] fs::path store_dir() const { return disk() / "store"; }
    [[nodiscard]] bool reserve_is_there() const { return fs::exists(store_dir() / "reserve"); }

    test::TempDir dir_;
    bool mounted_ = false;
    ManualClock clock_{morning};
    Log log_ = Log::discard(clock_);
};

TEST_F(FullDisk, NumbersGoOnAndTheReserveComesBack) {
    auto store = KioskStore::open(store_dir(), clock_, log_);
    ASSERT_TRUE(reserve_is_there());
    ASSERT_TRUE(take(store, 1));
    fill();
    ASSERT_LT(free_bytes(), 4096U);
    for (uint32_t n = 2; n <= 3000; ++n) ASSERT_TRUE(take(store, n)) << n;
    EXPECT_FALSE(reserve_is_there());
    clear();
    ASSERT_TRUE(store.acknowledged(1));
    EXPECT_TRUE(reserve_is_there());
    { const KioskStore closed = std::move(store); }
    auto again = KioskStore::open(store_dir(), clock_, log_);
    EXPECT_EQ(again.last_number(), 3000U);
}

TEST_F(FullDisk, AKioskThatStartsOnAFullDiskIssuesNumbers) {
    {
        auto store = KioskStore::open(store_dir(), clock_, log_);
        ASSERT_TRUE(take(store, 1));
    }
    fill();
    auto store = KioskStore::open(store_dir(), clock_, log_);
    for (uint32_t n = 2; n <= 200; ++n) ASSERT_TRUE(take(store, n)) << n;
}

TEST_F(FullDisk, PagesAreRefusedBeforeTheyTakeTheJournalsRoom) {
    auto store = KioskStore::open(store_dir(), clock_, log_);
    scans::ScanStore pages(store, store_dir() / "scans", uint64_t{1} << 30, log_);
    const std::vector<uint8_t> sealed(1u << 20, 7);
    uint8_t n = 0;
    const auto keep = [&] {
        api::PageReference page;
        page.id[0] = ++n;
        page.sealed_bytes = sealed.size();
        return pages.keep(page, sealed);
    };
    ASSERT_TRUE(keep());
    auto kept = keep();
    while (kept && n < 100) kept = keep();
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error(), scans::ScanError::full);
    EXPECT_GT(free_bytes(), reserve_bytes / 2);
    EXPECT_TRUE(reserve_is_there());
    EXPECT_TRUE(take(store, 1));
}

}  // namespace
}  // namespace lobby::kiosk
