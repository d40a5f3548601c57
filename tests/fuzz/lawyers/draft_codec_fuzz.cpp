// What may come out of the store of drafts: bytes give no draft, or one that is kept in the same bytes again
// and can be gone on with.
#include <cstdlib>

#include "kiosk/lawyer/draft_codec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::kiosk::lawyer;
    auto draft = decode_draft({data, size});
    if (!draft) return 0;
    for (const Entry& entry : draft->proposed)
        if (entry.confirmed || entry.confidence < 0 || entry.confidence > 100) std::abort();
    const auto bytes = encode_draft(*draft);
    const auto again =
        decode_draft({reinterpret_cast<const uint8_t*>(bytes.view().data()), bytes.view().size()});
    if (!again || !(encode_draft(*again) == bytes)) std::abort();
    static_cast<void>(next_section(making_of(std::move(*draft))));
    return 0;
}
