// A settings file with whatever in it: taken, or refused with a message.
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "base/settings/settings_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    try {
        auto file =
            lobby::SettingsFile::parse({reinterpret_cast<const char*>(data), size}, "/etc/lobby/test.toml");
        std::string text;
        std::filesystem::path path;
        uint16_t port = 7443;
        file.path("office", "data_dir", path);
        file.text("office", "name", text);
        file.number("link", "port", port, 1, 1000);
        if (port != 7443 && port > 1000) std::abort();
        file.finish({"queue"});
    } catch (const std::runtime_error&) {
        return 0;
    }
    return 0;
}
