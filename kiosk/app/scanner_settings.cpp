#include "kiosk/app/scanner_settings.hpp"

#include <string>
#include <string_view>

namespace lobby::kiosk::app {

namespace {

constexpr const char* section = "scanner";
constexpr std::string_view socket_form = "v4l2-socket:";

}  // namespace

platform::ScannerSettings read_scanner_settings(SettingsFile& in, const std::filesystem::path& folder,
                                                const std::filesystem::path& program) {
    platform::ScannerSettings s;
    s.worker = program.parent_path() / "scan-worker";
    in.text(section, "device", s.device);
    in.path(section, "worker", s.worker);
    in.number(section, "flatbed_dpi", s.flatbed_dpi, 75, 600);
    if (s.device.empty()) return s;
    if (!platform::is_scanner_device(s.device))
        in.wrong("[scanner] device must be a path like /dev/video0, v4l2-socket:PATH or sane:NAME");
    if (s.device.starts_with(socket_form))
        s.device = std::string(socket_form) + (folder / s.device.substr(socket_form.size())).string();
    return s;
}

}  // namespace lobby::kiosk::app
