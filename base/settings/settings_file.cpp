#include "base/settings/settings_file.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace lobby {

struct SettingsFile::Impl {
    std::filesystem::path file;
    toml::table table;
    std::set<std::pair<std::string, std::string>> known;

    auto node(const char* section, const char* key) {
        known.emplace(section, key);
        return std::as_const(table)[section][key];
    }
};

SettingsFile::SettingsFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SettingsFile::SettingsFile(SettingsFile&&) noexcept = default;
SettingsFile& SettingsFile::operator=(SettingsFile&&) noexcept = default;
SettingsFile::~SettingsFile() = default;

namespace {

[[noreturn]] void malformed(const std::filesystem::path& file, const toml::parse_error& e) {
    throw std::runtime_error(fmt::format("{}:{}: {}", file.string(), e.source().begin.line, e.description()));
}

}  // namespace

SettingsFile SettingsFile::load(const std::filesystem::path& given) {
    const auto file = std::filesystem::absolute(given);
    try {
        return SettingsFile(std::make_unique<Impl>(Impl{file, toml::parse_file(file.string()), {}}));
    } catch (const toml::parse_error& e) {
        malformed(file, e);
    }
}

SettingsFile SettingsFile::parse(std::string_view toml, const std::filesystem::path& file) {
    try {
        return SettingsFile(std::make_unique<Impl>(Impl{file, toml::parse(toml), {}}));
    } catch (const toml::parse_error& e) {
        malformed(file, e);
    }
}

void SettingsFile::wrong(std::string_view what) const {
    throw std::runtime_error(fmt::format("{}: {}", impl_->file.string(), what));
}

void SettingsFile::text(const char* section, const char* key, std::string& into) {
    const auto node = impl_->node(section, key);
    if (!node) return;
    if (!node.is_string()) wrong(fmt::format("[{}] {} must be a text", section, key));
    into = *node.value<std::string>();
}

void SettingsFile::path(const char* section, const char* key, std::filesystem::path& into) {
    std::string value;
    text(section, key, value);
    if (value.empty()) return;
    const std::filesystem::path given(value);
    into = given.is_absolute() ? given : impl_->file.parent_path() / given;
}

std::optional<int64_t> SettingsFile::whole_number(const char* section, const char* key, int64_t low,
                                                  int64_t high) {
    const auto node = impl_->node(section, key);
    if (!node) return std::nullopt;
    const auto value = node.is_integer() ? node.value<int64_t>() : std::nullopt;
    if (!value || *value < low || *value > high)
        wrong(fmt::format("[{}] {} must be a number from {} to {}", section, key, low, high));
    return value;
}

void SettingsFile::flag(const char* section, const char* key, bool& into) {
    const auto node = impl_->node(section, key);
    if (!node) return;
    if (!node.is_boolean()) wrong(fmt::format("[{}] {} must be true or false", section, key));
    into = *node.value<bool>();
}

std::optional<size_t> SettingsFile::word(const char* section, const char* key,
                                         std::initializer_list<std::string_view> words) {
    std::string value;
    text(section, key, value);
    const auto found = std::ranges::find(words, value);
    if (found != words.end()) return static_cast<size_t>(found - words.begin());
    if (value.empty() && !impl_->node(section, key)) return std::nullopt;
    wrong(fmt::format("[{}] {} must be one of: {}", section, key, fmt::join(words, ", ")));
}

void SettingsFile::finish(std::initializer_list<std::string_view> others) const {
    for (const auto& [section, content] : impl_->table) {
        const std::string_view name = section.str();
        if (std::ranges::find(others, name) != others.end()) continue;
        const auto* keys = content.as_table();
        if (!keys) wrong(fmt::format("{} stands outside of a section", name));
        for (const auto& [key, value] : *keys)
            if (!impl_->known.contains({std::string(name), std::string(key.str())}))
                wrong(fmt::format("there is no setting [{}] {}", name, key.str()));
    }
}

}  // namespace lobby
