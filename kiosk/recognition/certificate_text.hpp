// Finds the fields of a certificate in the text of its page. Pure and total: whatever stands on the page, the
// outcome is a list of proposals within their bounds, none where the text is unclear.
//
// Values are normalised: names without spaces and with U+00B7 as the dot of minority names, dates YYYY-MM-DD,
// numbers without spaces, brackets as ASCII.
#pragma once

#include "kiosk/recognition/page_reading.hpp"
#include "kiosk/recognition/page_text.hpp"

namespace lobby::kiosk {

// How the picture lay is not known here.
[[nodiscard]] PageReading find_fields(api::PageKind kind, const PageText& page);

}  // namespace lobby::kiosk
