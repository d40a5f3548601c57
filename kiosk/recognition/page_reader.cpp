#include "kiosk/recognition/page_reader.hpp"

#include <deque>
#include <optional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "base/awaited.hpp"
#include "kiosk/recognition/reading_frames.hpp"
#include "kiosk/recognition/reading_process.hpp"
#include "office/api/ticket_terms.hpp"

namespace lobby::kiosk {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// For the process to notice its own deadline and say so, before it is killed.
constexpr std::chrono::milliseconds grace{1000};

struct Job {
    api::PageKind kind{};
    SecretBytes jpeg;
    PageReader::Done done;
};

}  // namespace

struct PageReader::Shared : std::enable_shared_from_this<PageReader::Shared> {
    Shared(asio::io_context& context, ReaderSettings s, Log& l)
        : io(context), settings(std::move(s)), log(l), limit(context) {}

    static asio::awaitable<void> run(std::shared_ptr<Shared> self);
    asio::awaitable<ReadingOutcome> read_page(const Job& job);
    asio::awaitable<std::optional<ReadingOutcome>> converse(const Job& job);
    void accept(Job job);
    void cancel();
    void keep_spare();
    [[nodiscard]] std::unique_ptr<ReadingProcess> take_process();
    void note(api::PageKind kind, const ReadingOutcome& outcome, SteadyTime since);

    asio::io_context& io;
    const ReaderSettings settings;
    Log& log;
    std::deque<Job> waiting;
    std::unique_ptr<ReadingProcess> spare;
    std::shared_ptr<ReadingProcess> at_work;
    asio::steady_timer limit;
    uint64_t era = 0;  // rises with each cancel()
    bool warm = false;
    bool running = false;
    bool late = false;
};

void PageReader::Shared::keep_spare() {
    if (warm && (!spare || !spare->alive())) spare = ReadingProcess::start(io, settings);
}

std::unique_ptr<ReadingProcess> PageReader::Shared::take_process() {
    if (spare && spare->alive()) return std::exchange(spare, nullptr);
    spare.reset();
    return ReadingProcess::start(io, settings);
}

void PageReader::Shared::accept(Job job) {
    waiting.push_back(std::move(job));
    if (running) return;
    running = true;
    asio::co_spawn(io, run(shared_from_this()), asio::detached);
}

void PageReader::Shared::cancel() {
    ++era;
    waiting.clear();
    if (at_work) at_work->kill();
    limit.cancel();
}

asio::awaitable<void> PageReader::Shared::run(std::shared_ptr<Shared> self) {
    auto& s = *self;
    while (!s.waiting.empty()) {
        const Job job = std::move(s.waiting.front());
        s.waiting.pop_front();
        const auto era = s.era;
        const auto since = std::chrono::steady_clock::now();
        auto outcome = co_await s.read_page(job);
        s.keep_spare();
        if (era != s.era) continue;  // nobody wants it any more
        s.note(job.kind, outcome, since);
        job.done(std::move(outcome));
    }
    s.running = false;
}

asio::awaitable<ReadingOutcome> PageReader::Shared::read_page(const Job& job) {
    if (job.jpeg.empty() || job.jpeg.size() > max_page_jpeg_bytes)
        co_return fail(ReadingError::picture_broken);
    at_work = take_process();
    if (!at_work) co_return fail(ReadingError::worker_failed);
    late = false;
    limit.expires_after(settings.deadline + grace);
    limit.async_wait([self = shared_from_this(), process = std::weak_ptr(at_work)](error_code error) {
        const auto there = process.lock();
        if (error || !there) return;
        self->late = true;
        there->kill();
    });
    auto answer = co_await converse(job);
    limit.cancel();
    at_work.reset();
    if (answer) co_return std::move(*answer);
    co_return fail(late ? ReadingError::timed_out : ReadingError::worker_failed);
}

// Nothing: the process ended, or said something else than an answer.
asio::awaitable<std::optional<ReadingOutcome>> PageReader::Shared::converse(const Job& job) {
    const auto process = at_work;
    const auto request = encode_request(job.kind, job.jpeg.view());
    const auto length = length_of(request.size());
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(length),
                                                    asio::buffer(request.data(), request.size())};
    error_code error;
    co_await asio::async_write(process->socket(), buffers, token(error));
    if (error) co_return std::nullopt;
    FrameLength header{};
    co_await asio::async_read(process->socket(), asio::buffer(header), token(error));
    if (error || length_from(header) > max_answer_bytes) co_return std::nullopt;
    SecretBytes answer(length_from(header));
    co_await asio::async_read(process->socket(), asio::buffer(answer.data(), answer.size()), token(error));
    if (error) co_return std::nullopt;
    co_return decode_answer(answer.view());
}

void PageReader::Shared::note(api::PageKind kind, const ReadingOutcome& outcome, SteadyTime since) {
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since);
    if (outcome)
        log.write(Event::page_read, {{Field::kind, api::word_of(kind)},
                                     {Field::count, outcome->proposals.size()},
                                     {Field::milliseconds, took.count()}});
    else
        log.write(Event::page_not_read, {{Field::kind, api::word_of(kind)},
                                         {Field::reason, api::word_of(outcome.error())},
                                         {Field::milliseconds, took.count()}});
}

PageReader::PageReader(asio::io_context& io, ReaderSettings settings, Log& log)
    : shared_(std::make_shared<Shared>(io, std::move(settings), log)) {}

PageReader::~PageReader() {
    rest();
    cancel();
}

void PageReader::prepare() {
    shared_->warm = true;
    if (!shared_->running) shared_->keep_spare();
}

void PageReader::rest() {
    shared_->warm = false;
    shared_->spare.reset();
}

void PageReader::read(api::PageKind kind, std::span<const uint8_t> jpeg, Done done) {
    // A picture that is too large is not even copied.
    const bool fits = jpeg.size() <= max_page_jpeg_bytes;
    Job job{kind, SecretBytes(fits ? jpeg : std::span<const uint8_t>{}), std::move(done)};
    if (shared_->waiting.size() >= api::max_registration_pages) {
        asio::post(shared_->io, [self = shared_, era = shared_->era, refused = std::move(job.done)] {
            if (era == self->era) refused(fail(ReadingError::worker_failed));
        });
        return;
    }
    shared_->accept(std::move(job));
}

void PageReader::cancel() {
    shared_->cancel();
}

}  // namespace lobby::kiosk
