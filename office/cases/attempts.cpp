#include "office/cases/attempts.hpp"

namespace lobby::office {

namespace {

AttemptState load_attempts(store::Database& db, const std::string& subject) {
    store::Statement query(db, "SELECT failures, last_at, locked_until FROM attempts WHERE subject = ?");
    query.bind(1, store::bytes_of(subject));
    if (!query.step()) return {};
    return {query.column(0).uint32(), from_ms(query.column(1).int64()), from_ms(query.column(2).int64())};
}

}  // namespace

void save_attempts(store::Database& db, const std::string& subject, const AttemptState& state) {
    store::Statement put(
        db,
        "INSERT INTO attempts (subject, failures, last_at, locked_until) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (subject) DO UPDATE SET failures = ?2, last_at = ?3, locked_until = ?4");
    put.bind(1, store::bytes_of(subject));
    put.bind(2, state.failures);
    put.bind(3, ms(state.last_at));
    put.bind(4, ms(state.locked_until));
    put.exec();
}

AttemptState attempts_at(store::Database& db, const std::string& subject, WallTime now) {
    const auto kept = load_attempts(db, subject);
    auto seen = seen_at(kept, now);
    if (seen != kept) save_attempts(db, subject, seen);
    return seen;
}

void sweep_attempts(store::Database& db, WallTime now, const ThrottleRules& rules) {
    store::Statement sweep(db, "DELETE FROM attempts WHERE last_at < ? AND locked_until < ?");
    sweep.bind(1, ms(now - rules.forget_after));
    sweep.bind(2, ms(now));
    sweep.exec();
}

}  // namespace lobby::office
