// Inside of the codec: checks that every part of it makes.
#pragma once

#include <optional>
#include <string>
#include <type_traits>

#include "link.pb.h"
#include "office/api/codec.hpp"
#include "office/api/text_rules.hpp"

namespace lobby::api::wire {

namespace pb = lobby::link::v1;

inline int32_t day_number(Date day) {
    return static_cast<int32_t>(day.time_since_epoch().count());
}

// 1850 to 2200, as everywhere.
inline Result<Date, DecodeError> date_of(int32_t day) {
    if (day < -43830 || day > 84006) return fail(DecodeError::bad_date);
    return Date(std::chrono::days(day));
}

inline int64_t ms_number(WallTime at) {
    return at.time_since_epoch().count();
}

inline Result<WallTime, DecodeError> time_of(int64_t ms) {
    constexpr int64_t year_2200 = 7'258'118'400'000;
    if (ms < 0 || ms > year_2200) return fail(DecodeError::bad_date);
    return WallTime(std::chrono::milliseconds(ms));
}

inline Result<std::string, DecodeError> text_of(const std::string& text, size_t max_bytes = max_text_bytes) {
    if (!is_plain_text(text, max_bytes)) return fail(DecodeError::bad_text);
    return text;
}

template <class E>
Result<E, DecodeError> term_of(uint32_t number) {
    if (const auto term = from_number<E>(number)) return *term;
    return fail(DecodeError::unknown_term);
}

// Assigns a checked value or leaves the reason in `error`; reading goes on and the first reason stands.
class Checked {
public:
    template <class T, class Target>
    void into(Target& target, Result<T, DecodeError> value) {
        if (!value) {
            if (!error_) error_ = value.error();
        } else if constexpr (std::is_arithmetic_v<Target>) {
            target = static_cast<Target>(*value);  // its range was checked
        } else {
            target = std::move(*value);
        }
    }
    void require(bool condition, DecodeError why) {
        if (!condition && !error_) error_ = why;
    }
    [[nodiscard]] const std::optional<DecodeError>& error() const { return error_; }

private:
    std::optional<DecodeError> error_;
};

// A number within bounds.
inline Result<uint32_t, DecodeError> number_of(uint32_t number, uint32_t low, uint32_t high) {
    if (number < low || number > high) return fail(DecodeError::bad_number);
    return number;
}

}  // namespace lobby::api::wire
