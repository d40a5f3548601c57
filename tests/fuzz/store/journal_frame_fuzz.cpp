// What a failing disk gives back as the kiosk's journal: a frame is what was written, byte by byte, or none;
// and whatever a write-ahead log looks like, it is looked at to an answer.
#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "kiosk/store/journal_frame.hpp"
#include "kiosk/store/wal_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::kiosk;
    const std::span<const uint8_t> bytes(data, size);
    if (const auto frame = decode_frame(bytes))
        if (!decode_frame(encode_frame(*frame))) std::abort();
    size_t found = 0;
    find_frames(bytes, [&](const JournalFrame&) { ++found; });
    if (found * 40 > size) std::abort();  // each stands on bytes of its own
    std::istringstream log(std::string(bytes.begin(), bytes.end()));
    static_cast<void>(is_wal_damaged(log));
    return 0;
}
