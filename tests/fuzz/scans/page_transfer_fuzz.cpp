// A hostile office: whatever it answers, a page's transfer ends, and never leaves the page's bytes.
#include <cstdlib>
#include <string_view>

#include "kiosk/scans/page_transfer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::kiosk::scans;
    using Step = PageTransfer::Step;
    constexpr unsigned statuses[] = {200, 204, 404, 409, 410, 422, 400, 413, 507, 0};
    static_cast<void>(parse_length({reinterpret_cast<const char*>(data), size}));
    const uint64_t length = 1 + (size > 0 ? data[0] * 16U : 0U);
    PageTransfer page(length, 256);
    size_t answers = 0;
    for (size_t i = 1; i + 3 < size; i += 4, ++answers) {
        if (page.step() != Step::ask && page.step() != Step::send) break;
        if (page.offset() > length || page.piece() > length - page.offset()) std::abort();
        const uint64_t said = static_cast<uint64_t>(data[i + 1]) << 8 | data[i + 2];
        const uint64_t next = (data[i + 3] & 1) != 0 ? page.offset() + page.piece() : said;
        page.heard({statuses[data[i] % 10], (data[i + 3] & 2) != 0 ? std::nullopt : std::optional(next),
                    (data[i + 3] & 4) != 0 ? std::optional(said) : std::optional(length)});
    }
    // One question, every piece, and what may be corrected and begun again.
    if (answers > 20 * (length / 256 + 2) + 20) std::abort();
    return 0;
}
