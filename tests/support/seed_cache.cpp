// seed-cache: gives a kiosk that is not running what an office would have sent it for one person, by the
// kiosk's own code, so that journeys can begin with an office that is away.
#include <exception>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sodium.h>

#include "kiosk/cache/case_cache.hpp"
#include "kiosk/cache/pepper_file.hpp"
#include "office/api/cache_record.hpp"

namespace {

using namespace lobby;

struct Person {
    std::string number;
    std::string name;
    std::string acceptance_number;
    std::string cause;
    std::string accepted_on;
};

api::CacheRecord record_of(const Person& person) {
    const auto accepted = parse_date(person.accepted_on);
    if (!accepted) throw std::runtime_error("not a date");
    api::DisclosedCase c;
    c.acceptance_number = person.acceptance_number;
    c.kind = api::CaseKind::prosecution_review;
    c.asked_as = api::Role::party;
    c.cause = person.cause;
    c.suspects = {person.name};
    c.accepted_on = accepted;
    c.stage = api::Stage::under_review;
    c.history = {{api::Stage::accepted, *accepted}, {api::Stage::under_review, *accepted}};
    c.limit = api::TimeLimit{api::LimitState::running, *accepted + std::chrono::days(30), 0};
    c.outcome = api::Outcome::pending;
    return {{{std::move(c), std::nullopt}}, false};
}

void seed(const std::string& store, const std::string& pepper_file, const Person& person) {
    const auto number = IdentityNumber::parse(person.number);
    if (!number) throw std::runtime_error("not an identity number");
    std::array<uint8_t, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    const api::CachePepper pepper{std::span<const uint8_t, 32>(bytes)};
    const SystemClock clock;
    auto log = Log::discard(clock);
    const std::filesystem::path folder(store);
    kiosk::cache::CaseCache cache({folder / "cache", folder / "quarantine", 0}, clock, log);
    cache.load();
    kiosk::cache::keep_pepper(pepper_file, pepper);
    const auto root = api::person_root(pepper, *number);
    const std::array parts{
        api::FeedPart{{1},
                      true,
                      true,
                      true,
                      1,
                      {{api::cache_index(root), 0, api::seal_record(root, person.name, record_of(person))}},
                      clock.wall()}};
    if (!cache.apply(parts)) throw std::runtime_error("the cache does not take it");
}

}  // namespace

int main(int argc, char** argv) {
    std::string store;
    std::string pepper;
    Person person;
    CLI::App app("Fills a kiosk's cache with one person's record");
    app.add_option("--store", store, "[store] dir")->required();
    app.add_option("--pepper", pepper, "cache.pepper")->required();
    app.add_option("--number", person.number)->required();
    app.add_option("--name", person.name)->required();
    app.add_option("--case", person.acceptance_number)->required();
    app.add_option("--cause", person.cause)->required();
    app.add_option("--accepted-on", person.accepted_on)->required();
    CLI11_PARSE(app, argc, argv);
    if (sodium_init() < 0) return 1;
    try {
        seed(store, pepper, person);
        return 0;
    } catch (const std::exception& e) {
        fmt::print(stderr, "seed-cache: {}\n", e.what());
        return 1;
    }
}
