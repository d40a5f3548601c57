// A page is taken, read and confirmed field by field.
#include <algorithm>

#include "kiosk/lawyer/lawyer_steps.hpp"

namespace lobby::kiosk::lawyer {

using api::FieldSource;
using api::FormField;
using api::PageKind;

namespace {

bool read_by_machine(const Entry& entry) {
    return entry.value.source == FieldSource::recognised || entry.value.source == FieldSource::code;
}

void forget_readings(Making& making, PageKind kind) {
    for (const FormField field : fields_of(kind))
        if (const Entry* entry = making.find(field); entry && read_by_machine(*entry)) making.erase(field);
}

// The last page of the document goes.
Effects drop_last_page(Making& making, PageKind kind) {
    const auto last = std::find_if(making.pages.rbegin(), making.pages.rend(),
                                   [kind](const api::PageReference& page) { return page.kind == kind; });
    if (last == making.pages.rend()) return none();
    auto dropped = errand(DropPage{last->id});
    making.pages.erase(std::next(last).base());
    return dropped;
}

uint32_t next_ordinal(const Making& making, PageKind kind) {
    return static_cast<uint32_t>(making.pages_of(kind)) + 1;
}

void propose(Making& making, Proposed& proposed) {
    if (proposed.value.empty() || proposed.value.size() > api::max_field_bytes ||
        proposed.as_read.size() > api::max_field_bytes)
        return;
    const Entry* known = making.find(proposed.field);
    if (known && (known->confirmed || known->confidence >= proposed.confidence)) return;
    Entry entry;
    entry.value.field = proposed.field;
    entry.value.value = std::move(proposed.value);
    entry.value.recognised = std::move(proposed.as_read);
    entry.value.source = proposed.by_code ? FieldSource::code : FieldSource::recognised;
    entry.confidence = proposed.confidence;
    making.set(std::move(entry));
}

bool belongs_to(PageKind kind, FormField field) {
    const auto fields = fields_of(kind);
    return std::ranges::find(fields, field) != fields.end();
}

}  // namespace

PageKind kind_of(const State& state, FormField field) {
    for (const PageKind kind : {PageKind::practising_certificate, PageKind::firm_certificate})
        if (belongs_to(kind, field)) return kind;
    return letter_kind(state.making);
}

Effects on(State& state, const TakePicture&) {
    auto* capture = std::get_if<Capture>(&state.step);
    if (!capture || capture->question != 0 || !state.card) return none();
    if (state.making.pages.size() >= api::max_registration_pages) {
        capture->problem = PageProblem::too_many;
        return none();
    }
    capture->problem.reset();
    capture->question = state.next_question++;
    return errand(TakePage{capture->question, capture->kind, capture->ordinal,
                           draft_of(state.making, *state.card, state.card_name)});
}

Effects on(State& state, const Retake&) {
    const auto* fields = std::get_if<Fields>(&state.step);
    if (!fields) return none();
    const PageKind kind = fields->kind;
    auto dropped = drop_last_page(state.making, kind);
    forget_readings(state.making, kind);
    std::erase(state.making.without_picture, kind);
    state.step = Capture{kind, next_ordinal(state.making, kind), {}, {}, 0};
    // First the draft, then the page: no draft ever names a page that is erased.
    auto effects = save(state);
    add(effects, std::move(dropped));
    return effects;
}

Effects on(State& state, const AnotherPage&) {
    const auto* fields = std::get_if<Fields>(&state.step);
    if (!fields || state.making.pages_of(fields->kind) == 0) return none();
    const PageKind kind = fields->kind;
    state.step = Capture{kind, next_ordinal(state.making, kind), {}, {}, 0};
    return none();
}

Effects on(State& state, const WithoutPicture&) {
    const auto* capture = std::get_if<Capture>(&state.step);
    if (!capture || capture->question != 0) return none();
    const PageKind kind = capture->kind;
    auto& without = state.making.without_picture;
    if (state.making.pages_of(kind) == 0 && std::ranges::find(without, kind) == without.end())
        without.push_back(kind);
    if (fields_of(kind).empty()) return go_on(state);
    state.step = Fields{kind, {}};
    return none();
}

Effects on(State& state, const ConfirmField& confirmed) {
    const auto* fields = std::get_if<Fields>(&state.step);
    if (!fields || !belongs_to(fields->kind, confirmed.field)) return none();
    const Entry* entry = state.making.find(confirmed.field);
    if (!entry || entry->value.value.empty()) return none();
    Entry sure = *entry;
    sure.confirmed = true;
    state.making.set(std::move(sure));
    return none();
}

Effects on(State& state, const ChangeField& changed) {
    const auto* fields = std::get_if<Fields>(&state.step);
    if (fields && belongs_to(fields->kind, changed.field)) type(state, changed.field);
    return none();
}

Effects on(State& state, const NextStep&) {
    const auto* fields = std::get_if<Fields>(&state.step);
    if (!fields) return none();
    const auto asked = fields_of(fields->kind);
    if (!std::ranges::all_of(asked, [&](FormField field) { return state.making.confirmed(field); }))
        return none();
    auto effects = save(state);
    add(effects, go_on(state));
    return effects;
}

Effects on(State& state, const ScannerNews& news) {
    state.scanner_usable = news.usable;
    state.scanner_live = news.usable && news.live;
    if (auto* capture = std::get_if<Capture>(&state.step)) {
        if (!news.usable) capture->guide = Guide::unknown;
        if (news.usable && capture->problem == PageProblem::device) capture->problem.reset();
    }
    return none();
}

Effects on(State& state, const GuidanceNews& news) {
    if (auto* capture = std::get_if<Capture>(&state.step)) capture->guide = news.guide;
    return none();
}

Effects on(State& state, const PageTaken& taken) {
    const auto* capture = std::get_if<Capture>(&state.step);
    if (!capture || capture->question == 0 || capture->question != taken.question) return none();
    const PageKind kind = capture->kind;
    state.making.pages.push_back(taken.page);
    std::erase(state.making.without_picture, kind);
    state.step = ReadingPage{kind, taken.question};
    return none();
}

Effects on(State& state, const PageNotTaken& failed) {
    auto* capture = std::get_if<Capture>(&state.step);
    if (!capture || capture->question == 0 || capture->question != failed.question) return none();
    capture->question = 0;
    capture->problem = failed.problem;
    return none();
}

Effects on(State& state, PageRead& read) {
    const auto* reading = std::get_if<ReadingPage>(&state.step);
    if (!reading || reading->question != read.question) return none();
    const PageKind kind = reading->kind;
    for (auto& proposed : read.proposals)
        if (belongs_to(kind, proposed.field)) propose(state.making, proposed);
    state.step = Fields{kind, read.reading};
    // Whoever comes back later today finds what was read, and confirms it then.
    return read.proposals.empty() ? none() : save(state);
}

Effects show(State& state, Section section) {
    const auto document = [&](PageKind kind) {
        const auto& without = state.making.without_picture;
        const bool begun =
            state.making.pages_of(kind) > 0 || std::ranges::find(without, kind) != without.end() ||
            std::ranges::any_of(fields_of(kind),
                                [&](FormField field) { return state.making.confirmed(field); });
        const auto asked = fields_of(kind);
        const bool nothing_known =
            std::ranges::none_of(asked, [&](FormField field) { return state.making.find(field) != nullptr; });
        // Of a page whose reading a power cut came before, the picture is kept and nothing was read.
        const bool reading_lost = state.making.pages_of(kind) > 0 && !asked.empty() && nothing_known;
        if (begun)
            state.step = Fields{kind, reading_lost ? std::optional(Reading::failed) : std::nullopt};
        else
            state.step = Capture{kind, 1, {}, {}, 0};
    };
    switch (section) {
        case Section::licence:
            document(PageKind::practising_certificate);
            break;
        case Section::firm:
            document(PageKind::firm_certificate);
            break;
        case Section::authorisation:
            state.step = ChoosingAuthorisation{};
            break;
        case Section::letter:
            document(letter_kind(state.making));
            break;
        case Section::principal:
            state.step = ChoosingPrincipal{};
            break;
        case Section::relation:
            document(PageKind::relation_proof);
            break;
        case Section::client_case:
            state.step = ChoosingCase{};
            break;
        case Section::phone: {
            Phone phone;
            if (const Entry* known = state.making.find(FormField::phone)) phone.typed = known->value.value;
            if (phone.typed.empty())
                for (const auto& earlier : state.standing.earlier)
                    if (earlier.field == FormField::phone) phone.typed = earlier.value;
            state.step = std::move(phone);
            break;
        }
        case Section::done:
            return check(state);
    }
    return none();
}

Effects go_on(State& state) {
    const Section next = next_section(state.making);
    return show(state, next);
}

Effects show_before(State& state, Section section) {
    const Making& making = state.making;
    const bool by_power = making.authorisation == api::Authorisation::power_of_attorney;
    const bool proved = by_power && making.principal && *making.principal != api::Principal::party_himself;
    switch (section) {
        case Section::licence:
            state.step = Overview{};
            return none();
        case Section::firm:
            return show(state, Section::licence);
        case Section::authorisation:
            return show(state, Section::firm);
        case Section::letter:
            return show(state, Section::authorisation);
        case Section::principal:
            return show(state, Section::letter);
        case Section::relation:
            return show(state, Section::principal);
        case Section::client_case:
            return show(state, proved ? Section::relation : by_power ? Section::principal : Section::letter);
        case Section::phone:
            return show(state, Section::client_case);
        case Section::done:
            return show(state, Section::phone);
    }
    return none();
}

}  // namespace lobby::kiosk::lawyer
