#include "office/appointments/appointments.hpp"

#include <array>

#include <sodium.h>

#include "office/ledger/ledger.hpp"

namespace lobby::office {

namespace {

constexpr std::chrono::hours longest{8};
constexpr std::chrono::hours furthest{366 * 24};
constexpr size_t id_bytes = 16;

constexpr const char* columns =
    "SELECT id, service, from_ms, until_ms, made_by, made_at, cancelled_at IS NOT NULL, used_by IS NOT NULL "
    "FROM appointments ";

WallTime time_of(const store::Column& column) {
    return WallTime(std::chrono::milliseconds(column.int64()));
}

std::string new_id() {
    std::array<unsigned char, id_bytes> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::array<char, 32> text{};
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text.data();
}

BookedTime read(const store::Statement& row) {
    BookedTime b;
    b.appointment = {row.column(0).text(), time_of(row.column(2)), time_of(row.column(3))};
    b.service = row.column(1).text();
    b.made_by = row.column(4).text();
    b.made_at = time_of(row.column(5));
    b.cancelled = row.column(6).int32() != 0;
    b.used = row.column(7).int32() != 0;
    return b;
}

std::vector<BookedTime> read_all(store::Statement& query) {
    std::vector<BookedTime> found;
    while (query.step()) found.push_back(read(query));
    return found;
}

void bind_person(store::Statement& query, int place, const IdentityIndex& person) {
    query.bind(place, person.bytes);
}

bool has_another(store::Database& db, const Booking& booking) {
    store::Statement query(db,
                           "SELECT EXISTS (SELECT 1 FROM appointments WHERE identity_index = ? AND "
                           "from_ms < ? AND until_ms > ? AND cancelled_at IS NULL AND used_by IS NULL)");
    bind_person(query, 1, booking.person);
    query.bind(2, ms(booking.until));
    query.bind(3, ms(booking.from));
    return query.step() && query.column(0).int32() != 0;
}

}  // namespace

std::string_view word_of(AppointmentError error) {
    switch (error) {
        case AppointmentError::backwards:
            return "backwards";
        case AppointmentError::past:
            return "past";
        case AppointmentError::too_far:
            return "too_far";
        case AppointmentError::too_long:
            return "too_long";
        case AppointmentError::unknown_service:
            return "service";
        case AppointmentError::overlapping:
            return "overlapping";
        case AppointmentError::unknown:
            return "not_found";
        case AppointmentError::over:
            return "over";
        case AppointmentError::unavailable:
            return "unavailable";
    }
    return "unknown";
}

std::optional<AppointmentError> fault_of_time(WallTime from, WallTime until, WallTime now) {
    if (until <= from) return AppointmentError::backwards;
    if (from < now) return AppointmentError::past;
    if (from > now + furthest) return AppointmentError::too_far;
    if (until - from > longest) return AppointmentError::too_long;
    return std::nullopt;
}

Result<BookedTime, AppointmentError> make_appointment(store::Database& db, const StoreKey& key, WallTime now,
                                                      const Booking& booking) {
    if (const auto fault = fault_of_time(booking.from, booking.until, now)) return fail(*fault);
    if (has_another(db, booking)) return fail(AppointmentError::overlapping);
    BookedTime made;
    made.appointment = {new_id(), booking.from, booking.until};
    made.service = booking.service;
    made.made_by = booking.by;
    made.made_at = now;
    store::Statement put(db,
                         "INSERT INTO appointments (id, identity_index, service, from_ms, until_ms, "
                         "made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
    put.bind(1, made.appointment.id);
    bind_person(put, 2, booking.person);
    put.bind(3, booking.service);
    put.bind(4, ms(booking.from));
    put.bind(5, ms(booking.until));
    put.bind(6, booking.by);
    put.bind(7, ms(now));
    put.exec();
    append_to_ledger(db, key, now,
                     {LedgerKind::appointment_made,
                      {{"appointment", made.appointment.id},
                       {"person", hex(booking.person.bytes)},
                       {"service", booking.service},
                       {"from", ms(booking.from)},
                       {"until", ms(booking.until)},
                       {"by", booking.by}}});
    return made;
}

Result<std::monostate, AppointmentError> cancel_appointment(store::Database& db, const StoreKey& key,
                                                            WallTime now, const std::string& id,
                                                            const std::string& by) {
    const auto found = find_appointment(db, id);
    if (!found) return fail(AppointmentError::unknown);
    if (found->cancelled || found->used) return fail(AppointmentError::over);
    store::Statement set(db, "UPDATE appointments SET cancelled_by = ?, cancelled_at = ? WHERE id = ?");
    set.bind(1, by);
    set.bind(2, ms(now));
    set.bind(3, id);
    set.exec();
    append_to_ledger(db, key, now, {LedgerKind::appointment_cancelled, {{"appointment", id}, {"by", by}}});
    return std::monostate{};
}

bool use_appointment(store::Database& db, const std::string& id, uint64_t ticket) {
    store::Statement set(db, "UPDATE appointments SET used_by = ? WHERE id = ? AND used_by IS NULL");
    set.bind(1, static_cast<int64_t>(ticket));
    set.bind(2, id);
    return set.exec() > 0;
}

std::vector<BookedTime> appointments_between(store::Database& db, WallTime from, WallTime to) {
    store::Statement query(db,
                           std::string(columns) + "WHERE from_ms >= ? AND from_ms < ? ORDER BY from_ms, id");
    query.bind(1, ms(from));
    query.bind(2, ms(to));
    return read_all(query);
}

std::vector<BookedTime> appointments_of(store::Database& db, const IdentityIndex& person, WallTime from,
                                        WallTime to) {
    store::Statement query(
        db, std::string(columns) +
                "WHERE identity_index = ? AND from_ms >= ? AND from_ms < ? ORDER BY from_ms, id");
    bind_person(query, 1, person);
    query.bind(2, ms(from));
    query.bind(3, ms(to));
    return read_all(query);
}

std::optional<BookedTime> find_appointment(store::Database& db, const std::string& id) {
    store::Statement query(db, std::string(columns) + "WHERE id = ?");
    query.bind(1, id);
    if (!query.step()) return std::nullopt;
    return read(query);
}

}  // namespace lobby::office
