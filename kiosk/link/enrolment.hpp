// Joining an office's fleet with a one-time code: base/x509/enrolment_proof.hpp says how both sides prove
// that they know it. Safe to run again after a cut at any point: the key is kept, and the office answers the
// same key again for an hour.
#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/result.hpp"
#include "base/x509/enrolment_proof.hpp"
#include "kiosk/link/link_settings.hpp"

namespace lobby::kiosk {

enum class EnrolError { bad_code, unreachable, refused, false_office, disk };

[[nodiscard]] std::string_view word_of(EnrolError error);

// The kiosk id that the office gave. Has a deadline of 20 s.
boost::asio::awaitable<Result<std::string, EnrolError>> enrol(LinkSettings settings, EnrolmentCode code);

}  // namespace lobby::kiosk
