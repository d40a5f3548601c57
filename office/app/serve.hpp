// case-office serve.
#pragma once

#include "office/config/config.hpp"
#include "office/file_review/review_rules.hpp"
#include "office/queue/settings.hpp"

namespace lobby::office {

// Runs until SIGTERM or SIGINT; 0 when all ended well. Prints one line of JSON with the ports when it is
// ready.
int serve(const OfficeConfig& config, const queue::Settings& hall, const file_review::Rules& reviews);

}  // namespace lobby::office
