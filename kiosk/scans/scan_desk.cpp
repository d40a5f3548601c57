#include "kiosk/scans/scan_desk.hpp"

#include <algorithm>
#include <stdexcept>

#include <sodium.h>

#include "base/sealed/sealed_body.hpp"
#include "kiosk/scans/draft_key.hpp"
#include "office/api/codec.hpp"
#include "office/api/sealed_contexts.hpp"

namespace lobby::kiosk::scans {

namespace {

int64_t stored(Date day) {
    return day.time_since_epoch().count();
}

std::optional<sealed::PublicKey> load_key(KioskStore& store) {
    const auto bytes = store.transact([](Transaction& t) {
        SQLite::Statement query(t.db(), "SELECT public_key FROM scan_key");
        return query.executeStep() ? query.getColumn(0).getString() : std::string();
    });
    if (!bytes) return std::nullopt;
    return sealed::PublicKey::parse({reinterpret_cast<const uint8_t*>(bytes->data()), bytes->size()});
}

void remove_draft(SQLite::Database& db, const PersonTag& person) {
    SQLite::Statement remove(db, "DELETE FROM scan_draft WHERE person = ?");
    remove.bind(1, person.data(), static_cast<int>(person.size()));
    remove.exec();
}

bool no_drafts(SQLite::Database& db) {
    return db.execAndGet("SELECT count(*) FROM scan_draft").getInt() == 0;
}

}  // namespace

struct ScanDesk::Impl {
    explicit Impl(Parts p)
        : parts(std::move(p)),
          pages(parts.store, parts.dir / "scans", parts.most_bytes, parts.log),
          draft_key(DraftKey::load_or_make(parts.dir / "draft.key")),
          key(load_key(parts.store)) {
        forget_people();
    }

    // With no draft left nobody is to be found any more, not even in a copy of the disk that has one.
    void forget_people() {
        const auto none = parts.store.transact([](Transaction& t) { return no_drafts(t.db()); });
        if (none && *none) draft_key.replace();
    }

    [[nodiscard]] Result<DraftCipher, ScanError> cipher_of(const IdentityNumber& card,
                                                           const SecretString& name) const {
        try {
            return draft_key.cipher_of(card, name);
        } catch (const std::bad_alloc&) {
            return fail(ScanError::failed);
        }
    }

    // Whether all pages of a form are here as it names them.
    [[nodiscard]] bool has_all(const api::RegistrationForm& form) const {
        return form.pages.size() <= api::max_registration_pages &&
               std::ranges::all_of(form.pages, [this](const api::PageReference& page) {
                   const auto row = pages.find(page.id);
                   return row && row->state == PageState::kept && row->page == page;
               });
    }

    Parts parts;
    ScanStore pages;
    DraftKey draft_key;
    std::optional<sealed::PublicKey> key;
};

ScanDesk::ScanDesk(Parts parts) : impl_(std::make_unique<Impl>(std::move(parts))) {
    const auto erased = erase_drafts_before(office_date(impl_->parts.clock.wall()));
    if (!erased) throw std::runtime_error("drafts cannot be erased");
}
ScanDesk::~ScanDesk() = default;

ScanStore& ScanDesk::pages() {
    return impl_->pages;
}

bool ScanDesk::has_key() const {
    return impl_->key.has_value();
}

Done ScanDesk::set_key(const api::ScanKey& told) {
    const auto key = sealed::PublicKey::parse(told.public_key);
    if (!key) return fail(ScanError::no_key);
    if (impl_->key == key) return std::monostate{};
    const auto kept = impl_->parts.store.transact([&](Transaction& t) {
        SQLite::Statement put(t.db(), "INSERT OR REPLACE INTO scan_key (one, public_key) VALUES (1, ?)");
        put.bind(1, told.public_key.data(), static_cast<int>(told.public_key.size()));
        put.exec();
    });
    if (!kept) return fail(error_of(kept.error()));
    impl_->key = key;
    return std::monostate{};
}

Result<api::PageReference, ScanError> ScanDesk::keep(api::PageKind kind, uint32_t ordinal,
                                                     std::span<const uint8_t> jpeg) {
    if (!impl_->key) return fail(ScanError::no_key);
    if (jpeg.empty()) throw std::invalid_argument("a page without a picture");
    if (jpeg.size() > max_page_bytes) return fail(ScanError::too_large);
    api::PageReference page;
    randombytes_buf(page.id.data(), page.id.size());
    page.kind = kind;
    page.ordinal = ordinal;
    const auto body = sealed::seal(jpeg, *impl_->key, api::page_context(page.id));
    page.sealed_bytes = body.size();
    crypto_generichash(page.sealed_hash.data(), page.sealed_hash.size(), body.data(), body.size(), nullptr,
                       0);
    const auto kept = impl_->pages.keep(page, body);
    if (!kept) return fail(kept.error());
    return page;
}

Done ScanDesk::discard(const api::PageId& id) {
    return impl_->pages.discard(std::span(&id, 1));
}

bool ScanDesk::has(const api::PageId& id) const {
    const auto row = impl_->pages.find(id);
    return row && row->state == PageState::kept;
}

Done ScanDesk::drop_loose() {
    return impl_->pages.drop_loose();
}

Done ScanDesk::save_draft(const IdentityNumber& card, const SecretString& name,
                          std::span<const uint8_t> draft, std::span<const api::PageId> pages) {
    if (draft.size() > max_draft_bytes || pages.size() > api::max_registration_pages)
        return fail(ScanError::too_large);
    const auto cipher = impl_->cipher_of(card, name);
    if (!cipher) return fail(cipher.error());
    const auto day = stored(office_date(impl_->parts.clock.wall()));
    const auto body = cipher->encrypt(draft, day);
    const auto saved = impl_->pages.transact([&](Transaction& t, PageTable& table) {
        std::vector<api::PageId> before;
        for (const auto& row : table.all())
            if (row.draft == cipher->tag()) before.push_back(row.page.id);
        SQLite::Statement put(t.db(),
                              "INSERT OR REPLACE INTO scan_draft (person, day, body) VALUES (?, ?, ?)");
        put.bind(1, cipher->tag().data(), static_cast<int>(cipher->tag().size()));
        put.bind(2, day);
        put.bind(3, body.data(), static_cast<int>(body.size()));
        put.exec();
        table.hold(cipher->tag(), pages);
        std::erase_if(before,
                      [&](const api::PageId& id) { return std::ranges::find(pages, id) != pages.end(); });
        return before;
    });
    if (!saved) return fail(error_of(saved.error()));
    return impl_->pages.discard(*saved);
}

Result<std::optional<SecretBytes>, ScanError> ScanDesk::find_draft(const IdentityNumber& card,
                                                                   const SecretString& name) const {
    const auto cipher = impl_->cipher_of(card, name);
    if (!cipher) return fail(cipher.error());
    int64_t day = 0;
    const auto body = impl_->parts.store.transact([&](Transaction& t) {
        SQLite::Statement query(t.db(), "SELECT day, body FROM scan_draft WHERE person = ?");
        query.bind(1, cipher->tag().data(), static_cast<int>(cipher->tag().size()));
        if (!query.executeStep()) return std::string();
        day = query.getColumn(0).getInt64();
        return query.getColumn(1).getString();
    });
    if (!body) return fail(error_of(body.error()));
    // Of today: what the clock says is what the day's end will go by.
    if (body->empty() || day != stored(office_date(impl_->parts.clock.wall())))
        return std::optional<SecretBytes>();
    return cipher->decrypt({reinterpret_cast<const uint8_t*>(body->data()), body->size()}, day);
}

Done ScanDesk::erase_draft(const IdentityNumber& card, const SecretString& name) {
    const auto cipher = impl_->cipher_of(card, name);
    if (!cipher) return fail(cipher.error());
    const auto held = impl_->pages.transact([&](Transaction& t, PageTable& table) {
        std::vector<api::PageId> ids;
        for (const auto& row : table.all())
            if (row.draft == cipher->tag()) ids.push_back(row.page.id);
        remove_draft(t.db(), cipher->tag());
        table.hold(cipher->tag(), {});
        return ids;
    });
    if (!held) return fail(error_of(held.error()));
    return impl_->pages.discard(*held);
}

Done ScanDesk::erase_drafts_before(Date day) {
    bool erased = false;
    const auto held = impl_->pages.transact([&](Transaction& t, PageTable& table) {
        SQLite::Statement remove(t.db(), "DELETE FROM scan_draft WHERE day < ?");
        remove.bind(1, stored(day));
        erased = remove.exec() > 0;
        std::vector<api::PageId> ids;
        SQLite::Statement left(t.db(), "SELECT 1 FROM scan_draft WHERE person = ?");
        for (const auto& row : table.all()) {
            if (!row.draft) continue;
            left.reset();
            left.bind(1, row.draft->data(), static_cast<int>(row.draft->size()));
            if (!left.executeStep()) ids.push_back(row.page.id);
        }
        return ids;
    });
    if (!held) return fail(error_of(held.error()));
    auto done = impl_->pages.discard(*held);
    if (!erased || !done) return done;
    try {
        impl_->forget_people();
    } catch (const std::system_error&) {
        return fail(ScanError::failed);
    }
    const auto scrubbed = impl_->parts.store.scrub();
    if (!scrubbed) return fail(error_of(scrubbed.error()));
    return std::monostate{};
}

Result<uint64_t, ScanError> ScanDesk::submit(const api::RegistrationForm& form, const api::RegistrationId& id,
                                             std::optional<std::string> ticket_service) {
    if (!impl_->key) return fail(ScanError::no_key);
    if (!impl_->has_all(form)) return fail(ScanError::page_missing);
    const auto cipher = impl_->cipher_of(form.lawyer, form.card_name);
    if (!cipher) return fail(cipher.error());
    const auto plain = api::encode_form(form);
    const auto text = plain.view();
    api::RegistrationSubmitted submitted;
    submitted.id = id;
    submitted.sealed_form = sealed::seal({reinterpret_cast<const uint8_t*>(text.data()), text.size()},
                                         *impl_->key, api::form_context(id));
    if (submitted.sealed_form.size() > api::max_sealed_form_bytes) return fail(ScanError::too_large);
    submitted.pages = form.pages;
    submitted.ticket_service = std::move(ticket_service);
    const auto entry = impl_->pages.transact([&](Transaction& t, PageTable& table) {
        const auto number = t.append(std::move(submitted), impl_->parts.clock.wall());
        for (const auto& page : form.pages) table.set_state(page.id, PageState::handed_in);
        table.hold(cipher->tag(), {});  // what the form does not name is loose now
        remove_draft(t.db(), cipher->tag());
        return number;
    });
    if (!entry) return fail(error_of(entry.error()));
    if (impl_->parts.journal_grew) impl_->parts.journal_grew();
    if (impl_->parts.pages_grew) impl_->parts.pages_grew();
    return *entry;
}

size_t ScanDesk::waiting() const {
    return impl_->pages.handed_in().size();
}

}  // namespace lobby::kiosk::scans
