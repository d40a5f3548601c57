// How many numbers a second one kiosk can issue: the real ticket desk, each number with its journal entry and
// its row in the ticket book on disk before it is told, beside rows of the same size that SQLite alone
// commits one by one with the same durability. A JSON line on standard output.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "tests/integration/tickets/desk_rig.hpp"

using namespace lobby::kiosk::tickets::test;

namespace {

constexpr int rounds = 5;
constexpr int tickets_a_round = 200;
constexpr size_t entry_bytes = 80;  // about what the journal keeps of a ticket
constexpr size_t ticket_bytes = 120;

double a_second(const std::function<void()>& work) {
    const auto before = std::chrono::steady_clock::now();
    work();
    return tickets_a_round / std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

double median(std::vector<double> all) {
    std::ranges::sort(all);
    return all[all.size() / 2];
}

// Two rows a transaction, as a number is.
class BareSqlite {
public:
    explicit BareSqlite(const std::filesystem::path& dir)
        : db_((dir / "bare.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
        db_.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        db_.exec("CREATE TABLE entry (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT");
        db_.exec("CREATE TABLE ticket (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT");
    }
    void insert(int count) {
        SQLite::Statement entry(db_, "INSERT INTO entry (body) VALUES (zeroblob(?))");
        SQLite::Statement ticket(db_, "INSERT INTO ticket (body) VALUES (zeroblob(?))");
        for (int i = 0; i < count; ++i) {
            SQLite::Transaction transaction(db_, SQLite::TransactionBehavior::IMMEDIATE);
            put(entry, entry_bytes);
            put(ticket, ticket_bytes);
            transaction.commit();
        }
    }

private:
    static void put(SQLite::Statement& statement, size_t bytes) {
        statement.bind(1, static_cast<int64_t>(bytes));
        statement.exec();
        statement.reset();
    }
    SQLite::Database db_;
};

}  // namespace

// The folder given must be on the disk that is to be measured, and empty.
int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const std::filesystem::path dir = argv[1];
    std::filesystem::create_directories(dir / "kiosk");
    DeskRig rig({dir / "kiosk"});
    rig.feed_known();
    BareSqlite bare(dir);
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(a_second([&] {
            for (int i = 0; i < tickets_a_round; ++i) rig.issue();
        }));
        theirs.push_back(a_second([&] { bare.insert(tickets_a_round); }));
    }
    fmt::print("{{\"tickets_per_second\":{:.1f},\"bare_per_second\":{:.1f}}}\n", median(ours),
               median(theirs));
}
