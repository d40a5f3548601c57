// registration-accuracy KIND FIRST_SEED PAGES: one JSON object, what was read how well.
#include <cstdlib>
#include <string>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "office/api/ticket_terms.hpp"
#include "tests/support/certificates/reading_accuracy.hpp"

int main(int argc, char** argv) {
    using namespace lobby;
    const auto kind = argc == 4 ? api::from_word<api::PageKind>(argv[1]) : std::nullopt;
    if (!kind) return 2;
    const auto accuracy = test::measure_accuracy(
        {.kind = *kind, .first_seed = std::stoull(argv[2]), .pages = std::stoi(argv[3])},
        LOBBY_LANGUAGE_DATA);
    boost::json::object fields;
    for (const auto& [field, tally] : accuracy.fields)
        fields[api::word_of(field)] = boost::json::object{{"shown", tally.shown},
                                                          {"exact", tally.exact},
                                                          {"wrong", tally.wrong},
                                                          {"sure_wrong", tally.sure_wrong}};
    boost::json::array misread;
    for (const auto& miss : accuracy.misread)
        misread.push_back(boost::json::object{{"field", api::word_of(miss.field)},
                                              {"seed", miss.seed},
                                              {"stands", miss.stands},
                                              {"said", miss.said}});
    fmt::print("{}\n", boost::json::serialize(boost::json::object{
                           {"kind", api::word_of(*kind)},
                           {"pages", accuracy.pages},
                           {"found", accuracy.found},
                           {"recognised", accuracy.recognised},
                           {"fields", fields},
                           {"misread", misread},
                           {"milliseconds", boost::json::value_from(accuracy.milliseconds)}}));
    return 0;
}
