#include "office/demo/people.hpp"

#include <array>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>

#include "office/demo/names.hpp"

namespace lobby::office::demo {

namespace {

using std::chrono::days;

// GB/T 2260 (m): Shidian, then the other counties of Baoshan and some around it.
constexpr std::string_view own_region = "530521";
constexpr std::array<std::string_view, 8> neighbour_regions{"530502", "530523", "530524", "530581",
                                                            "530921", "530924", "533102", "533122"};

// A birthday's sequences as pairs (woman, man): 10 to 479 for everybody, 480 to 499 for lawyers.
constexpr int first_pair = 10;
constexpr int pairs = 470;
constexpr int first_lawyers_pair = 480;
constexpr int lawyers_pairs = 20;
constexpr int lawyers_birthdays = 13'000;
constexpr uint64_t adult_birthdays = 50 * 365;  // 18 to 68 years
constexpr uint64_t minor_birthdays = 4 * 365;

// Scatters consecutive numbers over 0 … modulus-1 without meeting any twice.
uint64_t scattered(uint64_t n, uint64_t modulus) {
    uint64_t step = 0x9E3779B97F4A7C15ULL % modulus;
    while (std::gcd(step, modulus) != 1) ++step;
    return n * step % modulus;
}

int sequence_of(int pair, Sex sex) {
    return pair * 2 + (sex == Sex::male ? 1 : 0);
}

}  // namespace

std::string make_number(std::string_view region, Date birth, int sequence) {
    const std::chrono::year_month_day ymd{birth};
    auto number = fmt::format("{}{:04}{:02}{:02}{:03}", region, static_cast<int>(ymd.year()),
                              static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()), sequence);
    number.push_back(identity_check_character(number));
    return number;
}

Population::Population(uint64_t seed, Date first_day)
    : seed_(seed),
      own_{add_months(first_day, -12 * 68), adult_birthdays, 1, seed % 1'000'003},
      neighbours_{add_months(first_day, -12 * 68), adult_birthdays, neighbour_regions.size(),
                  seed % 1'000'003},
      minors_(seed % 1'000'003) {}

std::string Population::take(Numbers& numbers, Sex sex, bool own_county) {
    const uint64_t size = numbers.birthdays * numbers.regions * pairs;
    uint64_t at = scattered(numbers.next++ % size, size);
    const int pair = first_pair + static_cast<int>(at % pairs);
    at /= pairs;
    const Date birth = numbers.first_birth + days(at % numbers.birthdays);
    const size_t region = at / numbers.birthdays;
    const bool own = own_county || region >= neighbour_regions.size();
    return make_number(own ? own_region : neighbour_regions[region], birth, sequence_of(pair, sex));
}

Person Population::adult(Sex sex, Random& random) {
    const bool own = random.chance(700);
    auto name = make_name(sex, random);
    return {std::move(name), take(own ? own_ : neighbours_, sex, own)};
}

// Everybody of four years' birthdays, then the next pair and region: who follows so much later that he could
// share a birthday was born years later too.
Person Population::minor(Sex sex, int age, Date day, Random& random) {
    constexpr uint64_t regions = 1 + neighbour_regions.size();
    const uint64_t n = minors_++;
    const uint64_t at = scattered(n % (regions * pairs), regions * pairs);
    const int offset = static_cast<int>((n / (regions * pairs) * 7 + n * 611) % minor_birthdays);
    const Date birth = add_months(day, -12 * age) - days(offset);
    const size_t region = at / pairs;
    auto name = make_name(sex, random);
    return {std::move(name), make_number(region == 0 ? own_region : neighbour_regions[region - 1], birth,
                                         sequence_of(first_pair + static_cast<int>(at % pairs), sex))};
}

Person Population::relative_of(const Person& person, Random& random) {
    const Sex sex = random.chance(500) ? Sex::male : Sex::female;
    return {make_relatives_name(person.name, sex, random), take(own_, sex, true)};
}

Person Population::lawyer(uint32_t which) const {
    if (which >= lawyers_max) throw std::out_of_range("demo: no such lawyer");
    Random random(seed_, 0x1A3'0000'0000ULL + which);
    const Sex sex = random.chance(600) ? Sex::male : Sex::female;
    const uint64_t at = scattered(which, static_cast<uint64_t>(lawyers_birthdays) * lawyers_pairs);
    const Date birth = own_.first_birth + days(3 * 365 + static_cast<int>(at / lawyers_pairs));
    const int pair = first_lawyers_pair + static_cast<int>(at % lawyers_pairs);
    return {make_name(sex, random), make_number(own_region, birth, sequence_of(pair, sex))};
}

}  // namespace lobby::office::demo
