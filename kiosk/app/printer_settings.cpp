#include "kiosk/app/printer_settings.hpp"

#include <charconv>
#include <filesystem>
#include <string>

namespace lobby::kiosk::app {

namespace {

constexpr const char* section = "printer";

std::optional<uint16_t> parse_port(std::string_view text) {
    uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
    return port;
}

}  // namespace

std::optional<platform::NetworkAddress> parse_network_address(std::string_view text) {
    platform::NetworkAddress address;
    std::string_view host = text;
    std::optional<std::string_view> port;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        host = text.substr(1, end - 1);
        const auto rest = text.substr(end + 1);
        if (!rest.empty() && !rest.starts_with(':')) return std::nullopt;
        if (!rest.empty()) port = rest.substr(1);
    } else if (const auto colon = text.find(':'); colon != std::string_view::npos) {
        host = text.substr(0, colon);
        port = text.substr(colon + 1);
    }
    if (host.empty() || host.find_first_of(" /\t") != std::string_view::npos) return std::nullopt;
    address.host = host;
    if (port) {
        const auto number = parse_port(*port);
        if (!number) return std::nullopt;
        address.port = *number;
    }
    return address;
}

std::optional<platform::PrinterSettings> read_printer_settings(SettingsFile& in) {
    platform::PrinterSettings s;
    platform::DeviceAddress device;
    std::string tcp;
    in.path(section, "device", device.device);
    in.text(section, "tcp", tcp);
    in.number(section, "baud", device.baud, 9600, 460'800);
    if (!platform::is_supported_baud(device.baud))
        in.wrong("[printer] baud must be 9600, 19200, 38400, 57600, 115200, 230400 or 460800");
    if (const auto flow = in.word(section, "flow", {"none", "rts_cts", "xon_xoff"}))
        device.flow = static_cast<platform::SerialFlow>(*flow);
    in.number(section, "width_dots", s.paper.width_dots, 96, 2048);
    if (const auto font = in.word(section, "font", {"gb2312", "gbk"}))
        s.paper.font = static_cast<platform::PrinterFont>(*font);
    in.flag(section, "cutter", s.paper.cutter);
    in.number(section, "feed_before_cut", s.paper.feed_before_cut, 0, 255);
    if (const auto by = in.word(section, "confirm_by", {"queued_status", "process_id"}))
        s.rules.confirm_by = static_cast<platform::ConfirmBy>(*by);
    in.flag(section, "discard_rest", s.rules.discard_rest);
    if (!tcp.empty() && !device.device.empty()) in.wrong("[printer] has a device and tcp: one of them");
    if (!tcp.empty()) {
        auto address = parse_network_address(tcp);
        if (!address) in.wrong("[printer] tcp must be HOST or HOST:PORT");
        s.address = std::move(*address);
    } else if (!device.device.empty()) {
        s.address = std::move(device);
    } else {
        return std::nullopt;
    }
    return s;
}

}  // namespace lobby::kiosk::app
