#include "kiosk/store/salvage.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <string>

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/civil_date.hpp"
#include "kiosk/store/journal_frame.hpp"
#include "kiosk/store/journal_state.hpp"
#include "kiosk/store/wal_check.hpp"
#include "office/api/codec.hpp"

namespace lobby::kiosk {

namespace {

namespace fs = std::filesystem;

constexpr uint64_t most_scanned_bytes = uint64_t{512} << 20;
constexpr uint64_t most_lost = 10'000;  // more cannot have been: the state is wrong
constexpr uint64_t unsure_entries =
    64;  // that may have stood behind the last one, where nothing tells: a page full
constexpr uint32_t unsure_counts = 64;    // the same, of tickets
constexpr uint32_t unknown_counts = 200;  // where nothing tells how many there were today

struct Found {
    std::optional<JournalState> state;
    std::map<uint64_t, std::map<api::JournalId, api::JournalEntry>> entries;  // by id

    void add(JournalFrame frame) {
        const uint64_t id = frame.entry.number;
        entries[id].insert_or_assign(frame.journal, std::move(frame.entry));
    }
    // Whose entries are the newest.
    [[nodiscard]] std::optional<api::JournalId> journal() const {
        if (state) return state->journal;
        std::map<api::JournalId, size_t> count;
        for (const auto& [id, all] : entries)
            for (const auto& [journal, entry] : all) ++count[journal];
        const auto most = std::ranges::max_element(count, {}, [](const auto& c) { return c.second; });
        return most == count.end() ? std::nullopt : std::optional(most->first);
    }
};

void scan(const fs::path& file, Found& found) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error || size > most_scanned_bytes) return;
    std::vector<uint8_t> bytes(size);
    std::ifstream in(file, std::ios::binary);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<size_t>(in.gcount()));
    find_frames(bytes, [&](JournalFrame frame) { found.add(std::move(frame)); });
}

// Whatever a damaged table gives: rows from its beginning to the first that cannot be read, and from its end.
template <class Each>
bool read_rows(SQLite::Database& db, const std::string& columns, const std::string& table,
               const std::string& order, const Each& each) {
    bool whole = false;
    for (const char* direction : {"", " DESC"}) {
        try {
            SQLite::Statement query(
                db, fmt::format("SELECT {} FROM {} ORDER BY {}{}", columns, table, order, direction));
            while (query.executeStep()) each(query);
            whole = true;
            break;
        } catch (const SQLite::Exception&) {  // the rest is damaged
        }
    }
    return whole;
}

void read_journal(SQLite::Database& db, Found& found) {
    try {
        auto stored = read_journal_state(db);
        if (stored && stored->sound) found.state = std::move(stored->state);
    } catch (const SQLite::Exception&) {  // its page is damaged
    }
    const auto take = [&](SQLite::Statement& row) {
        const auto body = row.getColumn(0);
        const auto* bytes = static_cast<const uint8_t*>(body.getBlob());
        if (auto frame = decode_frame({bytes, static_cast<size_t>(body.getBytes())}))
            found.add(std::move(*frame));
    };
    if (read_rows(db, "body", "journal", "id", take) || !found.state) return;
    // One by one, around what cannot be read.
    for (uint64_t id = found.state->through + 1; id <= found.state->last; ++id)
        read_rows(db, "body", "journal WHERE id = " + std::to_string(id), "id", take);
}

void bind_as(SQLite::Statement& put, int place, const SQLite::Column& value) {
    if (value.isNull())
        put.bind(place);
    else if (value.isInteger())
        put.bind(place, value.getInt64());
    else if (value.isText())
        put.bind(place, value.getString());
    else
        put.bind(place, value.getBlob(), value.getBytes());
}

// Rows of the other tables, as far as the new file takes them.
bool copy_table(SQLite::Database& from, SQLite::Database& to, const std::string& table,
                const std::string& order) {
    std::optional<SQLite::Statement> put;
    return read_rows(from, "*", table, order, [&](SQLite::Statement& row) {
        const int columns = row.getColumnCount();
        if (!put) {
            std::string places = "?";
            for (int i = 1; i < columns; ++i) places += ", ?";
            put.emplace(to, "INSERT OR IGNORE INTO " + table + " VALUES (" + places + ")");
        }
        try {
            for (int i = 0; i < columns; ++i) bind_as(*put, i + 1, row.getColumn(i));
            put->exec();
        } catch (const SQLite::Exception& e) {
            if ((e.getErrorCode() & 0xFF) != SQLITE_CONSTRAINT &&
                (e.getErrorCode() & 0xFF) != SQLITE_MISMATCH)
                throw;
        }
        put->tryReset();
    });
}

// A copy that SQLite may roll forward; the damaged file is kept as it is.
class Copy {
public:
    Copy(const fs::path& damaged, fs::path dir) : dir_(std::move(dir)) {
        std::error_code error;
        fs::remove_all(dir_, error);
        if (!fs::create_directories(dir_, error)) return;
        fs::permissions(dir_, fs::perms::owner_all, error);
        const auto file = dir_ / "kiosk.db";
        fs::copy_file(damaged, file, error);
        if (error) return;
        fs::copy_file(damaged.string() + "-wal", file.string() + "-wal", error);
        try {
            auto db = std::make_unique<SQLite::Database>(file.string(),
                                                         SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
            db->exec("PRAGMA locking_mode = EXCLUSIVE");
            db->exec("PRAGMA trusted_schema = OFF");
            db->exec("PRAGMA writable_schema = ON");  // reads a file that was cut off, as far as it goes
            db_ = std::move(db);
        } catch (const SQLite::Exception&) {  // it is no database any more
        }
    }
    ~Copy() {
        db_.reset();
        std::error_code error;
        fs::remove_all(dir_, error);
    }
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;
    [[nodiscard]] SQLite::Database* db() const { return db_.get(); }

private:
    fs::path dir_;
    std::unique_ptr<SQLite::Database> db_;
};

struct Journal {
    JournalState state;
    std::vector<api::JournalEntry> entries;  // by id, without those that are not known
};

// Under its name and its numbers; nothing: there is none to be seen.
std::optional<Journal> journal_of(Found& found, bool log_damaged) {
    const auto name = found.journal();
    if (!name) return std::nullopt;
    Journal out;
    out.state.journal = *name;
    for (auto& [id, all] : found.entries)
        if (const auto own = all.find(*name); own != all.end()) out.entries.push_back(std::move(own->second));
    const uint64_t newest = out.entries.empty() ? 0 : out.entries.back().number;
    if (found.state && found.state->last - found.state->through <= most_lost) {
        out.state = *found.state;
        out.state.last = std::max(found.state->last, newest) + (log_damaged ? unsure_entries : 0);
    } else {
        out.state.last = newest + unsure_entries;  // the office says how far it is
    }
    return out;
}

// What the ticket book still knows of entries that are lost: the visitor holds that number.
std::map<uint64_t, api::JournalEntry> booked(SQLite::Database& db) {
    std::map<uint64_t, api::JournalEntry> out;
    SQLite::Statement row(
        db,
        "SELECT entry, taken_at, service, count, precedence, token, card_tag IS NOT NULL, day FROM "
        "ticket");
    while (row.executeStep()) {
        api::TicketTaken taken;
        taken.service = row.getColumn(2).getString();
        taken.count = row.getColumn(3).getUInt();
        taken.precedence = static_cast<api::Precedence>(row.getColumn(4).getInt());
        taken.token = row.getColumn(5).getString();
        taken.by_card = row.getColumn(6).getInt() != 0;
        taken.day = Date(std::chrono::days(row.getColumn(7).getInt64()));
        api::JournalEntry entry{static_cast<uint64_t>(row.getColumn(0).getInt64()),
                                from_ms(row.getColumn(1).getInt64()), std::move(taken)};
        // A row may be damaged too.
        if (api::decode_journal_entry(api::encode(entry))) out.emplace(entry.number, std::move(entry));
    }
    return out;
}

void write_entry(SQLite::Statement& put, const api::JournalId& journal, const api::JournalEntry& entry) {
    const auto bytes = encode_frame({journal, entry});
    put.reset();
    put.bind(1, static_cast<int64_t>(entry.number));
    put.bind(2, ms(entry.at));
    put.bind(3, bytes.data(), static_cast<int>(bytes.size()));
    put.exec();
}

Salvaged write_journal(SQLite::Database& fresh, const Journal& journal, WallTime now) {
    Salvaged out;
    out.same_journal = true;
    write_journal_state(fresh, journal.state);
    SQLite::Statement put(fresh, "INSERT INTO journal (id, at, body) VALUES (?, ?, ?)");
    const auto tickets = booked(fresh);
    uint64_t next = journal.state.through + 1;
    const auto lost_until = [&](uint64_t id) {
        for (; next < id; ++next) {
            const auto ticket = tickets.find(next);
            const bool known = ticket != tickets.end();
            write_entry(put, journal.state.journal,
                        known ? ticket->second : api::JournalEntry{next, now, api::EntryLost{}});
            ++(known ? out.entries : out.lost);
        }
    };
    for (const auto& entry : journal.entries) {
        if (entry.number >= next && entry.number - next <= most_lost) lost_until(entry.number);
        next = std::max(next, entry.number + 1);
        write_entry(put, journal.state.journal, entry);
        ++out.entries;
    }
    lost_until(journal.state.last + 1);
    return out;
}

// No number comes twice.
void raise_counts(SQLite::Database& fresh, const std::vector<api::JournalEntry>& entries, size_t lost,
                  bool counts_whole, WallTime now) {
    std::map<Date, uint32_t> used;
    for (const auto& entry : entries)
        if (const auto* taken = std::get_if<api::TicketTaken>(&entry.body))
            used[taken->day] = std::max(used[taken->day], taken->count);
    const Date today = office_date(now);
    const bool seen = used.contains(today);
    auto& of_today = used[today];
    const auto more = static_cast<uint32_t>(std::min<size_t>(lost, api::max_count));
    of_today += counts_whole ? more : std::max(more, seen ? unsure_counts : unknown_counts);
    SQLite::Statement put(
        fresh,
        "INSERT INTO ticket_floor (day, used) VALUES (?1, ?2) ON CONFLICT (day) DO UPDATE SET "
        "used = max(used, ?2)");
    for (const auto& [day, count] : used) {
        put.reset();
        put.bind(1, static_cast<int64_t>(day.time_since_epoch().count()));
        put.bind(2, std::min(count, api::max_count));
        put.exec();
    }
}

}  // namespace

Salvaged salvage(SQLite::Database& fresh, const fs::path& damaged, const fs::path& scratch, WallTime now) {
    Found found;
    scan(damaged, found);
    scan(damaged.string() + "-wal", found);
    const bool log_damaged = is_wal_damaged(damaged.string() + "-wal");
    const Copy copy(damaged, scratch);
    if (copy.db()) read_journal(*copy.db(), found);

    SQLite::Transaction transaction(fresh, SQLite::TransactionBehavior::EXCLUSIVE);
    bool counts_whole = false;
    if (copy.db()) {
        auto& from = *copy.db();
        counts_whole = copy_table(from, fresh, "ticket_count", "day, series") && !log_damaged;
        copy_table(from, fresh, "ticket_day", "only");
        copy_table(from, fresh, "ticket", "id");
        copy_table(from, fresh, "hall", "one");
        copy_table(from, fresh, "scan_key", "one");
        copy_table(from, fresh, "scan_draft", "person");
        copy_table(from, fresh, "scan_page", "seq");
        copy_table(from, fresh, "ticket_floor", "day");
    }
    Salvaged out;
    auto journal = journal_of(found, log_damaged);
    if (journal) out = write_journal(fresh, *journal, now);
    raise_counts(fresh, journal ? journal->entries : std::vector<api::JournalEntry>{}, out.lost, counts_whole,
                 now);
    transaction.commit();
    return out;
}

}  // namespace lobby::kiosk
