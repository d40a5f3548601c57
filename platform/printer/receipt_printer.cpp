#include "platform/printer/receipt_printer.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/awaited.hpp"
#include "platform/printer/escpos_bytes.hpp"

namespace lobby::platform {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// Bytes of one answer follow each other closely; what stays away this long will not come.
constexpr std::chrono::milliseconds longest_gap{500};

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

// A printer that stopped takes what its buffer still holds; whatever it does not take by then it will not
// take.
constexpr std::chrono::milliseconds patience_in_trouble{500};

bool stops_printing(const PrinterStatus& status) {
    const auto trouble = trouble_of(status);
    return trouble && *trouble != PrinterTrouble::recovers;
}

std::string name_of(const PrinterAddress& address) {
    if (const auto* device = std::get_if<DeviceAddress>(&address)) return device->device.string();
    const auto& network = std::get<NetworkAddress>(address);
    return network.host + ":" + std::to_string(network.port);
}

}  // namespace

struct ReceiptPrinter::Shared : std::enable_shared_from_this<ReceiptPrinter::Shared> {
    Shared(asio::io_context& context, PrinterSettings s, Log& l, std::function<void(PrinterEvent)> o)
        : io(context),
          settings(std::move(s)),
          log(l),
          observer(std::move(o)),
          encoder(settings.paper, settings.typeface),
          memory(settings.rules.confirm_by),
          wake(context),
          write_limit(context) {
        // A program before this one may have been killed in the middle of a document.
        memory.rest_inside = settings.rules.discard_rest;
    }

    using Line = std::shared_ptr<PrinterLine>;
    enum class Wrote { all, lost, stalled };
    struct Job {
        PrintJobId id;
        EncodedDocument document;
    };

    static asio::awaitable<void> run(std::shared_ptr<Shared> self);
    static asio::awaitable<void> read(std::shared_ptr<Shared> self, Line with);
    asio::awaitable<void> converse();
    asio::awaitable<bool> look();
    asio::awaitable<bool> discard_rest();
    asio::awaitable<bool> report_changes();
    asio::awaitable<bool> print_pending();
    asio::awaitable<Wrote> write(const std::vector<uint8_t>& bytes);  // the caller keeps them
    asio::awaitable<void> wait(SteadyTime until);
    void limit_write(std::shared_ptr<bool> late, std::chrono::milliseconds time);
    void note_stops(std::span<const PrinterAnswer> answers);
    [[nodiscard]] std::chrono::milliseconds write_patience() const;

    void accept(PrintJobId id, const PrintDocument& document);
    void hear(PrintSession* session);
    void tell_condition(PrinterCondition is);
    void tell_end(PrintJobId id, PrintOutcome outcome);
    void tell_late();
    [[nodiscard]] bool over() const { return stopping || lost; }

    asio::io_context& io;
    const PrinterSettings settings;
    Log& log;
    std::function<void(PrinterEvent)> observer;
    DocumentEncoder encoder;
    PrinterMemory memory;
    asio::steady_timer wake;  // cancelled when something was heard or asked for
    asio::steady_timer write_limit;
    std::shared_ptr<bool> write_late;  // set while a write is under way
    Line line;
    PrinterAnswerParser parser;
    std::vector<PrinterAnswer> heard;
    SteadyTime last_byte{};
    std::function<void()> give_up;  // opening the line
    std::optional<Job> pending;
    std::optional<PrintJobId> printing;
    PrintSession* session = nullptr;  // while print_pending runs
    std::optional<PrinterCondition> condition;
    std::atomic<PrintJobId> last_id{0};
    bool started = false;
    bool stopping = false;
    bool lost = false;
    bool useful = false;   // this connection has answered
    bool stopped = false;  // the printer has said last that it does not print
    bool buffers_cleared = false;
};

asio::awaitable<void> ReceiptPrinter::Shared::run(std::shared_ptr<Shared> self) {
    auto& s = *self;
    auto pause = s.settings.reopen_first;
    while (!s.stopping) {
        error_code error;
        auto opened = co_await open_printer_line(s.settings.address, s.settings.connect, s.give_up, error);
        if (s.stopping) break;
        if (opened) {
            s.line = std::move(opened);
            s.lost = false;
            s.useful = false;
            s.parser = {};
            s.heard.clear();
            s.memory.owed = {};
            s.memory.unsettled = true;
            s.log.write(Event::printer_connected, {{Field::device, name_of(s.settings.address)}});
            asio::co_spawn(s.io, read(self, s.line), asio::detached);
            co_await s.converse();
            if (s.useful) pause = s.settings.reopen_first;
            std::exchange(s.line, nullptr)->close();
            s.log.write(Event::printer_lost, {{Field::device, name_of(s.settings.address)}});
        }
        if (s.pending) s.tell_end(std::exchange(s.pending, {})->id, PrintRefused{PrintReason::line_lost});
        s.tell_condition({});
        if (s.stopping) break;
        co_await s.wait(now() + pause);
        pause = std::min(pause * 2, s.settings.reopen_longest);
    }
}

asio::awaitable<void> ReceiptPrinter::Shared::read(std::shared_ptr<Shared> self, Line with) {
    auto& s = *self;
    std::array<uint8_t, 256> bytes{};
    while (s.line == with) {
        error_code error;
        const size_t n = co_await with->read_some(asio::buffer(bytes), error);
        if (s.line != with) co_return;
        if (error == asio::error::operation_aborted) continue;  // meant for a write
        if (error) {
            s.lost = true;
        } else {
            if (now() - s.last_byte > longest_gap) s.parser.give_up_half_answers();
            s.last_byte = now();
            const size_t meaningless = s.parser.meaningless_bytes();
            const size_t before = s.heard.size();
            s.parser.feed(std::span<const uint8_t>(bytes).first(n), s.heard);
            s.note_stops(std::span(s.heard).subspan(before));
            if (s.parser.meaningless_bytes() != meaningless)
                s.log.write(Event::printer_bad_answer,
                            {{Field::count, s.parser.meaningless_bytes() - meaningless}});
        }
        s.wake.cancel();
        if (error) co_return;
    }
}

asio::awaitable<void> ReceiptPrinter::Shared::wait(SteadyTime until) {
    error_code ignored;
    wake.expires_at(until);
    co_await wake.async_wait(token(ignored));
}

// `late` is shared with the timer's handler, which may run after the write has ended.
void ReceiptPrinter::Shared::limit_write(std::shared_ptr<bool> late, std::chrono::milliseconds time) {
    write_limit.expires_after(time);
    write_limit.async_wait([late = std::move(late), with = line](error_code e) {
        if (e) return;
        *late = true;
        with->cancel_operations();
    });
}

std::chrono::milliseconds ReceiptPrinter::Shared::write_patience() const {
    return stopped ? std::min(settings.progress, patience_in_trouble) : settings.progress;
}

// At once, not when the answer is taken to where it belongs: a document may be handed over in many writes
// before that, and each would wait for a printer that takes nothing.
void ReceiptPrinter::Shared::note_stops(std::span<const PrinterAnswer> answers) {
    const bool before = stopped;
    for (const auto& answer : answers)
        if (const auto* change = std::get_if<StatusChange>(&answer)) stopped = stops_printing(change->status);
    if (write_late && stopped != before) limit_write(write_late, write_patience());
}

asio::awaitable<ReceiptPrinter::Shared::Wrote> ReceiptPrinter::Shared::write(
    const std::vector<uint8_t>& bytes) {
    const Line with = line;
    size_t done = 0;
    while (done < bytes.size()) {
        if (over()) co_return Wrote::lost;
        const auto late = std::make_shared<bool>(false);
        limit_write(late, write_patience());
        write_late = late;
        error_code error;
        done += co_await with->write_some(asio::buffer(bytes.data() + done, bytes.size() - done), error);
        write_late.reset();
        write_limit.cancel();
        if (!error) continue;
        if (error != asio::error::operation_aborted) co_return Wrote::lost;
        if (*late) co_return Wrote::stalled;
        // Otherwise the cancel was an earlier write's that came late.
    }
    co_return Wrote::all;
}

// Takes what was heard to where it belongs.
void ReceiptPrinter::Shared::hear(PrintSession* to) {
    for (const auto& answer : std::exchange(heard, {})) {
        useful = true;
        if (const auto* change = std::get_if<StatusChange>(&answer)) tell_condition({true, change->status});
        if (to) {
            to->heard(answer);
        } else if (const auto* queued = std::get_if<QueuedAnswer>(&answer)) {
            memory.markers.heard(*queued);
        } else if (const auto* process = std::get_if<ProcessAnswer>(&answer)) {
            memory.markers.heard(*process);
        } else if (std::holds_alternative<StatusNow>(answer)) {
            (void)memory.owed.answered();
        } else if (std::holds_alternative<BuffersCleared>(answer)) {
            buffers_cleared = true;
        }
    }
    tell_late();
}

// False: the line is broken.
asio::awaitable<bool> ReceiptPrinter::Shared::report_changes() {
    const std::vector<uint8_t> hello(escpos::report_changes.begin(), escpos::report_changes.end());
    const auto wrote = co_await write(hello);
    co_return wrote == Wrote::all;
}

// Until the line is lost or the printer is stopped.
asio::awaitable<void> ReceiptPrinter::Shared::converse() {
    if (memory.missing_bytes == 0 && !memory.rest_inside) {
        const bool asked = co_await report_changes();
        if (!asked) co_return;
    }
    // Answers that are still owed must be forgotten before a new question is worth asking.
    const auto look_after = [this](std::chrono::milliseconds time) {
        return now() + (memory.owed.any() ? std::max(time, OwedAnswers::forgotten_after) : time);
    };
    auto next_look = now();
    while (!over()) {
        hear(nullptr);
        if (pending) {
            if (!co_await print_pending()) co_return;
            next_look = look_after({});
        } else if (now() >= next_look) {
            if (!co_await look()) co_return;
            next_look = look_after(settings.look);
        } else {
            co_await wait(next_look);
        }
    }
}

// How is it? False: the line is broken.
asio::awaitable<bool> ReceiptPrinter::Shared::look() {
    if (memory.rest_inside && settings.rules.discard_rest && !co_await discard_rest()) co_return false;
    StatusTalk talk(memory.owed, settings.rules.answer);
    for (;;) {
        auto action = talk.next(now());
        if (const auto* ended = std::get_if<StatusTalk::Ended>(&action)) {
            tell_condition({true, ended->status});
            co_return true;
        }
        if (auto* send = std::get_if<SendBytes>(&action)) {
            if (co_await write(send->bytes) != Wrote::all) co_return false;
        } else if (heard.empty()) {
            co_await wait(std::get<ListenUntil>(action).until);
        }
        if (over()) co_return false;
        for (const auto& answer : heard)
            if (const auto* status = std::get_if<StatusNow>(&answer)) talk.heard(*status);
        std::erase_if(heard, [](const PrinterAnswer& a) { return std::holds_alternative<StatusNow>(a); });
        hear(nullptr);
    }
}

// A document broke off with the line: what the printer still holds of it must not come out later.
asio::awaitable<bool> ReceiptPrinter::Shared::discard_rest() {
    memory.rest_inside = false;
    buffers_cleared = false;
    const std::vector<uint8_t> forget(escpos::clear_buffers.begin(), escpos::clear_buffers.end());
    if (co_await write(forget) != Wrote::all) co_return false;
    const auto until = now() + settings.rules.discard;
    while (!buffers_cleared && now() < until) {
        if (heard.empty()) co_await wait(until);
        if (over()) co_return false;
        hear(nullptr);
    }
    if (!buffers_cleared) co_return true;
    memory.markers.forget();
    memory.missing_bytes = 0;
    co_return co_await report_changes();
}

// False: the line is broken. Whatever happens, the job ends here, once.
asio::awaitable<bool> ReceiptPrinter::Shared::print_pending() {
    auto job = *std::exchange(pending, {});
    printing = job.id;
    PrintSession talk(job.id, std::move(job.document), settings.rules, memory);
    session = &talk;
    std::optional<PrintOutcome> outcome;
    bool whole = true;
    while (!outcome) {
        hear(&talk);
        auto action = talk.next(now());
        if (auto* ended = std::get_if<PrintSession::Ended>(&action)) {
            outcome = ended->outcome;
        } else if (auto* send = std::get_if<SendBytes>(&action)) {
            const auto wrote = co_await write(send->bytes);
            whole = wrote == Wrote::all;
            if (!whole) {
                hear(&talk);
                outcome = talk.broken(stopping                  ? PrintReason::cancelled
                                      : wrote == Wrote::stalled ? PrintReason::stalled
                                                                : PrintReason::line_lost)
                              .outcome;
            }
        } else {
            if (heard.empty() && !over()) co_await wait(std::get<ListenUntil>(action).until);
            whole = !over();
            if (!whole) {
                hear(&talk);
                outcome = talk.broken(stopping ? PrintReason::cancelled : PrintReason::line_lost).outcome;
            }
        }
    }
    session = nullptr;
    printing.reset();
    if (!whole) tell_condition({});
    tell_end(job.id, *outcome);
    co_return whole;
}

void ReceiptPrinter::Shared::accept(PrintJobId id, const PrintDocument& document) {
    if (stopping || !line) return tell_end(id, PrintRefused{PrintReason::not_connected});
    if (pending || printing) return tell_end(id, PrintRefused{PrintReason::busy});
    auto encoded = encoder.encode(document);
    if (!encoded) return tell_end(id, PrintRefused{PrintReason::bad_document});
    pending = Job{id, std::move(*encoded)};
    wake.cancel();
}

void ReceiptPrinter::Shared::tell_condition(PrinterCondition is) {
    stopped = is.status && stops_printing(*is.status);
    if (condition == is) return;
    condition = is;
    if (is.connected) {
        const auto trouble = is.status ? trouble_of(*is.status) : std::nullopt;
        const auto word = !is.status                  ? word_of(PrintReason::silent)
                          : trouble                   ? word_of(*trouble)
                          : is.status->paper_near_end ? std::string_view("paper_near_end")
                                                      : std::string_view("ready");
        log.write(Event::printer_condition, {{Field::reason, word}});
    }
    observer(is);
}

void ReceiptPrinter::Shared::tell_end(PrintJobId id, PrintOutcome outcome) {
    if (const auto* doubt = std::get_if<PrintNotConfirmed>(&outcome))
        log.write(Event::print_not_confirmed,
                  {{Field::sequence, id}, {Field::reason, word_of(doubt->reason)}});
    else if (const auto* refusal = std::get_if<PrintRefused>(&outcome))
        log.write(Event::print_refused, {{Field::sequence, id}, {Field::reason, word_of(refusal->reason)}});
    else
        log.write(Event::print_confirmed, {{Field::sequence, id}});
    observer(PrintEnded{id, outcome});
}

void ReceiptPrinter::Shared::tell_late() {
    for (const auto id : memory.markers.take_completed()) {
        if (printing == id) continue;  // the session judges that one
        log.write(Event::print_came_late, {{Field::sequence, id}});
        observer(PrintCameOutLate{id});
    }
}

ReceiptPrinter::ReceiptPrinter(asio::io_context& io, PrinterSettings settings, Log& log,
                               std::function<void(PrinterEvent)> observer)
    : shared_(std::make_shared<Shared>(io, std::move(settings), log, std::move(observer))) {}

ReceiptPrinter::~ReceiptPrinter() {
    stop();
}

void ReceiptPrinter::start() {
    asio::post(shared_->io, [s = shared_] {
        if (s->started || s->stopping) return;
        s->started = true;
        asio::co_spawn(s->io, Shared::run(s), asio::detached);
    });
}

void ReceiptPrinter::stop() {
    asio::post(shared_->io, [s = shared_] {
        s->stopping = true;
        s->wake.cancel();
        if (const auto give_up = std::exchange(s->give_up, {})) give_up();
        if (s->line) s->line->cancel_operations();
    });
}

PrintJobId ReceiptPrinter::print(PrintDocument document) {
    const PrintJobId id = ++shared_->last_id;
    asio::post(shared_->io, [s = shared_, id, d = std::move(document)] { s->accept(id, d); });
    return id;
}

void ReceiptPrinter::cancel(PrintJobId job) {
    asio::post(shared_->io, [s = shared_, job] {
        if (s->pending && s->pending->id == job) {
            s->tell_end(std::exchange(s->pending, {})->id, PrintRefused{PrintReason::cancelled});
        } else if (s->session && s->printing == job) {
            s->session->cancel();
            s->wake.cancel();
        }
    });
}

}  // namespace lobby::platform
