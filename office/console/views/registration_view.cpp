#include "office/console/views/registration_view.hpp"

#include <algorithm>
#include <array>

#include <boost/json/array.hpp>

#include "office/console/views/case_view.hpp"
#include "office/console/views/reading.hpp"

namespace lobby::office::console {

namespace json = boost::json;
using api::Finding;
using api::FormField;

namespace {

template <class Word>
json::array words(const std::vector<Word>& list) {
    json::array out;
    for (const auto one : list) out.emplace_back(api::word_of(one));
    return out;
}

json::value or_null(const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

json::object row_with(const RegistrationRow& row, std::string_view lawyer, std::string_view client) {
    const auto& s = row.stored;
    json::object o{{"id", id_text(s.id)},
                   {"state", api::word_of(s.standing.state)},
                   {"version", s.version},
                   {"submitted_at", ms(s.submitted_at)},
                   {"decided_at", nullptr},
                   {"lawyer", lawyer},
                   {"client", client},
                   {"case_number", row.case_number},
                   {"authorisation", api::word_of(s.authorisation)},
                   {"pages", s.pages.size()},
                   {"pages_waiting", row.pages_waiting},
                   {"findings", words(s.findings)},
                   {"ticket", s.to_window},
                   {"reviewer", or_null(s.standing.reviewer)},
                   {"confirmed_once_by", or_null(s.standing.confirmed_once_by)},
                   {"follows", nullptr},
                   {"due", iso_date(row.due)},
                   {"days_left", row.days_left}};
    if (s.decided_at) o["decided_at"] = ms(*s.decided_at);
    if (s.follows) o["follows"] = id_text(*s.follows);
    return o;
}

json::array fields_view(const api::RegistrationForm& form) {
    json::array out;
    for (const auto& f : form.fields)
        out.push_back({{"field", api::word_of(f.field)},
                       {"value", f.value.view()},
                       {"recognised", f.recognised.view()},
                       {"source", api::word_of(f.source)},
                       {"differs", !reads_the_same(f.field, f.value.view(), f.recognised.view())}});
    return out;
}

json::array findings_view(const std::vector<Finding>& findings) {
    json::array out;
    for (const auto finding : findings) {
        json::array fields;
        for (const auto field : fields_of(finding)) fields.emplace_back(api::word_of(field));
        out.push_back({{"finding", api::word_of(finding)},
                       {"warning", api::is_warning(finding)},
                       {"fields", std::move(fields)}});
    }
    return out;
}

json::array pages_view(const RegistrationDetail& detail) {
    json::array out;
    const auto& pages = detail.row.stored.pages;
    for (size_t i = 0; i < pages.size(); ++i)
        out.push_back({{"id", id_text(pages[i].reference.id)},
                       {"kind", api::word_of(pages[i].reference.kind)},
                       {"ordinal", pages[i].reference.ordinal},
                       {"arrived", i < detail.arrived.size() && detail.arrived[i]},
                       {"erased", pages[i].erased}});
    return out;
}

json::value case_of(const RegistrationDetail& detail) {
    if (!detail.of_case) return nullptr;
    const auto& c = *detail.of_case;
    json::array clients;
    const auto& client = detail.row.stored.client;
    for (const auto& party : c.parties)
        if (client && party.ordinal == client->client) clients.emplace_back(party.name);
    json::object o{{"acceptance_number", c.acceptance_number},
                   {"kind", api::word_of(c.kind)},
                   {"cause", or_null(c.cause)},
                   {"stage", nullptr},
                   {"stage_on", nullptr},
                   {"clients", std::move(clients)}};
    if (!c.events.empty()) {
        o["stage"] = api::word_of(c.events.back().stage);
        o["stage_on"] = iso_date(c.events.back().on);
    }
    return o;
}

json::array history_view(const std::vector<RegistrationStep>& steps) {
    json::array out;
    for (const auto& step : steps)
        out.push_back(
            {{"at", ms(step.at)}, {"kind", step.command}, {"by", step.by}, {"reasons", words(step.reasons)}});
    return out;
}

template <size_t N>
constexpr std::span<const FormField> list(const std::array<FormField, N>& fields) {
    return fields;
}

constexpr std::array licence_number{FormField::licence_number};
constexpr std::array licence_name{FormField::licence_name};
constexpr std::array issued_on{FormField::licence_issued_on};
constexpr std::array firm_name{FormField::firm_name};
constexpr std::array firm_code{FormField::firm_code};
constexpr std::array firms{FormField::licence_firm, FormField::firm_name};
constexpr std::array firm_lawyer{FormField::firm_lawyer};
constexpr std::array firm_date{FormField::firm_dated_on};
constexpr std::array client_name{FormField::client_name};
constexpr std::array letter_lawyer{FormField::letter_lawyer};
constexpr std::array letter_date{FormField::letter_dated_on};
constexpr std::array case_fields{FormField::client_name, FormField::case_number, FormField::client_identity};
constexpr std::array register_fields{FormField::licence_name, FormField::licence_firm};
constexpr std::array phone{FormField::phone};

}  // namespace

std::span<const FormField> fields_of(Finding finding) {
    switch (finding) {
        case Finding::licence_number_missing:
        case Finding::licence_sex_differs:
        case Finding::register_suspended:
        case Finding::register_unknown:
        case Finding::licence_number_unusual:
            return list(licence_number);
        case Finding::licence_expired:
            return list(issued_on);
        case Finding::licence_name_differs:
            return list(licence_name);
        case Finding::firm_name_missing:
            return list(firm_name);
        case Finding::firm_code_wrong:
            return list(firm_code);
        case Finding::firm_differs:
            return list(firms);
        case Finding::firm_lawyer_differs:
            return list(firm_lawyer);
        case Finding::firm_undated:
        case Finding::firm_date_wrong:
            return list(firm_date);
        case Finding::client_missing:
        case Finding::defenders_full:
            return list(client_name);
        case Finding::letter_lawyer_differs:
            return list(letter_lawyer);
        case Finding::letter_undated:
        case Finding::letter_date_wrong:
            return list(letter_date);
        case Finding::case_not_found:
        case Finding::conflict_of_clients:
            return list(case_fields);
        case Finding::register_differs:
            return list(register_fields);
        case Finding::phone_wrong:
            return list(phone);
        case Finding::practising_certificate_missing:
        case Finding::firm_certificate_missing:
        case Finding::authorisation_missing:
        case Finding::relation_proof_missing:
        case Finding::stage_not_open:
        case Finding::already_registered:
        case Finding::register_unavailable:
        case Finding::office_unavailable:
        case Finding::fields_left_to_window:
            break;
    }
    return {};
}

std::string id_text(const std::array<uint8_t, 16>& id) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const unsigned byte : id) {
        out.push_back(digits[byte >> 4u]);
        out.push_back(digits[byte & 15u]);
    }
    return out;
}

std::optional<std::array<uint8_t, 16>> parse_id(std::string_view text) {
    std::array<uint8_t, 16> id{};
    if (text.size() != 2 * id.size()) return std::nullopt;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        unsigned value = 0;
        if (c >= '0' && c <= '9')
            value = static_cast<unsigned>(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = static_cast<unsigned>(c - 'a') + 10;
        else
            return std::nullopt;
        id[i / 2] = static_cast<uint8_t>((id[i / 2] << 4u) | value);
    }
    return id;
}

json::object registration_row_view(const RegistrationRow& row) {
    return row_with(row, masked_name(row.lawyer_name.view()), masked_name(row.client_name.view()));
}

json::object registration_list_view(const std::vector<RegistrationRow>& rows, const ListMoment& moment) {
    json::array list;
    for (const auto& row : rows) list.push_back(registration_row_view(row));
    return {{"version", moment.version},
            {"now", ms(moment.now)},
            {"today", iso_date(office_date(moment.now))},
            {"four_eyes", moment.four_eyes},
            {"registrations", std::move(list)}};
}

json::object registration_view(const RegistrationDetail& detail) {
    const auto& s = detail.row.stored;
    json::object o = row_with(detail.row, detail.row.lawyer_name.view(), detail.row.client_name.view());
    o["identity_number"] = "";
    o["sex"] = "";
    o["principal"] = "";
    o["fields"] = json::array();
    if (detail.form) {
        const auto& form = *detail.form;
        o["identity_number"] = form.lawyer.reveal();
        o["sex"] = form.lawyer.sex() == Sex::male ? "male" : "female";
        o["principal"] = api::word_of(form.principal);
        o["fields"] = fields_view(form);
    }
    o["agrees_to_notices"] = s.agrees_to_notices;
    o["valid_until"] = nullptr;
    if (s.valid_until) o["valid_until"] = iso_date(*s.valid_until);
    o["reasons"] = words(s.reasons);
    o["findings"] = findings_view(s.findings);
    o["page_list"] = pages_view(detail);
    o["case"] = case_of(detail);
    o["history"] = history_view(detail.history);
    return o;
}

}  // namespace lobby::office::console
