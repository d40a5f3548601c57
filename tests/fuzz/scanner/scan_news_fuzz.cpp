// What a worker that was taken over may say to the kiosk, in portions.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "platform/scanner/scan_wire.hpp"

namespace {

using namespace lobby::platform;

std::vector<std::vector<uint8_t>> heard(std::span<const uint8_t> bytes, size_t portion) {
    ScanNewsReader reader;
    std::vector<std::vector<uint8_t>> news;
    while (!bytes.empty()) {
        const size_t n = std::min(bytes.size(), portion);
        const bool sound = reader.feed(bytes.first(n));
        while (const auto one = reader.next()) news.push_back(encode_news(*one));
        if (!sound) break;
        bytes = bytes.subspan(n);
    }
    return news;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::span<const uint8_t> bytes(data, size);
    const auto whole = heard(bytes, std::max<size_t>(1, size));
    if (whole != heard(bytes, 1)) std::abort();
    // What was understood is what was said.
    size_t at = 0;
    for (const auto& one : whole) {
        if (at + one.size() > size || !std::equal(one.begin(), one.end(), data + at)) std::abort();
        at += one.size();
    }
    return 0;
}
