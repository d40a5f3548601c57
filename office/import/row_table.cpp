#include "office/import/row_table.hpp"

#include <algorithm>
#include <string>

namespace lobby::office::imports {

namespace {

template <class E>
int64_t number_of(E value) {
    return static_cast<int64_t>(value);
}

// What differs between the tables. Columns of `read` after the case's number and the row's, in the order in
// which bind() binds them from 3 on.
template <class Row>
struct Layout;

template <>
struct Layout<PartyRow> {
    static constexpr const char* table = "parties";
    static constexpr const char* order = "ordinal";
    static constexpr const char* columns = "position, name, identity_index, measure";
    static constexpr const char* places = "?3, ?4, ?5, ?6";

    static auto order_of(const PartyRow& p) { return p.ordinal; }
    static int64_t key_of(const PartyRow& p, size_t) { return p.ordinal; }
    static bool same(Prepared& q, const PartyRow& p) {
        return q.number(1) == number_of(p.position) && q.text(2) == p.name && q.same(3, p.person) &&
               q.number(4) == number_of(p.measure);
    }
    static void bind(Prepared& q, const PartyRow& p) {
        q.bind(3, number_of(p.position)).bind(4, std::string_view(p.name)).bind(5, p.person);
        q.bind(6, number_of(p.measure));
    }
    static PartyRow load(Prepared& q) {
        return {static_cast<int>(q.number(0)), static_cast<PartyPosition>(q.number(1)),
                std::string(q.text(2)), q.person(3), static_cast<api::Measure>(q.number(4))};
    }
};

template <>
struct Layout<EventRow> {
    static constexpr const char* table = "stage_events";
    static constexpr const char* order = "seq";
    static constexpr const char* columns = "stage, on_day";
    static constexpr const char* places = "?3, ?4";

    static auto order_of(const EventRow& e) { return e.seq; }
    static int64_t key_of(const EventRow& e, size_t) { return e.seq; }
    static bool same(Prepared& q, const EventRow& e) {
        return q.number(1) == number_of(e.stage) && q.same(2, e.on);
    }
    static void bind(Prepared& q, const EventRow& e) { q.bind(3, number_of(e.stage)).bind(4, e.on); }
    static EventRow load(Prepared& q) {
        return {static_cast<int>(q.number(0)), static_cast<api::Stage>(q.number(1)),
                q.day(2).value_or(Date{})};
    }
};

template <>
struct Layout<EntitlementRow> {
    static constexpr const char* table = "imported_entitlements";
    static constexpr const char* order = "seq";
    static constexpr const char* columns =
        "identity_index, role, principal, person_name, valid_until, withdrawn";
    static constexpr const char* places = "?3, ?4, ?5, ?6, ?7, ?8";

    // They have no order of their own: this one makes that of the export not matter.
    static auto order_of(const EntitlementRow& e) { return std::pair(e.person.bytes, e.principal); }
    static int64_t key_of(const EntitlementRow&, size_t index) { return static_cast<int64_t>(index) + 1; }
    static bool same(Prepared& q, const EntitlementRow& e) {
        return q.same(1, e.person) && q.number(2) == number_of(e.role) && q.number(3) == e.principal &&
               q.text(4) == e.name && q.same(5, e.valid_until) && (q.number(6) != 0) == e.withdrawn;
    }
    static void bind(Prepared& q, const EntitlementRow& e) {
        q.bind(3, e.person).bind(4, number_of(e.role)).bind(5, int64_t{e.principal});
        q.bind(6, std::string_view(e.name)).bind(7, e.valid_until).bind(8, int64_t{e.withdrawn});
    }
    static EntitlementRow load(Prepared& q) {
        return {q.person(1).value_or(IdentityIndex{}),
                std::string(q.text(4)),
                static_cast<api::Role>(q.number(2)),
                static_cast<int>(q.number(3)),
                q.day(5),
                q.number(6) != 0};
    }
};

template <class Row>
std::string sql(std::string text) {
    using L = Layout<Row>;
    for (const auto& [name, value] : {std::pair{"TABLE", L::table}, std::pair{"ORDER", L::order},
                                      std::pair{"COLUMNS", L::columns}, std::pair{"PLACES", L::places}})
        if (const size_t at = text.find(std::string("{") + name + "}"); at != std::string::npos)
            text.replace(at, std::string_view(name).size() + 2, value);
    return text;
}

// The statement's rows beside those of the list: as many, and each the same.
template <class Row>
bool same_rows(Prepared& stored, const std::vector<Row>& rows) {
    using L = Layout<Row>;
    size_t i = 0;
    for (; stored.next(); ++i)
        if (i >= rows.size() || stored.number(0) != L::key_of(rows[i], i) || !L::same(stored, rows[i])) {
            stored.reset();
            return false;
        }
    return i == rows.size();
}

}  // namespace

template <class Row>
RowTable<Row>::RowTable(store::Database& db)
    : read_(db, sql<Row>("SELECT {ORDER}, {COLUMNS} FROM {TABLE} WHERE case_id = ?1 ORDER BY 1")),
      erase_(db, sql<Row>("DELETE FROM {TABLE} WHERE case_id = ?1")),
      insert_(db, sql<Row>("INSERT INTO {TABLE} (case_id, {ORDER}, {COLUMNS}) VALUES (?1, ?2, {PLACES})")),
      first_(db, sql<Row>("SELECT case_id FROM {TABLE} WHERE case_id < 0 ORDER BY case_id LIMIT 1")),
      last_with_rows_(db.number(sql<Row>("SELECT coalesce(max(case_id), 0) FROM {TABLE}"))) {}

template <class Row>
bool RowTable<Row>::put(int64_t case_id, std::vector<Row>& rows) {
    using L = Layout<Row>;
    if (rows.size() > 1) std::ranges::sort(rows, {}, [](const Row& r) { return L::order_of(r); });
    bool changed = !rows.empty();
    if (case_id <= last_with_rows_) {
        read_.bind(1, case_id);
        if (same_rows(read_, rows)) return false;
        erase_.bind(1, case_id).run();
        changed = true;
    }
    for (size_t i = 0; i < rows.size(); ++i) {
        insert_.bind(1, case_id).bind(2, L::key_of(rows[i], i));
        L::bind(insert_, rows[i]);
        insert_.run();
    }
    return changed;
}

template <class Row>
void RowTable<Row>::load(int64_t case_id, std::vector<Row>& rows) {
    rows.clear();
    read_.bind(1, case_id);
    while (read_.next()) rows.push_back(Layout<Row>::load(read_));
}

template <class Row>
std::optional<int64_t> RowTable<Row>::first_gathered() {
    if (!first_.next()) return std::nullopt;
    const int64_t case_id = first_.number(0);
    first_.reset();
    return case_id;
}

template class RowTable<PartyRow>;
template class RowTable<EventRow>;
template class RowTable<EntitlementRow>;

}  // namespace lobby::office::imports
