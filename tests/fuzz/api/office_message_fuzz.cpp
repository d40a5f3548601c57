// What a hostile office may send: decoding gives a reason or a message within every limit.
#include <cstdlib>
#include <string_view>

#include "office/api/codec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::api;
    const auto message = decode_office_message({reinterpret_cast<const char*>(data), size});
    if (!message) return 0;
    const auto again = encode(*message);
    const auto twice = decode_office_message(again);
    if (!twice || encode(*twice) != again) std::abort();
    const auto* reply = std::get_if<LookupReply>(&message->body);
    const auto* told = reply ? std::get_if<CasesDisclosed>(reply) : nullptr;
    if (!told) return 0;
    if (told->cases.empty()) std::abort();
    auto within = *told;
    keep_within_limits(within);
    if (within.cases != told->cases && again.size() < max_office_message_bytes / 2) std::abort();
    return 0;
}
