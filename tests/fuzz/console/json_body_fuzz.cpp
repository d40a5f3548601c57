// A request's body, read as each of the console's handlers reads its own: a good one holds only what fits.
#include <cstdlib>

#include "office/api/text_rules.hpp"
#include "office/console/forms/json_body.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using lobby::office::console::JsonBody;
    JsonBody body({reinterpret_cast<const char*>(data), size});
    const auto name = body.text("name", 32);
    const auto secret = body.secret("password", 64);
    const auto number = body.number("ticket", 1, 1000);
    const auto flag = body.flag("principal");
    const auto words = body.texts("reasons", 3, 16);
    if (!body.good()) return 0;
    if (size > lobby::office::console::longest_body) std::abort();
    if (name && !lobby::api::is_plain_text(*name, 32)) std::abort();
    if (secret && !lobby::api::is_plain_text(secret->view(), 64)) std::abort();
    if (number && (*number < 1 || *number > 1000)) std::abort();
    if (words && words->size() > 3) std::abort();
    static_cast<void>(flag);
    return 0;
}
