// libcurl's results as a gateway's errors. Pure.
#pragma once

#include <curl/curl.h>

#include "office/notices/notice_gateway.hpp"

namespace lobby::office {

// Of a transfer that brought no whole answer.
[[nodiscard]] GatewayError error_of(CURLcode result);

}  // namespace lobby::office
