// What comes with the kiosks' journals, and what the lawyers' register says of it afterwards.
#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "office/api/codec.hpp"
#include "office/lawyers/lawyer_desk_impl.hpp"
#include "office/lawyers/retention.hpp"
#include "office/lawyers/word_lists.hpp"

namespace lobby::office {

namespace asio = boost::asio;
using api::Finding;
using api::RegistrationState;

namespace {

// What two registrations of the same lawyer for the same client have alike, as they were given.
Digest32 match_of(const StoreKey& key, const IdentityIndex& person, const api::RegistrationForm& form) {
    std::vector<uint8_t> text(person.bytes.begin(), person.bytes.end());
    for (const auto field :
         {api::FormField::client_name, api::FormField::case_number, api::FormField::client_identity}) {
        const auto value = api::value_of(form, field);
        text.push_back(0);
        text.insert(text.end(), value.begin(), value.end());
    }
    const auto match = key.mac("registration match", text);
    sodium_memzero(text.data(), text.size());
    return match;
}

bool is_of_register(Finding f) {
    return f == Finding::register_suspended || f == Finding::register_unknown ||
           f == Finding::register_differs || f == Finding::register_unavailable;
}

std::string_view word_of_answer(const RegisterAnswer& answer) {
    if (!answer) return word_of(answer.error());
    switch (answer->status) {
        case RegisterEntry::Status::practising:
            return "practising";
        case RegisterEntry::Status::suspended:
            return "suspended";
        case RegisterEntry::Status::unknown:
            return "unknown";
    }
    return "unknown";
}

}  // namespace

RegistrationIntake::Recorded LawyerDesk::record(store::Database& db, const std::string& kiosk,
                                                const api::JournalEntry& entry) {
    const TransitionContext context{db, impl_->key, impl_->clock.wall()};
    if (const auto* withdrawn = std::get_if<api::RegistrationWithdrawn>(&entry.body))
        return impl_->withdraw(context, kiosk, *withdrawn);
    return impl_->take_in(context, kiosk, entry, std::get<api::RegistrationSubmitted>(entry.body));
}

RegistrationIntake::Recorded LawyerDesk::Impl::take_in(const TransitionContext& c, const std::string& kiosk,
                                                       const api::JournalEntry& entry,
                                                       const api::RegistrationSubmitted& submitted) {
    if (find_registration(c.db, submitted.id)) return {};
    const auto refuse = [&](std::string_view why) {
        keep_refused(c.db, {kiosk, entry.number, submitted.id, c.now, why, submitted.sealed_form});
        return Recorded{why, {}};
    };
    const auto form = open(submitted.sealed_form, submitted.id);
    if (!form) return refuse(form.error());
    if (form->pages != submitted.pages) return refuse("pages_differ");

    StoredRegistration made;
    made.id = submitted.id;
    made.person = key.identity_index(form->lawyer);
    made.kiosk = kiosk;
    made.submitted_at = std::min(entry.at, c.now);
    made.changed_at = c.now;
    made.sealed_form = submitted.sealed_form;
    made.authorisation = form->authorisation;
    made.agrees_to_notices = form->agrees_to_notices;
    made.to_window = submitted.ticket_service.has_value();
    made.follows = form->follows;
    made.register_asked = !lawyer_register.has_value();
    store::Savepoint attempt(c.db);
    if (!keep_new(c, made, *form, entry.number)) return refuse("page_of_another");
    attempt.release();
    const RegistrationChange change{made.id, made.person, std::nullopt, RegistrationState::submitted,
                                    agreed_phone(*form)};
    keep_with(c.db, change);
    return {{}, [this, change] {
                changed(change);
                if (lawyer_register && !stopped) asio::co_spawn(io, ask_register(change.id), asio::detached);
            }};
}

bool LawyerDesk::Impl::keep_new(const TransitionContext& c, StoredRegistration& made,
                                const api::RegistrationForm& form, uint64_t entry) {
    for (const auto& page : form.pages) {
        StoredPage kept{page, false};
        // Erased before its registration came, or another kiosk's: nobody will see it.
        kept.erased = !ScanArchive::claim(c.db, c.now, made.kiosk, page);
        made.pages.push_back(kept);
    }
    auto found = check_case(cases_of_writer(), c.db, key, form, office_date(c.now));
    made.findings = api::check_form(form, form.lawyer.sex(), office_date(c.now), rules.papers);
    api::merge_findings(made.findings, found.findings);
    if (found.fit) made.client = found.fit->client;
    const auto match = match_of(key, made.person, form);
    if (!insert_registration(c.db, made, match)) return false;
    boost::json::object body{{"kiosk", made.kiosk},
                             {"entry", entry},
                             {"person", hex(made.person.bytes)},
                             {"pages", made.pages.size()},
                             {"findings", as_words(made.findings)}};
    if (made.client) body["case"] = made.client->acceptance_number;
    note(c, made.id, LedgerKind::registration_submitted, "submit", made.kiosk, std::move(body));
    merge_doubles(c, made, match);
    return true;
}

// The newer one stands in their place; what it does not build on is of no more use.
void LawyerDesk::Impl::merge_doubles(const TransitionContext& c, const StoredRegistration& made,
                                     const Digest32& match) {
    for (const auto& id : doubles_of(c.db, made, match)) {
        auto older = find_registration(c.db, id);
        if (!older) continue;
        older->merged_into = made.id;
        if (!carry_out(c, *older, command::Merge{}, made.kiosk)) continue;
        if (made.follows == id || older->erased) continue;
        erase_registration(c, *older, [&](store::Database& office_db, const api::PageId& page) {
            erase_page(office_db, c.now, page);
        });
    }
}

RegistrationIntake::Recorded LawyerDesk::Impl::withdraw(const TransitionContext& c, const std::string& kiosk,
                                                        const api::RegistrationWithdrawn& withdrawn) {
    auto found = find_registration(c.db, withdrawn.id);
    if (!found) return {"unknown", {}};
    const auto from = carry_out(c, *found, command::Withdraw{}, kiosk);
    if (!from) return {word_of(from.error()), {}};
    const RegistrationChange change{found->id, found->person, *from, found->standing.state,
                                    agreed_phone(*found)};
    keep_with(c.db, change);
    return {{}, [this, change] { changed(change); }};
}

asio::awaitable<void> LawyerDesk::Impl::ask_register(api::RegistrationId id) {
    SecretString number;
    try {
        const auto stored = find_registration(db, id);
        if (!stored || stored->erased) co_return;
        const auto form = open(stored->sealed_form, id);
        if (!form) co_return;
        number = SecretString(api::value_of(*form, api::FormField::licence_number));
    } catch (const store::Error&) {
        co_return;
    }
    if (number.empty()) co_return;
    auto answer = co_await lawyer_register->ask(std::move(number));
    if (stopped) co_return;
    co_await keep_register_answer(id, std::move(answer));
}

asio::awaitable<void> LawyerDesk::Impl::keep_register_answer(api::RegistrationId id, RegisterAnswer answer) {
    // Named before co_await: GCC 12 mishandles temporaries with destructors in the awaited expression.
    std::function<bool(store::Database&)> work = [this, id, answer](store::Database& office_db) {
        const TransitionContext c{office_db, key, clock.wall()};
        auto stored = find_registration(office_db, id);
        if (!stored || stored->erased || stored->register_asked) return false;
        if (stored->standing.state != RegistrationState::submitted &&
            stored->standing.state != RegistrationState::checking)
            return false;
        const auto form = open(stored->sealed_form, id);
        if (!form) return false;
        const auto before = stored->findings;
        std::erase_if(stored->findings, is_of_register);
        api::merge_findings(stored->findings, findings_of(answer, *form));
        stored->register_asked = answer.has_value();
        if (!stored->register_asked && stored->findings == before) return false;  // still out of reach
        update_registration(office_db, c.now, *stored);
        note(c, id, LedgerKind::registration_register_asked, "register_asked", "",
             {{"answer", word_of_answer(answer)}});
        return true;
    };
    const auto kept = co_await writer.write<bool>(work);
    if (!stopped && kept && *kept) tell_watchers();
}

asio::awaitable<void> LawyerDesk::Impl::ask_register_again() {
    std::vector<api::RegistrationId> waiting;
    try {
        for (const auto& stored : open_registrations(db))
            if (!stored.register_asked) waiting.push_back(stored.id);
    } catch (const store::Error&) {
        co_return;
    }
    for (const auto& id : waiting) {
        if (stopped) co_return;
        co_await ask_register(id);
    }
}

}  // namespace lobby::office
