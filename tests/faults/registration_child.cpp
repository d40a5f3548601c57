// A kiosk's desk of papers without its screens, to be killed at any moment by registration_faults.py:
//   registration_child enrol IDENTITY_DIR HOST PORT     joins the fleet by the code on standard input
//   registration_child run STORE IDENTITY_DIR HOST PORT hands in one registration after the other, until
//   killed registration_child drain STORE IDENTITY_DIR HOST PORT hands in what is half done and ends when all
//   is at the office registration_child pages OFFICE_DATA_DIR            opens every page at the office:
//   "page ID NUMBER"
// What has happened is said on standard output, a line each, after it is durable.
#include <charconv>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>
#include <sodium.h>

#include "base/sealed/sealed_body.hpp"
#include "kiosk/link/enrolment.hpp"
#include "kiosk/link/office_link.hpp"
#include "kiosk/scans/scan_desk.hpp"
#include "kiosk/scans/scan_uploader.hpp"
#include "office/api/codec.hpp"
#include "office/api/sealed_contexts.hpp"

namespace {

namespace asio = boost::asio;
using namespace lobby;
using namespace lobby::kiosk;

// What must never be read on a disk.
constexpr std::string_view mark = "SCANNED-PAGE-IN-CLEAR ";
constexpr std::string_view lawyer = "31011219900101001";
constexpr std::string_view lawyer_name = "赵明远";
constexpr size_t pages_of_a_registration = 2;
constexpr size_t most_waiting = 6;

std::string hex(std::span<const uint8_t> bytes) {
    std::string out(2 * bytes.size() + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
    out.pop_back();
    return out;
}

template <class... Args>
void say(fmt::format_string<Args...> text, Args&&... args) {
    fmt::print(text, std::forward<Args>(args)...);
    fmt::print("\n");
    std::fflush(stdout);
}

// The mark and a number, over and over: 200 to 500 KB that tell whether they are whole.
std::string picture(uint32_t number) {
    const std::string part = fmt::format("{}{} ", mark, number);
    std::string out;
    for (size_t i = 0; i < 8000 + number % 12000; ++i) out += part;
    return out;
}

std::optional<uint32_t> number_in(std::string_view bytes) {
    if (!bytes.starts_with(mark)) return std::nullopt;
    uint32_t number = 0;
    std::from_chars(bytes.data() + mark.size(), bytes.data() + bytes.size(), number);
    return picture(number) == bytes ? std::optional(number) : std::nullopt;
}

LinkSettings link_settings(const char* identity, const char* host, const char* port) {
    LinkSettings link;
    link.identity_dir = identity;
    link.host = host;
    link.link_port = link.enrol_port = static_cast<uint16_t>(std::stoi(port));
    return link;
}

int enrol_by(const LinkSettings& link) {
    std::string text;
    std::getline(std::cin, text);
    const auto code = EnrolmentCode::parse(text);
    if (!code) return 2;
    asio::io_context io;
    auto done = asio::co_spawn(io, enrol(link, *code), asio::use_future);
    io.run();
    return done.get() ? 0 : 1;
}

int list_pages(const std::filesystem::path& data) {
    const auto key = sealed::KeyPair::load_or_make(data / "keys" / "scan.key");
    for (const auto& entry : std::filesystem::directory_iterator(data / "scans")) {
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string body(std::istreambuf_iterator<char>(in), {});
        const auto name = entry.path().stem().string();
        api::PageId id{};
        sodium_hex2bin(id.data(), id.size(), name.data(), name.size(), nullptr, nullptr, nullptr);
        const auto page = sealed::open({reinterpret_cast<const uint8_t*>(body.data()), body.size()}, key,
                                       api::page_context(id));
        const auto number = page ? number_in(page->text()) : std::nullopt;
        say("page {} {}", name, number ? std::to_string(*number) : "-");
    }
    return 0;
}

LinkTiming brisk() {
    LinkTiming timing;
    timing.backoff_base = timing.backoff_longest = std::chrono::milliseconds(100);
    timing.journal_ack = std::chrono::milliseconds(2000);
    return timing;
}

scans::UploadSettings upload_settings(LinkSettings link) {
    scans::UploadSettings settings;
    settings.link = std::move(link);
    settings.piece_bytes = 64u << 10;
    settings.most_bytes_per_second = 8u << 20;  // so that there is something to break off
    settings.backoff_base = settings.backoff_longest = std::chrono::milliseconds(100);
    return settings;
}

class Desk {
public:
    Desk(const std::filesystem::path& dir, const LinkSettings& link, bool drain)
        : store_(KioskStore::open(dir, clock_, log_)),
          link_(
              io_, link, clock_, log_, [this](const LinkState& news) { on_link(news); }, randombytes_uniform,
              brisk()),
          desk_({store_, dir, clock_, log_, [this] { link_.journal_grew(); }, [this] { uploader_.wake(); }}),
          uploader_(io_, upload_settings(link), desk_.pages(), log_, randombytes_uniform,
                    [this](const scans::UploadProgress& news) { on_progress(news); }),
          tick_(io_),
          drain_(drain) {
        link_.set_journal(store_);
    }

    int run() {
        std::string draft;
        if (const auto pages = resume())
            for (const auto& page : pages->pages) draft += hex(page.id) + " ";
        std::string waiting;
        for (const auto& page : desk_.pages().handed_in()) waiting += hex(page.id) + " ";
        say("start draft {}waiting {}", draft, waiting);
        link_.start();
        uploader_.start();
        asio::post(io_, [this] { step(); });
        io_.run();
        return 0;
    }

private:
    // ---- one registration after the other, one deed at a time
    void step() {
        if (!desk_.has_key()) return;  // goes on with the link
        if (drain_) return drain();
        if (desk_.waiting() >= most_waiting) return;  // goes on when one is done
        deed();
        asio::post(io_, [this] { step(); });
    }

    void deed() {
        auto form = resume().value_or(empty_form());
        if (form.pages.size() >= pages_of_a_registration) return submit(form);
        const auto number = randombytes_uniform(1'000'000'000);
        if (form.fields.empty()) fill_in(form, number);
        const auto jpeg = picture(number);
        say("keeping");
        const auto page =
            desk_.keep(api::PageKind::practising_certificate, static_cast<uint32_t>(form.pages.size() + 1),
                       {reinterpret_cast<const uint8_t*>(jpeg.data()), jpeg.size()});
        if (!page) throw std::runtime_error(std::string(scans::word_of(page.error())));
        say("kept {} {}", hex(page->id), number);
        form.pages.push_back(*page);
        const auto text = api::encode_form(form);
        std::vector<api::PageId> ids;
        for (const auto& held : form.pages) ids.push_back(held.id);
        const auto view = text.view();
        if (!desk_.save_draft(form.lawyer, form.card_name,
                              {reinterpret_cast<const uint8_t*>(view.data()), view.size()}, ids))
            throw std::runtime_error("no draft");
        std::string said;
        for (const auto& id : ids) said += " " + hex(id);
        say("drafted{}", said);
    }

    // Another client each time: the office makes one registration of two that are the same.
    static void fill_in(api::RegistrationForm& form, uint32_t number) {
        const auto text = std::to_string(number);
        for (const auto field : {api::FormField::client_name, api::FormField::case_number})
            form.fields.push_back({field, SecretString(text), SecretString(), api::FieldSource::typed});
    }

    void submit(const api::RegistrationForm& form) {
        api::RegistrationId id{};
        randombytes_buf(id.data(), id.size());
        say("submitting {}", hex(id));
        const auto entry = desk_.submit(form, id, std::nullopt);
        if (!entry) throw std::runtime_error(std::string(scans::word_of(entry.error())));
        say("submitted {} {} {}", hex(id), hex(form.pages[0].id), hex(form.pages[1].id));
    }

    void drain() {
        const auto half = resume();
        if (half && half->pages.size() >= pages_of_a_registration)
            submit(*half);
        else if (half)
            deed();
        if (!half && desk_.waiting() == 0 && store_.length() == 0) {
            say("drained");
            link_.stop();
            uploader_.stop();
            return;
        }
        tick_.expires_after(std::chrono::milliseconds(20));
        tick_.async_wait([this](boost::system::error_code error) {
            if (!error) drain();
        });
    }

    [[nodiscard]] std::optional<api::RegistrationForm> resume() {
        const auto empty = empty_form();
        const auto draft = desk_.find_draft(empty.lawyer, empty.card_name);
        if (!draft || !*draft) return std::nullopt;
        auto form = api::decode_form((*draft)->view());
        if (!form) throw std::runtime_error("a draft that is none");
        for (const auto& page : form->pages)
            if (!desk_.has(page.id)) throw std::runtime_error("a draft's page is not there");
        return std::move(*form);
    }

    static api::RegistrationForm empty_form() {
        const auto number = std::string(lawyer) + identity_check_character(lawyer);
        return {IdentityNumber::parse(number).value(), SecretString(lawyer_name), {}, {}, false, {}, {}};
    }

    void on_link(const LinkState& news) {
        const auto* up = std::get_if<LinkUp>(&news);
        if (!up) return;
        const bool first = !desk_.has_key();
        if (up->scan_key && !desk_.set_key(*up->scan_key)) throw std::runtime_error("no key");
        uploader_.wake();
        if (first) step();
    }

    void on_progress(const scans::UploadProgress& news) {
        if (!news.done) return say("there {} {}", hex(news.page), news.there);
        say("done {}", hex(news.page));
        if (!drain_ && desk_.waiting() == most_waiting - 1) step();
    }

    SystemClock clock_;
    Log log_ = Log::discard(clock_);
    asio::io_context io_{1};
    KioskStore store_;
    OfficeLink link_;
    scans::ScanDesk desk_;
    scans::ScanUploader uploader_;
    asio::steady_timer tick_;
    const bool drain_;
};

}  // namespace

int main(int argc, char** argv) {
    if (sodium_init() < 0) return 2;
    const std::string_view verb = argc > 1 ? argv[1] : "";
    try {
        if (verb == "enrol" && argc == 5) return enrol_by(link_settings(argv[2], argv[3], argv[4]));
        if (verb == "pages" && argc == 3) return list_pages(argv[2]);
        if ((verb == "run" || verb == "drain") && argc == 6)
            return Desk(argv[2], link_settings(argv[3], argv[4], argv[5]), verb == "drain").run();
    } catch (const std::exception& e) {
        fmt::print(stderr, "registration_child: {}\n", e.what());
        return 1;
    }
    return 2;
}
