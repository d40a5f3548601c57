#include <cstdlib>
#include <string_view>

#include "kiosk/ui/catalogue.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const auto catalogue = lobby::kiosk::ui::Catalogue::parse({reinterpret_cast<const char*>(data), size});
    if (!catalogue) return 0;
    size_t all = 0;
    for (const char* key : {"", "a", "home.title", "days"})
        all += catalogue->text(key).size() + catalogue->text(key, 2).size();
    if (all > 8 * size) std::abort();
    return 0;
}
