// hand-in: a kiosk without a screen that hands one lawyer's registration in over the real link, with the
// kiosk's own store, seals and upload. For tests of the office's pages.
//
// The form comes on standard input as one JSON object; without one only pages that wait are sent up. Ends
// when the office has all of it, and says {"id": "…", "pages": ["…"]}. With --book the object names card and
// registration, and the first time that the office offers is taken: {"id": "…", "from": …}.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <sodium.h>

#include "kiosk/link/enrolment.hpp"
#include "kiosk/link/office_link.hpp"
#include "kiosk/scans/scan_desk.hpp"
#include "kiosk/scans/scan_uploader.hpp"

namespace {

using namespace lobby;
namespace asio = boost::asio;
namespace json = boost::json;

constexpr std::chrono::seconds patience{20};

struct Options {
    std::filesystem::path dir;
    kiosk::LinkSettings link;
    std::string code;
    bool hold_pages = false;
    bool book = false;
};

std::string hex_of(std::span<const uint8_t> bytes) {
    std::string out;
    for (const auto byte : bytes) out += fmt::format("{:02x}", byte);
    return out;
}

template <class Word>
Word word_in(const json::object& o, const char* name) {
    const auto word = api::from_word<Word>(std::string(o.at(name).as_string()));
    if (!word) throw std::runtime_error(fmt::format("{} is no word of its list", name));
    return *word;
}

SecretString secret_in(const json::object& o, const char* name) {
    const auto& text = o.at(name).as_string();
    return SecretString(std::string_view(text.data(), text.size()));
}

std::vector<uint8_t> bytes_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + file);
    return {std::istreambuf_iterator<char>(in), {}};
}

IdentityNumber card_of(const json::object& o) {
    auto number = IdentityNumber::parse(std::string(o.at("card").as_string()));
    if (!number) throw std::runtime_error("card is no identity number");
    return std::move(*number);
}

api::RegistrationId id_in(const json::object& o, const char* name) {
    const std::string text(o.at(name).as_string());
    api::RegistrationId id{};
    size_t size = 0;
    if (sodium_hex2bin(id.data(), id.size(), text.data(), text.size(), nullptr, &size, nullptr) != 0 ||
        size != id.size())
        throw std::runtime_error(fmt::format("{} is no id", name));
    return id;
}

api::RegistrationForm form_of(const json::object& o) {
    api::RegistrationForm form{card_of(o),
                               secret_in(o, "name"),
                               word_in<api::Authorisation>(o, "authorisation"),
                               word_in<api::Principal>(o, "principal"),
                               o.at("agrees").as_bool(),
                               {},
                               {},
                               {}};
    for (const auto& one : o.at("fields").as_array()) {
        const auto& f = one.as_object();
        form.fields.push_back({word_in<api::FormField>(f, "field"), secret_in(f, "value"),
                               secret_in(f, "recognised"), word_in<api::FieldSource>(f, "source")});
    }
    std::ranges::sort(form.fields, {}, &api::FieldValue::field);
    if (o.contains("follows")) form.follows = id_in(o, "follows");
    return form;
}

// One run: joins the fleet where it has not yet, waits for the office, hands in, waits until it has
// everything.
class Run {
public:
    Run(const Options& options, const std::optional<json::object>& form)
        : options_(options),
          form_(form),
          log_(Log::discard(clock_)),
          store_(kiosk::KioskStore::open(options.dir / "store", clock_, log_)),
          link_(
              io_, options.link, clock_, log_, [this](const kiosk::LinkState& state) { follow(state); },
              random()),
          desk_({store_, options.dir / "store", clock_, log_, [this] { link_.journal_grew(); }, [] {}}),
          uploader_(io_, upload(options), desk_.pages(), log_, random(),
                    [this](const kiosk::scans::UploadProgress&) { look(); }),
          late_(io_) {
        link_.set_journal(store_);
        store_.on_acknowledged([this](uint64_t) { look(); });
    }

    json::object go() {
        late_.expires_after(patience);
        late_.async_wait([this](boost::system::error_code error) {
            if (!error) end();
        });
        link_.start();
        io_.run();
        if (!done_)
            throw std::runtime_error(
                fmt::format("not in time: {} entries and {} pages wait", store_.length(), desk_.waiting()));
        return told_;
    }

private:
    static kiosk::Backoff::Random random() {
        return [](uint32_t bound) { return bound / 2; };
    }
    static kiosk::scans::UploadSettings upload(const Options& options) {
        kiosk::scans::UploadSettings settings;
        settings.link = options.link;
        settings.piece_bytes = size_t{64} << 10;
        settings.backoff_base = std::chrono::milliseconds(50);
        return settings;
    }

    void follow(const kiosk::LinkState& state) {
        const auto* up = std::get_if<kiosk::LinkUp>(&state);
        if (!up || handed_in_) return;
        if (!up->scan_key || !desk_.set_key(*up->scan_key))
            throw std::runtime_error("the office told no key");
        handed_in_ = true;
        if (options_.book) {
            ask_for_times();
            return;
        }
        if (form_) hand_in(form_of(*form_));
        if (!options_.hold_pages) uploader_.start();
        look();
    }

    void hand_in(api::RegistrationForm form) {
        std::map<api::PageKind, uint32_t> pages;
        json::array ids;
        for (const auto& one : form_->at("pages").as_array()) {
            const auto& page = one.as_object();
            const auto kind = word_in<api::PageKind>(page, "kind");
            const auto picture = bytes_of(std::string(page.at("file").as_string()));
            const auto kept = desk_.keep(kind, ++pages[kind], picture);
            if (!kept) throw std::runtime_error(std::string(kiosk::scans::word_of(kept.error())));
            form.pages.push_back(*kept);
            ids.emplace_back(hex_of(kept->id));
        }
        api::RegistrationId id{};
        randombytes_buf(id.data(), id.size());
        const auto entry = desk_.submit(form, id, {});
        if (!entry) throw std::runtime_error(std::string(kiosk::scans::word_of(entry.error())));
        told_ = {{"id", hex_of(id)}, {"pages", std::move(ids)}};
        link_.journal_grew();
    }

    void ask_for_times() {
        card_ = card_of(*form_);
        registration_ = id_in(*form_, "registration");
        link_.ask_slots({*card_, registration_}, patience, [this](auto answer) {
            if (!answer || answer->slots.empty()) throw std::runtime_error("the office offers no time");
            book(answer->slots.front());
        });
    }
    void book(const api::ReviewSlot& slot) {
        link_.ask_book({*card_, registration_, slot, {}}, patience, [this](auto answer) {
            if (!answer || !answer->booking) throw std::runtime_error("the office did not book");
            told_ = {{"id", answer->booking->id}, {"from", answer->booking->from.time_since_epoch().count()}};
            done_ = true;
            end();
        });
    }

    // The office has the entry on its disk, and every page that was not held back.
    void look() {
        if (!handed_in_ || options_.book || store_.length() > 0 ||
            (!options_.hold_pages && desk_.waiting() > 0))
            return;
        done_ = true;
        end();
    }

    // Not from within what calls: both are told from their own work.
    void end() {
        asio::post(io_, [this] {
            late_.cancel();
            uploader_.stop();
            link_.stop();
        });
    }

    const Options& options_;
    const std::optional<json::object>& form_;
    SystemClock clock_;
    Log log_;
    asio::io_context io_{1};
    kiosk::KioskStore store_;
    kiosk::OfficeLink link_;
    kiosk::scans::ScanDesk desk_;
    kiosk::scans::ScanUploader uploader_;
    asio::steady_timer late_;
    std::optional<IdentityNumber> card_;  // of who books
    api::RegistrationId registration_{};
    json::object told_;
    bool handed_in_ = false;
    bool done_ = false;
};

void join(const Options& options) {
    if (std::filesystem::exists(options.link.identity_dir / "kiosk.pem")) return;
    const auto code = EnrolmentCode::parse(options.code);
    if (!code) throw std::runtime_error("--code is no enrolment code");
    asio::io_context io{1};
    std::optional<Result<std::string, kiosk::EnrolError>> joined;
    asio::co_spawn(io, kiosk::enrol(options.link, *code),
                   [&](const std::exception_ptr& trouble, Result<std::string, kiosk::EnrolError> result) {
                       if (!trouble) joined = std::move(result);
                   });
    io.run_for(patience);
    if (!joined || !*joined) throw std::runtime_error("not enrolled");
}

void run(const Options& options) {
    const std::string text(std::istreambuf_iterator<char>(std::cin), {});
    std::optional<json::object> form;
    if (!text.empty()) form = json::parse(text).as_object();
    join(options);
    Run now(options, form);
    fmt::print("{}\n", json::serialize(now.go()));
}

}  // namespace

int main(int argc, char** argv) {
    try {
        CLI::App app("Hands a lawyer's registration in, as a kiosk does", "hand-in");
        Options options;
        app.add_option("--dir", options.dir, "The kiosk's folder, kept from run to run")->required();
        app.add_option("--host", options.link.host, "The office")->capture_default_str();
        app.add_option("--link-port", options.link.link_port)->required();
        app.add_option("--enrol-port", options.link.enrol_port)->required();
        app.add_option("--code", options.code, "To join the fleet with, the first time");
        app.add_flag("--book", options.book, "Take the first time for reviewing the file");
        app.add_flag("--hold-pages", options.hold_pages, "Pages stay here until a later run");
        CLI11_PARSE(app, argc, argv);
        options.link.identity_dir = options.dir / "identity";
        std::filesystem::create_directories(options.link.identity_dir);
        std::filesystem::permissions(options.link.identity_dir, std::filesystem::perms::owner_all);
        run(options);
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "hand-in: {}\n", error.what());
        return 1;
    }
}
