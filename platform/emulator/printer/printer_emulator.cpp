#include "platform/emulator/printer/printer_emulator.hpp"

#include <array>
#include <deque>
#include <functional>
#include <string>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "base/awaited.hpp"
#include "platform/emulator/control_server.hpp"
#include "platform/emulator/printer/png_file.hpp"
#include "platform/emulator/printer/printer_control.hpp"
#include "platform/emulator/pseudo_terminal.hpp"

namespace lobby::emulator::printer {

namespace asio = boost::asio;
namespace json = boost::json;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr size_t sheets_told = 50;  // of `status`: its answer is one line of bounded length

std::string ok(const json::object& more = {}) {
    json::object answer{{"ok", true}};
    for (const auto& [key, value] : more) answer[key] = value;
    return json::serialize(answer);
}

std::string refused(std::string_view why) {
    return json::serialize(json::object{{"error", json::string(why.data(), why.size())}});
}

}  // namespace

class PrinterEmulator::Core : public std::enable_shared_from_this<Core> {
public:
    Core(asio::any_io_executor executor, PrinterEmulatorSettings settings)
        : executor_(std::move(executor)),
          settings_(std::move(settings)),
          machine_(settings_.habits),
          acceptor_(executor_),
          work_(executor_),
          pace_(executor_),
          room_(executor_) {}

    void start();
    void stop();
    [[nodiscard]] uint16_t port() const {
        return acceptor_.is_open() ? acceptor_.local_endpoint().port() : 0;
    }

private:
    std::string on_control(std::string_view line);
    std::string on(const SetPaper& request);
    std::string on(Refill);
    std::string on(Jam);
    std::string on(Repair);
    std::string on(Unplug);
    std::string on(Replug);
    std::string on(PowerCycle);
    std::string on(TellStatus) const;
    std::string on(const Slow& request);
    std::string on(const Turn& request);
    std::string done();

    void plug_in();
    void pull_out();
    static asio::awaitable<void> serve_terminal(std::shared_ptr<Core> self,
                                                std::shared_ptr<PseudoTerminal> terminal);
    static asio::awaitable<void> serve_network(std::shared_ptr<Core> self);
    template <class Stream>
    asio::awaitable<void> converse(Stream& stream, const std::function<bool()>& goes_on);
    static asio::awaitable<void> print(std::shared_ptr<Core> self);
    void send_answers();
    void keep_sheets();

    asio::any_io_executor executor_;
    PrinterEmulatorSettings settings_;
    PrinterMachine machine_;
    tcp::acceptor acceptor_;
    std::shared_ptr<tcp::socket> guest_;
    std::shared_ptr<PseudoTerminal> terminal_;
    std::unique_ptr<ControlServer> control_;
    asio::steady_timer work_;  // cancelled when there may be something to print
    asio::steady_timer pace_;
    asio::steady_timer room_;  // cancelled when the receive buffer may have room
    std::chrono::milliseconds line_time_{};
    // Hands bytes to whoever is connected; empty while nobody is.
    std::function<void(std::shared_ptr<std::vector<uint8_t>>)> write_;
    std::vector<uint8_t> to_send_;
    bool writing_ = false;
    bool plugged_ = false;
    bool stopping_ = false;
    unsigned next_sheet_ = 1;
    std::deque<json::object> sheets_;
};

void PrinterEmulator::Core::start() {
    std::filesystem::create_directories(settings_.out);
    const auto taken = [this](std::string_view ending) {
        return std::filesystem::exists(settings_.out / fmt::format("{:04}{}", next_sheet_, ending));
    };
    while (taken(".png") || taken(".part.png")) ++next_sheet_;
    plug_in();
    control_ = std::make_unique<ControlServer>(executor_, settings_.control,
                                               [this](std::string_view line) { return on_control(line); });
    asio::co_spawn(executor_, print(shared_from_this()), asio::detached);
}

void PrinterEmulator::Core::stop() {
    stopping_ = true;
    control_.reset();
    pull_out();
    error_code ignored;
    acceptor_.close(ignored);
    work_.cancel();
    pace_.cancel();
}

void PrinterEmulator::Core::plug_in() {
    plugged_ = true;
    if (!settings_.link.empty()) {
        terminal_ = std::make_shared<PseudoTerminal>(executor_, settings_.link);
        asio::co_spawn(executor_, serve_terminal(shared_from_this(), terminal_), asio::detached);
    }
    if (!settings_.tcp_port) return;
    const tcp::endpoint here(asio::ip::address_v4::loopback(), *settings_.tcp_port);
    acceptor_.open(here.protocol());
    acceptor_.set_option(tcp::acceptor::reuse_address(true));
    acceptor_.bind(here);
    acceptor_.listen();
    settings_.tcp_port = port();  // the same one after a replug
    asio::co_spawn(executor_, serve_network(shared_from_this()), asio::detached);
}

void PrinterEmulator::Core::pull_out() {
    plugged_ = false;
    write_ = nullptr;
    if (terminal_) std::exchange(terminal_, nullptr)->hang_up();
    error_code ignored;
    acceptor_.close(ignored);
    if (guest_) guest_->close(ignored);
    room_.cancel();
}

asio::awaitable<void> PrinterEmulator::Core::serve_terminal(std::shared_ptr<Core> self,
                                                            std::shared_ptr<PseudoTerminal> terminal) {
    const std::function<bool()> goes_on = [&] { return self->terminal_ == terminal; };
    while (goes_on()) {
        co_await self->converse(terminal->master(), goes_on);
        if (goes_on()) terminal->renew();  // the last client closed the line
    }
}

asio::awaitable<void> PrinterEmulator::Core::serve_network(std::shared_ptr<Core> self) {
    while (self->acceptor_.is_open()) {
        error_code error;
        auto socket = co_await self->acceptor_.async_accept(token(error));
        if (error) continue;
        auto guest = std::make_shared<tcp::socket>(std::move(socket));
        self->guest_ = guest;
        const std::function<bool()> goes_on = [&] { return guest->is_open(); };
        co_await self->converse(*guest, goes_on);
        if (self->guest_ == guest) self->guest_.reset();
    }
}

template <class Stream>
asio::awaitable<void> PrinterEmulator::Core::converse(Stream& stream, const std::function<bool()>& goes_on) {
    to_send_.clear();
    writing_ = false;
    // The stream lives as long as its coroutine; a write that is under way when it closes ends with an error.
    write_ = [this, &stream](const std::shared_ptr<std::vector<uint8_t>>& bytes) {
        asio::async_write(stream, asio::buffer(*bytes),
                          [self = shared_from_this(), bytes](error_code error, size_t) {
                              self->writing_ = false;
                              if (!error) self->send_answers();
                          });
    };
    std::array<uint8_t, 1024> bytes{};
    error_code error;
    while (goes_on()) {
        const size_t room = std::min(machine_.room(), bytes.size());
        if (room == 0) {
            error_code ignored;
            room_.expires_after(std::chrono::hours(1));
            co_await room_.async_wait(token(ignored));
            continue;
        }
        const size_t n = co_await stream.async_read_some(asio::buffer(bytes.data(), room), token(error));
        if (error || !goes_on()) break;
        machine_.receive(std::span<const uint8_t>(bytes).first(n));
        send_answers();
        work_.cancel();
    }
    if (goes_on()) write_ = nullptr;
}

asio::awaitable<void> PrinterEmulator::Core::print(std::shared_ptr<Core> self) {
    auto& core = *self;
    while (!core.stopping_) {
        error_code ignored;
        const size_t rows = core.machine_.rows();
        const bool moved = core.machine_.step();
        core.keep_sheets();
        core.send_answers();
        core.room_.cancel();
        if (!moved) {
            core.work_.expires_after(std::chrono::hours(1));
            co_await core.work_.async_wait(token(ignored));
        } else {
            // Also at full speed others get their turn between two lines.
            core.pace_.expires_after(core.machine_.rows() == rows ? std::chrono::milliseconds(0)
                                                                  : core.line_time_);
            co_await core.pace_.async_wait(token(ignored));
        }
    }
}

void PrinterEmulator::Core::send_answers() {
    auto answers = machine_.take_answers();
    if (!write_) return to_send_.clear();
    to_send_.insert(to_send_.end(), answers.begin(), answers.end());
    if (writing_ || to_send_.empty()) return;
    writing_ = true;
    write_(std::make_shared<std::vector<uint8_t>>(std::exchange(to_send_, {})));
}

void PrinterEmulator::Core::keep_sheets() {
    for (const auto& sheet : machine_.take_sheets()) {
        const auto name = fmt::format("{:04}{}", next_sheet_++, sheet.cut ? ".png" : ".part.png");
        const bool written = write_png(sheet.picture, settings_.out / name);
        sheets_.push_back(
            {{"file", name}, {"cut", sheet.cut}, {"rows", sheet.picture.height()}, {"written", written}});
        if (sheets_.size() > sheets_told) sheets_.pop_front();
    }
}

std::string PrinterEmulator::Core::on_control(std::string_view line) {
    auto request = parse_control_request(line);
    if (!request) return refused(request.error());
    return std::visit([this](auto& r) { return on(r); }, *request);
}

std::string PrinterEmulator::Core::done() {
    send_answers();
    work_.cancel();
    return ok();
}

std::string PrinterEmulator::Core::on(const SetPaper& request) {
    machine_.set_paper(request.lines);
    return done();
}
std::string PrinterEmulator::Core::on(Refill) {
    machine_.set_paper(settings_.habits.paper_lines);
    return done();
}
std::string PrinterEmulator::Core::on(Jam) {
    machine_.jam_cutter();
    return done();
}
std::string PrinterEmulator::Core::on(Repair) {
    machine_.repair_cutter();
    return done();
}
std::string PrinterEmulator::Core::on(Unplug) {
    if (!plugged_) return refused("the printer is unplugged already");
    pull_out();
    return ok();
}
std::string PrinterEmulator::Core::on(Replug) {
    if (plugged_) return refused("the printer is plugged in already");
    plug_in();
    return ok();
}
std::string PrinterEmulator::Core::on(PowerCycle) {
    machine_.switch_off_and_on();
    return done();
}
std::string PrinterEmulator::Core::on(const Slow& request) {
    line_time_ = request.line;
    pace_.cancel();
    return done();
}
std::string PrinterEmulator::Core::on(const Turn& request) {
    switch (request.what) {
        case Switch::near_end:
            machine_.set_near_end(request.on);
            break;
        case Switch::cover:
            machine_.set_cover(request.on);
            break;
        case Switch::offline:
            machine_.set_offline(request.on);
            break;
        case Switch::silent:
            machine_.set_silent(request.on);
            break;
    }
    return done();
}

std::string PrinterEmulator::Core::on(TellStatus) const {
    const auto state = machine_.state();
    json::array sheets;
    for (const auto& sheet : sheets_) sheets.push_back(sheet);
    return ok({{"state", json::string(state.data(), state.size())},
               {"plugged", plugged_},
               {"silent", machine_.silent()},
               {"near_end", machine_.near_end()},
               {"paper_lines", machine_.paper_lines()},
               {"jobs", machine_.cuts()},
               {"waiting_bytes", machine_.waiting_bytes()},
               {"status_answers", machine_.status_answers()},
               {"meaningless", machine_.meaningless()},
               {"tcp_port", port()},
               {"sheets", std::move(sheets)}});
}

PrinterEmulator::PrinterEmulator(const asio::any_io_executor& executor, PrinterEmulatorSettings settings)
    : core_(std::make_shared<Core>(executor, std::move(settings))) {
    core_->start();
}

PrinterEmulator::~PrinterEmulator() {
    core_->stop();
}

uint16_t PrinterEmulator::tcp_port() const {
    return core_->port();
}

}  // namespace lobby::emulator::printer
