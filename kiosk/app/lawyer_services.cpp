#include "kiosk/app/lawyer_services.hpp"

#include <utility>

#include <boost/asio/post.hpp>
#include <sodium.h>

#include "kiosk/lawyer/slip_paper.hpp"
#include "kiosk/recognition/page_reader.hpp"

namespace lobby::kiosk::app {

namespace asio = boost::asio;

struct LawyerServices::Impl {
    explicit Impl(Parts p)
        : parts(std::move(p)),
          reader(parts.io, parts.settings.page_reader, parts.log),
          scans(open_scans()),
          uploader(make_uploader()),
          desk({parts.io, parts.clock, parts.log, office_side(), scanner_side(), reader_side(), scans_side(),
                print_side(), [this](lawyer::Event said) { parts.send(Event{std::move(said)}); },
                parts.show}) {
        if (!parts.settings.scanner.device.empty())
            scanner.emplace(parts.io, parts.settings.scanner, parts.log,
                            [this](platform::ScannerEvent event) { desk.on_scanner(std::move(event)); });
    }

    // Without it cases can still be asked for and numbers taken.
    std::unique_ptr<scans::ScanDesk> open_scans() {
        if (!parts.store) return nullptr;
        try {
            return std::make_unique<scans::ScanDesk>(
                scans::ScanDesk::Parts{*parts.store, parts.settings.store_dir, parts.clock, parts.log,
                                       [this] { parts.link.journal_grew(); }, [this] { wake_uploader(); }});
        } catch (const std::exception&) {
            parts.log.write(lobby::Event::store_failed, {{Field::reason, "scans_cannot_open"}});
            return nullptr;
        }
    }

    std::unique_ptr<scans::ScanUploader> make_uploader() {
        if (!scans) return nullptr;
        scans::UploadSettings settings;
        settings.link = parts.settings.link;
        settings.most_bytes_per_second = parts.settings.upload_bytes_per_second;
        return std::make_unique<scans::ScanUploader>(parts.io, std::move(settings), scans->pages(), parts.log,
                                                     randombytes_uniform);
    }

    void wake_uploader() {
        if (uploader) uploader->wake();
    }

    lawyer::OfficeSide office_side() {
        auto& link = parts.link;
        const auto ask = [&link](auto method) {
            return [&link, method](auto question, std::chrono::milliseconds deadline, auto done) {
                (link.*method)(std::move(question), deadline, std::move(done));
            };
        };
        return {ask(&OfficeLink::ask_lawyer), ask(&OfficeLink::ask_check), ask(&OfficeLink::ask_slots),
                ask(&OfficeLink::ask_book)};
    }

    lawyer::ScannerSide scanner_side() {
        if (parts.settings.scanner.device.empty()) return {};
        return {[this](bool wanted) { scanner->watch(wanted); }, [this] { scanner->capture(); }};
    }

    lawyer::ReaderSide reader_side() {
        return {[this] { reader.prepare(); }, [this] { reader.rest(); },
                [this](api::PageKind kind, std::span<const uint8_t> jpeg, lawyer::ReaderSide::Read done) {
                    reader.read(kind, jpeg, std::move(done));
                },
                [this] { reader.cancel(); }};
    }

    lawyer::ScansSide scans_side() {
        if (!scans) return {};
        auto* all = scans.get();
        lawyer::ScansSide side;
        side.keep = [all](api::PageKind kind, uint32_t ordinal, std::span<const uint8_t> jpeg) {
            return all->keep(kind, ordinal, jpeg);
        };
        side.has = [all](const api::PageId& id) { return all->has(id); };
        // What cannot be erased now goes with the day, or with the next start.
        side.discard = [all](const api::PageId& id) { static_cast<void>(all->discard(id)); };
        side.drop_loose = [all] { static_cast<void>(all->drop_loose()); };
        side.save_draft = [all](const IdentityNumber& card, const SecretString& name,
                                std::span<const uint8_t> draft, std::span<const api::PageId> pages) {
            return all->save_draft(card, name, draft, pages);
        };
        side.find_draft = [all](const IdentityNumber& card, const SecretString& name) {
            auto found = all->find_draft(card, name);
            return found ? std::move(*found) : std::optional<SecretBytes>();
        };
        side.erase_draft = [all](const IdentityNumber& card, const SecretString& name) {
            static_cast<void>(all->erase_draft(card, name));
        };
        side.erase_drafts_before = [all](Date day) { static_cast<void>(all->erase_drafts_before(day)); };
        side.submit = [all](const api::RegistrationForm& form, const api::RegistrationId& id,
                            std::optional<std::string> service) {
            return all->submit(form, id, std::move(service));
        };
        side.withdraw = [this](const api::RegistrationWithdrawn& withdrawn) {
            const auto kept =
                parts.store->transact([&](Transaction& t) { t.append(withdrawn, parts.clock.wall()); });
            if (kept) parts.link.journal_grew();
            return kept.has_value();
        };
        return side;
    }

    lawyer::PrintSide print_side() {
        if (!parts.papers) return {};
        return [this](lawyer::SlipWanted wanted, std::function<void(tickets::Paper)> told) {
            lawyer::SlipFacts facts{std::nullopt, parts.clock.wall(), parts.papers->office_profile()};
            if (auto* booking = std::get_if<api::ReviewBooking>(&wanted.of))
                facts.booking = std::move(*booking);
            const auto found = parts.locales.find(wanted.language);
            const auto& locale = found == parts.locales.end() ? parts.locales.begin()->second : found->second;
            parts.papers->print_slip(lawyer::slip_paper(locale, facts), std::move(told));
        };
    }

    Parts parts;
    PageReader reader;
    std::unique_ptr<scans::ScanDesk> scans;
    std::unique_ptr<scans::ScanUploader> uploader;
    lawyer::LawyerDesk desk;
    std::optional<platform::DocumentScanner> scanner;  // nothing: there is none
};

LawyerServices::LawyerServices(Parts parts) : impl_(std::make_unique<Impl>(std::move(parts))) {}
LawyerServices::~LawyerServices() = default;

void LawyerServices::start() {
    auto& s = *impl_;
    asio::post(s.parts.io, [&s] {
        s.desk.begin();
        if (s.uploader) s.uploader->start();
    });
    if (s.scanner) s.scanner->start();
}

void LawyerServices::stop() {
    auto& s = *impl_;
    if (s.scanner) s.scanner->stop();
    asio::post(s.parts.io, [&s] {
        s.desk.stop();
        if (s.uploader) s.uploader->stop();
    });
}

void LawyerServices::carry_out(lawyer::Errand errand, std::string language) {
    asio::post(impl_->parts.io,
               [&desk = impl_->desk, language = std::move(language), e = std::move(errand)]() mutable {
                   desk.carry_out(std::move(e), language);
               });
}

void LawyerServices::on_office(const LinkUp& up) {
    if (impl_->scans && up.scan_key) static_cast<void>(impl_->scans->set_key(*up.scan_key));
    if (up.check_rules) impl_->desk.set_rules(*up.check_rules);
    impl_->wake_uploader();
}

}  // namespace lobby::kiosk::app
