// What a lawyer confirmed and what the machine read, both from a kiosk: any bytes are compared, and whatever
// is the same is called the same. The first byte chooses the field, a zero byte parts the two texts.
#include <cstdlib>

#include "office/console/views/reading.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby;
    if (size < 1) return 0;
    const auto field = static_cast<api::FormField>(data[0] % api::form_field_words.size());
    const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto cut = std::min(text.find('\0'), text.size());
    const auto value = text.substr(0, cut);
    const auto read = text.substr(std::min(cut + 1, text.size()));
    static_cast<void>(office::console::reads_the_same(field, value, read));
    if (!office::console::reads_the_same(field, value, value)) std::abort();
    if (!office::console::reads_the_same(field, value, {})) std::abort();
    return 0;
}
