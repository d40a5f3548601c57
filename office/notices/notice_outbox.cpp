#include "office/notices/notice_outbox.hpp"

#include <stdexcept>
#include <utility>

#include <sodium.h>

#include "base/phone_number.hpp"
#include "office/notices/outbox_table.hpp"
#include "office/notices/send_plan.hpp"

namespace lobby::office {

namespace {

// Empty: it takes no text messages.
SecretString mobile_number(const SecretString& given) {
    auto phone = parse_phone_number(given.view());
    if (!phone || phone->kind != PhoneNumber::Kind::mobile) return {};
    return std::move(phone->digits);
}

bool is_of_appointment(NoticeKind kind) {
    return kind >= NoticeKind::appointment_booked && kind <= NoticeKind::appointment_reminder;
}

bool has_reminder(NoticeKind kind) {
    return kind == NoticeKind::appointment_booked || kind == NoticeKind::appointment_changed;
}

void hold_to_form(const Notice& notice) {
    if (notice.about.empty() || notice.about.size() > max_about_bytes)
        throw std::invalid_argument("a notice is about something");
    if (is_of_appointment(notice.kind) != notice.at.has_value())
        throw std::invalid_argument("a notice of an appointment tells its time, and no other does");
}

bool keep(store::Database& db, const StoreKey& key, const Notice& notice, WallTime now, WallTime due,
          WallTime until) {
    outbox::Row row;
    randombytes_buf(row.id.data(), row.id.size());
    row.kind = notice.kind;
    row.about = notice.about;
    row.recipient = lock_recipient(key, row.id, notice.phone);
    row.at = notice.at;
    row.due = due;
    row.useful_until = until;
    return outbox::insert(db, row, now);
}

}  // namespace

NoticeOutbox::NoticeOutbox(NoticeSettings settings, const StoreKey& key, const Clock& clock)
    : settings_(std::move(settings)), key_(key), clock_(clock) {}

Posted NoticeOutbox::post(store::Database& db, const Notice& notice) const {
    hold_to_form(notice);
    const auto now = clock_.wall();
    // What is moved or cancelled is never told of as it was, whoever would have been told.
    if (notice.kind == NoticeKind::appointment_cancelled) outbox::withdraw(db, notice.about, now);
    if (!notice.instead_of.empty()) outbox::withdraw(db, notice.instead_of, now);
    if (!on()) return Posted::switched_off;
    if (notice.phone.empty()) return Posted::not_agreed;
    auto kept = notice;
    kept.phone = mobile_number(notice.phone);
    if (kept.phone.empty()) return Posted::no_mobile;
    if (!keep(db, key_, kept, now, now, useful_until(settings_, kept, now))) return Posted::known;
    if (!has_reminder(notice.kind)) return Posted::queued;
    if (const auto due = reminder_time(settings_, *notice.at, now)) {
        kept.kind = NoticeKind::appointment_reminder;
        keep(db, key_, kept, now, *due, useful_until(settings_, kept, *due));
    }
    return Posted::queued;
}

void NoticeOutbox::withdraw(store::Database& db, std::string_view about) const {
    outbox::withdraw(db, about, clock_.wall());
}

void NoticeOutbox::wake() const {
    const std::scoped_lock lock(mutex_);
    if (tell_) tell_();
}

void NoticeOutbox::on_wake(std::function<void()> tell) {
    const std::scoped_lock lock(mutex_);
    tell_ = std::move(tell);
}

}  // namespace lobby::office
