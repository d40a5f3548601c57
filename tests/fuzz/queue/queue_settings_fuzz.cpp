#include <cstdlib>
#include <string_view>

#include "office/queue/settings/settings_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::office::queue;
    const auto settings = read_settings({reinterpret_cast<const char*>(data), size});
    if (!settings) return 0;
    for (const auto& s : settings->services)
        if (!is_word(s.id) || s.target.count() < 1) std::abort();
    for (const auto& w : settings->windows)
        if (!is_word(w.id)) std::abort();
    return 0;
}
