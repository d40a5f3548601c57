#include <array>
#include <utility>

#include "office/demo/writers.hpp"

namespace lobby::office::demo {

namespace {

constexpr std::array<std::pair<Confidentiality, std::string_view>, 7> marks{{
    {Confidentiality::state_secret, "state_secret"},
    {Confidentiality::commercial_secret, "commercial_secret"},
    {Confidentiality::privacy, "privacy"},
    {Confidentiality::minor_suspect, "minor_suspect"},
    {Confidentiality::minor_victim, "minor_victim"},
    {Confidentiality::at_large, "at_large"},
    {Confidentiality::other, "other"},
}};

std::string_view word_of(Procedure procedure) {
    switch (procedure) {
        case Procedure::fast_track:
            return "fast_track";
        case Procedure::fast_track_over_a_year:
            return "fast_track_over_a_year";
        case Procedure::ordinary:
            break;
    }
    return "ordinary";
}

std::string_view word_of(PartyPosition position) {
    switch (position) {
        case PartyPosition::victim:
            return "victim";
        case PartyPosition::applicant:
            return "applicant";
        case PartyPosition::suspect:
            break;
    }
    return "suspect";
}

// Appends members, objects and lists; the caller keeps them in order.
class Json {
public:
    explicit Json(std::string& out) : out_(out) {}

    void open(char bracket) {
        comma();
        out_ += bracket;
        first_ = true;
    }
    void close(char bracket) {
        out_ += bracket;
        first_ = false;
    }
    void key(std::string_view name) {
        text(name);
        out_ += ':';
        first_ = true;
    }
    void text(std::string_view value) {
        comma();
        out_ += '"';
        for (const char c : value) {
            if (c == '"' || c == '\\') out_ += '\\';
            out_ += c;
        }
        out_ += '"';
    }
    void number(int value) {
        comma();
        out_ += std::to_string(value);
    }
    void boolean(bool value) {
        comma();
        out_ += value ? "true" : "false";
    }

private:
    void comma() {
        if (!first_) out_ += ',';
        first_ = false;
    }
    std::string& out_;
    bool first_ = true;
};

void member(Json& json, std::string_view key, std::string_view value) {
    json.key(key);
    json.text(value);
}

void parties_of(Json& json, const DemoCase& c) {
    json.key("parties");
    json.open('[');
    int ordinal = 0;
    for (const auto& party : c.parties) {
        json.open('{');
        json.key("ordinal");
        json.number(++ordinal);
        member(json, "position", word_of(party.position));
        member(json, "name", party.person.name);
        member(json, "number", party.person.number);
        member(json, "measure", api::word_of(party.measure));
        json.close('}');
    }
    json.close(']');
}

void events_of(Json& json, const DemoCase& c) {
    json.key("events");
    json.open('[');
    for (const auto& event : c.events) {
        json.open('{');
        member(json, "stage", api::word_of(event.stage));
        member(json, "on", iso_date(event.on));
        json.close('}');
    }
    json.close(']');
}

void entitlements_of(Json& json, const DemoCase& c) {
    json.key("entitlements");
    json.open('[');
    for (const auto& e : c.entitlements) {
        json.open('{');
        member(json, "number", e.person.number);
        member(json, "name", e.person.name);
        member(json, "role", api::word_of(e.role));
        json.key("principal");
        json.number(e.principal);
        if (e.valid_until) member(json, "valid_until", iso_date(*e.valid_until));
        if (e.withdrawn) {
            json.key("withdrawn");
            json.boolean(true);
        }
        json.close('}');
    }
    json.close(']');
}

}  // namespace

std::string ndjson_line(const DemoCase& c) {
    std::string line;
    line.reserve(1024);
    Json json(line);
    json.open('{');
    member(json, "acceptance_number", c.acceptance_number);
    member(json, "kind", api::word_of(c.kind));
    member(json, "cause", c.cause);
    member(json, "department", c.department);
    member(json, "accepted_on", iso_date(c.accepted_on));
    json.key("confidentiality");
    json.open('[');
    for (const auto& [mark, word] : marks)
        if ((c.confidentiality & static_cast<uint32_t>(mark)) != 0) json.text(word);
    json.close(']');
    json.key("in_custody");
    json.boolean(c.in_custody);
    member(json, "procedure", word_of(c.procedure));
    member(json, "outcome", api::word_of(c.outcome));
    if (c.concluded_on) member(json, "concluded_on", iso_date(*c.concluded_on));
    parties_of(json, c);
    events_of(json, c);
    entitlements_of(json, c);
    json.close('}');
    line += '\n';
    return line;
}

}  // namespace lobby::office::demo
