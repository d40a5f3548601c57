// Keys, certificates, requests and enrolment codes from outside.
#include <cstdlib>
#include <string_view>

#include "base/x509/enrolment_proof.hpp"
#include "base/x509/x509.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace lobby;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto key = x509::key_from_pem(text)) static_cast<void>(x509::to_pem(**key));
    if (const auto certificate = x509::certificate_from_pem(text)) {
        static_cast<void>(x509::common_name(**certificate));
        static_cast<void>(x509::serial_of(**certificate));
    }
    if (const auto request = x509::request_from_pem(text))
        if (!x509::request_from_pem(x509::to_pem(**request))) std::abort();
    if (const auto code = EnrolmentCode::parse(text)) {
        const auto again = EnrolmentCode::parse(code->text());
        if (!again || again->id() != code->id()) std::abort();
    }
    return 0;
}
