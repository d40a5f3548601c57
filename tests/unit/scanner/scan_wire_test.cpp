#include "platform/scanner/scan_wire.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "platform/scanner/scanner_device.hpp"
#include "platform/scanner/steady_watch.hpp"

namespace lobby::platform {
namespace {

PageGuidance some_guidance() {
    PageGuidance g;
    g.found = true;
    g.blurred = true;
    g.too_small = true;
    g.steady = true;
    g.corners = {{{0, 0.25F}, {1, 0}, {0.75F, 1}, {0.125F, 0.5F}}};
    return g;
}

std::optional<ScanNews> round_trip(const ScanNews& news) {
    ScanNewsReader reader;
    // Byte by byte: where the socket cuts makes no difference.
    for (const uint8_t byte : encode_news(news)) EXPECT_TRUE(reader.feed({&byte, 1}));
    return reader.next();
}

TEST(ScanWire, EveryMessageComesAsItWent) {
    EXPECT_TRUE(std::get<ScannerReady>(*round_trip(ScannerReady{true})).live);
    EXPECT_FALSE(std::get<ScannerReady>(*round_trip(ScannerReady{false})).live);
    EXPECT_TRUE(std::holds_alternative<ScannerLost>(*round_trip(ScannerLost{})));
    EXPECT_EQ(std::get<BadFrames>(*round_trip(BadFrames{4711})).count, 4711U);
    for (const auto reason : {CaptureFailure::no_page, CaptureFailure::device, CaptureFailure::timed_out,
                              CaptureFailure::picture_broken, CaptureFailure::too_large})
        EXPECT_EQ(std::get<CaptureFailed>(*round_trip(CaptureFailed{reason})).reason, reason);
    Picture picture(3, 2);
    for (size_t i = 0; i < picture.rgb().size(); ++i) picture.rgb()[i] = static_cast<uint8_t>(i);
    const auto preview = round_trip(Preview{picture.clone(), some_guidance()});
    ASSERT_TRUE(preview);
    EXPECT_EQ(std::get<Preview>(*preview).guidance, some_guidance());
    EXPECT_TRUE(std::ranges::equal(std::get<Preview>(*preview).picture.rgb(), picture.rgb()));
    const auto page = round_trip(PageCaptured{PageImage({1, 2, 3}, 2480, 3508), some_guidance()});
    ASSERT_TRUE(page);
    EXPECT_EQ(std::get<PageCaptured>(*page).page.height(), 3508U);
    EXPECT_EQ(std::get<PageCaptured>(*page).page.jpeg().size(), 3U);
    EXPECT_EQ(std::get<PageCaptured>(*page).guidance, some_guidance());
}

bool refused(std::vector<uint8_t> bytes) {
    ScanNewsReader reader;
    const bool refused_at_once = !reader.feed(bytes);
    const uint8_t more = 0;
    return refused_at_once && !reader.next() && !reader.feed({&more, 1});
}

TEST(ScanWire, WhatNoWorkerSaysEndsTheTalk) {
    EXPECT_TRUE(refused({9, 0, 0, 0, 0}));              // no such kind
    EXPECT_TRUE(refused({0, 2, 0, 0, 0}));              // a length that it cannot have
    EXPECT_TRUE(refused({0, 1, 0, 0, 0, 2}));           // neither live nor not
    EXPECT_TRUE(refused({4, 1, 0, 0, 0, 5}));           // no such reason
    EXPECT_TRUE(refused({2, 0xFF, 0xFF, 0xFF, 0xFF}));  // four gigabytes
    const auto spoilt = [](size_t at, uint8_t value) {
        auto bytes = encode_news(Preview{Picture(2, 2), some_guidance()});
        bytes[at] = value;
        return bytes;
    };
    EXPECT_TRUE(refused(spoilt(5, 0xFF)));  // flags that there are not
    EXPECT_TRUE(refused(spoilt(9, 0x7F)));  // a corner that is no number
    EXPECT_TRUE(refused(spoilt(38, 3)));    // another width than its pixels
    EXPECT_TRUE(refused(spoilt(41, 0xFF)));
    EXPECT_TRUE(refused(encode_news(PageCaptured{PageImage({1}, 3000, 3000), {}})));
}

TEST(SteadyWatch, IsSteadyOnceItLaySoForAMoment) {
    using std::chrono::milliseconds;
    SteadyWatch watch;
    const SteadyTime start{};
    const auto lies = some_guidance();
    auto moved = lies;
    moved.corners[2].x -= 0.05F;
    auto trembling = lies;
    trembling.corners[0].y += 0.004F;
    EXPECT_FALSE(watch.look(lies, start));
    EXPECT_FALSE(watch.look(trembling, start + milliseconds(500)));
    EXPECT_TRUE(watch.look(lies, start + milliseconds(700)));
    EXPECT_FALSE(watch.look(moved, start + milliseconds(800)));
    EXPECT_FALSE(watch.look({}, start + milliseconds(3000)));
    EXPECT_FALSE(watch.look(moved, start + milliseconds(3100)));
    EXPECT_TRUE(watch.look(moved, start + milliseconds(3800)));
}

TEST(ScannerDevice, IsOneOfThreeForms) {
    EXPECT_EQ(parse_scanner_device("/dev/video0")->name, "/dev/video0");
    EXPECT_EQ(parse_scanner_device("v4l2-socket:/run/camera")->kind, ScannerDevice::Kind::socket);
    EXPECT_EQ(parse_scanner_device("sane:test:0")->name, "test:0");
    for (const auto text : {"", "/", "video0", "sane:", "v4l2-socket:", "/dev/a\nb"})
        EXPECT_FALSE(parse_scanner_device(text)) << text;
    EXPECT_FALSE(parse_scanner_device("/" + std::string(600, 'a')));
}

}  // namespace
}  // namespace lobby::platform
