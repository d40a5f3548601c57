#include "office/config/toml_section.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "office/api/messages.hpp"
#include "office/api/text_rules.hpp"

namespace lobby::office::settings {

using std::chrono::minutes;

namespace {

constexpr size_t longest_name = api::max_hall_text_bytes;
constexpr std::array<std::string_view, 7> weekday_words{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

// "08:30-12:00"
std::optional<api::Hours> hours_of(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto from = time_of_day(text.substr(0, 5));
    const auto to = time_of_day(text.substr(6));
    if (!from || !to || *from >= *to) return std::nullopt;
    return api::Hours{*from, *to};
}

}  // namespace

void wrong(const toml::node& at, std::string message) {
    throw Mistake{{at.source().begin.line, std::move(message)}};
}

Section::Section(const toml::table& table, std::string name, std::initializer_list<std::string_view> keys)
    : table_(table), name_(std::move(name)) {
    for (const auto& [key, value] : table)
        if (std::ranges::count(keys, key.str()) == 0)
            wrong(value, fmt::format("[{}] has no setting of this name", name_));
}

void Section::text(const char* key, std::string& into) const {
    const auto* node = table_.get(key);
    if (!node) return;
    const auto value = node->value_exact<std::string>();
    if (!value || !api::is_plain_text(*value, longest_name)) bad(*node, key, "a text of at most 64 bytes");
    into = *value;
}

std::string Section::word(const char* key) const {
    const auto* node = table_.get(key);
    if (!node) wrong(table_, fmt::format("[{}] {} is missing", name_, key));
    const auto value = node->value_exact<std::string>();
    if (!value || !api::is_word(*value)) bad(*node, key, "a word of a-z, 0-9, _ and -");
    return *value;
}

void Section::duration(const char* key, minutes& into, int64_t low, int64_t high) const {
    int64_t value = into.count();
    number(key, value, low, high);
    into = minutes(value);
}

bool Section::texts(const char* key, const char* wanted,
                    const std::function<bool(const std::string&)>& take) const {
    const auto* node = table_.get(key);
    if (!node) return false;
    const auto* list = node->as_array();
    if (!list) bad(*node, key, wanted);
    for (const auto& item : *list) {
        const auto value = item.value_exact<std::string>();
        if (!value || !take(*value)) bad(item, key, wanted);
    }
    return true;
}

bool Section::tables(const char* key, size_t most,
                     const std::function<void(const toml::table&)>& read) const {
    const auto* node = table_.get(key);
    if (!node) return false;
    const auto* list = node->as_array();
    if (!list || list->empty() || list->size() > most)
        wrong(*node, fmt::format("[[{}.{}]] must stand there from 1 to {} times", name_, key, most));
    for (const auto& item : *list) {
        const auto* table = item.as_table();
        if (!table) wrong(item, fmt::format("[[{}.{}]] must be a table", name_, key));
        read(*table);
    }
    return true;
}

void Section::bad(const toml::node& at, const char* key, std::string_view wanted) const {
    wrong(at, fmt::format("[{}] {} must be {}", name_, key, wanted));
}

std::optional<minutes> time_of_day(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    int digits[4];
    size_t n = 0;
    for (const size_t i : {size_t{0}, size_t{1}, size_t{3}, size_t{4}}) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        digits[n++] = text[i] - '0';
    }
    const int hour = digits[0] * 10 + digits[1];
    const int minute = digits[2] * 10 + digits[3];
    if (minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
    return minutes(hour * 60 + minute);
}

void read_hours(const Section& in, std::vector<api::Hours>& into) {
    std::vector<api::Hours> hours;
    const bool given =
        in.texts("hours", R"(a list of times like "08:30-12:00")", [&](const std::string& text) {
            const auto h = hours_of(text);
            if (h) hours.push_back(*h);
            return h.has_value() && hours.size() <= api::max_hall_hours;
        });
    if (given) into = std::move(hours);
}

void read_weekdays(const Section& in, std::set<unsigned>& into) {
    std::set<unsigned> weekdays;
    const bool given = in.texts("weekdays", R"(a list of "mon" to "sun")", [&](const std::string& word) {
        const auto at = std::ranges::find(weekday_words, word);
        if (at == weekday_words.end()) return false;
        weekdays.insert(static_cast<unsigned>(at - weekday_words.begin()) + 1);
        return true;
    });
    if (given) into = std::move(weekdays);
}

void read_dates(const Section& in, const char* key, std::set<Date>& into) {
    in.texts(key, R"(a list of dates like "2026-10-01")", [&](const std::string& text) {
        const auto date = parse_date(text);
        if (date) into.insert(*date);
        return date.has_value();
    });
}

std::string text_of_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in) throw std::runtime_error(file.string() + " cannot be read");
    return text;
}

void refuse(const std::filesystem::path& file, const SettingsError& error) {
    throw std::runtime_error(fmt::format("{}:{}: {}", file.string(), error.line, error.message));
}

}  // namespace lobby::office::settings
