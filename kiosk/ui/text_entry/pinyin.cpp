#include "kiosk/ui/text_entry/pinyin.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <pinyin.h>

namespace lobby::kiosk::ui {

namespace {

constexpr size_t most_candidates = 1000;
constexpr size_t longest_syllable = 6;  // zhuang

struct Rare {
    std::string_view syllable;
    std::string_view characters;
};
constexpr auto rare_characters = std::to_array<Rare>({
#include "kiosk/ui/text_entry/rare_characters.inc"
});

std::string_view rare_of(std::string_view syllable) {
    const auto found =
        std::lower_bound(rare_characters.begin(), rare_characters.end(), syllable,
                         [](const Rare& rare, std::string_view wanted) { return rare.syllable < wanted; });
    return found != rare_characters.end() && found->syllable == syllable ? found->characters
                                                                         : std::string_view{};
}

size_t bytes_of_character(char first) {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

}  // namespace

// libpinyin's dictionaries and one line of letters.
struct Pinyin::Engine {
    Engine() {
        // The second folder is where it would keep what a user types: there is none on purpose.
        context = pinyin_init(LOBBY_PINYIN_DATA, "/dev/null/none");
        if (!context) return;
        pinyin_set_options(context, USE_DIVIDED_TABLE | USE_RESPLIT_TABLE);
        line = pinyin_alloc_instance(context);
    }
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    ~Engine() {
        if (line) pinyin_free_instance(line);
        if (context) pinyin_fini(context);
    }

    std::vector<SecretString> guess(const std::string& letters) {
        std::vector<SecretString> found;
        if (!line || !parse(letters)) return found;
        guint count = 0;
        pinyin_get_n_candidate(line, &count);
        for (guint i = 0; i < count && found.size() < most_candidates; ++i) {
            lookup_candidate_t* candidate = nullptr;
            const gchar* text = nullptr;
            if (!pinyin_get_candidate(line, i, &candidate) ||
                !pinyin_get_candidate_string(line, candidate, &text))
                break;
            found.emplace_back(std::string_view(text));
        }
        return found;
    }

private:
    bool parse(const std::string& letters) {
        pinyin_reset(line);
        return pinyin_parse_more_full_pinyins(line, letters.c_str()) > 0 &&
               pinyin_guess_candidates(line, 0,
                                       static_cast<sort_option_t>(SORT_WITHOUT_SENTENCE_CANDIDATE |
                                                                  SORT_WITHOUT_LONGER_CANDIDATE |
                                                                  SORT_BY_PHRASE_LENGTH | SORT_BY_FREQUENCY));
    }

    pinyin_context_t* context = nullptr;
    pinyin_instance_t* line = nullptr;
};

Pinyin::Pinyin() = default;
Pinyin::~Pinyin() = default;
Pinyin::Pinyin(Pinyin&&) noexcept = default;
Pinyin& Pinyin::operator=(Pinyin&&) noexcept = default;

const std::vector<SecretString>& Pinyin::candidates(std::string_view letters) {
    if (letters == letters_.view()) return candidates_;
    letters_ = SecretString(letters);
    candidates_.clear();
    rare_letters_ = 0;
    if (!letters.empty()) {
        if (!engine_) engine_ = std::make_unique<Engine>();
        candidates_ = engine_->guess(std::string(letters));
    }
    by_engine_ = candidates_.size();
    // Of the longest first syllable that has any.
    std::string_view rare;
    for (size_t size = std::min(letters.size(), longest_syllable); size > 0 && rare.empty(); --size) {
        rare = rare_of(letters.substr(0, size));
        rare_letters_ = size;
    }
    while (!rare.empty()) {
        const size_t bytes = bytes_of_character(rare.front());
        candidates_.emplace_back(rare.substr(0, bytes));
        rare.remove_prefix(bytes);
    }
    return candidates_;
}

size_t Pinyin::letters_of(std::string_view letters, size_t candidate) {
    if (candidate >= candidates(letters).size()) return 0;
    if (candidate >= by_engine_) return rare_letters_;
    // The fewest that offer it. libpinyin could say so when a candidate is chosen, but that teaches it.
    const SecretString wanted = candidates_[candidate];
    for (size_t size = 1; size < letters.size(); ++size) {
        const auto offered = engine_->guess(std::string(letters.substr(0, size)));
        if (std::find(offered.begin(), offered.end(), wanted) != offered.end()) return size;
    }
    return letters.size();
}

}  // namespace lobby::kiosk::ui
