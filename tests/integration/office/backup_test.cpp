// The office's data copied while it serves, checked, and put back: what was there is there again, and what is
// not a whole copy is refused before anything is written.
#include "office/backup/backup.hpp"

#include <atomic>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "office/store/databases.hpp"
#include "tests/support/office_data.hpp"
#include "tests/support/office_process.hpp"

namespace lobby::test {
namespace {

namespace fs = std::filesystem;
using office::Access;
using office::LedgerKind;
using office::backup::BackupError;

void write(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class Backup : public testing::Test {
protected:
    Backup() {
        data_.add_case("53052120260000101");
        data_.grant(1, "53052120260000101");
        fs::create_directories(data_dir() / "scans");
        write(data_dir() / "scans" / "00112233445566778899aabbccddeeff.sealed", std::string(300'000, 's'));
        fs::create_directories(data_dir() / "anchors");
        write(data_dir() / "anchors" / "2026-11-24.json", "{}\n");
    }
    [[nodiscard]] fs::path data_dir() const { return data_.config().data_dir; }
    // A data folder of another machine, with the keys put back.
    fs::path fresh() {
        fs::path dir = elsewhere_.path() / ("data-" + std::to_string(++n_));
        fs::create_directories(dir);
        fs::copy(data_dir() / "keys", dir / "keys", fs::copy_options::recursive);
        return dir;
    }
    [[nodiscard]] fs::path copy() const { return elsewhere_.path() / "copy"; }
    BackupError why(const Result<office::backup::Summary, office::backup::Trouble>& done) {
        EXPECT_FALSE(done);
        return done ? BackupError::there_already : done.error().error;
    }

    OfficeData data_;
    TempDir elsewhere_;
    int n_ = 0;
};

TEST_F(Backup, WhatWasThereIsThereAgain) {
    const auto made = office::backup::make(data_dir(), copy(), now());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->files, 4U);
    EXPECT_EQ(made->ledger.seq, data_.ledger_entries());
    ASSERT_TRUE(office::backup::check(copy()));
    const auto dir = fresh();
    ASSERT_TRUE(office::backup::restore(copy(), dir));
    auto db = office::open_office_db(dir, Access::write);
    EXPECT_EQ(office::verify_ledger(db, data_.key()), data_.ledger_entries());
    EXPECT_EQ(db.number("SELECT count(*) FROM entitlements"), 1);
    auto cases = office::open_cases_db(dir, Access::write);
    EXPECT_EQ(cases.number("SELECT count(*) FROM cases"), 1);
    const auto page = fs::path("scans") / "00112233445566778899aabbccddeeff.sealed";
    EXPECT_EQ(read(dir / page), read(data_dir() / page));
    for (const auto& entry : fs::recursive_directory_iterator(copy())) {
        const auto others = fs::perms::group_all | fs::perms::others_all;
        EXPECT_EQ(entry.status().permissions() & others, fs::perms::none) << entry.path();
        EXPECT_FALSE(entry.path().filename() == "store.key");
    }
}

TEST_F(Backup, IsOfOneMomentWhileOthersWrite) {
    std::atomic<bool> enough = false;
    std::atomic<int> written = 0;
    std::thread writing([&] {
        auto db = office::open_office_db(data_dir(), Access::write);
        while (!enough) {
            office::store::Transaction transaction(db);
            office::append_to_ledger(db, data_.key(), now(), {LedgerKind::refusal, {}});
            transaction.commit();
            ++written;
        }
    });
    while (written < 20) std::this_thread::yield();
    for (int i = 0; i < 3; ++i) {
        const auto to = elsewhere_.path() / ("copy-" + std::to_string(i));
        const auto made = office::backup::make(data_dir(), to, now());
        EXPECT_TRUE(made);
        auto db = office::open_office_db(to, Access::read);
        const auto entries = office::verify_ledger(db, data_.key());
        EXPECT_TRUE(entries && made && *entries == made->ledger.seq);
    }
    enough = true;
    writing.join();
}

TEST_F(Backup, AnAlteredFileIsFoundAndNotPutBack) {
    ASSERT_TRUE(office::backup::make(data_dir(), copy(), now()));
    for (const auto* name : {"office.db", "cases.db", "scans/00112233445566778899aabbccddeeff.sealed"}) {
        const auto good = read(copy() / name);
        auto bad = good;
        bad[bad.size() / 2] ^= 1;
        write(copy() / name, bad);
        EXPECT_EQ(why(office::backup::check(copy())), BackupError::damaged);
        const auto dir = fresh();
        EXPECT_EQ(why(office::backup::restore(copy(), dir)), BackupError::damaged);
        EXPECT_FALSE(fs::exists(dir / "office.db"));
        fs::remove(copy() / name);
        EXPECT_EQ(why(office::backup::check(copy())), BackupError::damaged);
        write(copy() / name, good);
    }
    EXPECT_TRUE(office::backup::check(copy()));
}

TEST_F(Backup, AListThatLeadsOutOfTheFolderIsNoBackup) {
    ASSERT_TRUE(office::backup::make(data_dir(), copy(), now()));
    const auto list = copy() / "manifest.json";
    const auto good = read(list);
    for (const auto* name :
         {"scans/../../x", "/etc/passwd", "keys/store.key", "scans/", "scans/.x", "office.db/x"}) {
        auto bad = good;
        bad.replace(bad.find("cases.db"), 8, name);
        write(list, bad);
        EXPECT_EQ(why(office::backup::check(copy())), BackupError::no_backup) << name;
    }
    for (const auto* text : {"", "{", "[]", "{\"backup\":1}", "{\"backup\":2,\"at\":1}"}) {
        write(list, text);
        EXPECT_EQ(why(office::backup::check(copy())), BackupError::no_backup) << text;
    }
}

TEST_F(Backup, NothingIsOverwrittenAndKeysComeFirst) {
    ASSERT_TRUE(office::backup::make(data_dir(), copy(), now()));
    EXPECT_EQ(why(office::backup::make(data_dir(), copy(), now())), BackupError::there_already);
    EXPECT_EQ(why(office::backup::restore(copy(), data_dir())), BackupError::there_already);
    const auto empty = elsewhere_.path() / "empty";
    fs::create_directory(empty);
    EXPECT_EQ(why(office::backup::restore(copy(), empty)), BackupError::no_keys);
    EXPECT_TRUE(fs::is_empty(empty));
}

TEST_F(Backup, TheProgramCopiesChecksAndPutsBack) {
    const OfficeProcess office(data_, CASE_OFFICE);
    ASSERT_EQ(office.command({"backup", "--to", copy().string()}), 0);
    EXPECT_EQ(office.command({"backup", "--to", copy().string()}), 2);
    EXPECT_EQ(office.command({"backup", "--check", copy().string()}), 0);
    EXPECT_EQ(office.command({"restore", "--from", copy().string()}), 2) << "the office's own data is there";
    fs::resize_file(copy() / "office.db", fs::file_size(copy() / "office.db") - 1);
    EXPECT_EQ(office.command({"backup", "--check", copy().string()}), 2);
}

}  // namespace
}  // namespace lobby::test
