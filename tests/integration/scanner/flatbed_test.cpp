// The real scanner and its real worker with SANE's own backend for tests: a flatbed without hardware.
#include <csignal>
#include <cstdlib>
#include <fstream>

#include "platform/scanner/jpeg.hpp"
#include "tests/integration/scanner/scanner_rig.hpp"

namespace lobby::platform {
namespace {

class Flatbed : public ScannerRig {
protected:
    // Settings of the backend: sane-test(5).
    void begin(const std::string& settings) {
        std::ofstream(folder / "dll.conf") << "test\n";
        std::ofstream(folder / "test.conf") << "number_of_devices 1\n" << settings;
        ::setenv("SANE_CONFIG_DIR", folder.c_str(), 1);
        start("sane:test:0");
    }
    ~Flatbed() override { ::unsetenv("SANE_CONFIG_DIR"); }
};

TEST_F(Flatbed, ScansThePageOnItsGlass) {
    begin("mode Color\ntest-picture \"Color pattern\"\n");
    ASSERT_TRUE(told("+"));
    EXPECT_FALSE(live);
    capture();
    ASSERT_TRUE(told("P")) << static_cast<int>(failure);
    EXPECT_LE(page.jpeg().size(), most_page_bytes);
    const auto back = decode_jpeg(page.jpeg());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->width(), page.width());
    // 200 × 200 mm at 200 dots an inch.
    EXPECT_NEAR(page.width(), 1575, 40);
    capture();
    EXPECT_TRUE(told("P"));
    EXPECT_EQ(previews, 0U);
}

TEST_F(Flatbed, FindsNoPageUnderAnEmptyLid) {
    begin("test-picture \"Solid white\"\n");
    ASSERT_TRUE(told("+"));
    capture();
    ASSERT_TRUE(told("F"));
    EXPECT_EQ(failure, CaptureFailure::no_page);
}

TEST_F(Flatbed, IsLostWhereThereIsNone) {
    begin("");
    ASSERT_TRUE(told("+"));
    start("sane:test:7");
    EXPECT_TRUE(told("x"));
}

TEST_F(Flatbed, GivesAScanUpWhenItTakesTooLong) {
    std::ofstream(folder / "dll.conf") << "test\n";
    std::ofstream(folder / "test.conf") << "number_of_devices 1\nread-limit true\nread-limit-size 1\n"
                                        << "read-delay true\nread-delay-duration 20000\n";
    ::setenv("SANE_CONFIG_DIR", folder.c_str(), 1);
    auto settings = settings_for("sane:test:0");
    settings.flatbed_capture = std::chrono::milliseconds(300);
    start(settings);
    ASSERT_TRUE(told("+"));
    capture();
    ASSERT_TRUE(told("F"));
    EXPECT_EQ(failure, CaptureFailure::timed_out);
    EXPECT_EQ(news, "");  // it was given up in order: the worker lives
}

}  // namespace
}  // namespace lobby::platform
