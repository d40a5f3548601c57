// What reviewers see and decide.
#include <algorithm>

#include "office/lawyers/lawyer_desk_impl.hpp"

namespace lobby::office {

namespace asio = boost::asio;
using api::Finding;
using api::FormField;
using api::RegistrationState;

namespace {

constexpr int review_working_days = 3;

PageRefusal refusal_of(PageError error) {
    switch (error) {
        case PageError::unknown:
            return PageRefusal::erased;
        case PageError::not_arrived:
            return PageRefusal::on_its_way;
        case PageError::damaged:
            return PageRefusal::unreadable;
        case PageError::failed:
            return PageRefusal::unavailable;
    }
    return PageRefusal::unavailable;
}

// By what the lawyer showed whom he acts for, as the entitlement keeps it.
std::string proofs_of(const api::RegistrationForm& form) {
    return "identity_card,practising_certificate,firm_certificate," +
           std::string(api::word_of(form.authorisation));
}

}  // namespace

std::string_view word_of(PageRefusal refusal) {
    switch (refusal) {
        case PageRefusal::unknown:
            return "not_found";
        case PageRefusal::on_its_way:
            return "on_its_way";
        case PageRefusal::erased:
            return "erased";
        case PageRefusal::unreadable:
            return "unreadable";
        case PageRefusal::unavailable:
            return "unavailable";
    }
    return "unknown";
}

RegistrationRow LawyerDesk::Impl::row_of(StoredRegistration stored, const api::RegistrationForm* form) {
    RegistrationRow row;
    if (form) {
        row.lawyer_name = form->card_name;
        row.client_name = SecretString(api::value_of(*form, FormField::client_name));
        row.case_number = std::string(api::value_of(*form, FormField::case_number));
    }
    if (stored.client) row.case_number = stored.client->acceptance_number;
    for (const auto& page : stored.pages)
        if (!page.erased && !ScanArchive::arrived(db, page.reference.id)) ++row.pages_waiting;
    row.due = calendar.working_days_after(office_date(stored.submitted_at), review_working_days);
    row.days_left = calendar.working_days_left(today(), row.due);
    row.stored = std::move(stored);
    return row;
}

RegistrationRow LawyerDesk::Impl::row_of(StoredRegistration stored) {
    if (stored.erased) return row_of(std::move(stored), nullptr);
    const auto form = open(stored.sealed_form, stored.id);
    return row_of(std::move(stored), form ? &*form : nullptr);
}

std::optional<std::vector<RegistrationRow>> LawyerDesk::list(size_t closed) try {
    std::vector<RegistrationRow> rows;
    for (auto& stored : open_registrations(impl_->db)) rows.push_back(impl_->row_of(std::move(stored)));
    for (auto& stored : closed_registrations(impl_->db, closed))
        rows.push_back(impl_->row_of(std::move(stored)));
    return rows;
} catch (const store::Error&) {
    return std::nullopt;
}

asio::awaitable<Result<RegistrationDetail, ReviewRefusal>> LawyerDesk::view(api::RegistrationId id,
                                                                            std::string by) {
    auto* desk = impl_.get();
    using Seen = Result<StoredRegistration, ReviewRefusal>;
    // Named before co_await: GCC 12 mishandles temporaries with destructors in the awaited expression.
    std::function<Seen(store::Database&)> work = [desk, id, by](store::Database& db) -> Seen {
        auto stored = find_registration(db, id);
        if (!stored) return fail(ReviewRefusal::unknown);
        if (stored->erased) return fail(ReviewRefusal::erased);
        const TransitionContext c{db, desk->key, desk->clock.wall()};
        note(c, id, LedgerKind::registration_viewed, "view", by);
        return std::move(*stored);
    };
    auto seen = co_await desk->writer.write<Seen>(work);
    if (!seen) co_return fail(ReviewRefusal::unavailable);
    if (!*seen) co_return fail(seen->error());
    try {
        RegistrationDetail detail;
        auto& stored = **seen;
        auto form = desk->open(stored.sealed_form, id);
        if (form) detail.form = std::move(*form);
        for (const auto& page : stored.pages)
            detail.arrived.push_back(!page.erased && ScanArchive::arrived(desk->db, page.reference.id));
        if (stored.client)
            detail.of_case = desk->cases.by_acceptance_number(stored.client->acceptance_number);
        detail.history = history_of(desk->db, id);
        detail.row = desk->row_of(std::move(stored), detail.form ? &*detail.form : nullptr);
        co_return detail;
    } catch (const store::Error&) {
        co_return fail(ReviewRefusal::unavailable);
    }
}

asio::awaitable<Result<SecretBytes, PageRefusal>> LawyerDesk::view_page(api::RegistrationId id,
                                                                        api::PageId page, std::string by) {
    auto* desk = impl_.get();
    std::function<std::optional<PageRefusal>(store::Database&)> work =
        [desk, id, page, by](store::Database& db) -> std::optional<PageRefusal> {
        const auto stored = find_registration(db, id);
        if (!stored) return PageRefusal::unknown;
        const auto found =
            std::ranges::find_if(stored->pages, [&](const StoredPage& p) { return p.reference.id == page; });
        if (found == stored->pages.end()) return PageRefusal::unknown;
        if (found->erased) return PageRefusal::erased;
        if (!ScanArchive::arrived(db, page)) return PageRefusal::on_its_way;
        const TransitionContext c{db, desk->key, desk->clock.wall()};
        note(c, id, LedgerKind::registration_page_viewed, "view_page", by, {{"page", hex(page)}});
        return std::nullopt;
    };
    const auto noted = co_await desk->writer.write<std::optional<PageRefusal>>(work);
    if (!noted) co_return fail(PageRefusal::unavailable);
    if (*noted) co_return fail(**noted);
    auto opened = co_await desk->scans.open_page(page);
    if (!opened) co_return fail(refusal_of(opened.error()));
    co_return std::move(*opened);
}

asio::awaitable<LawyerDesk::Reviewed> LawyerDesk::take(api::RegistrationId id, uint64_t seen,
                                                       std::string by) {
    return impl_->decide(id, seen, command::Take{by}, by);
}

asio::awaitable<LawyerDesk::Reviewed> LawyerDesk::release(api::RegistrationId id, uint64_t seen,
                                                          std::string by, bool supervisor) {
    return impl_->decide(id, seen, command::Release{by, supervisor}, by);
}

asio::awaitable<LawyerDesk::Reviewed> LawyerDesk::confirm(api::RegistrationId id, uint64_t seen,
                                                          std::string by) {
    return impl_->decide(id, seen, command::Confirm{by, impl_->rules.four_eyes}, by);
}

asio::awaitable<LawyerDesk::Reviewed> LawyerDesk::return_with(api::RegistrationId id, uint64_t seen,
                                                              std::string by,
                                                              std::vector<api::ReturnReason> reasons) {
    return impl_->decide(id, seen, command::Return{by, std::move(reasons)}, by);
}

asio::awaitable<LawyerDesk::Reviewed> LawyerDesk::Impl::decide(api::RegistrationId id, uint64_t seen,
                                                               RegistrationCommand command, std::string by) {
    struct Decided {
        Result<StoredRegistration, ReviewRefusal> stored;
        std::optional<RegistrationChange> change;
    };
    std::function<Decided(store::Database&)> work = [this, id, seen, command,
                                                     by](store::Database& office_db) {
        const TransitionContext c{office_db, key, clock.wall()};
        std::optional<RegistrationChange> change;
        auto stored = review(c, id, seen, command, by, change);
        return Decided{std::move(stored), std::move(change)};
    };
    auto decided = co_await writer.write<Decided>(work);
    if (!decided) co_return fail(ReviewRefusal::unavailable);
    if (!decided->stored) co_return fail(decided->stored.error());
    if (decided->change) changed(*decided->change);
    try {
        co_return row_of(std::move(*decided->stored));
    } catch (const store::Error&) {
        co_return fail(ReviewRefusal::unavailable);
    }
}

// On the writer's thread.
Result<StoredRegistration, ReviewRefusal> LawyerDesk::Impl::review(
    const TransitionContext& c, const api::RegistrationId& id, uint64_t seen,
    const RegistrationCommand& command, const std::string& by, std::optional<RegistrationChange>& change) {
    auto stored = find_registration(c.db, id);
    if (!stored) return fail(ReviewRefusal::unknown);
    if (stored->erased) return fail(ReviewRefusal::erased);
    // A decision says itself what became of it; to a page that is merely old it is told to look again.
    const auto next = step(stored->standing, command);
    if (!next) return fail(next.error());
    if (stored->version != seen) return fail(ReviewRefusal::changed_meanwhile);
    std::optional<Opening> opening;
    if (std::holds_alternative<command::Confirm>(command)) {
        auto opens = opening_of(c, *stored);
        if (!opens) return fail(opens.error());
        opening = std::move(*opens);
    }
    const auto from = carry_out(c, *stored, command, by, opening ? &*opening : nullptr);
    if (!from) return fail(from.error());
    if (stored->standing.state == RegistrationState::confirmed) {
        // A renewal takes the place of what it renews; papers of the earlier one stay for their time.
        if (const auto earlier = confirmed_before(c.db, *stored))
            if (auto older = find_registration(c.db, *earlier)) {
                older->merged_into = stored->id;
                static_cast<void>(carry_out(c, *older, command::Merge{}, by));
            }
    }
    change = RegistrationChange{id, stored->person, *from, stored->standing.state, agreed_phone(*stored)};
    keep_with(c.db, *change);
    return std::move(*stored);
}

// What would bar the confirmation now, whatever was found when it was handed in.
Result<Opening, ReviewRefusal> LawyerDesk::Impl::opening_of(const TransitionContext& c,
                                                            const StoredRegistration& stored) {
    const auto form = open(stored.sealed_form, stored.id);
    if (!form) return fail(ReviewRefusal::unavailable);
    for (const auto& page : stored.pages)
        if (page.erased || !ScanArchive::arrived(c.db, page.reference.id))
            return fail(ReviewRefusal::pages_missing);
    auto& in_cases = cases_of_writer();
    const auto fit = find_case(in_cases, key, *form);
    if (!fit) return fail(ReviewRefusal::case_unknown);
    const auto bars = bars_of(in_cases, c.db, *fit, stored.person, office_date(c.now));
    if (std::ranges::count(bars, Finding::defenders_full) > 0) return fail(ReviewRefusal::defenders_full);
    if (std::ranges::count(bars, Finding::conflict_of_clients) > 0)
        return fail(ReviewRefusal::conflict_of_clients);
    return Opening{fit->client, std::string(form->card_name.view()), proofs_of(*form),
                   office_date(c.now) + std::chrono::days(rules.validity_days)};
}

}  // namespace lobby::office
