// What may come out of a seal, of which the office knows only that it was made for its key: decoding gives a
// reason or a form that can be checked, and sealed again in the same words.
#include <algorithm>
#include <cstdlib>

#include "office/api/codec.hpp"
#include "office/api/registration_checks.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::api;
    const auto form = decode_form({data, size});
    if (!form) {
        if (word_of(form.error()) == "unknown") std::abort();
        return 0;
    }
    const auto again = encode_form(*form);
    const auto twice =
        decode_form({reinterpret_cast<const uint8_t*>(again.view().data()), again.view().size()});
    if (!twice || !(encode_form(*twice) == again)) std::abort();
    const lobby::Date today{std::chrono::days(20'787)};
    const auto found = check_form(*form, form->lawyer.sex(), today, {});
    if (!std::ranges::is_sorted(found) || std::ranges::adjacent_find(found) != found.end()) std::abort();
    return 0;
}
