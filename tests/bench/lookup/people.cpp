#include "tests/bench/lookup/people.hpp"

#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>

namespace lobby::bench {

std::vector<Person> read_people(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::vector<Person> people;
    for (std::string line; std::getline(in, line);) {
        std::istringstream fields(line);
        Person p;
        std::getline(fields, p.number, '\t');
        std::getline(fields, p.name, '\t');
        std::getline(fields, p.acceptance_number, '\t');
        people.push_back(std::move(p));
    }
    if (people.empty()) throw std::runtime_error("nobody in " + file.string());
    return people;
}

std::vector<Person> shuffled(std::vector<Person> people) {
    std::mt19937 random(20'261'124);
    std::ranges::shuffle(people, random);
    return people;
}

api::LookupRequest by_card(const Person& person) {
    auto number = IdentityNumber::parse(person.number);
    if (!number) throw std::runtime_error("not an identity number");
    return {api::CardEvidence{std::move(*number), SecretString(person.name), *parse_date("2020-01-01"),
                              std::nullopt}};
}

}  // namespace lobby::bench
