// Any line gives a case within its bounds or a problem that can be told; whatever it is, the next line is
// read as if it had not been.
#include <cstdlib>

#include "office/import/json_case.hpp"

namespace {

using namespace lobby;
using namespace lobby::office;
using namespace lobby::office::imports;

constexpr std::string_view good =
    R"({"acceptance_number":"53052120260010101","kind":"arrest_review","cause":"c","department":"d",)"
    R"("accepted_on":"2026-11-14","confidentiality":[],"in_custody":true,"procedure":"ordinary",)"
    R"("outcome":"pending","parties":[],"events":[],"entitlements":[]})";

IdentityIndex hash(const IdentityNumber& number) {
    IdentityIndex out;
    out.bytes[0] = static_cast<uint8_t>(number.reveal().front());
    return out;
}

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    JsonCaseParser parser(hash);
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    if (const auto problem = parser.parse(line)) {
        require(!words_of(problem->reason).empty() && problem->value.size() < 128);
        static_cast<void>(parser.remains());
    } else {
        const auto& record = parser.record();
        require(!record.row.acceptance_number.empty() && !record.row.cause.empty());
        require(record.parties.size() <= max_parties && record.events.size() <= max_events &&
                record.entitlements.size() <= max_entitlements);
    }
    require(!parser.parse(good));
    require(parser.record().row.confidentiality == 0 && parser.record().parties.empty() &&
            !parser.record().row.concluded_on);
    return 0;
}
