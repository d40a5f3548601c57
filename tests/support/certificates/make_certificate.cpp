// make-certificate: writes the picture of a made-up certificate, and says on standard output, as one JSON
// object, which fields it shows. For journeys, the demo and benchmarks.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/clock.hpp"
#include "office/api/ticket_terms.hpp"
#include "tests/support/certificates/certificate_page.hpp"
#include "tests/support/certificates/photograph.hpp"

namespace {

using namespace lobby;
using namespace lobby::test;

struct Options {
    std::string kind;
    uint64_t seed = 1;
    std::string look = "flat";
    std::string today;
    std::string fields;  // JSON, or @FILE
    int turn = 0;
    int quality = 85;
    double dots_per_mm = 7.9;
    bool no_code = false;
    std::filesystem::path out;
};

boost::json::object object_of(const std::string& text) {
    if (text.empty()) return {};
    std::string json = text;
    if (text.front() == '@') {
        std::ifstream file(text.substr(1), std::ios::binary);
        if (!file) throw std::runtime_error("cannot read " + text.substr(1));
        json.assign(std::istreambuf_iterator<char>(file), {});
    }
    auto value = boost::json::parse(json);
    if (!value.is_object()) throw std::runtime_error("--fields is a JSON object of texts");
    return value.as_object();
}

void write(const std::filesystem::path& file, const std::vector<uint8_t>& bytes) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) throw std::runtime_error("cannot write " + file.string());
}

void run(const Options& options) {
    auto today = office_date(SystemClock().wall());
    if (!options.today.empty()) {
        const auto day = parse_date(options.today);
        if (!day) throw std::runtime_error("--today is a date: 2026-12-31");
        today = *day;
    }
    auto facts = make_facts(options.seed, today);
    for (const auto& [word, value] : object_of(options.fields))
        set_fact(facts, word, std::string(value.as_string()));
    const PageStyle style{options.seed, !options.no_code, options.dots_per_mm};
    const auto kind = api::from_word<api::PageKind>(options.kind);
    auto page = kind ? draw_certificate(*kind, facts, style) : draw_other_page(style);
    if (options.look != "flat")
        page = photographed(page, random_photograph(options.seed, options.look == "photographed"));
    write(options.out, jpeg_of(turned(page, options.turn / 90), options.quality));
    boost::json::object shown;
    if (kind)
        for (const auto& [field, value] : true_fields(*kind, facts)) shown[api::word_of(field)] = value;
    fmt::print("{}\n", boost::json::serialize(shown));
}

}  // namespace

int main(int argc, char** argv) {
    try {
        CLI::App app("Draws a made-up certificate: no such lawyer, no such firm", "make-certificate");
        Options options;
        app.add_option("--kind", options.kind,
                       "practising_certificate, firm_certificate, power_of_attorney, legal_aid_letter, "
                       "relation_proof, or other: a page that is no certificate")
            ->required()
            ->check(CLI::IsMember({"practising_certificate", "firm_certificate", "power_of_attorney",
                                   "legal_aid_letter", "relation_proof", "other"}));
        app.add_option("--out", options.out, "The JPEG file")->required();
        app.add_option("--seed", options.seed, "The same seed and day give the same picture")
            ->capture_default_str();
        app.add_option("--look", options.look,
                       "flat: a clean page; straight: as after the kiosk's perspective correction; "
                       "photographed: on a desk, at an angle")
            ->check(CLI::IsMember({"flat", "straight", "photographed"}))
            ->capture_default_str();
        app.add_option("--fields", options.fields,
                       "JSON object of what shall stand on it, or @FILE: words of form fields (licence_name, "
                       "firm_code, letter_dated_on, …), sex, principal, relation, …; \"\" leaves a line out");
        app.add_option("--today", options.today, "The day that made-up dates lie before; today by default");
        app.add_option("--turn", options.turn, "Clockwise")->check(CLI::IsMember({0, 90, 180, 270}));
        app.add_option("--quality", options.quality, "Of the JPEG")->check(CLI::Range(20, 100));
        app.add_option("--dots-per-mm", options.dots_per_mm, "7.9 is 200 dpi")->check(CLI::Range(3.0, 16.0));
        app.add_flag("--no-code", options.no_code, "Without the QR code of the practising certificate");
        CLI11_PARSE(app, argc, argv);
        run(options);
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "make-certificate: {}\n", error.what());
        return 1;
    }
}
