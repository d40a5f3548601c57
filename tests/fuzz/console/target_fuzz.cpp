// What a browser names in its request line and headers: no path leads anywhere but down, whatever is sent.
#include <cstdlib>
#include <string_view>

#include "office/console/forms/headers.hpp"
#include "office/console/forms/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::office::console;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto target = parse_target(text)) {
        for (const auto& segment : target->path)
            if (segment.empty() || segment == "." || segment == ".." ||
                segment.find_first_of(std::string_view("/\\\0", 3)) != std::string::npos)
                std::abort();
    }
    const auto value = cookie_value(text, session_cookie);
    if (value.find(';') != std::string::npos) std::abort();
    if (same_origin("office.example:7445", text, "") && !text.empty() && text.size() != 27) std::abort();
    if (address_group(text).size() > text.size() + 5) std::abort();
    static_cast<void>(is_json(text));
    static_cast<void>(names_tag(text, "\"abc\""));
    static_cast<void>(media_type_of(text));
    return 0;
}
