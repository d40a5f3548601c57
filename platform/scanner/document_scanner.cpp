#include "platform/scanner/document_scanner.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sodium.h>
#include <sys/socket.h>

#include "base/awaited.hpp"
#include "platform/scanner/scan_wire.hpp"
#include "platform/scanner/scanner_device.hpp"
#include "platform/scanner/worker_process.hpp"

namespace lobby::platform {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;

namespace {

// A worker that waited for its processor is given that time again, when it is worth another look; but no
// visitor waits longer than this for one.
constexpr milliseconds least_given{100};
constexpr milliseconds most_given{60'000};
constexpr milliseconds start_limit{30'000};  // SANE looks for its scanner on slow networks too
constexpr milliseconds proven{10'000};       // a worker that lived so long was not at fault when it ends
// A flatbed's head goes home when its scan is given up in order.
constexpr milliseconds farewell{2000};
constexpr milliseconds farewell_look{50};

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

std::string_view word_of(CaptureFailure failure) {
    switch (failure) {
        case CaptureFailure::no_page:
            return "no_page";
        case CaptureFailure::device:
            return "device";
        case CaptureFailure::timed_out:
            return "timed_out";
        case CaptureFailure::picture_broken:
            return "picture_broken";
        case CaptureFailure::too_large:
            return "too_large";
    }
    return "unknown";
}

std::vector<std::string> arguments_of(const ScannerSettings& s, bool flatbed) {
    const auto ms = [](milliseconds time) { return std::to_string(time.count()); };
    return {"--device",
            s.device,
            "--dpi",
            std::to_string(s.flatbed_dpi),
            "--preview",
            ms(s.preview),
            "--frame",
            ms(s.frame),
            "--capture",
            ms(flatbed ? s.flatbed_capture : s.camera_capture),
            "--look",
            ms(s.look),
            "--reopen-first",
            ms(s.reopen_first),
            "--reopen-longest",
            ms(s.reopen_longest)};
}

// A time after which something is done, unless it was set anew or lifted.
class Limit {
public:
    explicit Limit(asio::io_context& io) : timer_(io) {}
    template <class Action>
    void set(milliseconds time, Action action) {
        timer_.expires_after(time);
        timer_.async_wait([this, number = ++number_, action = std::move(action)](error_code error) {
            if (!error && number == number_) action();
        });
    }
    void lift() {
        ++number_;
        timer_.cancel();
    }

private:
    asio::steady_timer timer_;
    uint64_t number_ = 0;
};

}  // namespace

bool is_scanner_device(std::string_view device) {
    return parse_scanner_device(device).has_value();
}

struct DocumentScanner::Shared : std::enable_shared_from_this<DocumentScanner::Shared> {
    Shared(asio::io_context& context, ScannerSettings s, Log& l, std::function<void(ScannerEvent)> o)
        : io(context),
          settings(std::move(s)),
          log(l),
          observer(std::move(o)),
          pause(context),
          answer_limit(context),
          capture_limit(context) {
        const auto device = parse_scanner_device(settings.device);
        flatbed = device && device->kind == ScannerDevice::Kind::flatbed;
    }

    static asio::awaitable<void> run(std::shared_ptr<Shared> self);
    asio::awaitable<void> listen();
    asio::awaitable<void> end_worker();
    asio::awaitable<void> wait(milliseconds time);
    bool start_worker();
    void order(ScanOrder what);
    void on_news(ScanNews& news);
    void on_ready(const ScannerReady& is);
    void on_lost();
    void on_capture_asked();
    void end_capture(CaptureFailure failure);
    // The worker owes a sign of life while previews are wanted.
    void expect_answer();
    // `late` is called when `time` is over in which the worker could have answered: what it waited for a
    // processor is added, and that again. `given`: so much was added before.
    void hold_to(Limit& limit, milliseconds time, std::function<void()> late, milliseconds given = {});
    [[nodiscard]] std::chrono::nanoseconds waited() const {
        return worker ? worker->waited_for_processor() : std::chrono::nanoseconds(0);
    }
    void tell(ScannerEvent event) {
        if (!silent) observer(std::move(event));
    }

    asio::io_context& io;
    const ScannerSettings settings;
    Log& log;
    std::function<void(ScannerEvent)> observer;
    asio::steady_timer pause;
    Limit answer_limit;
    Limit capture_limit;
    std::optional<WorkerProcess> worker;
    std::optional<asio::local::stream_protocol::socket> socket;
    std::atomic<bool> silent{false};
    SteadyTime asked_at{};
    bool flatbed = false;
    bool started = false;
    bool stopping = false;
    bool ready = false;
    bool told_lost = false;
    bool watching = false;
    bool capturing = false;
};

asio::awaitable<void> DocumentScanner::Shared::run(std::shared_ptr<Shared> self) {
    auto& s = *self;
    auto between = s.settings.reopen_first;
    while (!s.stopping) {
        const SteadyTime began = now();
        if (s.start_worker()) {
            co_await s.listen();
            co_await s.end_worker();
        }
        s.on_lost();
        if (s.stopping) break;
        if (now() - began > proven) between = s.settings.reopen_first;
        co_await s.wait(between);
        between = std::min(between * 2, s.settings.reopen_longest);
    }
}

asio::awaitable<void> DocumentScanner::Shared::wait(milliseconds time) {
    pause.expires_after(time);
    error_code ignored;
    co_await pause.async_wait(token(ignored));
}

bool DocumentScanner::Shared::start_worker() {
    try {
        worker.emplace(settings.worker.string(), arguments_of(settings, flatbed));
        FileDescriptor ours = worker->take_socket();
        socket.emplace(io, asio::local::stream_protocol(), ours.get());
        (void)ours.release();
    } catch (const std::system_error& error) {
        log.write(Event::scan_worker_failed, {{Field::code, error.code().value()}});
        worker.reset();
        return false;
    }
    hold_to(answer_limit, start_limit, [this] {
        if (worker) worker->kill();
    });
    if (watching) order(ScanOrder::watch);
    return true;
}

asio::awaitable<void> DocumentScanner::Shared::listen() {
    ScanNewsReader reader;
    std::vector<uint8_t> bytes(256 * 1024);
    for (bool sound = true; sound && !stopping;) {
        error_code error;
        const size_t n = co_await socket->async_read_some(asio::buffer(bytes), token(error));
        if (error) co_return;
        sound = reader.feed(std::span<const uint8_t>(bytes).first(n));
        sodium_memzero(bytes.data(), n);
        while (auto news = reader.next()) on_news(*news);
    }
}

asio::awaitable<void> DocumentScanner::Shared::end_worker() {
    answer_limit.lift();
    error_code ignored;
    socket->close(ignored);
    if (!stopping) log.write(Event::scan_worker_failed);
    if (flatbed && stopping) {
        const SteadyTime end = now() + farewell;
        while (!worker->has_ended() && now() < end) co_await wait(farewell_look);
    }
    worker.reset();
    socket.reset();
}

void DocumentScanner::Shared::order(ScanOrder what) {
    if (!socket || !socket->is_open()) return;
    const auto byte = static_cast<uint8_t>(what);
    // A worker that has not read thousands of orders does not live.
    if (::send(socket->native_handle(), &byte, 1, MSG_NOSIGNAL | MSG_DONTWAIT) != 1) worker->kill();
}

void DocumentScanner::Shared::expect_answer() {
    if (!ready || flatbed || !watching) {
        answer_limit.lift();
        return;
    }
    hold_to(answer_limit, settings.frame + settings.grace, [this] {
        if (worker) worker->kill();
    });
}

void DocumentScanner::Shared::hold_to(Limit& limit, milliseconds time, std::function<void()> late,
                                      milliseconds given) {
    limit.set(time, [this, &limit, given, before = waited(), late = std::move(late)] {
        const auto lost = std::chrono::duration_cast<milliseconds>(waited() - before);
        if (lost < least_given || given >= most_given) return late();
        if (given == milliseconds(0))
            log.write(Event::scan_worker_waits, {{Field::milliseconds, lost.count()}});
        hold_to(limit, std::min(lost, most_given - given), late, given + lost);
    });
}

void DocumentScanner::Shared::on_news(ScanNews& news) {
    if (const auto* is = std::get_if<ScannerReady>(&news)) {
        on_ready(*is);
    } else if (std::holds_alternative<ScannerLost>(news)) {
        on_lost();
    } else if (auto* preview = std::get_if<Preview>(&news)) {
        if (watching && ready) tell(std::move(*preview));
        order(ScanOrder::preview_taken);
    } else if (auto* page = std::get_if<PageCaptured>(&news)) {
        if (!std::exchange(capturing, false)) return;  // told as timed out before it came
        capture_limit.lift();
        const auto took = std::chrono::duration_cast<milliseconds>(now() - asked_at).count();
        log.write(Event::page_captured,
                  {{Field::bytes, page->page.jpeg().size()}, {Field::milliseconds, took}});
        tell(std::move(*page));
    } else if (const auto* failed = std::get_if<CaptureFailed>(&news)) {
        end_capture(failed->reason);
    } else if (const auto* bad = std::get_if<BadFrames>(&news)) {
        log.write(Event::scanner_bad_frames, {{Field::count, bad->count}});
    }
    expect_answer();
}

void DocumentScanner::Shared::on_ready(const ScannerReady& is) {
    if (ready) return;
    ready = true;
    told_lost = false;
    log.write(Event::scanner_connected, {{Field::device, settings.device}});
    tell(is);
}

void DocumentScanner::Shared::on_lost() {
    end_capture(CaptureFailure::device);
    ready = false;
    if (std::exchange(told_lost, true) || stopping) return;
    log.write(Event::scanner_lost, {{Field::device, settings.device}});
    tell(ScannerLost{});
}

void DocumentScanner::Shared::on_capture_asked() {
    if (capturing) return;
    capturing = true;
    asked_at = now();
    if (!ready || stopping) {
        end_capture(CaptureFailure::device);
        return;
    }
    order(ScanOrder::capture);
    const auto longest = (flatbed ? settings.flatbed_capture : settings.camera_capture) + settings.grace;
    hold_to(capture_limit, longest, [this] {
        end_capture(CaptureFailure::timed_out);
        if (worker) worker->kill();
    });
}

void DocumentScanner::Shared::end_capture(CaptureFailure failure) {
    if (!std::exchange(capturing, false)) return;
    capture_limit.lift();
    log.write(Event::page_not_captured, {{Field::reason, word_of(failure)}});
    tell(CaptureFailed{failure});
}

DocumentScanner::DocumentScanner(asio::io_context& io, ScannerSettings settings, Log& log,
                                 std::function<void(ScannerEvent)> observer)
    : shared_(std::make_shared<Shared>(io, std::move(settings), log, std::move(observer))) {}

DocumentScanner::~DocumentScanner() {
    shared_->silent = true;
    stop();
}

void DocumentScanner::start() {
    asio::post(shared_->io, [s = shared_] {
        if (s->started || s->stopping) return;
        s->started = true;
        asio::co_spawn(s->io, s->run(s), asio::detached);
    });
}

void DocumentScanner::stop() {
    asio::post(shared_->io, [s = shared_] {
        if (std::exchange(s->stopping, true)) return;
        s->pause.cancel();
        s->answer_limit.lift();
        s->end_capture(CaptureFailure::device);
        error_code ignored;
        if (s->socket) s->socket->close(ignored);
    });
}

void DocumentScanner::watch(bool wanted) {
    asio::post(shared_->io, [s = shared_, wanted] {
        if (std::exchange(s->watching, wanted) == wanted) return;
        s->order(wanted ? ScanOrder::watch : ScanOrder::rest);
        s->expect_answer();
    });
}

void DocumentScanner::capture() {
    asio::post(shared_->io, [s = shared_] { s->on_capture_asked(); });
}

}  // namespace lobby::platform
