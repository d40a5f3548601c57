// Made-up people with valid identity numbers (GB 11643). Within one export no two people share a number.
#pragma once

#include <cstdint>
#include <string>

#include "base/identity_number.hpp"
#include "office/demo/demo_case.hpp"
#include "office/demo/random.hpp"

namespace lobby::office::demo {

// The number of somebody born on `birth` in `region` (6 digits); `sequence` 0 to 999, odd for men.
[[nodiscard]] std::string make_number(std::string_view region, Date birth, int sequence);

// Hands out people one after the other. The sequences 0 to 19 of every birthday are left to people who are
// made by hand (showcase.hpp), the last forty to lawyers.
class Population {
public:
    // Adults are of age on `first_day`, the first day of the export.
    Population(uint64_t seed, Date first_day);

    Person adult(Sex sex, Random& random);
    // On `day` at least `age` years old and less than four years older.
    Person minor(Sex sex, int age, Date day, Random& random);
    Person relative_of(const Person& person, Random& random);
    // The same person for the same number, below lawyers_max.
    [[nodiscard]] Person lawyer(uint32_t which) const;

    static constexpr uint32_t lawyers_max = 200'000;

private:
    // A region's numbers in a scattered order without repetition.
    struct Numbers {
        Date first_birth;
        uint64_t birthdays;
        uint64_t regions;
        uint64_t next;
    };
    static std::string take(Numbers& numbers, Sex sex, bool own_county);

    uint64_t seed_;
    Numbers own_;         // adults of the county
    Numbers neighbours_;  // adults from around it
    uint64_t minors_;     // handed out so far
};

}  // namespace lobby::office::demo
