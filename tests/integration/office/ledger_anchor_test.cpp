// The ledger taken along, and its daily anchors: what was changed or cut off since is found by whoever has an
// anchor, also when all of the office's own keys were used to cover it up.
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "office/ledger/anchor_keeper.hpp"
#include "office/ledger/ledger_export.hpp"
#include "office/store/databases.hpp"
#include "tests/support/office_data.hpp"
#include "tests/support/office_process.hpp"

namespace lobby::test {
namespace {

namespace fs = std::filesystem;
using office::Access;
using office::AnchorBreak;
using office::AnchorError;
using office::AnchorKey;
using office::ExportBreak;
using office::LedgerKind;
using Looked = office::AnchorKeeper::Looked;

// Noon at the office.
constexpr WallTime some_noon =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 24) + std::chrono::hours(4);

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

class Anchors : public testing::Test {
protected:
    void append(int n) {
        for (int i = 0; i < n; ++i) {
            office::store::Transaction transaction(db);
            office::append_to_ledger(db, data.key(), now(), {LedgerKind::refusal, {{"n", i}}});
            transaction.commit();
        }
    }
    office::AnchorKeeper keeper(const fs::path& copies = {}) {
        return {data.config().data_dir, copies, db, data.key(), clock, log};
    }
    [[nodiscard]] fs::path dir() const { return office::anchors_dir(data.config().data_dir); }
    [[nodiscard]] office::AnchorPublicKey public_key() const {
        return AnchorKey::load_or_make(data.config().data_dir).public_key();
    }
    office::AnchorCheck check(const fs::path& of) { return office::check_anchors(db, of, public_key()); }
    // As somebody would who has the machine, its databases and the store key.
    void rewrite_from(int64_t seq) {
        const auto last = db.number("SELECT max(seq) FROM ledger");
        office::store::Transaction transaction(db);
        const auto before = office::ledger_hash_of(db, seq - 1);
        db.exec("DELETE FROM ledger WHERE seq >= " + std::to_string(seq));
        ASSERT_TRUE(before);
        ASSERT_TRUE(move_head(seq - 1, *before));
        for (auto i = seq; i <= last; ++i)
            office::append_to_ledger(db, data.key(), now(), {LedgerKind::refusal, {{"other", i}}});
        transaction.commit();
    }
    bool move_head(int64_t seq, const office::Digest32& hash) {
        std::array<uint8_t, 40> message{};
        for (size_t i = 0; i < 8; ++i)
            message[i] = static_cast<uint8_t>(static_cast<uint64_t>(seq) >> (8 * i));
        std::ranges::copy(hash, message.begin() + 8);
        office::store::Statement move(db, "UPDATE ledger_head SET seq = ?, hash = ?, mac = ? WHERE id = 1");
        move.bind(1, seq);
        move.bind(2, hash);
        move.bind(3, data.key().mac("ledger head", message));
        return move.exec() == 1;
    }
    std::string exported(office::LedgerRange range = {}) {
        std::string text;
        office::export_ledger(db, range, [&](std::string_view line) { text += line; });
        return text;
    }
    static auto checked(const std::string& text, std::optional<int64_t> ask = {}) {
        std::istringstream in(text);
        return office::check_export(in, ask);
    }

    OfficeData data;
    TempDir elsewhere;
    ManualClock clock{some_noon};
    Log log = Log::discard(clock);
    office::store::Database db = office::open_office_db(data.config().data_dir, Access::write);
};

TEST_F(Anchors, ThereIsOneADay) {
    auto keeper = this->keeper();
    EXPECT_EQ(keeper.look(), Looked::nothing);
    append(3);
    EXPECT_EQ(keeper.look(), Looked::written);
    append(2);
    EXPECT_EQ(keeper.look(), Looked::there);
    clock.advance(std::chrono::hours(12));  // midnight at the office
    EXPECT_EQ(keeper.look(), Looked::written);
    EXPECT_TRUE(fs::exists(dir() / "2026-11-25.json"));
    const auto first = office::read_anchor(text_of(dir() / "2026-11-24.json"), public_key());
    ASSERT_TRUE(first);
    EXPECT_EQ(first->end.seq, 3);
    EXPECT_EQ(first->end.hash, office::ledger_hash_of(db, 3));
    EXPECT_EQ(first->at, some_noon);
    EXPECT_EQ(check(dir()).good, 2U);
}

TEST_F(Anchors, AreCopiedElsewhereAsSoonAsThatIsThere) {
    const auto copies = elsewhere.path() / "mounted later";
    append(1);
    auto keeper = this->keeper(copies);
    EXPECT_EQ(keeper.look(), Looked::failed);
    EXPECT_TRUE(fs::exists(dir() / "2026-11-24.json")) << "the office has it all the same";
    fs::create_directory(copies);
    EXPECT_EQ(keeper.look(), Looked::there);
    EXPECT_EQ(text_of(copies / "2026-11-24.json"), text_of(dir() / "2026-11-24.json"));
}

TEST_F(Anchors, ALedgerRewrittenWithAllKeysOfTheOfficeIsFound) {
    append(5);
    ASSERT_EQ(keeper(elsewhere.path()).look(), Looked::written);
    append(1);
    ASSERT_NO_FATAL_FAILURE(rewrite_from(3));
    ASSERT_TRUE(office::verify_ledger(db, data.key())) << "the chain itself tells nothing";
    const auto found = check(elsewhere.path());
    ASSERT_EQ(found.breaks.size(), 1U);
    EXPECT_EQ(found.breaks[0].what, AnchorBreak::What::altered);
    EXPECT_EQ(found.breaks[0].file, "2026-11-24.json");
    clock.advance(std::chrono::days(1));
    EXPECT_EQ(keeper().look(), Looked::broken) << "it gets no fresh signature";
    EXPECT_FALSE(fs::exists(dir() / "2026-11-25.json"));
}

TEST_F(Anchors, ALedgerCutOffIsFound) {
    append(5);
    ASSERT_EQ(keeper(elsewhere.path()).look(), Looked::written);
    const auto hash = office::ledger_hash_of(db, 4);
    ASSERT_TRUE(hash);
    db.exec("DELETE FROM ledger WHERE seq = 5");
    ASSERT_TRUE(move_head(4, *hash));
    ASSERT_TRUE(office::verify_ledger(db, data.key()));
    const auto found = check(elsewhere.path());
    ASSERT_EQ(found.breaks.size(), 1U);
    EXPECT_EQ(found.breaks[0].what, AnchorBreak::What::cut_off);
}

TEST_F(Anchors, AHeadThatIsNotOursIsNotAnchored) {
    append(2);
    db.exec("UPDATE ledger_head SET mac = zeroblob(32)");
    EXPECT_EQ(keeper().look(), Looked::broken);
    EXPECT_TRUE(fs::is_empty(dir()));
}

TEST_F(Anchors, WhatIsAlteredInAnAnchorOrSignedByAnotherIsFound) {
    append(2);
    ASSERT_EQ(keeper().look(), Looked::written);
    const auto file = dir() / "2026-11-24.json";
    const std::string good = text_of(file);
    ASSERT_TRUE(office::read_anchor(good, public_key()));
    const auto ours = public_key();
    for (size_t i = 0; i < good.size(); ++i) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 1);
        const auto read = office::read_anchor(bad, ours);
        // The key that it names is for people; nobody believes it.
        const auto key_at = good.find("\"public_key\":\"");
        const bool named = i > key_at && i < key_at + 14 + 64;
        EXPECT_TRUE(named || !read || read->end.hash == office::ledger_hash_of(db, 2)) << i;
        if (!named && i < good.size() - 1) {
            EXPECT_FALSE(read) << i << ": " << bad;
        }
    }
    const OfficeData other;
    const auto read =
        office::read_anchor(good, AnchorKey::load_or_make(other.config().data_dir).public_key());
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error(), AnchorError::not_signed);
    for (const auto* text : {"", "{", "[]", "{\"anchor\":1}", "null"})
        EXPECT_FALSE(office::read_anchor(text, ours)) << text;
    EXPECT_FALSE(office::read_anchor(std::string(5000, ' ') + good, ours));
}

TEST_F(Anchors, AnExportChecksWithoutAnyKey) {
    append(6);
    const auto all = checked(exported(), 4);
    ASSERT_TRUE(all);
    EXPECT_EQ(all->first, 1);
    EXPECT_EQ(all->last, 6);
    EXPECT_EQ(all->hash, office::ledger_hash_of(db, 6));
    EXPECT_EQ(all->asked, office::ledger_hash_of(db, 4));
    const auto part = checked(exported({3, 5}), 6);
    ASSERT_TRUE(part);
    EXPECT_EQ(part->first, 3);
    EXPECT_EQ(part->last, 5);
    EXPECT_FALSE(part->asked);
}

TEST_F(Anchors, AnExportThatWasTamperedWithIsFoundWhereItWas) {
    append(4);
    const std::string good = exported();
    std::vector<std::string> lines;
    std::istringstream in(good);
    for (std::string line; std::getline(in, line);) lines.push_back(line + "\n");
    ASSERT_EQ(lines.size(), 4U);
    const auto what_of = [](const std::string& text) {
        const auto found = checked(text);
        EXPECT_FALSE(found);
        return found ? std::pair<size_t, ExportBreak::What>{}
                     : std::pair{found.error().line, found.error().what};
    };
    using What = ExportBreak::What;
    std::string altered = lines[1];
    altered.replace(altered.find("refusal"), 7, "refusaL");
    EXPECT_EQ(what_of(lines[0] + altered + lines[2]), (std::pair{size_t{2}, What::altered}));
    EXPECT_EQ(what_of(lines[0] + lines[2]), (std::pair{size_t{2}, What::missing}));
    EXPECT_EQ(what_of(lines[0] + lines[0]), (std::pair{size_t{2}, What::missing}));
    EXPECT_EQ(what_of(lines[0] + "{}\n"), (std::pair{size_t{2}, What::malformed}));
    EXPECT_EQ(what_of(""), (std::pair{size_t{1}, What::missing}));
    EXPECT_EQ(what_of(lines[0] + std::string((1u << 20) + 1, ' ')), (std::pair{size_t{2}, What::malformed}));
    // An entry that fits in itself, of a chain that begins anew.
    const OfficeData other;
    auto other_db = office::open_office_db(other.config().data_dir, Access::write);
    {
        office::store::Transaction transaction(other_db);
        for (int i = 0; i < 2; ++i)
            office::append_to_ledger(other_db, other.key(), now(), {LedgerKind::refusal, {{"n", -i - 1}}});
        transaction.commit();
    }
    std::string foreign;
    office::export_ledger(other_db, {2, 2}, [&](std::string_view line) { foreign += line; });
    EXPECT_EQ(what_of(lines[0] + foreign), (std::pair{size_t{2}, What::altered}));
}

TEST_F(Anchors, TheProgramExportsChecksAndVerifies) {
    append(3);
    const OfficeProcess office(data, CASE_OFFICE);
    const auto file = (elsewhere.path() / "ledger.ndjson").string();
    ASSERT_EQ(office.command({"ledger", "anchor"}), 0);
    ASSERT_EQ(office.command({"ledger", "export", "--out", file, "--by", "auditor"}), 0);
    EXPECT_EQ(office.command({"ledger", "export", "--out", file, "--by", "auditor"}), 2)
        << "nothing is overwritten";
    EXPECT_EQ(data.ledger_entries("ledger_exported"), 1);
    EXPECT_TRUE(checked(text_of(file)));
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    const auto anchor = fs::directory_iterator(dir())->path().string();
    const auto key = office::hex(public_key());
    EXPECT_EQ(office.command({"ledger", "check", file, "--anchor", anchor, "--key", key}), 0);
    EXPECT_EQ(office.command({"ledger", "check", file, "--anchor", anchor, "--key", std::string(64, '0')}),
              2);
    EXPECT_EQ(office.command({"verify"}), 0);
    fs::copy(dir(), elsewhere.path() / "kept");
    ASSERT_NO_FATAL_FAILURE(rewrite_from(2));
    EXPECT_EQ(office.command({"verify", "--anchors", (elsewhere.path() / "kept").string()}), 1);
    EXPECT_EQ(office.command({"verify"}), 1) << "its own copies tell it too";
    const auto again = (elsewhere.path() / "again.ndjson").string();
    ASSERT_EQ(office.command({"ledger", "export", "--out", again, "--by", "auditor"}), 0);
    EXPECT_EQ(office.command({"ledger", "check", again}), 0) << "in itself it is sound";
    EXPECT_EQ(office.command({"ledger", "check", again, "--anchor", anchor, "--key", key}), 1);
}

}  // namespace
}  // namespace lobby::test
