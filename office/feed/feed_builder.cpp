#include "office/feed/feed_builder.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

#include "office/api/cache_record.hpp"
#include "office/cases/told_cases.hpp"
#include "office/store/databases.hpp"

namespace lobby::office {

namespace {

constexpr size_t persons_a_step = 256;
constexpr std::chrono::seconds overlap{30};  // between a deed's time and its commit
constexpr std::chrono::days gone_kept{30};

template <size_t N>
bool copy_to(uint8_t* out, std::span<const uint8_t> bytes) {
    if (bytes.size() != N) return false;
    std::ranges::copy(bytes, out);
    return true;
}

// Each spelling once, as names are compared.
std::set<std::string> names_in(const std::vector<Entitlement>& entitlements) {
    std::set<std::string> names;
    for (const auto& e : entitlements) {
        const auto folded = api::folded_name(e.person_name);
        if (!folded.empty() && names.size() < api::max_record_parts) names.emplace(folded.view());
    }
    return names;
}

}  // namespace

FeedBuilder::FeedBuilder(const std::filesystem::path& data_dir, WorkingDays calendar, const Clock& clock)
    : calendar_(std::move(calendar)),
      clock_(clock),
      cases_db_(open_cases_db(data_dir, Access::write)),
      office_db_(open_office_db(data_dir, Access::write)),
      feed_db_(open_feed_db(data_dir, Access::write)),
      cases_(data_dir),
      entitlements_(office_db_),
      table_(feed_db_),
      looked_at_(clock.wall()) {}

FeedBuilder::Step FeedBuilder::step() {
    Step step;
    const auto now = clock_.wall();
    const auto today = office_date(now);
    if (pass_ == Pass::none) {
        const auto import = cases_db_.number("SELECT coalesce(max(import_id), 0) FROM imports");
        if (import != import_ || today != day_) {
            if (today != day_) table_.forget_gone(today - gone_kept);
            import_ = import;
            day_ = today;
            pass_ = Pass::imported;
            after_ = {};
        }
    }
    step.changed = build(touched_by_staff(looked_at_ - overlap), today);
    looked_at_ = now;
    if (pass_ == Pass::none) return step;
    const auto persons = next_of(pass_ == Pass::imported ? cases_db_ : office_db_);
    if (build(persons, today)) step.changed = true;
    if (persons.size() == persons_a_step) {
        after_ = persons.back().index;
    } else {
        after_ = {};
        pass_ = pass_ == Pass::imported ? Pass::staff : Pass::none;
    }
    step.more = true;
    return step;
}

std::vector<FeedBuilder::Person> FeedBuilder::next_of(store::Database& db) const {
    store::Statement query(db,
                           "SELECT identity_index, root FROM person_roots WHERE identity_index > ? ORDER BY "
                           "identity_index LIMIT ?");
    query.bind(1, std::span<const uint8_t>(after_.bytes));
    query.bind(2, persons_a_step);
    std::vector<Person> out;
    while (query.step()) {
        Person p;
        if (copy_to<16>(p.index.bytes.data(), query.column(0).bytes()) &&
            copy_to<32>(p.root.data(), query.column(1).bytes()))
            out.push_back(std::move(p));
    }
    return out;
}

std::vector<FeedBuilder::Person> FeedBuilder::touched_by_staff(WallTime since) {
    store::Statement query(office_db_,
                           "SELECT DISTINCT identity_index FROM entitlements WHERE granted_at >= ?1 OR "
                           "withdrawn_at >= ?1");
    query.bind(1, int64_t{since.time_since_epoch().count()});
    std::vector<Person> out;
    while (query.step()) {
        IdentityIndex index;
        if (!copy_to<16>(index.bytes.data(), query.column(0).bytes())) continue;
        if (auto known = person(index)) out.push_back(std::move(*known));
    }
    return out;
}

std::optional<FeedBuilder::Person> FeedBuilder::person(const IdentityIndex& index) {
    for (auto* db : {&cases_db_, &office_db_}) {
        store::Statement query(*db, "SELECT root FROM person_roots WHERE identity_index = ?");
        query.bind(1, std::span<const uint8_t>(index.bytes));
        Person p{index, {}};
        if (!query.step()) continue;
        if (copy_to<32>(p.root.data(), query.column(0).bytes())) return p;
    }
    return std::nullopt;
}

std::vector<std::vector<uint8_t>> FeedBuilder::records_of(const Person& person, Date today) {
    auto entitlements = entitlements_.of(person.index);
    std::ranges::move(cases_.imported_entitlements(person.index), std::back_inserter(entitlements));
    std::vector<std::vector<uint8_t>> records;
    for (const auto& name : names_in(entitlements)) {
        api::CacheRecord record;
        for (auto& c : told_cases(cases_, entitlements, name, today, calendar_).cases)
            record.cases.push_back({std::move(c.told), c.valid_until});
        if (!record.cases.empty()) records.push_back(api::seal_record(person.root, name, std::move(record)));
    }
    return records;
}

bool FeedBuilder::build(const std::vector<Person>& persons, Date today) {
    if (persons.empty()) return false;
    std::vector<std::pair<api::CacheIndex, std::vector<std::vector<uint8_t>>>> sealed;
    {
        const auto view = cases_.snapshot();
        for (const auto& p : persons) sealed.emplace_back(api::cache_index(p.root), records_of(p, today));
    }
    bool changed = false;
    store::Transaction transaction(feed_db_);
    for (const auto& [index, records] : sealed)
        if (table_.put(index, records, today)) changed = true;
    transaction.commit();
    return changed;
}

}  // namespace lobby::office
