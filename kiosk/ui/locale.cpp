#include "kiosk/ui/locale.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace lobby::kiosk::ui {

namespace {

Catalogue load(const std::filesystem::path& catalogues, const std::string& language) {
    const auto path = catalogues / language / "LC_MESSAGES" / "lobby.mo";
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file)
        throw std::runtime_error("no catalogue for language " + language + " in " + catalogues.string());
    auto catalogue = Catalogue::parse(bytes);
    if (!catalogue)
        throw std::runtime_error("the catalogue " + path.string() + " is " +
                                 std::string(word_of(catalogue.error())));
    return std::move(*catalogue);
}

}  // namespace

Locale::Locale(const std::filesystem::path& catalogues, std::string language)
    : language_(std::move(language)), catalogue_(load(catalogues, language_)) {}

std::optional<std::string> Locale::find(std::string_view key) const {
    const auto found = catalogue_.text(key);
    if (found.empty()) return std::nullopt;
    return std::string(found);
}

std::string Locale::text(std::string_view key) const {
    return find(key).value_or(std::string(key));
}

std::string Locale::count(std::string_view key, int n) const {
    const auto found = catalogue_.text(key, n);
    fmt::dynamic_format_arg_store<fmt::format_context> store;
    store.push_back(fmt::arg("n", n));
    return fill(std::string(found.empty() ? key : found), store);
}

std::string Locale::fill(const std::string& pattern,
                         const fmt::dynamic_format_arg_store<fmt::format_context>& store) {
    try {
        return fmt::vformat(pattern, store);
    } catch (const fmt::format_error&) {
        return pattern;  // a translator's slip must not end the program
    }
}

std::string Locale::date(Date day) const {
    const std::chrono::year_month_day ymd{day};
    const auto month = static_cast<unsigned>(ymd.month());
    return format("format.date", Place{"year", std::to_string(static_cast<int>(ymd.year()))},
                  Place{"month", std::to_string(month)},
                  Place{"month_name", text("format.month." + std::to_string(month))},
                  Place{"day", std::to_string(static_cast<unsigned>(ymd.day()))});
}

std::string Locale::clock_time(WallTime at) const {
    const auto local = at + office_utc_offset;
    const std::chrono::hh_mm_ss time{
        std::chrono::floor<std::chrono::minutes>(local - std::chrono::floor<std::chrono::days>(local))};
    return fmt::format("{}:{:02}", time.hours().count(), time.minutes().count());
}

}  // namespace lobby::kiosk::ui
