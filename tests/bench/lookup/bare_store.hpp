// What the same data costs without the office: an indexed point read of a case's row with a prepared
// statement, in this process; and the same with one durable insert, each in a commit of its own or many in
// one.
#pragma once

#include <filesystem>

#include "tests/bench/lookup/people.hpp"

namespace lobby::bench {

Times bare_reads(const std::filesystem::path& data_dir, const std::vector<Person>& people, size_t count);

// The inserts go to a database of their own in `scratch`, on the same disk, with the office's settings.
Times bare_reads_and_inserts(const std::filesystem::path& data_dir, const std::filesystem::path& scratch,
                             const std::vector<Person>& people, size_t count, size_t per_commit);

}  // namespace lobby::bench
