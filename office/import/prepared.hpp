// A statement of the import, used millions of times in a row: binds views, and knows the days and persons
// that cases are made of. Throws store::Error, as the rest of the store does.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

#include "base/civil_date.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office::imports {

class Prepared {
public:
    Prepared(store::Database& db, std::string_view sql) : statement_(db, sql) {}

    // What is bound has to live until the statement has run.
    Prepared& bind(int at, int64_t value) { return statement_.bind(at, value), *this; }
    Prepared& bind(int at, std::string_view text) { return statement_.bind_view(at, text), *this; }
    Prepared& bind(int at, const IdentityIndex& person) {
        return statement_.bind_view(at, std::span<const uint8_t>(person.bytes)), *this;
    }
    Prepared& bind(int at, Date day) { return bind(at, int64_t{day.time_since_epoch().count()}); }
    template <class T>
    Prepared& bind(int at, const std::optional<T>& value) {
        if (value) return bind(at, *value);
        return statement_.bind_null(at), *this;
    }

    // For statements without rows: how many it changed.
    int64_t run() { return statement_.exec(); }
    std::optional<int64_t> returned() { return statement_.returned(); }
    // True while there is a row; the statement is ready to be bound again after the last.
    [[nodiscard]] bool next() { return statement_.step(); }
    void reset() { statement_.reset(); }

    [[nodiscard]] int64_t number(int column) const { return statement_.column(column).int64(); }
    [[nodiscard]] bool is_null(int column) const { return statement_.column(column).is_null(); }
    // Valid until the next step or reset.
    [[nodiscard]] std::string_view text(int column) const { return statement_.column(column).text_view(); }
    [[nodiscard]] std::span<const uint8_t> bytes(int column) const {
        return statement_.column(column).bytes();
    }
    [[nodiscard]] std::optional<Date> day(int column) const {
        if (is_null(column)) return std::nullopt;
        return Date(std::chrono::days(number(column)));
    }
    // Nothing where there is none, or what is there has not its length.
    [[nodiscard]] std::optional<IdentityIndex> person(int column) const {
        const auto found = bytes(column);
        IdentityIndex out;
        if (found.size() != out.bytes.size()) return std::nullopt;
        std::memcpy(out.bytes.data(), found.data(), found.size());
        return out;
    }
    [[nodiscard]] bool same(int column, std::optional<Date> day) const {
        return day ? !is_null(column) && number(column) == day->time_since_epoch().count() : is_null(column);
    }
    [[nodiscard]] bool same(int column, const std::optional<IdentityIndex>& person) const {
        if (!person) return is_null(column);
        return std::ranges::equal(bytes(column), person->bytes);
    }

private:
    store::Statement statement_;
};

}  // namespace lobby::office::imports
