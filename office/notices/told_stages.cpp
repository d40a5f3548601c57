#include "office/notices/told_stages.hpp"

#include <algorithm>
#include <vector>

namespace lobby::office {

StageNews note_stage(SQLite::Database& db, const api::RegistrationId& id, const api::StageEvent& stands) {
    const auto stage = static_cast<int>(stands.stage);
    const auto day = static_cast<int64_t>(stands.on.time_since_epoch().count());
    SQLite::Statement query(db, "SELECT stage, on_day FROM notice_stages WHERE registration = ?");
    query.bind(1, id.data(), static_cast<int>(id.size()));
    auto news = StageNews::first_seen;
    if (query.executeStep())
        news = query.getColumn(0).getInt() == stage && query.getColumn(1).getInt64() == day
                   ? StageNews::same
                   : StageNews::moved;
    query.reset();
    if (news == StageNews::same) return news;
    SQLite::Statement put(
        db, "INSERT OR REPLACE INTO notice_stages (registration, stage, on_day) VALUES (?, ?, ?)");
    put.bind(1, id.data(), static_cast<int>(id.size()));
    put.bind(2, stage);
    put.bind(3, day);
    put.exec();
    return news;
}

void keep_stages_of(SQLite::Database& db, const std::set<api::RegistrationId>& watched) {
    std::vector<api::RegistrationId> gone;
    SQLite::Statement query(db, "SELECT registration FROM notice_stages");
    while (query.executeStep()) {
        api::RegistrationId id{};
        const auto stored = query.getColumn(0);
        const auto* bytes = static_cast<const uint8_t*>(stored.getBlob());
        std::copy_n(bytes, std::min(id.size(), static_cast<size_t>(stored.getBytes())), id.begin());
        if (!watched.contains(id)) gone.push_back(id);
    }
    SQLite::Statement erase(db, "DELETE FROM notice_stages WHERE registration = ?");
    for (const auto& id : gone) {
        erase.reset();
        erase.bind(1, id.data(), static_cast<int>(id.size()));
        erase.exec();
    }
}

}  // namespace lobby::office
