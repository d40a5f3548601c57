// A compiled catalogue of texts (GNU gettext's .mo file):
// https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
//
// Boost.Locale reads such files too, but in Debian it brings ICU with it: 3.5 MB of memory and a tenth of the
// start, for a table of texts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace lobby::kiosk::ui {

enum class CatalogueError { not_a_catalogue, damaged, unknown_plural_rule };
[[nodiscard]] std::string_view word_of(CatalogueError error);

// Immutable; from any thread. Texts that it gives belong to it.
class Catalogue {
public:
    // Any bytes.
    [[nodiscard]] static Result<Catalogue, CatalogueError> parse(std::string_view bytes);

    // Empty when there is none.
    [[nodiscard]] std::string_view text(std::string_view key) const;
    // The form for n things, where the text has forms.
    [[nodiscard]] std::string_view text(std::string_view key, int n) const;
    [[nodiscard]] size_t size() const { return entries_.size(); }

private:
    // A piece of bytes_: views would not survive a move.
    struct Piece {
        uint32_t offset = 0;
        uint32_t length = 0;
    };
    struct Entry {
        Piece key;
        Piece texts;  // the forms, with NUL between them
    };

    [[nodiscard]] std::string_view view(Piece piece) const;
    [[nodiscard]] std::string_view forms(std::string_view key) const;
    [[nodiscard]] bool take_plural_rule();

    std::string bytes_;
    std::vector<Entry> entries_;  // by key
    bool one_is_special_ = false;
};

}  // namespace lobby::kiosk::ui
