#include "kiosk/app/settings.hpp"

#include <stdexcept>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace lobby::kiosk::app {

namespace {

class Reader {
public:
    Reader(const toml::table& table, const std::filesystem::path& file) : table_(table), file_(file) {}

    template <class Number>
    void number(const char* section, const char* key, Number& into, int64_t low, int64_t high) const {
        const auto node = table_[section][key];
        if (!node) return;
        const auto value = node.value<int64_t>();
        if (!node.is_integer() || *value < low || *value > high)
            wrong(section, key, fmt::format("a number from {} to {}", low, high));
        into = static_cast<Number>(*value);
    }
    void text(const char* section, const char* key, std::string& into) const {
        const auto node = table_[section][key];
        if (!node) return;
        if (!node.is_string()) wrong(section, key, "a text");
        into = *node.value<std::string>();
    }
    void path(const char* section, const char* key, std::filesystem::path& into) const {
        std::string value;
        text(section, key, value);
        if (value.empty()) return;
        const std::filesystem::path p(value);
        into = p.is_absolute() ? p : file_.parent_path() / p;
    }

private:
    [[noreturn]] void wrong(const char* section, const char* key, const std::string& wanted) const {
        throw std::runtime_error(fmt::format("{}: [{}] {} must be {}", file_.string(), section, key, wanted));
    }
    const toml::table& table_;
    const std::filesystem::path& file_;
};

}  // namespace

Settings load_settings(const std::filesystem::path& given, const std::filesystem::path& program) {
    const auto file = std::filesystem::absolute(given);
    toml::table table;
    try {
        table = toml::parse_file(file.string());
    } catch (const toml::parse_error& e) {
        throw std::runtime_error(
            fmt::format("{}:{}: {}", file.string(), e.source().begin.line, e.description()));
    }
    const Reader in(table, file);
    Settings s;
    in.text("office", "host", s.link.host);
    in.number("office", "link_port", s.link.link_port, 1, 65535);
    in.number("office", "enrol_port", s.link.enrol_port, 1, 65535);
    in.path("office", "identity_dir", s.link.identity_dir);
    if (s.link.identity_dir.empty())
        throw std::runtime_error(file.string() + ": [office] identity_dir is missing");
    in.number("office", "answer_deadline_ms", s.answer_deadline_ms, 500, 60'000);
    in.text("office", "name_zh", s.profile.name_zh);
    in.text("office", "name_en", s.profile.name_en);
    in.text("office", "window_zh", s.profile.window_zh);
    in.text("office", "window_en", s.profile.window_en);
    in.text("office", "phone", s.profile.phone);
    in.path("reader", "device", s.reader.device);
    in.number("reader", "baud", s.reader.baud, 9600, 115'200);
    in.number("display", "width", s.window.width, 0, 7680);
    in.number("display", "height", s.window.height, 0, 7680);
    in.path("display", "font_regular", s.window.fonts.regular);
    in.path("display", "font_bold", s.window.fonts.bold);
    in.number("display", "font_face", s.window.fonts.face, 0, 64);
    in.number("session", "idle_ms", s.session.idle_ms, 500, 600'000);
    in.number("session", "reading_ms", s.session.reading_ms, 500, 600'000);
    in.number("session", "warning_ms", s.session.warning_ms, 500, 600'000);
    in.number("session", "goodbye_ms", s.session.goodbye_ms, 100, 60'000);
    s.catalogues = program.parent_path() / "locales";
    in.path("assets", "locales", s.catalogues);
    in.path("log", "file", s.log_file);
    return s;
}

}  // namespace lobby::kiosk::app
