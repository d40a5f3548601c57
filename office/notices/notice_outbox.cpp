#include "office/notices/notice_outbox.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <sodium.h>

#include "office/notices/outbox_table.hpp"
#include "office/notices/send_plan.hpp"

namespace lobby::office {

namespace {

constexpr size_t mobile_digits = 11;  // 1, then 3 to 9 (numbering plan of the mainland)

bool takes_text_messages(const SecretString& phone) {
    const auto digits = phone.view();
    return digits.size() == mobile_digits && digits[0] == '1' && digits[1] >= '3' && digits[1] <= '9' &&
           std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
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

bool keep(SQLite::Database& db, const StoreKey& key, const Notice& notice, WallTime now, WallTime due,
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

Posted NoticeOutbox::post(SQLite::Database& db, const Notice& notice) const {
    hold_to_form(notice);
    const auto now = clock_.wall();
    // What is moved or cancelled is never told of as it was, whoever would have been told.
    if (notice.kind == NoticeKind::appointment_cancelled) outbox::withdraw(db, notice.about, now);
    if (!notice.instead_of.empty()) outbox::withdraw(db, notice.instead_of, now);
    if (!on()) return Posted::switched_off;
    if (notice.phone.empty()) return Posted::not_agreed;
    if (!takes_text_messages(notice.phone)) return Posted::no_mobile;
    if (!keep(db, key_, notice, now, now, useful_until(settings_, notice, now))) return Posted::known;
    if (has_reminder(notice.kind))
        if (const auto due = reminder_time(settings_, *notice.at, now)) {
            auto reminder = notice;
            reminder.kind = NoticeKind::appointment_reminder;
            keep(db, key_, reminder, now, *due, useful_until(settings_, reminder, *due));
        }
    return Posted::queued;
}

void NoticeOutbox::withdraw(SQLite::Database& db, std::string_view about) const {
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
