// Where the office is and where this kiosk keeps its identity.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace lobby::kiosk {

struct LinkSettings {
    std::string host = "localhost";
    uint16_t link_port = 7443;
    uint16_t enrol_port = 7444;
    std::filesystem::path identity_dir;  // kiosk.key, kiosk.pem, authority.pem; owner only
};

}  // namespace lobby::kiosk
