// An answer of the lawyers' register: whatever the bytes, it is an entry that holds together, or malformed.
#include <cstdint>
#include <cstdlib>

#include "office/lawyers/register_answer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::office;
    const auto entry = read_register_answer({reinterpret_cast<const char*>(data), size});
    if (!entry) {
        if (entry.error() != RegisterFault::malformed) std::abort();
        return 0;
    }
    if (size > max_register_answer_bytes) std::abort();
    const bool known = entry->status != RegisterEntry::Status::unknown;
    if (known == entry->name.empty()) std::abort();
    if (!known && !entry->firm.empty()) std::abort();
    if (entry->name.size() > lobby::api::max_field_bytes || entry->firm.size() > lobby::api::max_field_bytes)
        std::abort();
    return 0;
}
