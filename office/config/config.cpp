#include "office/config/config.hpp"

#include "base/settings/settings_file.hpp"

namespace lobby::office {

OfficeConfig load_config(const std::filesystem::path& file) {
    auto in = SettingsFile::load(file);
    OfficeConfig c;
    in.path("office", "data_dir", c.data_dir);
    if (c.data_dir.empty()) in.wrong("[office] data_dir is missing");
    in.path("import", "inbox", c.inbox_dir);
    in.text("office", "name_zh", c.profile.name_zh);
    in.text("office", "name_en", c.profile.name_en);
    in.text("office", "window_zh", c.profile.window_zh);
    in.text("office", "window_en", c.profile.window_en);
    in.text("office", "phone", c.profile.phone);
    in.text("link", "address", c.listen_address);
    in.number("link", "port", c.link_port, 0, 65535);
    in.number("link", "enrol_port", c.enrol_port, 0, 65535);
    in.text("link", "host_name", c.host_name);
    int64_t floor_ms = c.refusal_floor.count();
    in.number("lookup", "refusal_floor_ms", floor_ms, 0, 5000);
    c.refusal_floor = std::chrono::milliseconds(floor_ms);
    in.number("lookup", "free_wrong_codes", c.free_wrong_codes, 1, 20);
    in.finish({"queue"});  // office/queue/settings.hpp
    return c;
}

}  // namespace lobby::office
