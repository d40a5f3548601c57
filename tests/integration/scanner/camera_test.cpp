// The real scanner, its real worker and the real emulator: three programs, with V4L2's own structures between
// them.
#include <array>
#include <csignal>
#include <fstream>
#include <utility>

#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/emulator/scanner/scene.hpp"
#include "platform/scanner/jpeg.hpp"
#include "tests/integration/scanner/scanner_rig.hpp"

namespace lobby::platform {
namespace {

using emulator::scanner::sample_page;

const std::vector<std::string> small_camera{"--width", "1600", "--height", "1200", "--rate", "30"};

class Camera : public ScannerRig {
protected:
    void begin(std::vector<std::string> options = small_camera) {
        device.emplace(folder, std::move(options));
        start(device->device());
        ASSERT_TRUE(told("+"));
        EXPECT_TRUE(live);
    }
    void write(const std::string& name, std::span<const uint8_t> bytes) const {
        std::ofstream(folder / name, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    bool streaming() const { return device->status().find("\"streaming\":true") != std::string::npos; }

    std::optional<CameraProgram> device;
};

TEST_F(Camera, StreamsOnlyWhileItIsWatched) {
    begin();
    EXPECT_FALSE(streaming());
    EXPECT_EQ(previews, 0U);
    scanner->watch(true);
    EXPECT_TRUE(seen([](const auto& g) { return is_good(g); }));
    EXPECT_LE(preview_width, 640U);
    EXPECT_TRUE(streaming());
    scanner->watch(false);
    EXPECT_TRUE(until([&] { return !streaming(); }));
    EXPECT_EQ(news, "");
}

TEST_F(Camera, SaysWhatIsInTheWayAndWhenItIsGone) {
    begin();
    scanner->watch(true);
    EXPECT_TRUE(seen([](const auto& g) { return is_good(g) && g.steady; }));
    device->say(R"({"op":"glare","on":true})");
    EXPECT_TRUE(seen([](const auto& g) { return g.found && g.glare; }));
    device->say(R"({"op":"glare","on":false})");
    device->say(R"({"op":"blur","amount":5})");
    EXPECT_TRUE(seen([](const auto& g) { return g.found && g.blurred && !g.glare; }));
    device->say(R"({"op":"blur","amount":0})");
    device->say(R"({"op":"cut","on":true})");
    EXPECT_TRUE(seen([](const auto& g) { return g.cut_edge && !g.blurred; }));
    device->say(R"({"op":"cut","on":false})");
    device->say(R"({"op":"dark","on":true})");
    EXPECT_TRUE(seen([](const auto& g) { return g.too_dark && !g.cut_edge; }));
    device->say(R"({"op":"dark","on":false})");
    device->say(R"({"op":"size","amount":35})");
    EXPECT_TRUE(seen([](const auto& g) { return g.found && g.too_small; }));
    device->say(R"({"op":"take"})");
    EXPECT_TRUE(seen([](const auto& g) { return !g.found && !g.steady; }));
    device->say(R"({"op":"page"})");
    device->say(R"({"op":"size","amount":80})");
    device->say(R"({"op":"turn","amount":180})");
    EXPECT_TRUE(seen([](const auto& g) { return is_good(g); }));
    EXPECT_EQ(news, "");
}

TEST_F(Camera, MakesOneBoundedPageOfWhatLiesThere) {
    begin();
    capture();
    ASSERT_TRUE(told("P"));
    EXPECT_TRUE(is_good(page_guidance));
    EXPECT_LE(page.jpeg().size(), most_page_bytes);
    EXPECT_NEAR(static_cast<double>(page.width()) / page.height(), 1240.0 / 1754, 0.03);
    const auto size = jpeg_size(page.jpeg());
    ASSERT_TRUE(size);
    EXPECT_EQ(size->width, page.width());
    EXPECT_EQ(size->height, page.height());
    EXPECT_TRUE(until([&] { return !streaming(); }));
    // While it is watched, too, and two at once are one.
    scanner->watch(true);
    EXPECT_TRUE(seen([](const auto& g) { return is_good(g); }));
    capture();
    capture();
    EXPECT_TRUE(told("P"));
    EXPECT_TRUE(seen([](const auto& g) { return is_good(g); }));
    EXPECT_EQ(news, "");
    EXPECT_EQ(log_text().find("jpeg"), std::string::npos);
}

TEST_F(Camera, ReadsUncompressedFrames) {
    auto options = small_camera;
    options.emplace_back("--yuyv");
    begin(options);
    capture();
    ASSERT_TRUE(told("P"));
    EXPECT_TRUE(is_good(page_guidance));
}

TEST_F(Camera, FindsNoPageOnAnEmptyDesk) {
    auto options = small_camera;
    options.emplace_back("--empty");
    begin(options);
    capture();
    ASSERT_TRUE(told("F"));
    EXPECT_EQ(failure, CaptureFailure::no_page);
}

TEST_F(Camera, SurvivesAPulledPlugInTheMiddleOfEverything) {
    begin();
    for (int round = 0; round < 3; ++round) {
        scanner->watch(true);
        EXPECT_TRUE(seen([](const auto& g) { return is_good(g); }));
        device->say(R"({"op":"unplug"})");
        EXPECT_TRUE(told("x"));
        device->say(R"({"op":"replug"})");
        EXPECT_TRUE(told("+"));
        // It was watched before, and is watched again.
        EXPECT_TRUE(seen([](const auto& g) { return is_good(g); }));
        device->say(R"({"op":"silent","on":true})");
        capture();
        device->say(R"({"op":"unplug"})");
        EXPECT_TRUE(told("Fx"));
        EXPECT_EQ(failure, CaptureFailure::device);
        scanner->watch(false);
        device->say(R"({"op":"silent","on":false})");
        device->say(R"({"op":"replug"})");
        EXPECT_TRUE(told("+"));
        device->say(R"({"op":"unplug"})");  // while nobody watches
        EXPECT_TRUE(told("x"));
        capture();
        EXPECT_TRUE(told("F"));
        EXPECT_EQ(failure, CaptureFailure::device);
        device->say(R"({"op":"replug"})");
        EXPECT_TRUE(told("+"));
    }
}

TEST_F(Camera, IsLostWhenItGivesNoFrames) {
    device.emplace(folder, small_camera);
    auto settings = settings_for(device->device());
    settings.frame = std::chrono::milliseconds(500);
    start(settings);
    ASSERT_TRUE(told("+"));
    device->say(R"({"op":"silent","on":true})");
    scanner->watch(true);
    EXPECT_TRUE(told("x"));
    scanner->watch(false);
    EXPECT_TRUE(until([&] { return news.ends_with('+'); }));
}

TEST_F(Camera, PassesOverDamagedFrames) {
    begin();
    device->say(R"({"op":"corrupt","amount":5})");
    capture();
    ASSERT_TRUE(told("P"));
    EXPECT_TRUE(is_good(page_guidance));
    device->say(R"({"op":"corrupt","amount":3})");
    scanner->watch(true);
    EXPECT_TRUE(seen([](const auto& g) { return is_good(g); }));
    EXPECT_TRUE(until([&] { return log_text().find("scanner_bad_frames") != std::string::npos; }));
    EXPECT_EQ(news, "");
}

TEST_F(Camera, SaysThatAPictureIsBrokenOrTooLarge) {
    begin();
    write("broken", std::vector<uint8_t>{0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4, 5});
    device->say(R"({"op":"raw","file":")" + (folder / "broken").string() + "\"}");
    capture();
    ASSERT_TRUE(told("F"));
    EXPECT_EQ(failure, CaptureFailure::picture_broken);
    // The header of sixty megapixels before the body of a few.
    auto jpeg = encode_jpeg(sample_page(640, 480), 80);
    for (size_t i = 0; i + 9 < jpeg.size(); ++i)
        if (jpeg[i] == 0xFF && jpeg[i + 1] == 0xC0) {
            jpeg[i + 5] = 0x1A;
            jpeg[i + 6] = 0x40;  // 6720
            jpeg[i + 7] = 0x23;
            jpeg[i + 8] = 0x00;  // 8960
            break;
        }
    write("large", jpeg);
    device->say(R"({"op":"raw","file":")" + (folder / "large").string() + "\"}");
    capture();
    ASSERT_TRUE(told("F"));
    EXPECT_EQ(failure, CaptureFailure::too_large);
    device->say(R"({"op":"raw"})");
    capture();
    EXPECT_TRUE(told("P"));
}

TEST_F(Camera, StartsAWorkerThatWasKilledAgain) {
    begin();
    scanner->watch(true);
    EXPECT_TRUE(seen([](const auto& g) { return is_good(g); }));
    ASSERT_EQ(workers().size(), 1U);
    ::kill(workers().front(), SIGKILL);
    EXPECT_TRUE(told("x+"));
    EXPECT_TRUE(seen([](const auto& g) { return is_good(g); }));
}

TEST_F(Camera, KillsAWorkerThatHangs) {
    device.emplace(folder, small_camera);
    auto settings = settings_for(device->device());
    settings.camera_capture = std::chrono::milliseconds(200);
    settings.grace = std::chrono::milliseconds(3000);
    start(settings);
    ASSERT_TRUE(told("+"));
    const auto hanging = workers();
    ASSERT_EQ(hanging.size(), 1U);
    ::kill(hanging.front(), SIGSTOP);
    capture();
    EXPECT_TRUE(until([&] { return news.size() >= 3; }));
    EXPECT_EQ(news, "Fx+");
    EXPECT_EQ(failure, CaptureFailure::timed_out);
    ASSERT_EQ(workers().size(), 1U);
    EXPECT_NE(workers().front(), hanging.front());
}

// Programs that take nearly all of one processor from whoever shares it.
class BusyProcessor {
public:
    explicit BusyProcessor(pid_t victim) {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(allowed(), &one);
        EXPECT_EQ(::sched_setaffinity(victim, sizeof one, &one), 0);
        EXPECT_EQ(::setpriority(PRIO_PROCESS, static_cast<id_t>(victim), 19), 0);
        for (auto& pid : hogs_) {
            pid = ::fork();
            if (pid != 0) continue;
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::sched_setaffinity(0, sizeof one, &one);
            for (volatile unsigned n = 0;;) n = n + 1;
        }
    }
    ~BusyProcessor() { end(); }
    BusyProcessor(const BusyProcessor&) = delete;
    BusyProcessor& operator=(const BusyProcessor&) = delete;
    void end() {
        for (auto& pid : hogs_) {
            if (pid <= 0) continue;
            ::kill(pid, SIGKILL);
            ::waitpid(std::exchange(pid, 0), nullptr, 0);
        }
    }

private:
    static int allowed() {
        cpu_set_t all;
        CPU_ZERO(&all);
        EXPECT_EQ(::sched_getaffinity(0, sizeof all, &all), 0);
        for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
            if (CPU_ISSET(cpu, &all)) return cpu;
        return 0;
    }
    std::array<pid_t, 4> hogs_{};
};

TEST_F(Camera, DoesNotTakeAWorkerForHungBecauseTheProcessorIsBusy) {
    // A picture costs so much that its preview is always late, and the worker is on the processor now and
    // then before its deadline.
    device.emplace(folder, std::vector<std::string>{"--width", "3264", "--height", "2448", "--rate", "10"});
    auto settings = settings_for(device->device());
    settings.frame = std::chrono::milliseconds(4000);
    settings.grace = std::chrono::milliseconds(2000);
    start(settings);
    ASSERT_TRUE(told("+"));
    scanner->watch(true);
    ASSERT_TRUE(seen([](const auto& g) { return is_good(g); }));
    const auto slow = workers();
    ASSERT_EQ(slow.size(), 1U);
    BusyProcessor busy(slow.front());
    ASSERT_TRUE(until([&] { return log_text().find("scan_worker_waits") != std::string::npos; }));
    busy.end();
    EXPECT_TRUE(seen([](const auto& g) { return is_good(g); }));
    EXPECT_EQ(news, "") << "neither the worker nor its camera was given up";
    EXPECT_EQ(workers(), slow);
}

TEST_F(Camera, LeavesNothingBehindWhenItIsStopped) {
    begin();
    capture();
    scanner->stop();
    EXPECT_TRUE(told("F"));
    EXPECT_TRUE(until([&] { return workers().empty(); }));
    capture();
    EXPECT_TRUE(told("F"));  // one answer for each, also then
}

TEST_F(Camera, WaitsForACameraThatIsNotThereYet) {
    start("v4l2-socket:" + (folder / "camera").string());
    EXPECT_TRUE(told("x"));
    capture();
    EXPECT_TRUE(told("F"));
    device.emplace(folder, small_camera);
    EXPECT_TRUE(told("+"));
    device->kill();
    EXPECT_TRUE(told("x"));
}

TEST_F(Camera, IsLostWhereThereIsNoWorker) {
    auto settings = settings_for("/dev/video99");
    settings.worker = folder / "nothing";
    start(settings);
    EXPECT_TRUE(told("x"));
    EXPECT_NE(log_text().find("scan_worker_failed"), std::string::npos);
}

TEST_F(Camera, TakesNoFileForACamera) {
    write("file", std::vector<uint8_t>(10));
    start((folder / "file").string());
    EXPECT_TRUE(told("x"));
}

}  // namespace
}  // namespace lobby::platform
