// Makes the records that kiosks keep: for each person who is known, exactly what his card would be answered
// today, sealed; only what has changed is written. Goes over everybody when it starts, after an import and on
// a new day; between two steps of that, and at once otherwise, over those whose entitlements staff have
// changed.
//
// Needs no marks of its own in the other databases: a stop at any point costs a pass and nothing else. One
// thread; reads and writes of others go on meanwhile. Throws store::Error.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "office/api/cache_record.hpp"
#include "office/cases/calendar.hpp"
#include "office/cases/entitlements.hpp"
#include "office/cases/stored_case.hpp"
#include "office/feed/feed_table.hpp"

namespace lobby::office {

class FeedBuilder {
public:
    // `clock` outlives it.
    FeedBuilder(const std::filesystem::path& data_dir, WorkingDays calendar, const Clock& clock);

    struct Step {
        bool changed = false;  // kiosks have something to hear
        bool more = false;     // there is more to be done at once
    };
    // Some hundred persons at most.
    Step step();

private:
    struct Person {
        IdentityIndex index;
        api::PersonRoot root;
    };
    [[nodiscard]] std::vector<Person> next_of(store::Database& db) const;
    [[nodiscard]] std::vector<Person> touched_by_staff(WallTime since);
    [[nodiscard]] std::optional<Person> person(const IdentityIndex& index);
    [[nodiscard]] std::vector<std::vector<uint8_t>> records_of(const Person& person, Date today);
    bool build(const std::vector<Person>& persons, Date today);

    const WorkingDays calendar_;
    const Clock& clock_;
    store::Database cases_db_;
    store::Database office_db_;
    store::Database feed_db_;
    CaseReader cases_;
    EntitlementReader entitlements_;
    FeedTable table_;

    enum class Pass { none, imported, staff };
    Pass pass_ = Pass::none;
    IdentityIndex after_{};  // where the pass is
    std::optional<int64_t> import_;
    std::optional<Date> day_;
    WallTime looked_at_{};
};

}  // namespace lobby::office
