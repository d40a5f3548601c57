// Numbers as a hostile picture, code or keyboard may bring them: reading gives a checked number, and reads
// that one again as the same.
#include <cstdlib>
#include <string_view>

#include "base/credit_code.hpp"
#include "base/identity_number.hpp"
#include "base/licence_number.hpp"
#include "base/phone_number.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Date today{std::chrono::days(20'787)};
    const auto licence = read_licence_number(text, today);
    const auto licence_again = read_licence_number(licence.text.view(), today);
    if (licence.form != LicenceNumber::Form::unusual &&
        (!(licence_again.text == licence.text) || licence_again.form != licence.form))
        std::abort();
    if (const auto code = parse_credit_code(text); code && parse_credit_code(*code).value() != *code)
        std::abort();
    if (const auto phone = parse_phone_number(text);
        phone && parse_phone_number(phone->digits.view()) != phone)
        std::abort();
    if (const auto person = IdentityNumber::parse(text);
        person && !(IdentityNumber::parse(person->reveal()).value() == *person))
        std::abort();
    return 0;
}
