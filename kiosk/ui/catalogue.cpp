#include "kiosk/ui/catalogue.hpp"

#include <algorithm>
#include <cstring>

namespace lobby::kiosk::ui {

namespace {

constexpr uint32_t magic = 0x950412DE;

constexpr uint32_t swapped(uint32_t value) {
    return value >> 24 | (value >> 8 & 0xFF00U) | (value << 8 & 0xFF0000U) | value << 24;
}

// 32-bit words of the file, in the byte order that its first word shows.
class Words {
public:
    explicit Words(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] bool recognise() {
        if (bytes_.size() < 20) return false;
        const uint32_t first = at(0);
        swap_ = first == swapped(magic);
        return swap_ || first == magic;
    }
    // `offset` + 4 must lie inside.
    [[nodiscard]] uint32_t at(uint64_t offset) const {
        uint32_t value = 0;
        std::memcpy(&value, bytes_.data() + offset, sizeof value);
        return swap_ ? swapped(value) : value;
    }

private:
    std::string_view bytes_;
    bool swap_ = false;
};

std::string_view without_blanks_at_the_ends(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == ';' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

}  // namespace

std::string_view word_of(CatalogueError error) {
    switch (error) {
        case CatalogueError::not_a_catalogue:
            return "not a catalogue";
        case CatalogueError::damaged:
            return "damaged";
        case CatalogueError::unknown_plural_rule:
            return "with a plural rule that is not known";
    }
    return "damaged";
}

Result<Catalogue, CatalogueError> Catalogue::parse(std::string_view bytes) {
    Words words(bytes);
    if (!words.recognise() || bytes.size() > UINT32_MAX) return fail(CatalogueError::not_a_catalogue);
    if (words.at(4) >> 16 > 1) return fail(CatalogueError::not_a_catalogue);  // a later major revision
    const uint64_t count = words.at(8);
    const uint64_t keys_at = words.at(12);
    const uint64_t texts_at = words.at(16);
    const uint64_t end = bytes.size();
    if (keys_at + 8 * count > end || texts_at + 8 * count > end) return fail(CatalogueError::damaged);

    Catalogue catalogue;
    catalogue.bytes_ = bytes;
    catalogue.entries_.reserve(count);
    for (uint64_t i = 0; i < count; ++i) {
        Entry entry{{words.at(keys_at + 8 * i + 4), words.at(keys_at + 8 * i)},
                    {words.at(texts_at + 8 * i + 4), words.at(texts_at + 8 * i)}};
        for (const Piece piece : {entry.key, entry.texts})
            if (uint64_t{piece.offset} + piece.length > end) return fail(CatalogueError::damaged);
        // The plural of the key serves translators only.
        const auto key = catalogue.view(entry.key);
        entry.key.length = static_cast<uint32_t>(std::min(key.find('\0'), key.size()));
        catalogue.entries_.push_back(entry);
    }
    // The format promises an order of its own; ours is needed.
    std::ranges::sort(catalogue.entries_, {}, [&](const Entry& e) { return catalogue.view(e.key); });
    if (!catalogue.take_plural_rule()) return fail(CatalogueError::unknown_plural_rule);
    return catalogue;
}

std::string_view Catalogue::view(Piece piece) const {
    return std::string_view(bytes_).substr(piece.offset, piece.length);
}

std::string_view Catalogue::forms(std::string_view key) const {
    const auto found =
        std::ranges::lower_bound(entries_, key, {}, [&](const Entry& e) { return view(e.key); });
    return found != entries_.end() && view(found->key) == key ? view(found->texts) : std::string_view();
}

std::string_view Catalogue::text(std::string_view key) const {
    const auto all = forms(key);
    return all.substr(0, all.find('\0'));
}

std::string_view Catalogue::text(std::string_view key, int n) const {
    const auto all = forms(key);
    const auto first_ends = all.find('\0');
    if (first_ends == std::string_view::npos || !one_is_special_ || n == 1) return all.substr(0, first_ends);
    const auto second = all.substr(first_ends + 1);
    return second.substr(0, second.find('\0'));
}

// The rules of Chinese and of English are all there are; a new language's is added here with its test.
bool Catalogue::take_plural_rule() {
    constexpr std::string_view field = "Plural-Forms:";
    const auto head = text("");
    const auto at = head.find(field);
    if (at == std::string_view::npos) return true;
    auto rule = head.substr(at + field.size());
    rule = without_blanks_at_the_ends(rule.substr(0, rule.find('\n')));
    one_is_special_ = rule == "nplurals=2; plural=(n != 1)";
    return one_is_special_ || rule == "nplurals=1; plural=0";
}

}  // namespace lobby::kiosk::ui
