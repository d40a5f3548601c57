// The head of a request about a page: five texts, parted by newlines.
#include <array>
#include <cstdlib>
#include <string_view>

#include "office/scans/scan_request.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::office::scans;
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    std::array<std::string_view, 5> parts;
    for (auto& part : parts) {
        const auto end = rest.find('\n');
        part = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    const auto request = read_head({parts[0] == "P", parts[1], parts[2], parts[3], parts[4]});
    if (!request) {
        if (request.error() != 400 && request.error() != 413) std::abort();
        return 0;
    }
    if (target_of(request->page) != parts[1]) std::abort();
    if (!request->piece) return 0;
    const auto& piece = *request->piece;
    if (piece.offset > piece.length || piece.length > lobby::api::max_sealed_page_bytes ||
        piece.length == 0 || hex_of(piece.hash) != parts[4])
        std::abort();
    return 0;
}
