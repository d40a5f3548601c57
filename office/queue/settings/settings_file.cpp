#include "office/queue/settings/settings_file.hpp"

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "office/api/messages.hpp"
#include "office/api/text_rules.hpp"

namespace lobby::office::queue {

using std::chrono::minutes;

namespace {

constexpr size_t longest_file = 1u << 20;
constexpr size_t longest_name = api::max_hall_text_bytes;
constexpr std::array<std::string_view, 7> weekday_words{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

struct Mistake {
    SettingsError error;
};

[[noreturn]] void wrong(const toml::node& at, std::string message) {
    throw Mistake{{at.source().begin.line, std::move(message)}};
}

// A table, of which every key has to be known.
class Section {
public:
    Section(const toml::table& table, std::string name, std::initializer_list<std::string_view> keys)
        : table_(table), name_(std::move(name)) {
        for (const auto& [key, value] : table)
            if (std::ranges::count(keys, key.str()) == 0)
                wrong(value, fmt::format("[{}] has no setting of this name", name_));
    }

    void text(const char* key, std::string& into) const {
        if (const auto* node = table_.get(key)) {
            const auto value = node->value_exact<std::string>();
            if (!value || !api::is_plain_text(*value, longest_name))
                bad(*node, key, "a text of at most 64 bytes");
            into = *value;
        }
    }
    std::string word(const char* key) const {
        const auto* node = table_.get(key);
        if (!node) wrong(table_, fmt::format("[{}] {} is missing", name_, key));
        const auto value = node->value_exact<std::string>();
        if (!value || !is_word(*value)) bad(*node, key, "a word of a-z, 0-9, _ and -");
        return *value;
    }
    template <class Number>
    void number(const char* key, Number& into, int64_t low, int64_t high) const {
        if (const auto* node = table_.get(key)) {
            const auto value = node->value_exact<int64_t>();
            if (!value || *value < low || *value > high)
                bad(*node, key, fmt::format("a number from {} to {}", low, high));
            into = static_cast<Number>(*value);
        }
    }
    void duration(const char* key, minutes& into, int64_t low, int64_t high) const {
        int64_t value = into.count();
        number(key, value, low, high);
        into = minutes(value);
    }
    // Calls take(text, node) for each text of the list. False when there is no such key.
    template <class Take>
    bool texts(const char* key, const char* wanted, Take take) const {
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
    [[noreturn]] void bad(const toml::node& at, const char* key, std::string_view wanted) const {
        wrong(at, fmt::format("[{}] {} must be {}", name_, key, wanted));
    }
    [[nodiscard]] const toml::table& table() const { return table_; }

private:
    const toml::table& table_;
    std::string name_;
};

// "08:30"; "24:00" is the end of the day.
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

// "08:30-12:00"
std::optional<Hours> hours_of(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto from = time_of_day(text.substr(0, 5));
    const auto to = time_of_day(text.substr(6));
    if (!from || !to || *from >= *to) return std::nullopt;
    return Hours{*from, *to};
}

void read_hours(const Section& in, std::vector<Hours>& into) {
    std::vector<Hours> hours;
    const bool given =
        in.texts("hours", R"(a list of times like "08:30-12:00")", [&](const std::string& text) {
            const auto h = hours_of(text);
            if (h) hours.push_back(*h);
            return h.has_value() && hours.size() <= api::max_hall_hours;
        });
    if (given) into = std::move(hours);
}

void read_dates(const Section& in, const char* key, std::set<Date>& into) {
    in.texts(key, R"(a list of dates like "2026-10-01")", [&](const std::string& text) {
        const auto date = parse_date(text);
        if (date) into.insert(*date);
        return date.has_value();
    });
}

Service read_service(const toml::table& table, const std::vector<Hours>& hours) {
    const Section in(
        table, "queue.service",
        {"id", "name_zh", "name_en", "prefix", "groups", "hours", "daily_cap", "target_minutes"});
    Service s;
    s.id = in.word("id");
    in.text("name_zh", s.name_zh);
    in.text("name_en", s.name_en);
    std::string prefix;
    in.text("prefix", prefix);
    if (prefix.size() != 1 || prefix[0] < 'A' || prefix[0] > 'Z')
        wrong(table, "[queue.service] prefix must be one letter from A to Z");
    s.prefix = prefix[0];
    in.texts("groups", "a list of words", [&](const std::string& group) {
        s.groups.push_back(group);
        return is_word(group);
    });
    s.hours = hours;
    read_hours(in, s.hours);
    in.number("daily_cap", s.daily_cap, 0, 9999);
    in.duration("target_minutes", s.target, 1, 240);
    return s;
}

Window read_window(const toml::table& table, const std::vector<Service>& services) {
    const Section in(table, "queue.window",
                     {"id", "name_zh", "name_en", "chairs_zh", "chairs_en", "group", "services"});
    Window w;
    w.id = in.word("id");
    in.text("name_zh", w.name_zh);
    in.text("name_en", w.name_en);
    in.text("chairs_zh", w.chairs_zh);
    in.text("chairs_en", w.chairs_en);
    if (table.contains("group")) w.group = in.word("group");
    in.texts("services", "a list of services that there are", [&](const std::string& id) {
        w.services.push_back(id);
        return std::ranges::count(services, id, &Service::id) > 0;
    });
    if (w.group.empty() && w.services.empty())
        wrong(table, "[queue.window] needs a group, or services of its own");
    return w;
}

// Each table of [[queue.KEY]], or nothing when there is none.
template <class Read>
bool each_table(const toml::table& queue, const char* key, size_t most, Read read) {
    const auto* node = queue.get(key);
    if (!node) return false;
    const auto* list = node->as_array();
    if (!list || list->empty() || list->size() > most)
        wrong(*node, fmt::format("[[queue.{}]] must stand there from 1 to {} times", key, most));
    for (const auto& item : *list) {
        const auto* table = item.as_table();
        if (!table) wrong(item, fmt::format("[[queue.{}]] must be a table", key));
        read(*table);
    }
    return true;
}

void read_rules(const Section& in, Settings& s) {
    if (const auto* node = in.table().get("rollover")) {
        const auto text = node->value_exact<std::string>();
        const auto time = text ? time_of_day(*text) : std::nullopt;
        if (!time || *time >= std::chrono::hours(24)) in.bad(*node, "rollover", R"(a time like "00:00")");
        s.rollover = *time;
    }
    in.duration("utc_offset_minutes", s.utc_offset, -12 * 60, 14 * 60);
    std::set<unsigned> weekdays;
    const bool days_given = in.texts("weekdays", R"(a list of "mon" to "sun")", [&](const std::string& word) {
        const auto at = std::ranges::find(weekday_words, word);
        if (at == weekday_words.end()) return false;
        weekdays.insert(static_cast<unsigned>(at - weekday_words.begin()) + 1);
        return true;
    });
    if (days_given) s.weekdays = std::move(weekdays);
    read_dates(in, "closed_on", s.closed_on);
    read_dates(in, "open_on", s.open_on);
    std::set<Precedence> first;
    const bool first_given =
        in.texts("first", "a list of classes of precedence", [&](const std::string& word) {
            const auto p = from_word<Precedence>(word);
            if (!p || *p == Precedence::ordinary) return false;
            first.insert(*p);
            return true;
        });
    if (first_given) s.first = std::move(first);
    in.number("elderly_from", s.elderly_from, 50, 100);
    in.number("overtaken_at_most", s.overtaken_at_most, 0, 1000);
    in.duration("overtaken_until_minutes", s.overtaken_until, 0, 24 * 60);
    in.number("absent_skip", s.absent_skip, 0, 100);
    in.number("absent_at_most", s.absent_at_most, 0, 10);
}

Settings read(const toml::table& file) {
    Settings s = default_settings();
    const auto* node = file.get("queue");
    if (!node) return s;
    const auto* queue = node->as_table();
    if (!queue) wrong(*node, "[queue] must be a section");
    const Section in(*queue, "queue",
                     {"rollover", "utc_offset_minutes", "weekdays", "hours", "closed_on", "open_on", "first",
                      "elderly_from", "overtaken_at_most", "overtaken_until_minutes", "absent_skip",
                      "absent_at_most", "service", "window"});
    read_rules(in, s);
    std::vector<Hours> hours = s.services.front().hours;
    read_hours(in, hours);
    for (auto& service : s.services) service.hours = hours;
    std::vector<Service> services;
    const bool own_services =
        each_table(*queue, "service", api::max_hall_services, [&](const toml::table& table) {
            services.push_back(read_service(table, hours));
            if (std::ranges::count(services, services.back().id, &Service::id) > 1)
                wrong(table, "[queue.service] id stands there twice");
        });
    if (own_services) s.services = std::move(services);
    std::vector<Window> windows;
    const bool own_windows =
        each_table(*queue, "window", api::max_hall_windows, [&](const toml::table& table) {
            windows.push_back(read_window(table, s.services));
            if (std::ranges::count(windows, windows.back().id, &Window::id) > 1)
                wrong(table, "[queue.window] id stands there twice");
        });
    if (own_windows) s.windows = std::move(windows);
    for (const auto& service : s.services) {
        const bool served = std::ranges::any_of(
            s.windows, [&](const Window& w) { return std::ranges::count(s.services_at(w), service.id) > 0; });
        if (!served) wrong(*queue, fmt::format("[queue] no window serves the service {}", service.id));
    }
    return s;
}

}  // namespace

Result<Settings, SettingsError> read_settings(std::string_view text) {
    if (text.size() > longest_file) return fail(SettingsError{0, "the file is too long"});
    try {
        return read(toml::parse(text));
    } catch (const toml::parse_error& e) {
        return fail(SettingsError{e.source().begin.line, std::string(e.description())});
    } catch (Mistake& mistake) {
        return fail(std::move(mistake.error));
    }
}

Settings load_settings(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in) throw std::runtime_error(file.string() + " cannot be read");
    auto settings = read_settings(text);
    if (!settings)
        throw std::runtime_error(
            fmt::format("{}:{}: {}", file.string(), settings.error().line, settings.error().message));
    return *std::move(settings);
}

}  // namespace lobby::office::queue
