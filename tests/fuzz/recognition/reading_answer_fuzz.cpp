// What a reading process may say after a hostile picture has taken it over.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "kiosk/recognition/reading_frames.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::kiosk;
    const std::span bytes(data, size);
    if (const auto request = decode_request(bytes); request && request->jpeg.size() + 1 != size) std::abort();
    const auto outcome = decode_answer(bytes);
    if (!outcome) return 0;
    const auto again = encode_answer(*outcome);
    if (again.size() != size || !std::equal(bytes.begin(), bytes.end(), again.data())) std::abort();
    return 0;
}
