#include "kiosk/app/printer_settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lobby::kiosk::app {
namespace {

std::optional<platform::PrinterSettings> read(std::string_view toml) {
    auto in = SettingsFile::parse(toml, "/etc/lobby/kiosk.toml");
    auto settings = read_printer_settings(in);
    in.finish();
    return settings;
}

TEST(PrinterSettings, WithoutASectionThereIsNoPrinter) {
    EXPECT_FALSE(read(""));
    EXPECT_FALSE(read("[printer]\nwidth_dots = 384\n"));
}

TEST(PrinterSettings, ADeviceIsADeviceWithAllThatIsSaidOfIt) {
    const auto s = read(
        "[printer]\ndevice = '/dev/usb/lp0'\nbaud = 19200\nflow = 'xon_xoff'\nwidth_dots = 384\nfont = "
        "'gb2312'\n"
        "cutter = false\nfeed_before_cut = 40\nconfirm_by = 'process_id'\ndiscard_rest = false\n");
    ASSERT_TRUE(s);
    const auto& device = std::get<platform::DeviceAddress>(s->address);
    EXPECT_EQ(device.device, "/dev/usb/lp0");
    EXPECT_EQ(device.baud, 19'200U);
    EXPECT_EQ(device.flow, platform::SerialFlow::xon_xoff);
    EXPECT_EQ(s->paper.width_dots, 384);
    EXPECT_EQ(s->paper.font, platform::PrinterFont::gb2312);
    EXPECT_FALSE(s->paper.cutter);
    EXPECT_EQ(s->paper.feed_before_cut, 40);
    EXPECT_EQ(s->rules.confirm_by, platform::ConfirmBy::process_id);
    EXPECT_FALSE(s->rules.discard_rest);
}

struct Address {
    const char* text;
    const char* host;
    uint16_t port;
};
class EachAddress : public ::testing::TestWithParam<Address> {};

TEST_P(EachAddress, IsAHostAndItsPort) {
    const auto address = parse_network_address(GetParam().text);
    ASSERT_TRUE(address);
    EXPECT_EQ(address->host, GetParam().host);
    EXPECT_EQ(address->port, GetParam().port);
}
INSTANTIATE_TEST_SUITE_P(PrinterSettings, EachAddress,
                         ::testing::Values(Address{"printer.lobby", "printer.lobby", 9100},
                                           Address{"10.0.0.9:9101", "10.0.0.9", 9101},
                                           Address{"[2001:db8::1]", "2001:db8::1", 9100},
                                           Address{"[2001:db8::1]:1", "2001:db8::1", 1}));

TEST(PrinterSettings, WhatIsNoAddressIsRefused) {
    for (const char* text : {"", ":9100", "host:", "host:0", "host:65536", "host:9100x", "a b", "[::1",
                             "[::1]9100", "2001:db8::1", "host/path"})
        EXPECT_FALSE(parse_network_address(text)) << text;
}

TEST(PrinterSettings, AMistakeIsToldInWords) {
    struct Mistake {
        const char* toml;
        const char* said;
    };
    for (const auto& mistake :
         {Mistake{"device = 'a'\ntcp = 'b'", "a device and tcp: one of them"},
          Mistake{"tcp = 'b:0'", "tcp must be HOST or HOST:PORT"},
          Mistake{"device = 'a'\nbaud = 12345", "baud must be 9600"},
          Mistake{"device = 'a'\nfont = 'big5'", "font must be one of: gb2312, gbk"},
          Mistake{"device = 'a'\nfont = ''", "font must be one of: gb2312, gbk"},
          Mistake{"device = 'a'\ncutter = 'yes'", "cutter must be true or false"},
          Mistake{"device = 'a'\nwidth_dots = 20", "width_dots must be a number from 96 to 2048"},
          Mistake{"device = 'a'\npaper = 1", "there is no setting [printer] paper"}})
        EXPECT_THAT([&] { read(std::string("[printer]\n") + mistake.toml); },
                    ::testing::ThrowsMessage<std::runtime_error>(::testing::HasSubstr(mistake.said)));
}

}  // namespace
}  // namespace lobby::kiosk::app
