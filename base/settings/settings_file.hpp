// A program's settings file (TOML). Whatever is wrong in it ends the start with the file's name and what is
// wrong: a value of another kind or out of its bounds, and also a name that nobody knows, because a setting
// that is misspelt would else be silently without effect.
//
// Use: load, take each setting into its default, then finish(). Every function throws std::runtime_error.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace lobby {

class SettingsFile {
public:
    static SettingsFile load(const std::filesystem::path& file);
    static SettingsFile parse(std::string_view toml, const std::filesystem::path& file);
    SettingsFile(SettingsFile&&) noexcept;
    SettingsFile& operator=(SettingsFile&&) noexcept;
    ~SettingsFile();

    // A setting that is not in the file leaves `into` as it is.
    void text(const char* section, const char* key, std::string& into);
    void path(const char* section, const char* key, std::filesystem::path& into);  // relative to the file
    template <class Number>
    void number(const char* section, const char* key, Number& into, int64_t low, int64_t high) {
        if (const auto value = whole_number(section, key, low, high)) into = static_cast<Number>(*value);
    }

    void flag(const char* section, const char* key, bool& into);  // true or false
    // One of the words; gives its place in the list.
    std::optional<size_t> word(const char* section, const char* key,
                               std::initializer_list<std::string_view> words);

    // `others`: sections that are read elsewhere.
    void finish(std::initializer_list<std::string_view> others = {}) const;

    [[noreturn]] void wrong(std::string_view what) const;

private:
    struct Impl;
    explicit SettingsFile(std::unique_ptr<Impl> impl);
    [[nodiscard]] std::optional<int64_t> whole_number(const char* section, const char* key, int64_t low,
                                                      int64_t high);
    std::unique_ptr<Impl> impl_;
};

}  // namespace lobby
