// QR and bar codes of a page, by ZBar. Only in the reading process.
#pragma once

#include <string>
#include <vector>

struct Pix;

namespace lobby::kiosk {

// The bytes of each, at most most_codes of at most most_code_bytes.
[[nodiscard]] std::vector<std::string> codes_of(Pix* grey);

}  // namespace lobby::kiosk
