#include "kiosk/app/scanner_settings.hpp"

#include <gtest/gtest.h>

namespace lobby::kiosk::app {
namespace {

platform::ScannerSettings read(std::string_view toml) {
    auto in = SettingsFile::parse(toml, "/etc/lobby/kiosk.toml");
    auto settings = read_scanner_settings(in, "/etc/lobby", "/opt/lobby/lobby-kiosk");
    in.finish();
    return settings;
}

TEST(ScannerSettings, WithoutADeviceThereIsNoScanner) {
    EXPECT_EQ(read("").device, "");
    EXPECT_EQ(read("[scanner]\nflatbed_dpi = 300\n").device, "");
}

TEST(ScannerSettings, TheWorkerLiesBesideTheKiosk) {
    const auto s = read("[scanner]\ndevice = '/dev/video0'\n");
    EXPECT_EQ(s.device, "/dev/video0");
    EXPECT_EQ(s.worker, "/opt/lobby/scan-worker");
}

TEST(ScannerSettings, ASocketsPathCountsFromTheFile) {
    EXPECT_EQ(read("[scanner]\ndevice = 'v4l2-socket:run/camera'\n").device,
              "v4l2-socket:/etc/lobby/run/camera");
    EXPECT_EQ(read("[scanner]\ndevice = 'v4l2-socket:/run/camera'\n").device, "v4l2-socket:/run/camera");
}

TEST(ScannerSettings, AFlatbedHasItsNameAndResolution) {
    const auto s = read("[scanner]\ndevice = 'sane:epson2:libusb:001:004'\nflatbed_dpi = 300\n");
    EXPECT_EQ(s.device, "sane:epson2:libusb:001:004");
    EXPECT_EQ(s.flatbed_dpi, 300U);
}

TEST(ScannerSettings, WhatIsNoScannerEndsTheStart) {
    for (const char* device : {"video0", "sane:", "v4l2-socket:", "http://camera", "/", "sane:a\\u0000b"})
        EXPECT_THROW((void)read("[scanner]\ndevice = \"" + std::string(device) + "\"\n"), std::runtime_error)
            << device;
    EXPECT_THROW((void)read("[scanner]\ndevice = '/dev/video0'\nflatbed_dpi = 9\n"), std::runtime_error);
}

}  // namespace
}  // namespace lobby::kiosk::app
