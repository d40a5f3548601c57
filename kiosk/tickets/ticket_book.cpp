#include "kiosk/tickets/ticket_book.hpp"

#include <algorithm>
#include <span>

#include <sodium.h>

namespace lobby::kiosk::tickets {

namespace {

constexpr size_t key_bytes = crypto_generichash_KEYBYTES;
// A year and a bit: a kiosk whose clock was wrong comes back to days that it had.
constexpr std::chrono::days counts_kept{400};

using CardKey = std::array<uint8_t, key_bytes>;

int64_t number_of(Date day) {
    return day.time_since_epoch().count();
}

Date day_of(int64_t number) {
    return Date(std::chrono::days(number));
}

std::string letter(char c) {
    return std::string(1, c);
}

constexpr const char* columns =
    "SELECT id, entry, day, prefix, series, count, service, precedence, token, taken_at, paper, prints, "
    "given_back, appointment FROM ticket ";

char letter_of(const SQLite::Column& column) {
    const std::string text = column.getString();
    return text.empty() ? 'A' : text[0];
}

BookedTicket read(SQLite::Statement& row) {
    BookedTicket t;
    t.id = static_cast<uint64_t>(row.getColumn(0).getInt64());
    t.entry = static_cast<uint64_t>(row.getColumn(1).getInt64());
    t.day = day_of(row.getColumn(2).getInt64());
    t.number = {letter_of(row.getColumn(3)), letter_of(row.getColumn(4)), row.getColumn(5).getUInt()};
    t.service = row.getColumn(6).getString();
    t.precedence = api::from_number<api::Precedence>(row.getColumn(7).getUInt()).value_or(api::Precedence{});
    t.token = row.getColumn(8).getString();
    t.taken_at = WallTime(std::chrono::milliseconds(row.getColumn(9).getInt64()));
    t.paper = static_cast<BookedPaper>(std::min(row.getColumn(10).getUInt(), 3U));
    t.prints = row.getColumn(11).getUInt();
    t.given_back = row.getColumn(12).getInt() != 0;
    if (const auto begins = row.getColumn(13); !begins.isNull())
        t.appointment = WallTime(std::chrono::milliseconds(begins.getInt64()));
    return t;
}

std::vector<BookedTicket> read_all(SQLite::Statement& query) {
    std::vector<BookedTicket> found;
    while (query.executeStep()) found.push_back(read(query));
    return found;
}

void bind_id(SQLite::Statement& query, int place, uint64_t id) {
    query.bind(place, static_cast<int64_t>(id));
}

}  // namespace

std::optional<Date> TicketBook::day() const {
    SQLite::Statement query(db_, "SELECT day FROM ticket_day");
    if (!query.executeStep()) return std::nullopt;
    return day_of(query.getColumn(0).getInt64());
}

void TicketBook::begin_day(Date day) {
    CardKey key{};
    randombytes_buf(key.data(), key.size());
    SQLite::Statement replace(db_, "REPLACE INTO ticket_day (only, day, card_key) VALUES (0, ?, ?)");
    replace.bind(1, number_of(day));
    replace.bind(2, key.data(), static_cast<int>(key.size()));
    replace.exec();
    sodium_memzero(key.data(), key.size());
    SQLite::Statement forget(db_, "DELETE FROM ticket WHERE day <> ?");
    forget.bind(1, number_of(day));
    forget.exec();
    SQLite::Statement old(db_, "DELETE FROM ticket_count WHERE day < ?");
    old.bind(1, number_of(day - counts_kept));
    old.exec();
    SQLite::Statement floors(db_, "DELETE FROM ticket_floor WHERE day < ?");
    floors.bind(1, number_of(day - counts_kept));
    floors.exec();
}

std::optional<uint32_t> TicketBook::next_count(Date day, char series, uint32_t at_least_used) const {
    // The tickets themselves are asked too: a bit of a count may flip on a disk, and no number comes twice.
    SQLite::Statement query(
        db_,
        "SELECT max((SELECT ifnull(max(used), 0) FROM ticket_count WHERE day = ?1 AND series = ?2), "
        "(SELECT ifnull(max(used), 0) FROM ticket_floor WHERE day = ?1), "
        "(SELECT ifnull(max(count), 0) FROM ticket WHERE day = ?1 AND series = ?2))");
    query.bind(1, number_of(day));
    query.bind(2, letter(series));
    const uint32_t used = query.executeStep() ? query.getColumn(0).getUInt() : 0;
    const uint32_t last = std::max(used, at_least_used);
    if (last >= api::max_count) return std::nullopt;
    return last + 1;
}

uint64_t TicketBook::add(const BookedTicket& t, const std::optional<CardTag>& card) {
    SQLite::Statement count(db_,
                            "INSERT INTO ticket_count (day, series, used) VALUES (?1, ?2, ?3) "
                            "ON CONFLICT (day, series) DO UPDATE SET used = max(used, ?3)");
    count.bind(1, number_of(t.day));
    count.bind(2, letter(t.number.series));
    count.bind(3, t.number.count);
    count.exec();
    SQLite::Statement insert(
        db_,
        "INSERT INTO ticket (entry, day, prefix, series, count, service, precedence, token, taken_at, paper, "
        "prints, given_back, card_tag, appointment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)");
    bind_id(insert, 1, t.entry);
    insert.bind(2, number_of(t.day));
    insert.bind(3, letter(t.number.prefix));
    insert.bind(4, letter(t.number.series));
    insert.bind(5, t.number.count);
    insert.bind(6, t.service);
    insert.bind(7, static_cast<uint32_t>(t.precedence));
    insert.bind(8, t.token);
    insert.bind(9, static_cast<int64_t>(t.taken_at.time_since_epoch().count()));
    insert.bind(10, static_cast<uint32_t>(t.paper));
    insert.bind(11, t.prints);
    if (card) insert.bind(12, card->data(), static_cast<int>(card->size()));
    if (t.appointment) insert.bind(13, static_cast<int64_t>(t.appointment->time_since_epoch().count()));
    insert.exec();
    return static_cast<uint64_t>(db_.getLastInsertRowid());
}

std::optional<BookedTicket> TicketBook::find(uint64_t id) const {
    SQLite::Statement query(db_, std::string(columns) + "WHERE id = ?");
    bind_id(query, 1, id);
    if (!query.executeStep()) return std::nullopt;
    return read(query);
}

std::optional<BookedTicket> TicketBook::find(const api::TicketNumber& number) const {
    SQLite::Statement query(db_, std::string(columns) +
                                     "WHERE day = (SELECT day FROM ticket_day) AND prefix = ? AND series = ? "
                                     "AND count = ?");
    query.bind(1, letter(number.prefix));
    query.bind(2, letter(number.series));
    query.bind(3, number.count);
    if (!query.executeStep()) return std::nullopt;
    return read(query);
}

std::vector<BookedTicket> TicketBook::of_card(const CardTag& card) const {
    SQLite::Statement query(db_, std::string(columns) + "WHERE card_tag = ? ORDER BY id DESC");
    query.bind(1, card.data(), static_cast<int>(card.size()));
    return read_all(query);
}

std::vector<BookedTicket> TicketBook::printing() const {
    SQLite::Statement query(db_, std::string(columns) + "WHERE paper = ? ORDER BY id");
    query.bind(1, static_cast<uint32_t>(BookedPaper::printing));
    return read_all(query);
}

OwnNumbers TicketBook::numbers_of(Date day, char series, uint32_t heard) const {
    OwnNumbers own;
    own.day = day;
    SQLite::Statement query(
        db_,
        "SELECT service, count(*), sum(count > ?1), sum(count > ?1 AND given_back = 0) FROM ticket "
        "WHERE day = ?2 AND series = ?3 GROUP BY service");
    query.bind(1, heard);
    query.bind(2, number_of(day));
    query.bind(3, letter(series));
    while (query.executeStep())
        own.services[query.getColumn(0).getString()] = {
            query.getColumn(1).getUInt(), query.getColumn(2).getUInt(), query.getColumn(3).getUInt()};
    return own;
}

void TicketBook::set_paper(uint64_t id, BookedPaper paper) {
    SQLite::Statement update(db_, "UPDATE ticket SET paper = ? WHERE id = ?");
    update.bind(1, static_cast<uint32_t>(paper));
    bind_id(update, 2, id);
    update.exec();
}

void TicketBook::note_print(uint64_t id) {
    SQLite::Statement update(db_, "UPDATE ticket SET prints = prints + 1 WHERE id = ?");
    bind_id(update, 1, id);
    update.exec();
}

void TicketBook::set_given_back(uint64_t id) {
    SQLite::Statement update(db_, "UPDATE ticket SET given_back = 1 WHERE id = ?");
    bind_id(update, 1, id);
    update.exec();
}

std::optional<CardTag> TicketBook::tag_of(const IdentityNumber& card) const {
    SQLite::Statement query(db_, "SELECT card_key FROM ticket_day");
    if (!query.executeStep()) return std::nullopt;
    const auto column = query.getColumn(0);
    const auto* key = static_cast<const uint8_t*>(column.getBlob());
    const auto text = card.reveal();
    CardTag tag{};
    if (key == nullptr || column.getBytes() != static_cast<int>(key_bytes) ||
        crypto_generichash(tag.data(), tag.size(), reinterpret_cast<const uint8_t*>(text.data()), text.size(),
                           key, key_bytes) != 0)
        return std::nullopt;
    return tag;
}

}  // namespace lobby::kiosk::tickets
