#include "office/file_review/review_store.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "office/ledger/ledger.hpp"

namespace lobby::office::file_review {

namespace {

constexpr const char* columns =
    "SELECT b.appointment_id, b.registration_id, b.identity_index, b.acceptance_number, b.room, b.from_ms, "
    "b.until_ms, b.cancelled, a.used_by IS NOT NULL FROM review_bookings b JOIN appointments a ON a.id = "
    "b.appointment_id ";

WallTime time_of(const store::Column& column) {
    return WallTime(std::chrono::milliseconds(column.int64()));
}

template <class Bytes>
void bind_bytes(store::Statement& query, int place, const Bytes& bytes) {
    query.bind(place, bytes);
}

template <class Bytes>
void read_bytes(const store::Column& column, Bytes& into) {
    std::memcpy(into.data(), column.bytes().data(), std::min(into.size(), column.size()));
}

Booked read(const store::Statement& row) {
    Booked b;
    b.id = row.column(0).text();
    read_bytes(row.column(1), b.registration);
    read_bytes(row.column(2), b.person.bytes);
    b.acceptance_number = row.column(3).text();
    b.slot = {row.column(4).text(), time_of(row.column(5)), time_of(row.column(6))};
    b.cancelled = row.column(7).int32() != 0;
    b.used = row.column(8).int32() != 0;
    return b;
}

std::vector<Booked> read_all(store::Statement& query) {
    std::vector<Booked> found;
    while (query.step()) found.push_back(read(query));
    return found;
}

struct Span {
    WallTime from{};
    WallTime until{};
};
bool overlap(const Slot& slot, const Span& other) {
    return slot.from < other.until && slot.until > other.from;
}

struct TakenRoom {
    std::string room;
    Span time;
};
// Rooms that are taken between two times.
std::vector<TakenRoom> rooms_taken(store::Database& db, const Span& span, const std::string& but) {
    store::Statement query(db,
                           "SELECT room, from_ms, until_ms FROM review_bookings WHERE cancelled = 0 AND "
                           "from_ms < ? AND until_ms > ? AND appointment_id <> ?");
    query.bind(1, ms(span.until));
    query.bind(2, ms(span.from));
    query.bind(3, but);
    std::vector<TakenRoom> out;
    while (query.step())
        out.push_back({query.column(0).text(), {time_of(query.column(1)), time_of(query.column(2))}});
    return out;
}

// Times at which the lawyer is expected elsewhere, or for another case.
std::vector<Span> times_taken(store::Database& db, const Span& span, const IdentityIndex& person,
                              const std::string& but) {
    store::Statement query(db,
                           "SELECT from_ms, until_ms FROM appointments WHERE identity_index = ? AND from_ms "
                           "< ? AND until_ms > ? AND cancelled_at IS NULL AND used_by IS NULL AND id <> ?");
    bind_bytes(query, 1, person.bytes);
    query.bind(2, ms(span.until));
    query.bind(3, ms(span.from));
    query.bind(4, but);
    std::vector<Span> out;
    while (query.step()) out.push_back({time_of(query.column(0)), time_of(query.column(1))});
    return out;
}

void insert(store::Database& db, const Booked& made) {
    store::Statement put(db,
                         "INSERT INTO review_bookings (appointment_id, registration_id, identity_index, "
                         "acceptance_number, room, from_ms, until_ms) VALUES (?, ?, ?, ?, ?, ?, ?)");
    put.bind(1, made.id);
    bind_bytes(put, 2, made.registration);
    bind_bytes(put, 3, made.person.bytes);
    put.bind(4, made.acceptance_number);
    put.bind(5, made.slot.room);
    put.bind(6, ms(made.slot.from));
    put.bind(7, ms(made.slot.until));
    put.exec();
}

}  // namespace

std::vector<Booked> bookings_between(store::Database& db, WallTime from, WallTime to) {
    store::Statement query(
        db,
        std::string(columns) + "WHERE b.from_ms >= ? AND b.from_ms < ? ORDER BY b.from_ms, b.appointment_id");
    query.bind(1, ms(from));
    query.bind(2, ms(to));
    return read_all(query);
}

std::vector<Booked> bookings_ahead(store::Database& db, const IdentityIndex& person, WallTime now) {
    store::Statement query(db, std::string(columns) +
                                   "WHERE b.identity_index = ? AND b.until_ms > ? AND b.cancelled = 0 AND "
                                   "a.used_by IS NULL ORDER BY b.from_ms, b.appointment_id");
    bind_bytes(query, 1, person.bytes);
    query.bind(2, ms(now));
    return read_all(query);
}

std::optional<Booked> find_booking(store::Database& db, const std::string& id) {
    store::Statement query(db, std::string(columns) + "WHERE b.appointment_id = ?");
    query.bind(1, id);
    if (!query.step()) return std::nullopt;
    return read(query);
}

bool has_booking(store::Database& db, const IdentityIndex& person, const std::string& acceptance_number) {
    store::Statement query(db,
                           "SELECT EXISTS (SELECT 1 FROM review_bookings WHERE identity_index = ? AND "
                           "acceptance_number = ? AND cancelled = 0)");
    bind_bytes(query, 1, person.bytes);
    query.bind(2, acceptance_number);
    return query.step() && query.column(0).int32() != 0;
}

std::vector<Slot> free_of(store::Database& db, std::vector<Slot> slots, const IdentityIndex& person,
                          const std::string& but) {
    if (slots.empty()) return slots;
    Span all{slots.front().from, slots.front().until};
    for (const auto& slot : slots) {
        all.from = std::min(all.from, slot.from);
        all.until = std::max(all.until, slot.until);
    }
    const auto rooms = rooms_taken(db, all, but);
    const auto times = times_taken(db, all, person, but);
    std::erase_if(slots, [&](const Slot& slot) {
        return std::ranges::any_of(
                   rooms, [&](const TakenRoom& t) { return t.room == slot.room && overlap(slot, t.time); }) ||
               std::ranges::any_of(times, [&](const Span& t) { return overlap(slot, t); });
    });
    return slots;
}

FileMark file_of(store::Database& db, const std::string& acceptance_number) {
    store::Statement query(db,
                           "SELECT ready, marked_by, marked_at FROM case_files WHERE acceptance_number = ?");
    query.bind(1, acceptance_number);
    if (!query.step()) return {};
    return {query.column(0).int32() != 0, query.column(1).text(), time_of(query.column(2))};
}

Booked book(store::Database& db, const StoreKey& key, WallTime now, const ToBook& wanted) {
    if (!wanted.instead_of.empty())
        if (const auto before = find_booking(db, wanted.instead_of))
            cancel_booking(db, key, now, *before, wanted.by);
    const auto appointment = make_appointment(
        db, key, now, {wanted.of.person, wanted.service, wanted.slot.from, wanted.slot.until, wanted.by});
    // free_of() has found the time free, and rules offer none that an appointment cannot have.
    if (!appointment) throw std::logic_error("no appointment: " + std::string(word_of(appointment.error())));
    Booked made;
    made.id = appointment->appointment.id;
    made.registration = wanted.of.id;
    made.person = wanted.of.person;
    made.acceptance_number = wanted.of.client.acceptance_number;
    made.slot = wanted.slot;
    insert(db, made);
    boost::json::object body{{"appointment", made.id},
                             {"registration", hex(made.registration)},
                             {"case", made.acceptance_number},
                             {"room", made.slot.room},
                             {"by", wanted.by}};
    if (!wanted.instead_of.empty()) body["instead_of"] = wanted.instead_of;
    append_to_ledger(db, key, now, {LedgerKind::review_booked, std::move(body)});
    return made;
}

bool cancel_booking(store::Database& db, const StoreKey& key, WallTime now, const Booked& booked,
                    const std::string& by) {
    if (!cancel_appointment(db, key, now, booked.id, by)) return false;  // the trigger frees the room
    append_to_ledger(db, key, now,
                     {LedgerKind::review_cancelled,
                      {{"appointment", booked.id},
                       {"registration", hex(booked.registration)},
                       {"room", booked.slot.room},
                       {"by", by}}});
    return true;
}

FileMark mark_file(store::Database& db, const StoreKey& key, WallTime now,
                   const std::string& acceptance_number, bool ready, const std::string& by) {
    auto mark = file_of(db, acceptance_number);
    if (!mark.marked_by.empty() && mark.ready == ready) return mark;
    mark = {ready, by, now};
    store::Statement put(
        db,
        "INSERT INTO case_files (acceptance_number, ready, marked_by, marked_at) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (acceptance_number) DO UPDATE SET ready = ?2, marked_by = ?3, marked_at = ?4");
    put.bind(1, acceptance_number);
    put.bind(2, ready ? 1 : 0);
    put.bind(3, by);
    put.bind(4, ms(now));
    put.exec();
    append_to_ledger(
        db, key, now,
        {LedgerKind::case_file_marked, {{"case", acceptance_number}, {"ready", ready}, {"by", by}}});
    return mark;
}

}  // namespace lobby::office::file_review
