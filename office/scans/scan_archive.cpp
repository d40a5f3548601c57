#include "office/scans/scan_archive.hpp"

#include <algorithm>
#include <system_error>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/durable_file/durable_file.hpp"
#include "office/api/sealed_contexts.hpp"
#include "office/scans/scan_files.hpp"
#include "office/scans/scan_rows.hpp"
#include "office/store/databases.hpp"

namespace lobby::office {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::days unclaimed_for{7};
constexpr std::chrono::days remembered_for{30};  // an erased page, so that its kiosk is told
// A kiosk says its journal again for so long to an office that was restored from a copy: rows may come back.
constexpr std::chrono::days nameless_for{9};
constexpr uint64_t unclaimed_bytes_of_a_kiosk = uint64_t{1} << 30;

namespace status {
constexpr unsigned whole = 200;
constexpr unsigned more = 204;
constexpr unsigned nothing_here = 404;
constexpr unsigned other_offset = 409;
constexpr unsigned not_wanted = 410;
constexpr unsigned hash_differs = 422;
constexpr unsigned no_room = 507;
}  // namespace status

sealed::KeyPair load_key(const std::filesystem::path& data_dir) {
    make_private_dir(data_dir);
    make_private_dir(data_dir / "keys");
    return sealed::KeyPair::load_or_make(data_dir / "keys" / "scan.key");
}

}  // namespace

std::string_view word_of(PageError error) {
    switch (error) {
        case PageError::unknown:
            return "unknown";
        case PageError::not_arrived:
            return "not_arrived";
        case PageError::damaged:
            return "damaged";
        case PageError::failed:
            return "failed";
    }
    return "unknown";
}

// All but key and clock belongs to the thread.
struct ScanArchive::Impl {
    Impl(const std::filesystem::path& data_dir, DatabaseWriter& w, const Clock& c, Log& l)
        : key(load_key(data_dir)),
          writer(w),
          clock(c),
          log(l),
          files(data_dir / "scans"),
          db(open_office_db(data_dir, Access::read)) {}

    asio::awaitable<scans::Answer> receive(scans::Request request);
    asio::awaitable<scans::Answer> take_in(api::PageId page, std::string kiosk, scans::Piece piece);
    asio::awaitable<scans::Answer> finish(api::PageId page, scans::Row row);
    [[nodiscard]] scans::Answer standing(const scans::Request& request);
    [[nodiscard]] Result<SecretBytes, PageError> open_page(const api::PageId& page);

    asio::awaitable<void> sweep();
    asio::awaitable<void> look_for_whole_ones();
    asio::awaitable<void> erase_unclaimed();
    void erase_files();
    void said(std::string_view reason) { log.write(Event::scan_store_failed, {{Field::reason, reason}}); }

    // Within the writer's transaction.
    template <class T>
    asio::awaitable<Result<T, StoreError>> write(std::function<T(store::Database&)> work) {
        co_return co_await writer.write<T>(std::move(work));
    }

    const sealed::KeyPair key;
    DatabaseWriter& writer;
    const Clock& clock;
    Log& log;
    scans::ScanFiles files;
    store::Database db;
    std::function<void(const api::PageId&)> tell;
    std::shared_ptr<asio::steady_timer> hour;  // of watch_the_clock(), on its executor
    asio::thread_pool thread{1};
};

scans::Answer ScanArchive::Impl::standing(const scans::Request& request) {
    const auto row = scans::find(db, request.page);
    if (!row || row->kiosk != request.kiosk) return {status::nothing_here, 0, 0};
    if (row->erased) return {status::not_wanted, 0, 0};
    const auto there = row->arrived ? row->bytes : std::min(files.size(request.page), row->bytes);
    return {status::whole, there, row->bytes};
}

asio::awaitable<scans::Answer> ScanArchive::Impl::receive(scans::Request request) {
    scans::Answer answer{status::no_room, 0, 0};
    try {
        if (request.piece)
            answer = co_await take_in(request.page, std::move(request.kiosk), std::move(*request.piece));
        else
            answer = standing(request);
    } catch (const store::Error&) {
        said("database");
    } catch (const std::system_error& e) {
        said(is_full(e) ? "full" : "file");
    }
    co_return answer;
}

asio::awaitable<scans::Answer> ScanArchive::Impl::take_in(api::PageId page, std::string kiosk,
                                                          scans::Piece piece) {
    auto row = scans::find(db, page);
    if (!row) {
        if (scans::unclaimed_bytes(db, kiosk) + piece.length > unclaimed_bytes_of_a_kiosk) {
            said("unclaimed");
            co_return scans::Answer{status::no_room, 0, 0};
        }
        std::function<scans::Row(store::Database&)> work = [this, page, kiosk, &piece](store::Database& to) {
            return scans::begin(to, clock.wall(), page, {kiosk, piece.length, piece.hash});
        };
        const auto begun = co_await write(work);
        if (!begun) co_return scans::Answer{status::no_room, 0, 0};
        row = *begun;
    }
    if (row->kiosk != kiosk || row->bytes != piece.length || row->hash != piece.hash)
        co_return scans::Answer{status::hash_differs, 0, 0};
    if (row->erased) co_return scans::Answer{status::not_wanted, 0, 0};
    if (row->arrived) co_return scans::Answer{status::whole, row->bytes, row->bytes};
    auto there = files.size(page);
    if (there > row->bytes) {
        files.erase(page);
        there = 0;
    }
    if (piece.offset != there || piece.bytes.size() > row->bytes - there)
        co_return scans::Answer{status::other_offset, there, row->bytes};
    if (!piece.bytes.empty()) files.append(page, piece.bytes);
    there += piece.bytes.size();
    if (there < row->bytes) co_return scans::Answer{status::more, there, row->bytes};
    co_return co_await finish(page, std::move(*row));
}

asio::awaitable<scans::Answer> ScanArchive::Impl::finish(api::PageId page, scans::Row row) {
    if (!files.keep(page, row.hash)) {
        files.erase(page);
        log.write(Event::scan_refused, {{Field::kiosk, row.kiosk}, {Field::reason, "hash"}});
        co_return scans::Answer{status::hash_differs, 0, row.bytes};
    }
    std::function<bool(store::Database&)> work = [this, page](store::Database& to) {
        return scans::set_arrived(to, clock.wall(), page);
    };
    const auto arrived = co_await write(work);
    if (!arrived) co_return scans::Answer{status::no_room, 0, 0};
    if (!*arrived) co_return scans::Answer{status::not_wanted, 0, 0};
    log.write(Event::scan_arrived, {{Field::kiosk, row.kiosk}, {Field::bytes, row.bytes}});
    if (tell) tell(page);
    co_return scans::Answer{status::whole, row.bytes, row.bytes};
}

Result<SecretBytes, PageError> ScanArchive::Impl::open_page(const api::PageId& page) {
    try {
        const auto row = scans::find(db, page);
        if (!row || row->erased) return fail(PageError::unknown);
        if (!row->arrived) return fail(PageError::not_arrived);
        const auto body = files.read(page);
        if (body) {
            auto opened = sealed::open(*body, key, api::page_context(page));
            if (opened) return std::move(*opened);
        }
        log.write(Event::scan_damaged, {{Field::reason, body ? "sealing" : "file"}});
        return fail(PageError::damaged);
    } catch (const store::Error&) {
        said("database");
    } catch (const std::system_error&) {
        said("file");
    }
    return fail(PageError::failed);
}

// An office whose database was restored from a copy has pages on its disk that its kiosks have erased.
asio::awaitable<void> ScanArchive::Impl::look_for_whole_ones() {
    const auto pages = scans::under_way(db);
    for (const auto& [page, row] : pages)
        if (files.size(page) == row.bytes) co_await finish(page, row);
}

asio::awaitable<void> ScanArchive::Impl::erase_unclaimed() {
    const auto orphans = scans::unclaimed(db, clock.wall() - unclaimed_for);
    std::function<bool(store::Database&)> work = [this, &orphans](store::Database& to) {
        for (const auto& [page, row] : orphans) {
            const auto now = scans::find(to, page);
            if (now && !now->claimed) scans::set_erased(to, clock.wall(), page);
        }
        scans::forget_erased(to, clock.wall() - remembered_for);
        return true;
    };
    const auto done = co_await write(work);
    if (done && !orphans.empty()) log.write(Event::scan_unclaimed, {{Field::count, orphans.size()}});
}

void ScanArchive::Impl::erase_files() {
    for (const auto& [page, row] : scans::erased(db)) files.erase(page);
    for (const auto& [page, written] : files.list())
        if (written < clock.wall() - nameless_for && !scans::find(db, page)) files.erase(page);
}

asio::awaitable<void> ScanArchive::Impl::sweep() {
    try {
        co_await look_for_whole_ones();
        co_await erase_unclaimed();
        erase_files();
    } catch (const store::Error&) {
        said("database");
    } catch (const std::system_error&) {
        said("file");
    }
}

ScanArchive::ScanArchive(const std::filesystem::path& data_dir, DatabaseWriter& writer, const Clock& clock,
                         Log& log)
    : impl_(std::make_unique<Impl>(data_dir, writer, clock, log)) {}

// What is under way ends first; the writer answers it.
ScanArchive::~ScanArchive() {
    impl_->thread.join();
}

api::ScanKey ScanArchive::public_key() const {
    return {impl_->key.public_key().bytes()};
}

Result<SecretBytes, sealed::OpenError> ScanArchive::open_form(std::span<const uint8_t> sealed_form,
                                                              const api::RegistrationId& id) const {
    return sealed::open(sealed_form, impl_->key, api::form_context(id));
}

asio::awaitable<Result<SecretBytes, PageError>> ScanArchive::open_page(api::PageId id) {
    using Opened = Result<SecretBytes, PageError>;
    auto work = [this, id]() -> asio::awaitable<Opened> { co_return impl_->open_page(id); };
    auto opened = co_await asio::co_spawn(impl_->thread, work, asio::use_awaitable);
    co_return opened;
}

bool ScanArchive::claim(store::Database& db, WallTime now, const std::string& kiosk,
                        const api::PageReference& page) {
    scans::Row wanted{kiosk, page.sealed_bytes, page.sealed_hash, true};
    const auto row = scans::begin(db, now, page.id, wanted);
    return row.claimed && !row.erased && row.kiosk == kiosk && row.hash == page.sealed_hash;
}

void ScanArchive::erase(store::Database& db, WallTime now, const api::PageId& id) {
    scans::set_erased(db, now, id);
}

bool ScanArchive::arrived(store::Database& db, const api::PageId& id) {
    const auto row = scans::find(db, id);
    return row && row->arrived && !row->erased;
}

void ScanArchive::on_arrived(std::function<void(const api::PageId&)> tell) {
    impl_->tell = std::move(tell);
}

asio::awaitable<scans::Answer> ScanArchive::receive(scans::Request request) {
    auto work = impl_->receive(std::move(request));
    const auto answer = co_await asio::co_spawn(impl_->thread, std::move(work), asio::use_awaitable);
    co_return answer;
}

asio::awaitable<void> ScanArchive::sweep() {
    auto work = impl_->sweep();
    co_await asio::co_spawn(impl_->thread, std::move(work), asio::use_awaitable);
}

asio::awaitable<void> ScanArchive::watch_the_clock() {
    const auto timer = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor);
    impl_->hour = timer;
    boost::system::error_code stopped;
    while (!stopped) {
        co_await sweep();
        timer->expires_after(std::chrono::hours(1));
        co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, stopped));
    }
}

void ScanArchive::stop() {
    if (impl_->hour) impl_->hour->cancel();
}

}  // namespace lobby::office
