// The kiosk's receipt printer, from the [printer] section of its settings: docs/operator-guide.md.
#pragma once

#include <optional>
#include <string_view>

#include "base/settings/settings_file.hpp"
#include "platform/printer/receipt_printer.hpp"

namespace lobby::kiosk::app {

// Nothing: there is no printer, visitors read their numbers off the screen. Throws std::runtime_error with
// what is wrong.
[[nodiscard]] std::optional<platform::PrinterSettings> read_printer_settings(SettingsFile& in);

// "host:port", "[2001:db8::1]:port"; the port may be left out: 9100. Nothing when it is neither.
[[nodiscard]] std::optional<platform::NetworkAddress> parse_network_address(std::string_view text);

}  // namespace lobby::kiosk::app
