#include "kiosk/cache/offline_lookup.hpp"

#include <algorithm>
#include <utility>

namespace lobby::kiosk::cache {

namespace {

// The kiosk's clock may be this far behind the office's before it is no measure of age or day.
constexpr std::chrono::hours clock_tolerance{1};

// Whether a limit was kept that ran out after the office spoke, nobody here knows.
void forget_unknown_limit(api::DisclosedCase& told, Date spoken_on, Date today) {
    if (told.limit && told.limit->due && *told.limit->due >= spoken_on && *told.limit->due < today)
        told.limit.reset();
}

}  // namespace

struct OfflineLookup::Finding {
    api::OfflineOutcome outcome{};
    std::vector<api::DisclosedCase> cases{};
    std::optional<WallTime> as_of{};
};

bool OfflineLookup::young_enough(const CacheStatus& status) const {
    if (!status.as_of) return false;
    const auto now = parts_.clock.wall();
    if (now + clock_tolerance < *status.as_of || now - *status.as_of > parts_.rules.shown_for) return false;
    // A clock that is set back makes nothing younger.
    return !status.heard || parts_.clock.steady() - *status.heard <= parts_.rules.shown_for;
}

bool OfflineLookup::can_answer() const {
    return parts_.keeper.pepper() && young_enough(parts_.keeper.status());
}

OfflineLookup::Finding OfflineLookup::look(const api::CardEvidence& card, const api::PersonRoot& root,
                                           const api::CacheIndex& index) {
    using enum api::OfflineOutcome;
    const auto status = parts_.keeper.status();
    const auto today = office_date(parts_.clock.wall());
    if (!status.as_of) return {not_kept};
    if (!young_enough(status)) return {too_old, {}, status.as_of};
    if (card.valid_to && *card.valid_to < today) return {card_expired, {}, status.as_of};
    const auto rows = parts_.keeper.find(index);
    if (!rows) return {not_kept, {}, status.as_of};
    Finding finding{rows->empty() ? unknown_person : name_mismatch, {}, status.as_of};
    for (const auto& row : *rows) {
        const auto opened = api::open_record(root, card.name.view(), index, row.sealed);
        if (!opened) {
            if (opened.error() != api::OpenError::does_not_open) finding.outcome = not_kept;
            continue;
        }
        finding.cases = api::cases_on(*opened, today);
        for (auto& told : finding.cases) forget_unknown_limit(told, office_date(*status.as_of), today);
        finding.outcome = finding.cases.empty() ? expired : disclosed;
        break;
    }
    return finding;
}

bool OfflineLookup::record(const api::CacheIndex& index, const Finding& finding) {
    api::OfflineLookup entry{index, finding.outcome, {}, finding.as_of};
    for (const auto& told : finding.cases) entry.cases.push_back(told.acceptance_number);
    const auto now = parts_.clock.wall();
    const auto kept =
        parts_.journal.transact([&](Transaction& t) { return t.append(std::move(entry), now); });
    if (!kept) return false;
    parts_.log.write(Event::offline_lookup_answered,
                     {{Field::kind, api::word_of(finding.outcome)},
                      {Field::count, static_cast<int64_t>(finding.cases.size())}});
    parts_.journal_grew();
    return true;
}

Result<OfflineReply, OfflineProblem> OfflineLookup::answer(const api::CardEvidence& card) {
    const auto& pepper = parts_.keeper.pepper();
    if (!pepper) return fail(OfflineProblem::nothing_kept);
    const auto root = api::person_root(*pepper, card.number);
    const auto index = api::cache_index(root);
    auto finding = look(card, root, index);
    if (!record(index, finding)) return fail(OfflineProblem::nothing_kept);
    if (finding.outcome == api::OfflineOutcome::too_old) return fail(OfflineProblem::too_old);
    if (finding.outcome == api::OfflineOutcome::not_kept) return fail(OfflineProblem::nothing_kept);
    return OfflineReply{std::move(finding.cases), *finding.as_of};
}

}  // namespace lobby::kiosk::cache
