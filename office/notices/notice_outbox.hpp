// Notices wait in office.db until they are sent: what is posted is kept in the same transaction as the deed
// that it tells of, so that neither is without the other, whenever the program ends.
//
// The phone number is encrypted with a key of the store's key file, and erased as soon as the notice is sent
// or given up; the row goes after [notices] retention_days. Booking an appointment queues its reminder too;
// moving or cancelling it takes back what did not go out yet.
//
// post() and withdraw() work on the caller's connection, inside of his IMMEDIATE transaction, on any thread;
// they throw store::Error. wake() from any thread, after the commit: without it the notice goes within a
// minute.
#pragma once

#include <functional>
#include <mutex>
#include <string_view>

#include "base/clock.hpp"
#include "office/notices/notice.hpp"
#include "office/notices/notice_settings.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office {

class NoticeOutbox {
public:
    // `clock` outlives it.
    NoticeOutbox(NoticeSettings settings, const StoreKey& key, const Clock& clock);
    NoticeOutbox(const NoticeOutbox&) = delete;
    NoticeOutbox& operator=(const NoticeOutbox&) = delete;

    [[nodiscard]] bool on() const { return settings_.gateway != NoticeSettings::Gateway::none; }
    [[nodiscard]] const NoticeSettings& settings() const { return settings_; }

    // Throws std::invalid_argument for what no caller may post: an appointment without its time, no `about`.
    [[nodiscard]] Posted post(store::Database& office_db, const Notice& notice) const;
    // Takes back whatever waits about this: its subject is gone.
    void withdraw(store::Database& office_db, std::string_view about) const;

    void wake() const;
    // Who sends them wants to know (office/notices/notice_desk).
    void on_wake(std::function<void()> tell);

private:
    const NoticeSettings settings_;
    const StoreKey key_;
    const Clock& clock_;
    mutable std::mutex mutex_;
    std::function<void()> tell_;
};

}  // namespace lobby::office
