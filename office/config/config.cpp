#include "office/config/config.hpp"

#include <stdexcept>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace lobby::office {

namespace {

class Reader {
public:
    Reader(const toml::table& table, const std::filesystem::path& file) : table_(table), file_(file) {}

    std::string text(const char* section, const char* key, std::string fallback) const {
        const auto node = table_[section][key];
        if (!node) return fallback;
        if (!node.is_string()) wrong(section, key, "a text");
        return *node.value<std::string>();
    }
    template <class Number>
    Number number(const char* section, const char* key, Number fallback, int64_t low, int64_t high) const {
        const auto node = table_[section][key];
        if (!node) return fallback;
        const auto value = node.value<int64_t>();
        if (!node.is_integer() || *value < low || *value > high)
            wrong(section, key, fmt::format("a number from {} to {}", low, high));
        return static_cast<Number>(*value);
    }
    std::filesystem::path path(const char* section, const char* key) const {
        const auto value = text(section, key, "");
        if (value.empty()) return {};
        const std::filesystem::path p(value);
        return p.is_absolute() ? p : file_.parent_path() / p;
    }

private:
    [[noreturn]] void wrong(const char* section, const char* key, const std::string& wanted) const {
        throw std::runtime_error(fmt::format("{}: [{}] {} must be {}", file_.string(), section, key, wanted));
    }
    const toml::table& table_;
    const std::filesystem::path& file_;
};

}  // namespace

OfficeConfig load_config(const std::filesystem::path& given) {
    const auto file = std::filesystem::absolute(given);
    toml::table table;
    try {
        table = toml::parse_file(file.string());
    } catch (const toml::parse_error& e) {
        throw std::runtime_error(
            fmt::format("{}:{}: {}", file.string(), e.source().begin.line, e.description()));
    }
    const Reader in(table, file);
    OfficeConfig c;
    c.data_dir = in.path("office", "data_dir");
    if (c.data_dir.empty()) throw std::runtime_error(file.string() + ": [office] data_dir is missing");
    c.inbox_dir = in.path("import", "inbox");
    c.profile.name_zh = in.text("office", "name_zh", "");
    c.profile.name_en = in.text("office", "name_en", "");
    c.profile.window_zh = in.text("office", "window_zh", "");
    c.profile.window_en = in.text("office", "window_en", "");
    c.profile.phone = in.text("office", "phone", "");
    c.listen_address = in.text("link", "address", c.listen_address);
    c.link_port = in.number<uint16_t>("link", "port", c.link_port, 0, 65535);
    c.enrol_port = in.number<uint16_t>("link", "enrol_port", c.enrol_port, 0, 65535);
    c.host_name = in.text("link", "host_name", c.host_name);
    c.refusal_floor = std::chrono::milliseconds(
        in.number<int64_t>("lookup", "refusal_floor_ms", c.refusal_floor.count(), 0, 5000));
    c.free_wrong_codes = in.number<uint32_t>("lookup", "free_wrong_codes", c.free_wrong_codes, 1, 20);
    return c;
}

}  // namespace lobby::office
