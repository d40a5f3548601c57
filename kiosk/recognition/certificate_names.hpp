// Names of people and firms after a label or inside a sentence of a certificate. Pure, total.
#pragma once

#include <optional>
#include <string_view>

#include "kiosk/recognition/text_shapes.hpp"

namespace lobby::kiosk {

struct FoundName {
    std::u32string value;
    std::u32string as_read;
    int confidence = 0;
};

// A person's name that begins there, after marks: Chinese characters, with dots between them where
// recognition made a dot of any small mark. Ends before whatever a name does not have: another label, 律师,
// 涉嫌 …
[[nodiscard]] std::optional<FoundName> name_at(const ReadText& text, size_t at);
// The name that ends there.
[[nodiscard]] std::optional<FoundName> name_before(const ReadText& text, size_t end);

// A firm's name that begins there, up to its 律师事务所.
[[nodiscard]] std::optional<FoundName> firm_at(const ReadText& text, size_t at);

}  // namespace lobby::kiosk
