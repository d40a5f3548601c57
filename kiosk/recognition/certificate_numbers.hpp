// The two numbers of the certificates, found in what was read: the practising certificate's (17 digits, 12 of
// the older form) and the firm's unified social credit code (GB 32100). A character is repaired only where
// the layout or the check character decides it. Pure, total.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "kiosk/recognition/page_text.hpp"
#include "kiosk/recognition/text_shapes.hpp"

namespace lobby::kiosk {

struct FoundNumber {
    std::string value;
    std::u32string as_read;
    int confidence = 0;
};

// One line in its plain form, and what the second model made of its Latin runs.
struct NumberLine {
    ReadText read;
    std::vector<SecondReading> second;
};

// Of the form of 2010 (base/licence_number.hpp), whatever its year.
[[nodiscard]] bool is_licence_layout(std::string_view digits);

[[nodiscard]] std::optional<FoundNumber> find_licence_number(std::span<const NumberLine> lines);
[[nodiscard]] std::optional<FoundNumber> find_credit_code(std::span<const NumberLine> lines);

// In the text of a QR or bar code, such as a number alone or an address that ends with it.
[[nodiscard]] std::optional<std::string> licence_number_in_code(std::string_view code);
[[nodiscard]] std::optional<std::string> credit_code_in_code(std::string_view code);

}  // namespace lobby::kiosk
