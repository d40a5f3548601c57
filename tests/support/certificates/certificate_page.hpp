// Draws a certificate as a clean page: the layouts as lawyers' papers in China commonly have them (m).
#pragma once

#include "office/api/registration.hpp"
#include "tests/support/certificates/certificate_facts.hpp"
#include "tests/support/certificates/page_picture.hpp"

namespace lobby::test {

struct PageStyle {
    uint64_t seed = 1;         // typeface, seal's place, small shifts
    bool with_code = true;     // the QR code of the practising certificate
    double dots_per_mm = 7.9;  // 200 dpi
};

[[nodiscard]] PagePicture draw_certificate(api::PageKind kind, const CertificateFacts& facts,
                                           const PageStyle& style);

// A page that is none of the certificates: a notice about the canteen.
[[nodiscard]] PagePicture draw_other_page(const PageStyle& style);

}  // namespace lobby::test
