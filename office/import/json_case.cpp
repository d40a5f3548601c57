#include "office/import/json_case.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <span>

#include <boost/json/basic_parser_impl.hpp>

#include "office/import/case_rules.hpp"
#include "office/import/field_rules.hpp"

namespace lobby::office::imports {

namespace json = boost::json;

namespace {

using enum FieldId;

constexpr std::array case_fields{acceptance_number, kind,       cause,       department, accepted_on,
                                 confidentiality,   in_custody, procedure,   outcome,    concluded_on,
                                 parties,           events,     entitlements};
constexpr std::array party_fields{party_ordinal, party_position, party_name, party_number, party_measure};
constexpr std::array event_fields{event_stage, event_on};
constexpr std::array entitlement_fields{entitlement_number,      entitlement_name,
                                        entitlement_role,        entitlement_principal,
                                        entitlement_valid_until, entitlement_withdrawn};

bool may_be_absent(FieldId field) {
    return field == concluded_on || field == party_number || field == entitlement_valid_until ||
           field == entitlement_withdrawn;
}

enum class Level {
    before,
    top,
    marks,
    in_parties,
    party,
    in_events,
    event,
    in_entitlements,
    entitlement,
    after
};

std::span<const FieldId> fields_of(Level level) {
    switch (level) {
        case Level::top:
            return case_fields;
        case Level::party:
            return party_fields;
        case Level::event:
            return event_fields;
        case Level::entitlement:
            return entitlement_fields;
        default:
            return {};
    }
}

std::string_view type_words(json::kind type) {
    switch (type) {
        case json::kind::null:
            return "null";
        case json::kind::bool_:
            return "true or false";
        case json::kind::array:
            return "a list";
        case json::kind::object:
            return "an object";
        case json::kind::string:
            return "a text";
        default:
            return "a number";
    }
}

// Receives the parser's events. Goes on after the first problem, so that number and marks of a rejected case
// are known wherever in the line they stand.
class Handler {
public:
    static constexpr size_t max_array_size = 4096;
    static constexpr size_t max_object_size = 64;
    static constexpr size_t max_string_size = 4096;
    static constexpr size_t max_key_size = 64;

    explicit Handler(HashIdentity hash) : hash_(std::move(hash)) {}

    void start() {
        record.row = {};
        record.parties.clear();
        record.events.clear();
        record.entitlements.clear();
        problem.reset();
        level_ = Level::before;
        field_ = line;
        skipped_ = 0;
        seen_.reset();
        text_.clear();
    }
    // The line was an object, and it ended.
    [[nodiscard]] bool ended() const { return level_ == Level::after; }
    [[nodiscard]] bool saw(FieldId field) const { return seen_[static_cast<size_t>(field)]; }

    CaseRecord record;
    std::optional<Problem> problem;

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }

    bool on_object_begin(json::error_code&) {
        if (skipped_ > 0) return ++skipped_, true;
        switch (level_) {
            case Level::before:
                level_ = Level::top;
                return true;
            case Level::in_parties:
                record.parties.emplace_back();
                return begin_entry(Level::party, party_fields);
            case Level::in_events:
                record.events.emplace_back();
                record.events.back().seq = static_cast<int>(record.events.size());
                return begin_entry(Level::event, event_fields);
            case Level::in_entitlements:
                record.entitlements.emplace_back();
                return begin_entry(Level::entitlement, entitlement_fields);
            default:
                return skip(json::kind::object);
        }
    }
    bool on_object_end(size_t, json::error_code&) {
        if (skipped_ > 0) return --skipped_, true;
        require(fields_of(level_));
        switch (level_) {
            case Level::party:
                level_ = Level::in_parties;
                break;
            case Level::event:
                level_ = Level::in_events;
                break;
            case Level::entitlement:
                level_ = Level::in_entitlements;
                break;
            default:
                level_ = Level::after;
        }
        return true;
    }
    bool on_array_begin(json::error_code&) {
        if (skipped_ > 0) return ++skipped_, true;
        if (level_ == Level::top) {
            if (field_ == confidentiality) return level_ = Level::marks, true;
            if (field_ == parties) return level_ = Level::in_parties, true;
            if (field_ == events) return level_ = Level::in_events, true;
            if (field_ == entitlements) return level_ = Level::in_entitlements, true;
        }
        return skip(json::kind::array);
    }
    bool on_array_end(size_t, json::error_code&) {
        if (skipped_ > 0) return --skipped_, true;
        level_ = Level::top;
        return true;
    }

    bool on_key_part(json::string_view part, size_t, json::error_code&) { return keep(part); }
    bool on_key(json::string_view part, size_t, json::error_code&) {
        const auto key = whole(part);
        if (skipped_ > 0) return true;
        const auto known = fields_of(level_);
        const auto found = std::ranges::find_if(known, [&](FieldId f) { return json_key_of(f) == key; });
        if (found == known.end()) {
            note(line, Reason::unknown_field, value_class(key));
            field_ = line;
            return true;
        }
        field_ = *found;
        if (saw(field_)) note(field_, Reason::repeated_field, "");
        seen_.set(static_cast<size_t>(field_));
        return true;
    }
    bool on_string_part(json::string_view part, size_t, json::error_code&) { return keep(part); }
    bool on_string(json::string_view part, size_t, json::error_code&) {
        const auto text = whole(part);
        if (skipped_ > 0 || field_ == line) return true;
        if (const auto wrong =
                level_ == Level::marks ? read_mark(text, record.row.confidentiality) : take(text))
            note(field_, *wrong, *wrong == Reason::wrong_type ? "a text" : value_class(text));
        return true;
    }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(int64_t number, json::string_view, json::error_code&) {
        if (skipped_ > 0 || field_ == line) return true;
        int* const place = level_ == Level::party && field_ == party_ordinal ? &record.parties.back().ordinal
                           : level_ == Level::entitlement && field_ == entitlement_principal
                               ? &record.entitlements.back().principal
                               : nullptr;
        if (!place) return not_of_type(json::kind::int64);
        if (number < (field_ == party_ordinal ? 1 : 0) || number > 9999)
            note(field_, Reason::not_a_number, "a number");
        else
            *place = static_cast<int>(number);
        return true;
    }
    bool on_uint64(uint64_t, json::string_view, json::error_code&) { return not_of_type(json::kind::uint64); }
    bool on_double(double, json::string_view, json::error_code&) { return not_of_type(json::kind::double_); }
    bool on_bool(bool value, json::error_code&) {
        if (level_ == Level::top && field_ == in_custody && skipped_ == 0)
            record.row.in_custody = value;
        else if (level_ == Level::entitlement && field_ == entitlement_withdrawn && skipped_ == 0)
            record.entitlements.back().withdrawn = value;
        else
            not_of_type(json::kind::bool_);
        return true;
    }
    bool on_null(json::error_code&) {
        if (may_be_absent(field_) && level_ != Level::marks) return true;
        return not_of_type(json::kind::null);
    }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

    void note(FieldId field, Reason reason, std::string value) {
        if (field == confidentiality)
            record.row.confidentiality |= static_cast<uint32_t>(Confidentiality::other);
        if (!problem) problem = Problem{field, reason, std::move(value)};
    }

private:
    bool begin_entry(Level level, std::span<const FieldId> fields) {
        level_ = level;
        field_ = line;
        for (const auto f : fields) seen_.reset(static_cast<size_t>(f));
        return true;
    }
    bool skip(json::kind type) {
        ++skipped_;
        return not_of_type(type, true);
    }
    bool not_of_type(json::kind type, bool even_so = false) {
        if (skipped_ > 0 && !even_so) return true;
        const bool known = level_ != Level::before && level_ != Level::after && field_ != line;
        note(known ? field_ : line, Reason::wrong_type, std::string(type_words(type)));
        return true;
    }
    void require(std::span<const FieldId> fields) {
        for (const auto f : fields)
            if (!saw(f) && !may_be_absent(f)) note(f, Reason::missing, "");
    }
    bool keep(json::string_view part) {
        text_.append(part.data(), part.size());
        return true;
    }
    // The whole text of a string or key; valid until the next event.
    std::string_view whole(json::string_view part) {
        if (text_.empty()) return {part.data(), part.size()};
        joined_.swap(text_);
        joined_.append(part.data(), part.size());
        text_.clear();
        return joined_;
    }

    Verdict take(std::string_view text) {
        switch (level_) {
            case Level::top:
                return take_case(text);
            case Level::party:
                return take_party(text, record.parties.back());
            case Level::event:
                if (field_ == event_stage) return read_term(text, record.events.back().stage);
                return read_date(text, record.events.back().on);
            case Level::entitlement:
                return take_entitlement(text, record.entitlements.back());
            default:
                return Reason::wrong_type;
        }
    }
    Verdict take_case(std::string_view text) {
        auto& c = record.row;
        switch (field_) {
            case acceptance_number:
                return read_acceptance_number(text, c.acceptance_number);
            case kind:
                return read_term(text, c.kind);
            case cause:
                return read_text(text, max_cause_bytes, c.cause);
            case department:
                return read_text(text, max_department_bytes, c.department);
            case accepted_on:
                return read_date(text, c.accepted_on);
            case procedure:
                return read_procedure(text, c.procedure);
            case outcome:
                return read_term(text, c.outcome);
            case concluded_on:
                return read_optional_date(text, c.concluded_on);
            default:
                return Reason::wrong_type;
        }
    }
    Verdict take_party(std::string_view text, PartyRow& party) {
        switch (field_) {
            case party_position:
                return read_position(text, party.position);
            case party_name:
                return read_text(text, max_name_bytes, party.name);
            case party_number: {
                IdentityIndex person;
                if (const auto wrong = read_number(text, hash_, person)) return wrong;
                party.person = person;
                return std::nullopt;
            }
            case party_measure:
                return read_term(text, party.measure);
            default:
                return Reason::wrong_type;
        }
    }
    Verdict take_entitlement(std::string_view text, EntitlementRow& e) {
        switch (field_) {
            case entitlement_number:
                return read_number(text, hash_, e.person);
            case entitlement_name:
                return read_text(text, max_name_bytes, e.name);
            case entitlement_role:
                return read_term(text, e.role);
            case entitlement_valid_until:
                return read_optional_date(text, e.valid_until);
            default:
                return Reason::wrong_type;
        }
    }

    HashIdentity hash_;
    Level level_ = Level::before;
    FieldId field_ = line;
    size_t skipped_ = 0;  // depth inside of a value that has no business here
    std::bitset<field_count> seen_;
    std::string text_;
    std::string joined_;
};

json::parse_options options() {
    json::parse_options o;
    o.max_depth = 6;
    return o;
}

Reason reason_of(const json::error_code& error) {
    if (error == json::error::array_too_large || error == json::error::object_too_large ||
        error == json::error::too_deep)
        return Reason::too_many;
    if (error == json::error::string_too_large || error == json::error::key_too_large)
        return Reason::too_long;
    return Reason::not_json;
}

}  // namespace

struct JsonCaseParser::Impl {
    explicit Impl(HashIdentity hash) : parser(options(), std::move(hash)) {}
    json::basic_parser<Handler> parser;
    bool incomplete = false;
};

JsonCaseParser::JsonCaseParser(HashIdentity hash) : impl_(std::make_unique<Impl>(std::move(hash))) {}
JsonCaseParser::~JsonCaseParser() = default;

std::optional<Problem> JsonCaseParser::parse(std::string_view text) {
    auto& parser = impl_->parser;
    auto& handler = parser.handler();
    parser.reset();
    handler.start();
    json::error_code error;
    const size_t used = parser.write_some(false, text.data(), text.size(), error);
    impl_->incomplete = error == json::error::incomplete;
    if (!error && used < text.size()) error = json::error::extra_data;
    if (error) return Problem{line, reason_of(error), value_class(text)};
    if (!handler.problem && !handler.ended()) return Problem{line, Reason::wrong_type, value_class(text)};
    if (!handler.problem) handler.problem = problem_of_whole(handler.record);
    return handler.problem;
}

CaseRecord& JsonCaseParser::record() {
    return impl_->parser.handler().record;
}

Remains JsonCaseParser::remains() const {
    const auto& handler = impl_->parser.handler();
    return {handler.record.row.acceptance_number, handler.record.row.confidentiality};
}

bool JsonCaseParser::incomplete() const {
    return impl_->incomplete;
}

}  // namespace lobby::office::imports
