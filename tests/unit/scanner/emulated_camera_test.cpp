// Our camera code against the emulated driver without a socket between them, and each against misuse.
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>

#include <gtest/gtest.h>
#include <sys/mman.h>

#include "platform/emulator/scanner/camera_machine.hpp"
#include "platform/emulator/scanner/scanner_control.hpp"
#include "platform/scanner/v4l2_camera.hpp"
#include "platform/scanner/v4l2_wire.hpp"

namespace lobby::platform {
namespace {

using emulator::scanner::CameraHabits;
using emulator::scanner::CameraMachine;

// What a test does to the driver's answers.
struct Driver {
    CameraMachine machine{CameraHabits{FrameCode::yuyv, 640, 480}};
    std::vector<std::pair<uint32_t, int>> errors;  // of a request: the next ones of that code fail so
    std::vector<uint32_t> requests;
    std::vector<void*> memory;
};

class DirectPort final : public V4l2Port {
public:
    explicit DirectPort(Driver& driver) : driver_(driver) {}
    int request(unsigned long code, void* argument) override {
        const auto short_code = static_cast<uint32_t>(code);
        driver_.requests.push_back(short_code);
        for (const auto& [failing, error] : driver_.errors)
            if (failing == short_code) return error;
        return driver_.machine.answer(short_code,
                                      {static_cast<uint8_t*>(argument), v4l2_structure_size(short_code)});
    }
    Result<FrameBuffer, int> map(v4l2_buffer& buffer) override {
        if (const int error = request(VIDIOC_QUERYBUF, &buffer)) return fail(error);
        void* start =
            ::mmap(nullptr, buffer.length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        driver_.memory.push_back(start);
        return FrameBuffer(start, buffer.length);
    }
    [[nodiscard]] int frame_descriptor() const override { return -1; }
    [[nodiscard]] int life_descriptor() const override { return -1; }

private:
    Driver& driver_;
};

Result<V4l2Camera, int> camera_of(Driver& driver) {
    return V4l2Camera::open(std::make_unique<DirectPort>(driver));
}

int take(V4l2Camera& camera, std::vector<uint8_t>& first_bytes) {
    return camera.take([&first_bytes](std::span<const uint8_t> bytes, const FrameLayout& layout) {
        EXPECT_EQ(layout.width, 640U);
        first_bytes.push_back(bytes.empty() ? 0 : bytes[0]);
    });
}

TEST(V4l2Camera, GivesTheNewestFrameAndWipesAll) {
    Driver driver;
    auto camera = camera_of(driver);
    ASSERT_TRUE(camera);
    ASSERT_EQ(camera->start(), 0);
    std::vector<uint8_t> seen;
    EXPECT_EQ(take(*camera, seen), EAGAIN);
    for (const uint8_t value : std::array<uint8_t, 3>{11, 12, 13}) {
        std::memset(driver.memory[*driver.machine.next_buffer()], value, 640 * 480 * 2);
        driver.machine.fill(640 * 480 * 2);
    }
    EXPECT_EQ(take(*camera, seen), 0);
    EXPECT_EQ(seen, (std::vector<uint8_t>{13}));
    for (const void* memory : driver.memory) EXPECT_EQ(*static_cast<const uint8_t*>(memory), 0);
    EXPECT_EQ(take(*camera, seen), EAGAIN);
    camera->stop();
    EXPECT_FALSE(driver.machine.streams());
    EXPECT_EQ(driver.machine.buffers(), 0U);
    EXPECT_EQ(camera->start(), 0);  // and again
    EXPECT_TRUE(driver.machine.streams());
}

TEST(V4l2Camera, EachRequestThatFailsEndsTheStartInOrder) {
    constexpr std::array<uint32_t, 6> codes{VIDIOC_ENUM_FMT, VIDIOC_S_FMT, VIDIOC_REQBUFS,
                                            VIDIOC_QUERYBUF, VIDIOC_QBUF,  VIDIOC_STREAMON};
    for (const uint32_t code : codes) {
        Driver driver;
        auto camera = camera_of(driver);
        ASSERT_TRUE(camera);
        driver.errors = {{code, EIO}};
        EXPECT_NE(camera->start(), 0) << code;
        EXPECT_FALSE(camera->streams());
        driver.errors.clear();
        EXPECT_EQ(camera->start(), 0) << code;
    }
}

TEST(V4l2Camera, TellsThatItIsGone) {
    Driver driver;
    driver.errors = {{VIDIOC_QUERYCAP, ENODEV}};
    EXPECT_EQ(camera_of(driver).error(), ENODEV);
    driver.errors.clear();
    auto camera = camera_of(driver);
    ASSERT_EQ(camera->start(), 0);
    driver.errors = {{VIDIOC_DQBUF, ENODEV}, {VIDIOC_QUERYCAP, ENODEV}};
    std::vector<uint8_t> seen;
    EXPECT_EQ(take(*camera, seen), ENODEV);
    EXPECT_EQ(camera->is_there(), ENODEV);
}

TEST(ChooseMode, TakesWhatIsOfUseForAPage) {
    const CameraMode small{FrameCode::mjpeg, 640, 480};
    const CameraMode large{FrameCode::mjpeg, 3264, 2448};
    const CameraMode huge{FrameCode::mjpeg, 5600, 4200};
    const CameraMode beyond{FrameCode::mjpeg, 9000, 6700};
    const CameraMode raw{FrameCode::yuyv, 3264, 2448};
    EXPECT_EQ(choose_mode({small, large}), large);
    EXPECT_EQ(choose_mode({raw, large}), large);
    EXPECT_EQ(choose_mode({raw, small}), raw);
    EXPECT_EQ(choose_mode({huge, {FrameCode::mjpeg, 3508, 2480}}),
              (CameraMode{FrameCode::mjpeg, 3508, 2480}));
    EXPECT_EQ(choose_mode({beyond, small}), small);
    EXPECT_EQ(choose_mode({beyond}), std::nullopt);
    EXPECT_EQ(choose_mode({}), std::nullopt);
}

template <class Structure>
int ask(CameraMachine& machine, uint32_t code, Structure& s) {
    return machine.answer(code, {reinterpret_cast<uint8_t*>(&s), sizeof s});
}

TEST(CameraMachine, RefusesWhatAKernelRefuses) {
    CameraMachine machine(CameraHabits{});
    uint32_t type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    EXPECT_EQ(ask(machine, VIDIOC_STREAMON, type), EINVAL);  // without buffers
    v4l2_buffer buffer{};
    buffer.type = type;
    buffer.memory = V4L2_MEMORY_MMAP;
    EXPECT_EQ(ask(machine, VIDIOC_QBUF, buffer), EINVAL);
    v4l2_requestbuffers request{};
    request.count = 1000;
    request.type = type;
    request.memory = V4L2_MEMORY_MMAP;
    EXPECT_EQ(ask(machine, VIDIOC_REQBUFS, request), 0);
    EXPECT_LE(request.count, 8U);
    EXPECT_EQ(ask(machine, VIDIOC_QBUF, buffer), 0);
    EXPECT_EQ(ask(machine, VIDIOC_QBUF, buffer), EINVAL);  // the driver has it
    EXPECT_EQ(ask(machine, VIDIOC_DQBUF, buffer), EINVAL);
    EXPECT_EQ(ask(machine, VIDIOC_STREAMON, type), 0);
    EXPECT_EQ(ask(machine, VIDIOC_DQBUF, buffer), EAGAIN);
    EXPECT_EQ(ask(machine, VIDIOC_REQBUFS, request), EBUSY);
    v4l2_format format{};
    format.type = type;
    EXPECT_EQ(ask(machine, VIDIOC_S_FMT, format), EBUSY);
    machine.fill(100);
    EXPECT_EQ(machine.take_ready_change(), 1);
    machine.fill(100);  // no buffer: lost
    EXPECT_EQ(machine.take_ready_change(), 0);
    machine.close();
    EXPECT_EQ(machine.take_ready_change(), -1);
    EXPECT_EQ(machine.answer(0x1234, {}), ENOTTY);
}

TEST(ScannerControl, UnderstandsItsCommandsAndNothingElse) {
    using emulator::scanner::parse_control_request;
    for (const auto* line :
         {R"({"op":"take"})", R"({"op":"page"})", R"({"op":"page","file":"/a.jpg"})",
          R"({"op":"raw","file":"/a"})", R"({"op":"glare","on":true})", R"({"op":"turn","amount":-90})",
          R"({"op":"corrupt","amount":5})", R"({"op":"unplug"})", R"({"op":"replug"})", R"({"op":"status"})",
          R"({"op":"silent","on":false})"})
        EXPECT_TRUE(parse_control_request(line)) << line;
    for (const auto* line :
         {"", "{", "[]", "{}", R"({"op":"jump"})", R"({"op":"page","file":7})", R"({"op":"glare"})",
          R"({"op":"glare","on":"yes"})", R"({"op":"turn"})", R"({"op":"turn","amount":361})",
          R"({"op":"turn","amount":"90"})", R"({"op":"blur","amount":1e99})", R"({"op":"tilt","amount":-1})"})
        EXPECT_FALSE(parse_control_request(line)) << line;
}

}  // namespace
}  // namespace lobby::platform
