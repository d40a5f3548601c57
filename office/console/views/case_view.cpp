#include "office/console/views/case_view.hpp"

#include <boost/json/array.hpp>

#include "base/civil_date.hpp"

namespace lobby::office::console {

namespace json = boost::json;

// A field that may not be told is not there.
json::object case_view(const api::DisclosedCase& c) {
    json::object o{{"acceptance_number", c.acceptance_number},
                   {"kind", api::word_of(c.kind)},
                   {"asked_as", api::word_of(c.asked_as)}};
    if (c.cause) o["cause"] = *c.cause;
    if (!c.suspects.empty()) {
        json::array names;
        for (const auto& s : c.suspects) names.emplace_back(s);
        o["suspects"] = std::move(names);
    }
    if (c.accepted_on) o["accepted_on"] = iso_date(*c.accepted_on);
    if (c.department) o["department"] = *c.department;
    if (c.stage) o["stage"] = api::word_of(*c.stage);
    if (!c.history.empty()) {
        json::array history;
        for (const auto& e : c.history)
            history.push_back({{"stage", api::word_of(e.stage)}, {"on", iso_date(e.on)}});
        o["history"] = std::move(history);
    }
    if (c.limit) {
        json::object limit{{"state", api::word_of(c.limit->state)}, {"days_left", c.limit->days_left}};
        if (c.limit->due) limit["due"] = iso_date(*c.limit->due);
        o["limit"] = std::move(limit);
    }
    if (c.measure) o["measure"] = api::word_of(*c.measure);
    if (c.outcome) o["outcome"] = api::word_of(*c.outcome);
    if (c.concluded_on) o["concluded_on"] = iso_date(*c.concluded_on);
    return o;
}

std::string masked_name(std::string_view utf8) {
    std::string out;
    size_t characters = 0;
    for (const char c : utf8) {
        const bool begins = (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
        if (begins && ++characters > 1) out.push_back('*');
        if (characters == 1) out.push_back(c);
    }
    return out;
}

}  // namespace lobby::office::console
