// Asks a running office as kiosks do, and reads the same data barely; prints the figures as JSON. Called by
// run.
#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "tests/bench/lookup/bare_store.hpp"
#include "tests/bench/lookup/fleet.hpp"

namespace {

using namespace lobby;
using namespace lobby::bench;
namespace json = boost::json;

struct Options {
    std::string data_dir;
    std::string scratch;
    std::string people;
    uint16_t link_port = 0;
    uint16_t enrol_port = 0;
    std::vector<std::string> codes;
    size_t one_by_one = 3000;
    size_t refusals = 200;
    size_t reads = 200'000;
    size_t in_flight = 16;
    int seconds = 10;
};

json::object figures(const Times& times) {
    return {{"count", times.each_us.size()},
            {"p50_us", times.percentile(0.5)},
            {"p99_us", times.percentile(0.99)},
            {"rate", times.rate()}};
}

bool disclosed(const api::LookupReply& reply) {
    return std::holds_alternative<api::CasesDisclosed>(reply);
}

bool nothing(const api::LookupReply& reply) {
    return std::holds_alternative<api::NothingToShow>(reply);
}

// People with valid numbers whom no export knows.
std::vector<Person> strangers(const std::vector<Person>& people) {
    std::vector<Person> out;
    for (const auto& p : people) {
        const std::string first = "110101" + p.number.substr(6, 11);
        out.push_back({first + identity_check_character(first), p.name, ""});
    }
    return out;
}

json::object measure(const Options& options) {
    const auto people = shuffled(read_people(options.people));
    kiosk::LinkSettings office;
    office.link_port = options.link_port;
    office.enrol_port = options.enrol_port;
    Fleet fleet(options.scratch, office, options.codes);
    const std::chrono::seconds limit(options.seconds);

    static_cast<void>(fleet.ask(1, 1, people, 500, limit, disclosed));  // caches warm, on both sides
    static_cast<void>(
        fleet.meanwhile([&] { return bare_reads(options.data_dir, people, options.reads / 10); }));
    json::object out;
    out["people"] = people.size();
    out["kiosks"] = options.codes.size();
    out["in_flight"] = options.codes.size() * options.in_flight;
    // Ours and theirs in turn, so that a busy moment of the machine falls on both.
    Times ours;
    Times read;
    Times durable;
    const size_t rounds = 5;
    for (size_t round = 0; round < rounds; ++round) {
        const auto add = [](Times& sum, const Times& part) {
            sum.each_us.insert(sum.each_us.end(), part.each_us.begin(), part.each_us.end());
            sum.wall_s += part.wall_s;
        };
        add(ours, fleet.ask(1, 1, people, options.one_by_one / rounds, limit, disclosed));
        add(read,
            fleet.meanwhile([&] { return bare_reads(options.data_dir, people, options.reads / rounds); }));
        add(durable, fleet.meanwhile([&] {
            return bare_reads_and_inserts(options.data_dir, options.scratch, people,
                                          options.one_by_one / rounds, 1);
        }));
    }
    out["one_by_one"] = figures(ours);
    out["bare_read"] = figures(read);
    out["bare_read_and_commit"] = figures(durable);
    out["refused"] = figures(fleet.ask(1, 1, strangers(people), options.refusals, limit, nothing));
    out["many"] =
        figures(fleet.ask(options.codes.size(), options.in_flight, people, 10'000'000, limit, disclosed));
    out["bare_read_and_group_commit"] =
        figures(bare_reads_and_inserts(options.data_dir, options.scratch, people, options.one_by_one * 10,
                                       options.codes.size() * options.in_flight));
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        Options options;
        CLI::App app("Load of lookups on a running office", "lookup-load");
        app.add_option("--data-dir", options.data_dir, "The office's data, read barely")->required();
        app.add_option("--scratch", options.scratch, "Folder for kiosks' identities and the bare inserts")
            ->required();
        app.add_option("--people", options.people, "Entitled people, one a line")->required();
        app.add_option("--port", options.link_port, "Of the office, for kiosks")->required();
        app.add_option("--enrol-port", options.enrol_port, "Of the office, for enrolment")->required();
        app.add_option("--codes", options.codes, "Enrolment codes, one a kiosk")->required();
        app.add_option("--in-flight", options.in_flight, "Questions at once, a kiosk");
        app.add_option("--one-by-one", options.one_by_one, "Questions one at a time");
        app.add_option("--seconds", options.seconds, "Of many at once");
        CLI11_PARSE(app, argc, argv);
        std::printf("%s\n", json::serialize(measure(options)).c_str());
        return 0;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "lookup-load: %s\n", e.what());
        return 1;
    }
}
