#include "kiosk/lawyer/lawyer_words.hpp"

#include <array>

#include "office/api/ticket_terms.hpp"

namespace lobby::kiosk::lawyer {

using api::FormField;
using api::RegistrationState;
using ui::Locale;
using ui::Place;

namespace {

// "15305 2010 12 345678": so that two long numbers can be compared.
std::string grouped(std::string_view digits, std::span<const size_t> groups) {
    std::string out;
    size_t at = 0;
    for (const size_t group : groups) {
        if (at >= digits.size()) break;
        if (!out.empty()) out += ' ';
        out += digits.substr(at, group);
        at += group;
    }
    if (at < digits.size()) {
        out += ' ';
        out += digits.substr(at);
    }
    return out;
}

constexpr std::array<size_t, 4> licence_groups{5, 4, 2, 6};
constexpr std::array<size_t, 4> code_groups{2, 6, 9, 1};
constexpr std::array<size_t, 4> case_groups{6, 4, 5, 2};
constexpr std::array<size_t, 3> identity_groups{6, 8, 4};
constexpr std::array<size_t, 3> phone_groups{3, 4, 4};

}  // namespace

std::string field_name(const Locale& words, FormField field) {
    return words.text("lawyer.field." + std::string(api::word_of(field)));
}

std::string value_words(const Locale& words, const api::FieldValue& value) {
    if (value.source == api::FieldSource::missing) return words.text("lawyer.value.left");
    const auto text = value.value.view();
    switch (value.field) {
        case FormField::licence_number:
            return grouped(text, licence_groups);
        case FormField::firm_code:
            return grouped(text, code_groups);
        case FormField::case_number:
            return grouped(text, case_groups);
        case FormField::client_identity:
            return grouped(text, identity_groups);
        case FormField::phone:
            return grouped(text, phone_groups);
        default:
            break;
    }
    if (entry_kind(value.field) == EntryKind::date)
        if (const auto day = parse_date(text)) return words.date(*day);
    return std::string(text);
}

std::string page_name(const Locale& words, api::PageKind kind) {
    return words.text("lawyer.page." + std::string(api::word_of(kind)));
}

std::string state_words(const Locale& words, RegistrationState state) {
    return words.text("lawyer.state." + std::string(api::word_of(state)));
}

std::string reasons_words(const Locale& words, const std::vector<api::ReturnReason>& reasons) {
    std::string out;
    for (const auto reason : reasons) {
        if (!out.empty()) out += '\n';
        out += words.text("lawyer.reason." + std::string(api::word_of(reason)));
    }
    return out;
}

std::string standing_words(const Locale& words, const api::RegistrationStanding& standing) {
    const Place submitted{"date", words.date(office_date(standing.submitted_at))};
    switch (standing.state) {
        case RegistrationState::confirmed:
            if (standing.stage && standing.stage_on)
                return words.format(
                    "lawyer.standing.stage", Place{"date", words.date(*standing.stage_on)},
                    Place{"stage",
                          words.text("stage." + std::string(api::word_of(*standing.stage)) + ".name")});
            if (standing.valid_until)
                return words.format("lawyer.standing.valid_until",
                                    Place{"date", words.date(*standing.valid_until)});
            return words.format("lawyer.standing.submitted", submitted);
        case RegistrationState::returned:
            return reasons_words(words, standing.reasons);
        default:
            return words.format("lawyer.standing.submitted", submitted);
    }
}

std::string day_words(const Locale& words, Date day) {
    const std::chrono::weekday weekday(day);
    return words.format(
        "lawyer.day", Place{"date", words.date(day)},
        Place{"weekday", words.text("lawyer.weekday." + std::to_string(weekday.iso_encoding()))});
}

std::string short_day_words(const Locale& words, Date day) {
    const std::chrono::year_month_day ymd{day};
    const auto month = std::to_string(static_cast<unsigned>(ymd.month()));
    const std::chrono::weekday weekday(day);
    return words.format(
        "format.short_day", Place{"month", month}, Place{"month_name", words.text("format.month." + month)},
        Place{"day", std::to_string(static_cast<unsigned>(ymd.day()))},
        Place{"weekday", words.text("lawyer.weekday." + std::to_string(weekday.iso_encoding()))});
}

std::string from_until(const Locale& words, WallTime from, WallTime until) {
    return words.clock_time(from) + "\u2013" + words.clock_time(until);
}

std::string paper_words(const Locale& words, const Paper& paper) {
    switch (paper.state) {
        case tickets::PaperState::printing:
            return words.text("lawyer.paper.printing");
        case tickets::PaperState::confirmed:
            return words.text("lawyer.paper.confirmed");
        case tickets::PaperState::unconfirmed:
            return words.text("lawyer.paper.unconfirmed");
        case tickets::PaperState::refused:
            return words.text("lawyer.paper.refused");
        case tickets::PaperState::none:
            break;
    }
    return words.text("lawyer.paper.none");
}

}  // namespace lobby::kiosk::lawyer
