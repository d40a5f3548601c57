// The kiosk's document scanner, from the [scanner] section of its settings: docs/operator-guide.md.
#pragma once

#include <filesystem>

#include "base/settings/settings_file.hpp"
#include "platform/scanner/document_scanner.hpp"

namespace lobby::kiosk::app {

// Without a device there is no scanner, and lawyers are sent to the window. A socket's path counts from
// `folder`, that of the settings file; `program` is the running binary, beside which scan-worker lies. Throws
// std::runtime_error with what is wrong.
[[nodiscard]] platform::ScannerSettings read_scanner_settings(SettingsFile& in,
                                                              const std::filesystem::path& folder,
                                                              const std::filesystem::path& program);

}  // namespace lobby::kiosk::app
