// Characters for Pinyin letters, by libpinyin and, for the rarest of the 8,105 characters of the national
// table (通用规范汉字表, 2013), by a table of their readings. Learns nothing: what one visitor chose is not
// offered sooner to the next, and nothing is written.
//
// Loads its dictionaries (about 8 MB, mapped) at the first question; a new one that is moved over it lets
// them go, with all that the visitor typed. UI thread.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/secret.hpp"

namespace lobby::kiosk::ui {

class Pinyin {
public:
    Pinyin();
    ~Pinyin();
    Pinyin(Pinyin&&) noexcept;
    Pinyin& operator=(Pinyin&&) noexcept;

    // Words first, then single characters, the more frequent sooner; at most 1,000. The same letters as the
    // last time cost nothing. Without the dictionaries: the rare ones only.
    const std::vector<SecretString>& candidates(std::string_view letters);
    // How many of the letters the candidate stands for, from the first.
    [[nodiscard]] size_t letters_of(std::string_view letters, size_t candidate);

private:
    struct Engine;
    std::unique_ptr<Engine> engine_;
    SecretString letters_;
    std::vector<SecretString> candidates_;
    size_t by_engine_ = 0;  // of the candidates; the rest are rare ones
    size_t rare_letters_ = 0;
};

}  // namespace lobby::kiosk::ui
