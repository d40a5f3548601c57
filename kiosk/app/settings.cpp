#include "kiosk/app/settings.hpp"

#include "base/settings/settings_file.hpp"
#include "kiosk/app/printer_settings.hpp"
#include "kiosk/app/scanner_settings.hpp"

namespace lobby::kiosk::app {

namespace {

// Below that a piece of a page (256 KiB) comes near to its deadline (scans::UploadSettings).
constexpr uint64_t slowest_upload_kib = 8;

uint64_t read_upload_rate(SettingsFile& in) {
    uint64_t kib_per_second = 0;
    in.number("office", "upload_kib_per_second", kib_per_second, 0, 1'000'000);
    if (kib_per_second != 0 && kib_per_second < slowest_upload_kib)
        in.wrong("[office] upload_kib_per_second is 0 (as fast as the line is) or at least 8");
    return kib_per_second * 1024;
}

}  // namespace

Settings load_settings(const std::filesystem::path& file, const std::filesystem::path& program) {
    auto in = SettingsFile::load(file);
    Settings s;
    in.text("office", "host", s.link.host);
    in.number("office", "link_port", s.link.link_port, 1, 65535);
    in.number("office", "enrol_port", s.link.enrol_port, 1, 65535);
    in.path("office", "identity_dir", s.link.identity_dir);
    if (s.link.identity_dir.empty()) in.wrong("[office] identity_dir is missing");
    in.number("office", "answer_deadline_ms", s.answer_deadline_ms, 500, 60'000);
    s.upload_bytes_per_second = read_upload_rate(in);
    in.text("office", "name_zh", s.profile.name_zh);
    in.text("office", "name_en", s.profile.name_en);
    in.text("office", "window_zh", s.profile.window_zh);
    in.text("office", "window_en", s.profile.window_en);
    in.text("office", "phone", s.profile.phone);
    in.path("reader", "device", s.reader.device);
    in.number("reader", "baud", s.reader.baud, 9600, 115'200);
    s.scanner = read_scanner_settings(in, file.parent_path(), program);
    s.page_reader.program = program.parent_path() / "page-reader";
    in.path("recognition", "program", s.page_reader.program);
    in.path("recognition", "language_data", s.page_reader.language_data);
    in.path("store", "dir", s.store_dir);
    in.flag("cache", "enabled", s.cache.enabled);
    in.number("cache", "hours", s.cache.hours, 1, 24 * 30);
    s.printer = read_printer_settings(in);
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
    in.finish();
    return s;
}

}  // namespace lobby::kiosk::app
