#include "platform/emulator/scanner/scanner_emulator.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <unistd.h>

#include "base/awaited.hpp"
#include "base/unix_socket/private_listener.hpp"
#include "platform/emulator/control_server.hpp"
#include "platform/emulator/scanner/camera_guest.hpp"
#include "platform/emulator/scanner/frame_maker.hpp"
#include "platform/emulator/scanner/page_file.hpp"
#include "platform/emulator/scanner/scanner_control.hpp"
#include "platform/scanner/v4l2_wire.hpp"

namespace lobby::emulator::scanner {

namespace asio = boost::asio;
namespace json = boost::json;
using asio::local::stream_protocol;
using boost::system::error_code;

namespace {

constexpr double cut_left = 0.42;  // half of the page is outside
constexpr double dark_light = 0.22;

std::string ok(const json::object& more = {}) {
    json::object answer{{"ok", true}};
    for (const auto& [key, value] : more) answer[key] = value;
    return json::serialize(answer);
}

std::string refused(std::string_view why) {
    return json::serialize(json::object{{"error", json::string(why.data(), why.size())}});
}

}  // namespace

class ScannerEmulator::Core : public std::enable_shared_from_this<Core> {
public:
    Core(asio::any_io_executor executor, ScannerEmulatorSettings settings)
        : executor_(std::move(executor)),
          settings_(std::move(settings)),
          machine_(settings_.habits),
          acceptor_(executor_),
          pace_(executor_) {
        maker_.lay(std::move(settings_.page));
    }

    void start() {
        plug_in();
        control_ = std::make_unique<ControlServer>(
            executor_, settings_.control, [this](std::string_view line) { return on_control(line); });
        asio::co_spawn(executor_, film(shared_from_this()), asio::detached);
    }
    void stop() {
        stopping_ = true;
        control_.reset();
        pull_out();
        pace_.cancel();
    }

private:
    std::string on_control(std::string_view line);
    std::string on(const LayPage& request);
    std::string on(const SendRaw& request);
    std::string on(TakePage);
    std::string on(Unplug);
    std::string on(Replug);
    std::string on(TellStatus) const;
    std::string on(const Turn& request);
    std::string on(const SetAmount& request);

    void plug_in();
    void pull_out();
    static asio::awaitable<void> accept(std::shared_ptr<Core> self);
    static asio::awaitable<void> serve(std::shared_ptr<Core> self, std::shared_ptr<CameraGuest> guest);
    static asio::awaitable<void> film(std::shared_ptr<Core> self);
    [[nodiscard]] bool answer(CameraGuest& guest, std::span<uint8_t> request);
    void give_frame();

    asio::any_io_executor executor_;
    ScannerEmulatorSettings settings_;
    CameraMachine machine_;
    FrameMaker maker_;
    stream_protocol::acceptor acceptor_;
    asio::steady_timer pace_;
    std::shared_ptr<CameraGuest> guest_;
    std::unique_ptr<ControlServer> control_;
    uint64_t frames_ = 0;
    bool silent_ = false;
    bool stopping_ = false;
};

void ScannerEmulator::Core::plug_in() {
    listen_privately(acceptor_, settings_.socket);
    asio::co_spawn(executor_, accept(shared_from_this()), asio::detached);
}

void ScannerEmulator::Core::pull_out() {
    if (!acceptor_.is_open()) return;
    error_code ignored;
    acceptor_.close(ignored);
    ::unlink(settings_.socket.c_str());
    if (guest_) std::exchange(guest_, nullptr)->close();
    machine_.close();
}

asio::awaitable<void> ScannerEmulator::Core::accept(std::shared_ptr<Core> self) {
    while (self->acceptor_.is_open()) {
        error_code error;
        auto socket = co_await self->acceptor_.async_accept(token(error));
        if (!self->acceptor_.is_open()) co_return;
        if (error || self->guest_) continue;  // one has it open already
        self->guest_ = std::make_shared<CameraGuest>(std::move(socket));
        asio::co_spawn(self->executor_, serve(self, self->guest_), asio::detached);
    }
}

asio::awaitable<void> ScannerEmulator::Core::serve(std::shared_ptr<Core> self,
                                                   std::shared_ptr<CameraGuest> guest) {
    std::array<uint8_t, sizeof(uint32_t) + platform::longest_v4l2_structure> request{};
    for (bool goes_on = true; goes_on && self->guest_ == guest;) {
        error_code error;
        co_await asio::async_read(guest->socket(), asio::buffer(request, sizeof(uint32_t)), token(error));
        if (error) break;
        uint32_t code = 0;
        std::memcpy(&code, request.data(), sizeof code);
        const size_t size = platform::v4l2_structure_size(code);
        if (!platform::is_v4l2_code(code) || size > platform::longest_v4l2_structure) break;
        co_await asio::async_read(guest->socket(), asio::buffer(request.data() + sizeof code, size),
                                  token(error));
        if (error || self->guest_ != guest) break;
        goes_on = self->answer(*guest, std::span(request).first(sizeof code + size));
    }
    guest->close();
    if (self->guest_ != guest) co_return;
    self->guest_.reset();
    self->machine_.close();
}

bool ScannerEmulator::Core::answer(CameraGuest& guest, std::span<uint8_t> request) {
    uint32_t code = 0;
    std::memcpy(&code, request.data(), sizeof code);
    const auto structure = request.subspan(sizeof code);
    const int32_t error = machine_.answer(code, structure);
    int memory = -1;
    if (error == 0 && code == VIDIOC_REQBUFS) guest.make_buffers(machine_.buffers(), machine_.buffer_bytes());
    if (error == 0 && code == VIDIOC_QUERYBUF) {
        v4l2_buffer buffer{};
        std::memcpy(&buffer, structure.data(), sizeof buffer);
        memory = guest.memory_of(buffer.index);
    }
    guest.count_ready(machine_.take_ready_change());
    if (code == VIDIOC_STREAMON) pace_.cancel();
    std::memcpy(request.data(), &error, sizeof error);
    return guest.send(request, memory);
}

asio::awaitable<void> ScannerEmulator::Core::film(std::shared_ptr<Core> self) {
    constexpr std::chrono::minutes idle{10};  // until somebody streams
    while (!self->stopping_) {
        error_code ignored;
        if (self->machine_.streams())
            self->pace_.expires_after(self->settings_.frame);
        else
            self->pace_.expires_after(idle);
        co_await self->pace_.async_wait(token(ignored));
        if (!self->stopping_) self->give_frame();
    }
}

void ScannerEmulator::Core::give_frame() {
    const auto buffer = machine_.next_buffer();
    if (!buffer || !guest_ || silent_) return;
    ++frames_;
    machine_.fill(guest_->write(*buffer, maker_.next(machine_.layout())));
    guest_->count_ready(machine_.take_ready_change());
}

std::string ScannerEmulator::Core::on_control(std::string_view line) {
    const auto request = parse_control_request(line);
    if (!request) return refused(request.error());
    return std::visit([this](const auto& r) { return on(r); }, *request);
}

std::string ScannerEmulator::Core::on(const LayPage& request) {
    if (request.file.empty()) {
        maker_.lay(sample_page());
        return ok();
    }
    auto page = read_page_file(request.file);
    if (!page) return refused(page.error());
    maker_.lay(std::move(*page));
    return ok();
}

std::string ScannerEmulator::Core::on(const SendRaw& request) {
    if (request.file.empty()) {
        maker_.pretend({});
        return ok();
    }
    auto bytes = read_bytes(request.file);
    if (!bytes) return refused(bytes.error());
    maker_.pretend(std::move(*bytes));
    return ok();
}

std::string ScannerEmulator::Core::on(TakePage) {
    if (!maker_.has_page()) return refused("no page lies there");
    maker_.lay({});
    return ok();
}

std::string ScannerEmulator::Core::on(Unplug) {
    if (!acceptor_.is_open()) return refused("the scanner is unplugged already");
    pull_out();
    return ok();
}

std::string ScannerEmulator::Core::on(Replug) {
    if (acceptor_.is_open()) return refused("the scanner is plugged in already");
    plug_in();
    return ok();
}

std::string ScannerEmulator::Core::on(const Turn& request) {
    Scene scene = maker_.scene();
    switch (request.what) {
        case Switch::glare:
            scene.glare = request.on;
            break;
        case Switch::cut:
            scene.left = request.on ? cut_left : 0;
            break;
        case Switch::dark:
            scene.light = request.on ? dark_light : Scene{}.light;
            break;
        case Switch::silent:
            silent_ = request.on;
            return ok();
    }
    maker_.change(scene);
    return ok();
}

std::string ScannerEmulator::Core::on(const SetAmount& request) {
    Scene scene = maker_.scene();
    switch (request.what) {
        case Amount::blur:
            scene.blur = request.value;
            break;
        case Amount::turn:
            scene.turn = request.value;
            break;
        case Amount::tilt:
            scene.tilt = request.value;
            break;
        case Amount::size:
            scene.size = request.value / 100.0;
            break;
        case Amount::corrupt:
            maker_.damage(static_cast<uint32_t>(request.value));
            return ok();
    }
    maker_.change(scene);
    return ok();
}

std::string ScannerEmulator::Core::on(TellStatus) const {
    return ok({{"plugged", acceptor_.is_open()},
               {"open", guest_ != nullptr},
               {"streaming", machine_.streams()},
               {"page", maker_.has_page()},
               {"frames", frames_},
               {"corrupt", maker_.damaged()},
               {"silent", silent_}});
}

ScannerEmulator::ScannerEmulator(const asio::any_io_executor& executor, ScannerEmulatorSettings settings)
    : core_(std::make_shared<Core>(executor, std::move(settings))) {
    core_->start();
}

ScannerEmulator::~ScannerEmulator() {
    core_->stop();
}

}  // namespace lobby::emulator::scanner
