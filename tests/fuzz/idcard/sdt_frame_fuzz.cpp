#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "platform/idcard/sdt_frame.hpp"

// The first byte says into how large pieces the rest is torn: what is found must not depend on it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::platform;
    if (size == 0) return 0;
    const std::span<const uint8_t> input(data + 1, size - 1);
    const size_t step = 1 + data[0];

    SdtFrameParser whole;
    whole.feed(input);
    SdtFrameParser torn;
    size_t torn_answers = 0;
    uint64_t torn_sum = 0;
    for (size_t at = 0; at < input.size(); at += step) {
        torn.feed(input.subspan(at, std::min(step, input.size() - at)));
        while (const auto answer = torn.next()) {
            ++torn_answers;
            torn_sum += answer->sw3 + std::accumulate(answer->data.begin(), answer->data.end(), uint64_t{0});
        }
    }
    size_t answers = 0;
    uint64_t sum = 0;
    while (const auto answer = whole.next()) {
        ++answers;
        sum += answer->sw3 + std::accumulate(answer->data.begin(), answer->data.end(), uint64_t{0});
        if (answer->data.size() > SdtFrameParser::longest_frame) std::abort();
    }
    if (answers != torn_answers || sum != torn_sum) std::abort();
    if (whole.damaged_frames() != torn.damaged_frames()) std::abort();
    return 0;
}
