// Pages on their way from a kiosk's disk to an office's, both real, over the link's port.
#include <algorithm>
#include <fstream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "base/http_client/http_client.hpp"
#include "kiosk/scans/scan_desk.hpp"
#include "kiosk/scans/scan_uploader.hpp"
#include "office/store/databases.hpp"
#include "tests/support/inbox.hpp"
#include "tests/support/running_office.hpp"

namespace lobby::kiosk::scans {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

std::vector<uint8_t> picture(uint8_t seed, size_t size) {
    std::vector<uint8_t> out(size);
    for (size_t i = 0; i < size; ++i) out[i] = static_cast<uint8_t>(i * 7 + i / 255 + seed);
    return out;
}

// A kiosk's desk and uploader, on a thread of their own as in the kiosk.
class Kiosk {
public:
    Kiosk(const fs::path& dir, UploadSettings settings)
        : store_(KioskStore::open(dir, clock_, log_)),
          desk_({store_, dir, clock_, log_, {}, [this] { uploader_->wake(); }}),
          uploader_(std::make_unique<ScanUploader>(
              io_, std::move(settings), desk_.pages(), log_, [](uint32_t bound) { return bound - 1; },
              [this](const UploadProgress& news) { progress_.put(news); })) {}
    ~Kiosk() { stop(); }
    Kiosk(const Kiosk&) = delete;
    Kiosk& operator=(const Kiosk&) = delete;

    ScanDesk& desk() { return desk_; }
    void start() {
        uploader_->start();
        thread_ = std::thread([this] { io_.run(); });
    }
    void stop() {
        if (!thread_.joinable()) return;
        asio::post(io_, [this] {
            uploader_->stop();
            work_.reset();
        });
        thread_.join();
    }
    // Hands in a registration of so many pages.
    std::vector<api::PageReference> hand_in(uint8_t seed, const std::vector<size_t>& sizes) {
        std::vector<api::PageReference> pages;
        for (const auto size : sizes)
            pages.push_back(desk_
                                .keep(api::PageKind::practising_certificate,
                                      static_cast<uint32_t>(pages.size() + 1), picture(seed, size))
                                .value());
        api::RegistrationForm form{test::person(1), SecretString(test::name_of(1)), {}, {}, false, {}, {}};
        form.pages = pages;
        EXPECT_TRUE(desk_.submit(form, {seed}, std::nullopt));
        return pages;
    }
    bool wait_done(size_t pages) {
        size_t done = 0;
        while (done < pages) {
            const auto news = progress_.take(std::chrono::seconds(30));
            if (!news) return false;
            if (news->done) ++done;
        }
        return true;
    }
    test::Inbox<UploadProgress>& progress() { return progress_; }

private:
    SystemClock clock_;
    Log log_ = Log::discard(clock_);
    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
    test::Inbox<UploadProgress> progress_;
    KioskStore store_;
    ScanDesk desk_;
    std::unique_ptr<ScanUploader> uploader_;
    std::thread thread_;
};

class ScanUpload : public testing::Test {
protected:
    ScanUpload() : identity_(data_.enrol("hall-1")) {}

    UploadSettings settings(const test::RunningOffice& office) const {
        UploadSettings s;
        s.link = office.settings(identity_);
        s.piece_bytes = 100'000;
        s.backoff_base = std::chrono::milliseconds(50);
        s.backoff_longest = std::chrono::milliseconds(50);
        return s;
    }
    std::unique_ptr<Kiosk> kiosk(test::RunningOffice& office) {
        auto made = std::make_unique<Kiosk>(dir_.path() / "store", settings(office));
        EXPECT_TRUE(made->desk().set_key(office.scans().public_key()));
        return made;
    }
    static Result<SecretBytes, office::PageError> opened(test::RunningOffice& office, const api::PageId& id) {
        asio::io_context io;
        auto result = asio::co_spawn(io, office.scans().open_page(id), asio::use_future);
        io.run();
        return result.get();
    }
    [[nodiscard]] size_t office_files() const {
        return static_cast<size_t>(
            std::distance(fs::directory_iterator(data_.config().data_dir / "scans"), {}));
    }
    [[nodiscard]] size_t kiosk_files() const {
        return static_cast<size_t>(
            std::distance(fs::directory_iterator(dir_.path() / "store" / "scans"), {}));
    }
    HttpAnswer ask(test::RunningOffice& office, HttpRequest request, const LinkSettings& of) {
        const auto identity = load_identity(of.identity_dir).value();
        asio::io_context io;
        HttpClient client(io, {identity.authority_pem, identity.certificate_pem, identity.key_pem});
        request.url = "https://localhost:" + std::to_string(office.port()) + request.url;
        auto result = asio::co_spawn(io, client.send(std::move(request)), asio::use_future);
        io.run();
        const auto answer = result.get();
        EXPECT_TRUE(answer) << word_of(answer.error());
        return answer.value_or(HttpAnswer{});
    }
    static HttpRequest piece(const std::string& id, uint64_t offset, uint64_t length, const std::string& hash,
                             std::vector<uint8_t> body) {
        HttpRequest request;
        request.method = "PATCH";
        request.url = "/scans/" + id;
        request.headers = {"Upload-Offset: " + std::to_string(offset),
                           "Upload-Length: " + std::to_string(length), "Scan-Hash: " + hash,
                           "Content-Type: application/offset+octet-stream"};
        request.body = std::move(body);
        return request;
    }

    test::OfficeData data_;
    LinkSettings identity_;
    test::TempDir dir_;
};

const std::string some_id(32, 'a');

std::string hash_text(const std::vector<uint8_t>& bytes) {
    std::array<uint8_t, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
    return office::scans::hex_of(hash);
}

TEST_F(ScanUpload, PagesArriveWholeAndAreErasedAtTheKiosk) {
    test::RunningOffice office(data_);
    auto kiosk_now = kiosk(office);
    const auto pages = kiosk_now->hand_in(1, {10, 99'000, 350'000});
    kiosk_now->start();
    ASSERT_TRUE(kiosk_now->wait_done(3));
    for (size_t i = 0; i < pages.size(); ++i) {
        const auto page = opened(office, pages[i].id);
        ASSERT_TRUE(page) << word_of(page.error());
        EXPECT_TRUE(
            std::ranges::equal(page->view(), picture(1, std::vector<size_t>{10, 99'000, 350'000}[i])));
    }
    kiosk_now->stop();
    EXPECT_EQ(kiosk_now->desk().waiting(), 0U);
    EXPECT_EQ(kiosk_files(), 0U);
    EXPECT_EQ(office_files(), 3U);
}

TEST_F(ScanUpload, GoesOnAfterABreakWhereTheOfficeIs) {
    std::vector<api::PageReference> pages;
    uint64_t there = 0;
    std::unique_ptr<Kiosk> kiosk_now;
    {
        test::RunningOffice office(data_);
        kiosk_now = kiosk(office);
        pages = kiosk_now->hand_in(1, {1'500'000});
        kiosk_now->start();
        while (there < 300'000) {
            const auto news = kiosk_now->progress().take(std::chrono::seconds(30));
            ASSERT_TRUE(news);
            there = news->there;
        }
        kiosk_now->stop();
        kiosk_now.reset();
    }
    test::RunningOffice office(data_);
    kiosk_now = kiosk(office);
    kiosk_now->start();
    const auto first = kiosk_now->progress().take(std::chrono::seconds(30));
    ASSERT_TRUE(first);
    EXPECT_GE(first->there, there) << "it began again";
    ASSERT_TRUE(first->done || kiosk_now->wait_done(1));
    EXPECT_TRUE(opened(office, pages[0].id));
}

TEST_F(ScanUpload, AnotherKiosksPageIsNobodyElses) {
    test::RunningOffice office(data_);
    const auto other = data_.enrol("hall-2");
    const std::vector<uint8_t> body(100, 7);
    const auto hash = hash_text(body);
    EXPECT_EQ(ask(office, piece(some_id, 0, 100, hash, {body.begin(), body.begin() + 50}), identity_).status,
              204U);
    HttpRequest question;
    question.method = "HEAD";
    question.url = "/scans/" + some_id;
    EXPECT_EQ(ask(office, question, other).status, 404U);
    const auto own = ask(office, question, identity_);
    EXPECT_EQ(own.status, 200U);
    EXPECT_EQ(own.header("upload-offset"), "50");
    EXPECT_EQ(own.header("upload-length"), "100");
    EXPECT_EQ(ask(office, piece(some_id, 50, 100, hash, {body.begin() + 50, body.end()}), other).status,
              422U);
    const auto done = ask(office, piece(some_id, 50, 100, hash, {body.begin() + 50, body.end()}), identity_);
    EXPECT_EQ(done.status, 200U);
    EXPECT_EQ(ask(office, piece(some_id, 0, 100, hash, body), identity_).status, 200U) << "again is the same";
    EXPECT_EQ(ask(office, piece(some_id, 0, 101, hash, body), identity_).status, 422U);
}

TEST_F(ScanUpload, WrongPiecesAreAnsweredAsTheyAre) {
    test::RunningOffice office(data_);
    const std::vector<uint8_t> body(100, 7);
    const auto hash = hash_text(body);
    const auto late = ask(office, piece(some_id, 10, 100, hash, {1}), identity_);
    EXPECT_EQ(late.status, 409U);
    EXPECT_EQ(late.header("upload-offset"), "0");
    EXPECT_EQ(ask(office, piece(some_id, 0, 100, hash, std::vector<uint8_t>(101)), identity_).status, 409U);
    EXPECT_EQ(ask(office, piece(some_id, 0, 100, hash, std::vector<uint8_t>(100, 8)), identity_).status,
              422U);
    HttpRequest question;
    question.method = "HEAD";
    question.url = "/scans/" + some_id;
    EXPECT_EQ(ask(office, question, identity_).header("upload-offset"), "0") << "what was wrong is dropped";
    EXPECT_EQ(ask(office, piece(some_id, 0, 100, hash, body), identity_).status, 200U);
    EXPECT_EQ(ask(office, piece(std::string(32, 'b'), 0, 7u << 20, hash, body), identity_).status, 413U);
    EXPECT_EQ(
        ask(office, piece(std::string(32, 'b'), 0, 2u << 20, hash, std::vector<uint8_t>((1u << 20) + 1)),
            identity_)
            .status,
        413U);
    EXPECT_EQ(ask(office, piece("../office.db", 0, 100, hash, body), identity_).status, 400U);
    question.method = "PUT";
    EXPECT_EQ(office_files(), 1U);
}

TEST_F(ScanUpload, ARevokedKioskSendsNothing) {
    test::RunningOffice office(data_);
    data_.revoke("hall-1");
    const std::vector<uint8_t> body(100, 7);
    EXPECT_EQ(ask(office, piece(some_id, 0, 100, hash_text(body), body), identity_).status, 401U);
    EXPECT_EQ(office_files(), 0U);
}

TEST_F(ScanUpload, ClaimedErasedAndForgotten) {
    test::RunningOffice office(data_);
    auto kiosk_now = kiosk(office);
    const auto pages = kiosk_now->hand_in(1, {1000, 1000});
    auto db = office::open_office_db(data_.config().data_dir, office::Access::write);
    const auto now = test::now();
    EXPECT_TRUE(office::ScanArchive::claim(db, now, "hall-1", pages[0]));
    EXPECT_TRUE(office::ScanArchive::claim(db, now, "hall-1", pages[0])) << "again is the same";
    EXPECT_FALSE(office::ScanArchive::claim(db, now, "hall-2", pages[0]));
    auto other = pages[0];
    other.sealed_hash[5] ^= 1;
    EXPECT_FALSE(office::ScanArchive::claim(db, now, "hall-1", other));
    EXPECT_FALSE(office::ScanArchive::arrived(db, pages[0].id));
    EXPECT_TRUE(office::ScanArchive::claim(db, now, "hall-1", pages[1]));
    office::ScanArchive::erase(db, now, pages[1].id);
    kiosk_now->start();
    ASSERT_TRUE(kiosk_now->wait_done(2)) << "one is there, the other not wanted any more";
    EXPECT_TRUE(office::ScanArchive::arrived(db, pages[0].id));
    EXPECT_EQ(opened(office, pages[1].id).error(), office::PageError::unknown);
    office::ScanArchive::erase(db, now, pages[0].id);
    EXPECT_EQ(opened(office, pages[0].id).error(), office::PageError::unknown);
    asio::io_context io;
    auto swept = asio::co_spawn(io, office.scans().sweep(), asio::use_future);
    io.run();
    swept.get();
    EXPECT_EQ(office_files(), 0U);
}

TEST_F(ScanUpload, AnOfficeRestoredFromACopyFindsThePagesThatItHas) {
    std::vector<api::PageReference> pages;
    {
        test::RunningOffice office(data_);
        auto kiosk_now = kiosk(office);
        pages = kiosk_now->hand_in(1, {1000, 250'000});
        kiosk_now->start();
        ASSERT_TRUE(kiosk_now->wait_done(2));
    }
    auto db = office::open_office_db(data_.config().data_dir, office::Access::write);
    db.exec("DELETE FROM scans");  // of last night
    for (const auto& page : pages) EXPECT_TRUE(office::ScanArchive::claim(db, test::now(), "hall-1", page));
    test::RunningOffice office(data_);
    EXPECT_EQ(opened(office, pages[0].id).error(), office::PageError::not_arrived);
    asio::io_context io;
    auto swept = asio::co_spawn(io, office.scans().sweep(), asio::use_future);
    io.run();
    swept.get();
    for (const auto& page : pages) EXPECT_TRUE(opened(office, page.id));
}

TEST_F(ScanUpload, AnAlteredFileIsDamagedAndNotShown) {
    test::RunningOffice office(data_);
    auto kiosk_now = kiosk(office);
    const auto pages = kiosk_now->hand_in(1, {1000});
    kiosk_now->start();
    ASSERT_TRUE(kiosk_now->wait_done(1));
    const auto file = fs::directory_iterator(data_.config().data_dir / "scans")->path();
    std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(200).write("x", 1);
    EXPECT_EQ(opened(office, pages[0].id).error(), office::PageError::damaged);
    fs::remove(file);
    EXPECT_EQ(opened(office, pages[0].id).error(), office::PageError::damaged);
}

}  // namespace
}  // namespace lobby::kiosk::scans
