// Entitled people of an export, and the time that things take.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "office/api/messages.hpp"

namespace lobby::bench {

struct Person {
    std::string number;
    std::string name;
    std::string acceptance_number;  // of a case that he may see
};

// Lines of number, name and acceptance number, with tabs between. Throws std::runtime_error.
std::vector<Person> read_people(const std::filesystem::path& file);
// Shuffled by a fixed seed.
std::vector<Person> shuffled(std::vector<Person> people);

api::LookupRequest by_card(const Person& person);

using Clock = std::chrono::steady_clock;

// What was measured of one kind of work.
struct Times {
    std::vector<double> each_us;
    double wall_s = 0;

    void add(Clock::duration took) {
        each_us.push_back(std::chrono::duration<double, std::micro>(took).count());
    }
    // Nearest rank.
    [[nodiscard]] double percentile(double p) const {
        auto sorted = each_us;
        std::ranges::sort(sorted);
        const auto rank = static_cast<size_t>(std::ceil(p * static_cast<double>(sorted.size())));
        return sorted.at(rank == 0 ? 0 : rank - 1);
    }
    [[nodiscard]] double rate() const { return static_cast<double>(each_us.size()) / wall_s; }
};

}  // namespace lobby::bench
