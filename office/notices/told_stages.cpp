#include "office/notices/told_stages.hpp"

#include <algorithm>
#include <vector>

namespace lobby::office {

StageNews note_stage(store::Database& db, const api::RegistrationId& id, const api::StageEvent& stands) {
    const auto stage = static_cast<int>(stands.stage);
    const auto day = static_cast<int64_t>(stands.on.time_since_epoch().count());
    store::Statement query(db, "SELECT stage, on_day FROM notice_stages WHERE registration = ?");
    query.bind(1, id);
    auto news = StageNews::first_seen;
    if (query.step())
        news = query.column(0).int32() == stage && query.column(1).int64() == day ? StageNews::same
                                                                                  : StageNews::moved;
    query.reset();
    if (news == StageNews::same) return news;
    store::Statement put(db,
                         "INSERT INTO notice_stages (registration, stage, on_day) VALUES (?1, ?2, ?3) "
                         "ON CONFLICT (registration) DO UPDATE SET stage = ?2, on_day = ?3");
    put.bind(1, id);
    put.bind(2, stage);
    put.bind(3, day);
    put.exec();
    return news;
}

void keep_stages_of(store::Database& db, const std::set<api::RegistrationId>& watched) {
    std::vector<api::RegistrationId> gone;
    store::Statement query(db, "SELECT registration FROM notice_stages");
    while (query.step()) {
        api::RegistrationId id{};
        const auto stored = query.column(0);
        const auto* bytes = stored.bytes().data();
        std::copy_n(bytes, std::min(id.size(), stored.size()), id.begin());
        if (!watched.contains(id)) gone.push_back(id);
    }
    store::Statement erase(db, "DELETE FROM notice_stages WHERE registration = ?");
    for (const auto& id : gone) {
        erase.reset();
        erase.bind(1, id);
        erase.exec();
    }
}

}  // namespace lobby::office
