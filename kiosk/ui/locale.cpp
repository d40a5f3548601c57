#include "kiosk/ui/locale.hpp"

#include <stdexcept>

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>

namespace lobby::kiosk::ui {

namespace {

std::locale load(const std::filesystem::path& catalogues, const std::string& language) {
    if (!std::filesystem::exists(catalogues / language / "LC_MESSAGES" / "lobby.mo"))
        throw std::runtime_error("no catalogue for language " + language + " in " + catalogues.string());
    boost::locale::gnu_gettext::messages_info info;
    const auto underscore = language.find('_');
    info.language = language.substr(0, underscore);
    if (underscore != std::string::npos) info.country = language.substr(underscore + 1);
    info.encoding = "UTF-8";
    info.domains.emplace_back("lobby");
    info.paths.push_back(catalogues.string());
    auto* facet = boost::locale::gnu_gettext::create_messages_facet<char>(info);
    if (!facet) throw std::runtime_error("the catalogue for language " + language + " cannot be read");
    return {std::locale::classic(), facet};  // the locale owns the facet
}

const boost::locale::message_format<char>& messages(const std::locale& locale) {
    return std::use_facet<boost::locale::message_format<char>>(locale);
}

}  // namespace

Locale::Locale(const std::filesystem::path& catalogues, std::string language)
    : language_(std::move(language)), locale_(load(catalogues, language_)) {}

std::string Locale::text(std::string_view key) const {
    const std::string id(key);
    const char* found = messages(locale_).get(0, nullptr, id.c_str());
    return found ? found : id;
}

std::string Locale::count(std::string_view key, int n) const {
    const std::string id(key);
    const char* found = messages(locale_).get(0, nullptr, id.c_str(), n);
    fmt::dynamic_format_arg_store<fmt::format_context> store;
    store.push_back(fmt::arg("n", n));
    return fill(found ? found : id, store);
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
