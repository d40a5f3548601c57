#include "kiosk/scans/scan_uploader.hpp"

#include <algorithm>
#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/http_client/http_client.hpp"
#include "kiosk/link/kiosk_identity.hpp"
#include "kiosk/scans/page_transfer.hpp"

namespace lobby::kiosk::scans {

namespace asio = boost::asio;

namespace {

std::string hex_of(std::span<const uint8_t> bytes) {
    std::string hex(2 * bytes.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    hex.pop_back();
    return hex;
}

std::string url_of(const LinkSettings& link, const api::PageId& page) {
    const bool literal = link.host.find(':') != std::string::npos;
    return "https://" + (literal ? "[" + link.host + "]" : link.host) + ":" + std::to_string(link.link_port) +
           "/scans/" + hex_of(page);
}

OfficeSays said(const HttpAnswer& answer) {
    OfficeSays office{answer.status, std::nullopt, std::nullopt};
    if (const auto offset = answer.header("upload-offset")) office.offset = parse_length(*offset);
    if (const auto length = answer.header("upload-length")) office.length = parse_length(*length);
    return office;
}

}  // namespace

struct ScanUploader::Shared : std::enable_shared_from_this<ScanUploader::Shared> {
    Shared(asio::io_context& context, UploadSettings s, ScanStore& p, Log& l, Backoff::Random random,
           Observer o)
        : io(context),
          settings(std::move(s)),
          pages(p),
          log(l),
          backoff(std::move(random), settings.backoff_base, settings.backoff_longest),
          observer(std::move(o)),
          pause(context) {}

    asio::awaitable<void> run();
    asio::awaitable<bool> send_all();
    asio::awaitable<PageTransfer::Step> send(api::PageReference page);
    asio::awaitable<bool> exchange(const api::PageReference& page, const std::vector<uint8_t>& bytes,
                                   PageTransfer& transfer);
    HttpRequest request(const api::PageReference& page, const std::vector<uint8_t>& bytes,
                        const PageTransfer& transfer) const;
    std::optional<api::PageReference> next() const;
    bool connect();
    void tell(const api::PageReference& page, uint64_t there, bool done) const {
        if (observer) observer({page.id, there, page.sealed_bytes, done});
    }

    asio::io_context& io;
    const UploadSettings settings;
    ScanStore& pages;
    Log& log;
    Backoff backoff;
    const Observer observer;
    asio::steady_timer pause;
    std::unique_ptr<HttpClient> client;  // while there is something to send
    std::set<api::PageId> put_off;       // the office did not take them
    bool woken = false;
    bool running = false;
    bool stopping = false;
};

std::optional<api::PageReference> ScanUploader::Shared::next() const {
    const auto all = pages.handed_in();
    const auto found = std::ranges::find_if(
        all, [this](const api::PageReference& page) { return !put_off.contains(page.id); });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

bool ScanUploader::Shared::connect() {
    if (client) return true;
    auto identity = load_identity(settings.link.identity_dir);
    if (!identity) return false;
    client = std::make_unique<HttpClient>(
        io, HttpTls{identity->authority_pem, identity->certificate_pem, identity->key_pem});
    return true;
}

HttpRequest ScanUploader::Shared::request(const api::PageReference& page, const std::vector<uint8_t>& bytes,
                                          const PageTransfer& transfer) const {
    HttpRequest request;
    request.url = url_of(settings.link, page.id);
    request.connect = settings.connect;
    request.deadline = settings.piece;
    request.most_bytes_per_second = settings.most_bytes_per_second;
    request.most_answer_bytes = 4096;
    if (transfer.step() == PageTransfer::Step::ask) {
        request.method = "HEAD";
        return request;
    }
    request.method = "PATCH";
    request.headers = {"Content-Type: application/offset+octet-stream",
                       "Upload-Offset: " + std::to_string(transfer.offset()),
                       "Upload-Length: " + std::to_string(page.sealed_bytes),
                       "Scan-Hash: " + hex_of(page.sealed_hash)};
    const auto from = bytes.begin() + static_cast<ptrdiff_t>(transfer.offset());
    request.body.assign(from, from + static_cast<ptrdiff_t>(transfer.piece()));
    return request;
}

// One question and its answer; false: the office was not reached.
asio::awaitable<bool> ScanUploader::Shared::exchange(const api::PageReference& page,
                                                     const std::vector<uint8_t>& bytes,
                                                     PageTransfer& transfer) {
    auto asked = request(page, bytes, transfer);
    const auto answer = co_await client->send(std::move(asked));
    if (!answer) {
        if (answer.error() != HttpError::cancelled)
            log.write(Event::scan_not_sent, {{Field::reason, word_of(answer.error())}});
        co_return false;
    }
    transfer.heard(said(*answer));
    const bool goes_on = transfer.step() == PageTransfer::Step::send;
    if (goes_on) tell(page, transfer.offset(), false);
    if (!goes_on && transfer.step() != PageTransfer::Step::done)
        log.write(Event::scan_not_sent, {{Field::reason, "status"}, {Field::code, answer->status}});
    co_return true;
}

asio::awaitable<PageTransfer::Step> ScanUploader::Shared::send(api::PageReference page) {
    const auto bytes = pages.read(page);
    if (!bytes) co_return PageTransfer::Step::refused;  // marked; there is nothing to send
    PageTransfer transfer(page.sealed_bytes, settings.piece_bytes);
    while (transfer.step() == PageTransfer::Step::ask || transfer.step() == PageTransfer::Step::send) {
        const bool answered = co_await exchange(page, *bytes, transfer);
        if (!answered || stopping) co_return PageTransfer::Step::later;
    }
    if (transfer.step() != PageTransfer::Step::done) co_return transfer.step();
    if (!pages.sent(page.id)) co_return PageTransfer::Step::later;
    log.write(Event::scan_sent, {{Field::bytes, page.sealed_bytes}});
    tell(page, page.sealed_bytes, true);
    co_return PageTransfer::Step::done;
}

// Whether all that can go up has.
asio::awaitable<bool> ScanUploader::Shared::send_all() {
    while (!stopping) {
        const auto page = next();
        if (!page) break;
        if (!connect()) co_return false;
        const auto outcome = co_await send(*page);
        if (outcome == PageTransfer::Step::later) co_return false;
        if (outcome == PageTransfer::Step::refused) put_off.insert(page->id);
        if (outcome == PageTransfer::Step::done) backoff.reset();
    }
    co_return true;
}

asio::awaitable<void> ScanUploader::Shared::run() {
    auto self = shared_from_this();
    while (!stopping) {
        woken = false;
        const bool all = co_await send_all();
        client.reset();
        if (stopping || woken) continue;
        if (!all)
            pause.expires_after(backoff.next());
        else if (!put_off.empty())
            pause.expires_after(settings.put_off);
        else
            pause.expires_at(asio::steady_timer::time_point::max());
        boost::system::error_code woken_early;
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, woken_early));
        if (!woken_early && all) put_off.clear();
    }
}

ScanUploader::ScanUploader(asio::io_context& io, UploadSettings settings, ScanStore& pages, Log& log,
                           Backoff::Random random, Observer observer)
    : shared_(std::make_shared<Shared>(io, std::move(settings), pages, log, std::move(random),
                                       std::move(observer))) {}

ScanUploader::~ScanUploader() {
    stop();
}

void ScanUploader::start() {
    if (shared_->running) return;
    shared_->running = true;
    asio::co_spawn(shared_->io, shared_->run(), asio::detached);
}

void ScanUploader::stop() {
    shared_->stopping = true;
    shared_->pause.cancel();
    if (shared_->client) shared_->client->cancel();
}

void ScanUploader::wake() {
    shared_->woken = true;
    shared_->pause.cancel();
}

}  // namespace lobby::kiosk::scans
