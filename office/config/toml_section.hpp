// One section of the office's settings file that has lists of tables and times of the day: for those parts
// that base/settings does not read. A mistake is thrown inside, and becomes a SettingsError in
// read_settings_with().
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/civil_date.hpp"
#include "base/result.hpp"
#include "office/api/hall_rules.hpp"

namespace lobby::office {

struct SettingsError {
    uint32_t line = 0;  // 0: of the whole
    std::string message;
};

namespace settings {

struct Mistake {
    SettingsError error;
};

[[noreturn]] void wrong(const toml::node& at, std::string message);

// A table, of which every key has to be known.
class Section {
public:
    Section(const toml::table& table, std::string name, std::initializer_list<std::string_view> keys);

    void text(const char* key, std::string& into) const;  // at most max_hall_text_bytes
    [[nodiscard]] std::string word(const char* key) const;
    template <class Number>
    void number(const char* key, Number& into, int64_t low, int64_t high) const {
        if (const auto* node = table_.get(key)) {
            const auto value = node->value_exact<int64_t>();
            if (!value || *value < low || *value > high)
                bad(*node, key, fmt::format("a number from {} to {}", low, high));
            into = static_cast<Number>(*value);
        }
    }
    void duration(const char* key, std::chrono::minutes& into, int64_t low, int64_t high) const;
    // Calls take(text) for each text of the list, which says whether it is one. False when there is no such
    // key.
    bool texts(const char* key, const char* wanted,
               const std::function<bool(const std::string&)>& take) const;
    // Calls read(table) for each [[SECTION.KEY]], 1 to `most`. False when there is none.
    bool tables(const char* key, size_t most, const std::function<void(const toml::table&)>& read) const;
    [[noreturn]] void bad(const toml::node& at, const char* key, std::string_view wanted) const;
    [[nodiscard]] const toml::table& table() const { return table_; }

private:
    const toml::table& table_;
    std::string name_;
};

// "08:30"; "24:00" is the end of the day.
[[nodiscard]] std::optional<std::chrono::minutes> time_of_day(std::string_view text);

// What is given replaces what was there.
void read_hours(const Section& in, std::vector<api::Hours>& into);          // hours = ["08:30-12:00"]
void read_weekdays(const Section& in, std::set<unsigned>& into);            // weekdays = ["mon"]
void read_dates(const Section& in, const char* key, std::set<Date>& into);  // added to those

// Total: any text gives what `read` makes of it, or a plain message with the line.
template <class Read>
auto read_settings_with(std::string_view text, Read read)
    -> Result<std::invoke_result_t<Read, const toml::table&>, SettingsError> {
    constexpr size_t longest_file = 1u << 20;
    if (text.size() > longest_file) return fail(SettingsError{0, "the file is too long"});
    try {
        return read(toml::parse(text));
    } catch (const toml::parse_error& e) {
        return fail(SettingsError{e.source().begin.line, std::string(e.description())});
    } catch (Mistake& mistake) {
        return fail(std::move(mistake.error));
    }
}

// The file's text. Throws std::runtime_error when it cannot be read.
[[nodiscard]] std::string text_of_file(const std::filesystem::path& file);
// With the file's name, the line and what is wrong.
[[noreturn]] void refuse(const std::filesystem::path& file, const SettingsError& error);

}  // namespace settings

}  // namespace lobby::office
