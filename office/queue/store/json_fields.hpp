// Carries the values of fields.hpp to JSON and back. Reading is total: what does not fit in type, range,
// length or name makes the whole unreadable.
#pragma once

#include <limits>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "office/queue/store/fields.hpp"

namespace lobby::office::queue {

inline constexpr size_t longest_text = 256;

template <class T>
concept Worded = requires(T t) {
    words_of(t);
};

class FieldWriter {
public:
    template <class T>
    void operator()(std::string_view name, T& value) {
        object.emplace(name, json_of(value));
    }
    boost::json::object object;

    template <class T>
    static boost::json::value json_of(T& x) {
        using boost::json::value;
        if constexpr (std::is_same_v<T, char>)
            return value(std::string_view(&x, 1));
        else if constexpr (std::is_integral_v<T>)
            return x;
        else if constexpr (std::is_same_v<T, TicketId>)
            return static_cast<uint64_t>(x);
        else if constexpr (Worded<T>)
            return value(word_of(x));
        else if constexpr (std::is_same_v<T, std::string>)
            return value(std::string_view(x));
        else if constexpr (std::is_same_v<T, TicketNumber>)
            return value(std::string_view(text_of(x)));
        else if constexpr (std::is_same_v<T, Date> || std::is_same_v<T, WallTime>)
            return x.time_since_epoch().count();
        else if constexpr (requires { x.has_value(); })
            return x ? json_of(*x) : value(nullptr);
        else if constexpr (requires { typename T::mapped_type; })
            return object_of(x);
        else if constexpr (requires { x.begin(); })
            return array_of(x);
        else {
            FieldWriter inner;
            fields(inner, x);
            return std::move(inner.object);
        }
    }

private:
    template <class T>
    static boost::json::value object_of(T& map) {
        boost::json::object out;
        for (auto& [key, x] : map) out.emplace(key, json_of(x));
        return out;
    }
    template <class T>
    static boost::json::value array_of(T& list) {
        boost::json::array out;
        out.reserve(list.size());
        for (auto& x : list) {
            auto copy = x;
            out.push_back(json_of(copy));
        }
        return out;
    }
};

class FieldReader {
public:
    explicit FieldReader(const boost::json::object& object) : object_(object) {}

    template <class T>
    void operator()(std::string_view name, T& value) {
        const auto* found = object_.if_contains(name);
        ++seen_;
        good_ = good_ && found && read(*found, value);
    }
    // True when every field was there and nothing else.
    [[nodiscard]] bool good() const { return good_ && seen_ == object_.size(); }

    template <class T>
    static bool read(const boost::json::value& j, T& x) {
        if constexpr (std::is_same_v<T, bool>) {
            if (!j.is_bool()) return false;
            x = j.get_bool();
            return true;
        } else if constexpr (std::is_same_v<T, char>) {
            if (!j.is_string() || j.get_string().size() != 1) return false;
            x = j.get_string()[0];
            return x >= 'A' && x <= 'Z';
        } else if constexpr (std::is_integral_v<T>) {
            return read_integer(j, x);
        } else if constexpr (std::is_same_v<T, TicketId>) {
            uint64_t id = 0;
            if (!read_integer(j, id) || id == std::numeric_limits<uint64_t>::max()) return false;
            x = TicketId{id};
            return id > 0;
        } else if constexpr (Worded<T>) {
            const auto word = j.is_string() ? from_word<T>(std::string_view(j.get_string())) : std::nullopt;
            if (word) x = *word;
            return word.has_value();
        } else if constexpr (std::is_same_v<T, std::string>) {
            if (!j.is_string() || j.get_string().size() > longest_text) return false;
            x = std::string(std::string_view(j.get_string()));
            return true;
        } else if constexpr (std::is_same_v<T, TicketNumber>) {
            const auto number = j.is_string() ? parse_number(std::string_view(j.get_string())) : std::nullopt;
            if (number) x = *number;
            return number.has_value();
        } else if constexpr (std::is_same_v<T, Date>) {
            int64_t days = 0;
            if (!read_integer(j, days) || days < -1'000'000 || days > 1'000'000) return false;
            x = Date(std::chrono::days(days));
            return true;
        } else if constexpr (std::is_same_v<T, WallTime>) {
            int64_t ms = 0;
            if (!read_integer(j, ms) || ms < -far_ms || ms > far_ms) return false;
            x = WallTime(std::chrono::milliseconds(ms));
            return true;
        } else if constexpr (requires { x.has_value(); }) {
            x.reset();
            return j.is_null() || read(j, x.emplace());
        } else if constexpr (requires { typename T::mapped_type; }) {
            return read_map(j, x);
        } else if constexpr (requires { x.begin(); }) {
            return read_list(j, x);
        } else {
            if (!j.is_object()) return false;
            FieldReader inner(j.get_object());
            fields(inner, x);
            return inner.good();
        }
    }

private:
    static constexpr int64_t far_ms = int64_t{1} << 47;  // the year 6429

    template <class T>
    static bool read_integer(const boost::json::value& j, T& x) {
        if (const auto* n = j.if_int64()) {
            if (!std::in_range<T>(*n)) return false;
            x = static_cast<T>(*n);
            return true;
        }
        const auto* n = j.if_uint64();
        if (!n || !std::in_range<T>(*n)) return false;
        x = static_cast<T>(*n);
        return true;
    }
    template <class T>
    static bool read_map(const boost::json::value& j, T& map) {
        if (!j.is_object()) return false;
        for (const auto& [key, value] : j.get_object()) {
            typename T::mapped_type x{};
            if (key.size() > longest_text || !read(value, x)) return false;
            map.emplace(std::string(key), std::move(x));
        }
        return true;
    }
    template <class T>
    static bool read_list(const boost::json::value& j, T& list) {
        if (!j.is_array()) return false;
        if constexpr (requires { std::tuple_size<T>::value; }) {  // std::array
            if (j.get_array().size() != list.size()) return false;
            for (size_t i = 0; i < list.size(); ++i)
                if (!read(j.get_array()[i], list[i])) return false;
            return true;
        } else {
            for (const auto& value : j.get_array()) {
                typename T::value_type x{};
                if (!read(value, x)) return false;
                list.insert(list.end(), std::move(x));
            }
            return true;
        }
    }

    const boost::json::object& object_;
    size_t seen_ = 0;
    bool good_ = true;
};

}  // namespace lobby::office::queue
