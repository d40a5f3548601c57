// The words for visitors: gettext catalogues in assets/locales/<language>/lobby.po, whose msgid is a key
// ("home.title") and whose msgstr is the text, with named places ("{days}").
//
// A Locale is immutable and may be read from any thread. A key without a text gives the key itself:
// scripts/check finds those before a visitor does.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/args.h>
#include <fmt/format.h>

#include "base/civil_date.hpp"
#include "kiosk/ui/catalogue.hpp"

namespace lobby::kiosk::ui {

class Locale {
public:
    // `language` such as "zh_CN" or "en". Throws std::runtime_error when its catalogue is not there
    // (start-up).
    Locale(const std::filesystem::path& catalogues, std::string language);

    [[nodiscard]] const std::string& language() const { return language_; }
    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] std::optional<std::string> find(
        std::string_view key) const;  // nothing: there is no such key

    // text("case.days_left", {"days", "3"}): every value is a text already.
    template <class... Pairs>
    [[nodiscard]] std::string format(std::string_view key, Pairs&&... pairs) const {
        fmt::dynamic_format_arg_store<fmt::format_context> store;
        (store.push_back(fmt::arg(pairs.first, std::string_view(pairs.second))), ...);
        return fill(text(key), store);
    }

    // One or many, by the language's own rule.
    [[nodiscard]] std::string count(std::string_view key, int n) const;

    [[nodiscard]] std::string date(Date day) const;           // 2026年11月24日
    [[nodiscard]] std::string clock_time(WallTime at) const;  // 9:05, at the office

private:
    static std::string fill(const std::string& pattern,
                            const fmt::dynamic_format_arg_store<fmt::format_context>& store);
    std::string language_;
    Catalogue catalogue_;
};

using Place = std::pair<const char*, std::string>;

}  // namespace lobby::kiosk::ui
