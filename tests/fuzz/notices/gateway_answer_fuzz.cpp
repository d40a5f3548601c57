// What a gateway answers, and templates as an operator may write them: pointer, value and answer, a NUL
// between each. A body that was found good stays JSON whatever is put in.
#include <cstdlib>
#include <string_view>

#include <boost/json/parse.hpp>

#include "office/notices/mail_message.hpp"
#include "office/notices/request_template.hpp"

namespace {

std::string_view cut(std::string_view& rest) {
    const auto end = rest.find('\0');
    const auto part = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return part;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby::office;
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    const auto first = cut(rest);
    const auto second = cut(rest);
    static_cast<void>(says_accepted(rest, first, second));
    static_cast<void>(fault_of_body(first, SmsSettings::Form::urlencoded));
    // Valid UTF-8 alone comes from our own texts.
    if (!fault_of_body(first, SmsSettings::Form::json)) {
        const auto body = fill_template(first, {"0f", "13800138000", "\"\\\n{id}", "kind"}, Escape::json);
        boost::system::error_code error;
        const auto parsed = boost::json::parse(body, error);
        static_cast<void>(parsed);
        if (error) std::abort();
    }
    const auto mail = written({"a@b", "c@d", std::string(second), std::string(rest), "id", {}});
    if (mail.find("\r\n\r\n") == std::string::npos || mail.find('\0') != std::string::npos) std::abort();
    static_cast<void>(is_mail_address(first));
    return 0;
}
