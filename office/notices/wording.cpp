#include "office/notices/wording.hpp"

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/civil_date.hpp"
#include "notice_texts.hpp"

namespace lobby::office {

namespace {

using Language = NoticeSettings::Language;

constexpr std::array<const char*, 12> months{"January",   "February", "March",    "April",
                                             "May",       "June",     "July",     "August",
                                             "September", "October",  "November", "December"};

void put(std::string& text, std::string_view name, std::string_view value) {
    if (const auto at = text.find(name); at != std::string::npos) text.replace(at, name.size(), value);
}

bool tells_a_time(NoticeKind kind) {
    return kind >= NoticeKind::appointment_booked && kind <= NoticeKind::appointment_reminder;
}

std::string required(const toml::table& texts, std::string_view key) {
    const auto* text = texts.get_as<std::string>(key);
    if (!text) throw std::runtime_error(fmt::format("notices: there is no text {}", key));
    return text->get();
}

// The placeholders that are left when those which a kind may have are taken out.
void hold_to(std::string text, std::string_view key, std::initializer_list<std::string_view> allowed) {
    for (const auto name : allowed) {
        if (text.find(name) == std::string::npos)
            throw std::runtime_error(fmt::format("notices: {} does not say {}", key, name));
        put(text, name, "");
    }
    if (text.find_first_of("{}") != std::string::npos)
        throw std::runtime_error(fmt::format("notices: {} says what it may not", key));
}

}  // namespace

NoticeWording NoticeWording::built_in(Language language, NoticeNames names) {
    const auto file = toml::parse(notice_texts_toml);
    const auto* texts = file[language == Language::zh ? "zh" : "en"].as_table();
    if (!texts) throw std::runtime_error("notices: there are no texts in this language");
    NoticeWording made;
    made.language_ = language;
    made.names_ = std::move(names);
    for (size_t i = 0; i < notice_kind_words.size(); ++i) {
        const auto kind = static_cast<NoticeKind>(i);
        auto text = required(*texts, notice_kind_words.at(i));
        if (tells_a_time(kind))
            hold_to(text, notice_kind_words.at(i), {"{office}", "{time}"});
        else
            hold_to(text, notice_kind_words.at(i), {"{office}"});
        made.texts_.emplace(kind, std::move(text));
    }
    made.phone_ = required(*texts, "phone");
    hold_to(made.phone_, "phone", {"{phone}"});
    return made;
}

std::string NoticeWording::text_of(NoticeKind kind, std::optional<WallTime> at) const {
    auto text = texts_.at(kind);
    // The time first: the office's name is the operator's, and may say anything.
    if (at) put(text, "{time}", told_time(*at, language_));
    put(text, "{office}", names_.office);
    if (!names_.window_phone.empty()) {
        auto phone = phone_;
        put(phone, "{phone}", names_.window_phone);
        text += phone;
    }
    return text;
}

std::string told_time(WallTime at, Language language) {
    const auto local = at + office_utc_offset;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::minutes>(local - day));
    const auto month = static_cast<unsigned>(date.month());
    if (language == Language::zh)
        return fmt::format("{}月{}日{}:{:02}", month, static_cast<unsigned>(date.day()),
                           clock.hours().count(), clock.minutes().count());
    return fmt::format("{} {}, {}:{:02}", static_cast<unsigned>(date.day()), months.at(month - 1),
                       clock.hours().count(), clock.minutes().count());
}

}  // namespace lobby::office
