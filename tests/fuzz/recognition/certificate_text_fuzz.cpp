// Whatever a page says: the fields are found or not, within their bounds, and survive the way to the kiosk.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kiosk/recognition/certificate_text.hpp"
#include "kiosk/recognition/reading_frames.hpp"
#include "kiosk/recognition/text_shapes.hpp"
#include "office/api/text_rules.hpp"

// The first byte is the kind; then lines of UTF-8, each with a confidence in front. A line that begins with a
// tab is a code, one that begins with a backspace a second reading of the line before.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby;
    using namespace lobby::kiosk;
    if (size < 1) return 0;
    const auto kind = static_cast<api::PageKind>(data[0] % api::page_kind_words.size());
    PageText page;
    std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    for (size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        at = end + 1;
        if (line.empty()) continue;
        const auto sure = static_cast<uint8_t>(line[0]);
        if (line[0] == '\t') {
            page.codes.push_back(line.substr(1));
        } else if (line[0] == '\b' && line.size() > 2 && !page.lines.empty()) {
            page.lines.back().second.push_back({static_cast<uint8_t>(line[1]), static_cast<uint8_t>(line[2]),
                                                from_utf8(line.substr(3)), sure * 10});
        } else {
            const auto characters = from_utf8(line.substr(1));
            const int top = static_cast<int>(page.lines.size()) * 50;
            page.lines.push_back(
                {characters, std::vector<uint8_t>(characters.size(), sure), 10, top, 900, top + 40, {}});
        }
    }
    const auto reading = find_fields(kind, page);
    for (const auto& proposal : reading.proposals)
        if (proposal.confidence < 0 || proposal.confidence > 100 || proposal.value.empty() ||
            !api::is_utf8(proposal.value.view()) || proposal.value.size() > api::max_field_bytes)
            std::abort();
    const auto answer = decode_answer(encode_answer(reading).view());
    if (!answer || !*answer || !(**answer == reading)) std::abort();
    return 0;
}
