// The kiosk's own tickets of the office day, in tables of kiosk.db: numbers used, papers, and by which card a
// number is found again.
//
// A card is known by a tag only: a keyed hash of its number under a random key of the day. The key is erased
// at the rollover together with the day's tickets, and then nothing here can tell which card took which
// number.
//
// Works inside of a transaction of the store, on its thread; throws SQLite::Exception, which the store turns
// into its error and undoes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/identity_number.hpp"
#include "kiosk/tickets/hall_reckoning.hpp"
#include "office/api/ticket_terms.hpp"

namespace lobby::kiosk::tickets {

using CardTag = std::array<uint8_t, 16>;

// What is known of a ticket's paper; numbered in the file.
enum class BookedPaper : uint8_t { none = 0, printing = 1, confirmed = 2, unconfirmed = 3 };

struct BookedTicket {
    uint64_t id = 0;     // never used twice; what the screens call the ticket by
    uint64_t entry = 0;  // id in the journal
    Date day;
    api::TicketNumber number;
    std::string service;
    api::Precedence precedence{};
    std::string token;
    WallTime taken_at{};
    BookedPaper paper{};
    uint32_t prints = 0;  // documents handed to the printer
    bool given_back = false;
    std::optional<WallTime> appointment{};  // begins
};

class TicketBook {
public:
    explicit TicketBook(SQLite::Database& db) : db_(db) {}

    // The newest day; nothing in a new file.
    [[nodiscard]] std::optional<Date> day() const;
    // Forgets the tickets of all other days and who took them. The counts of days stay.
    void begin_day(Date day);

    // Nothing when the series is used up. `at_least_used`: the office knows of numbers up to there.
    [[nodiscard]] std::optional<uint32_t> next_count(Date day, char series, uint32_t at_least_used) const;
    // Marks the number's count as used for ever.
    uint64_t add(const BookedTicket& ticket, const std::optional<CardTag>& card);

    [[nodiscard]] std::optional<BookedTicket> find(uint64_t id) const;
    [[nodiscard]] std::optional<BookedTicket> find(const api::TicketNumber& number) const;  // of the day
    [[nodiscard]] std::vector<BookedTicket> of_card(const CardTag& card) const;             // newest first
    [[nodiscard]] std::vector<BookedTicket> printing() const;
    // `heard`: the highest count of the series that the office knows.
    [[nodiscard]] OwnNumbers numbers_of(Date day, char series, uint32_t heard) const;

    void set_paper(uint64_t id, BookedPaper paper);
    void note_print(uint64_t id);  // one more document is about to be handed to the printer
    void set_given_back(uint64_t id);

    // By the key of the day, which there is once a day has begun.
    [[nodiscard]] std::optional<CardTag> tag_of(const IdentityNumber& card) const;

private:
    SQLite::Database& db_;
};

}  // namespace lobby::kiosk::tickets
