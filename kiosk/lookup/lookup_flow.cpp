#include "kiosk/lookup/lookup_flow.hpp"

#include <sodium.h>

#include "office/api/disclosure_table.hpp"

namespace lobby::kiosk::lookup {

namespace {

template <class T>
bool at(const State& state) {
    return std::holds_alternative<T>(state.step);
}

Effects none() {
    return {};
}

Effects ask(State& state, api::LookupRequest request) {
    const uint64_t question = state.next_question++;
    Effects effects;
    effects.emplace_back(AskOffice{question, request});
    state.step = Asking{question, std::move(request)};
    return effects;
}

// Leaves the question, if one is out: its answer will find nobody.
Effects cancel_asking(State& state) {
    Effects effects;
    if (const auto* asking = std::get_if<Asking>(&state.step)) {
        effects.emplace_back(CancelQuestion{asking->question});
        state.step = Identify{};
    }
    return effects;
}

bool card_would_do(const State& state) {
    const auto* unreachable = std::get_if<OfficeUnreachable>(&state.step);
    return unreachable && unreachable->why == AskError::card_would_do;
}

// Where a card that is laid down is a question, whatever the visitor was about to do. Not where somebody
// reads his case: a second person's card must not show hers on his screen.
bool takes_cards(const State& state) {
    return at<Identify>(state) || at<PlaceCard>(state) || at<CardTrouble>(state) || at<EnterNumber>(state) ||
           at<EnterCode>(state) || at<Locked>(state) || at<NothingToShow>(state) || card_would_do(state);
}

// A touch may be carried out a screen too late.
bool offers_ways(const State& state) {
    return at<Identify>(state) || at<PlaceCard>(state) || at<CardTrouble>(state) ||
           at<ReaderUnavailable>(state);
}

// What the card's owner asked: it ends when the card goes.
bool owned_by_card(const State& state) {
    return state.by_card &&
           (at<Asking>(state) || at<Cases>(state) || at<OneCase>(state) || at<TakingAway>(state) ||
            at<OfficeUnreachable>(state) || at<NothingToShow>(state) || at<NothingInRecords>(state));
}

void forget_cases(State& state) {
    wipe(state.cases);
    state.from_records = false;
    state.by_card = false;
}

void go_to_card(State& state) {
    if (state.reader_usable)
        state.step = PlaceCard{false, state.card_present};
    else
        state.step = ReaderUnavailable{};
}

// What may be told is the office's decision; the kiosk checks it against the same table before it shows
// anything.
void accept_cases(State& state, std::vector<api::DisclosedCase> cases, WallTime as_of, bool from_records) {
    for (auto& c : cases) api::keep_told_fields(c);
    wipe(state.cases);
    state.cases = std::move(cases);
    state.as_of = as_of;
    state.from_records = from_records;
    if (state.cases.size() == 1)
        state.step = OneCase{0};
    else
        state.step = Cases{};
}

// ---- one function an event
// -----------------------------------------------------------------------------------------

Effects on(State& state, const ChooseCard&, uint64_t) {
    if (offers_ways(state)) go_to_card(state);
    return none();
}

Effects on(State& state, const ChooseCode&, uint64_t) {
    if (offers_ways(state)) state.step = EnterNumber{};
    return none();
}

void type(SecretString& digits, char key, size_t most) {
    if (key == '<')
        digits.pop_back();
    else if (digits.size() < most)
        digits.push_back(key);
}

Effects submit_number(State& state) {
    auto& entry = std::get<EnterNumber>(state.step);
    if (entry.digits.size() != identity_number_length) {
        entry.problem = NumberProblem::incomplete;
        return none();
    }
    auto number = IdentityNumber::parse(entry.digits.view());
    if (!number) {
        entry.problem = NumberProblem::wrong;
        return none();
    }
    state.step = EnterCode{std::move(*number), {}, false};
    return none();
}

Effects submit_code(State& state) {
    auto& entry = std::get<EnterCode>(state.step);
    if (entry.digits.size() != query_code_length) {
        entry.incomplete = true;
        return none();
    }
    state.by_card = false;
    api::LookupRequest request{api::CodeEvidence{std::move(entry.number), std::move(entry.digits)}};
    return ask(state, std::move(request));
}

Effects on(State& state, const Key& key, uint64_t) {
    if (auto* number = std::get_if<EnterNumber>(&state.step)) {
        // X is the check character: only ever the last of 18.
        if (key.key == 'X' && number->digits.size() != identity_number_length - 1) return none();
        type(number->digits, key.key, identity_number_length);
        number->problem = NumberProblem::none;
        if (number->digits.size() == identity_number_length && key.key != '<') return submit_number(state);
    } else if (auto* code = std::get_if<EnterCode>(&state.step)) {
        if (key.key == 'X') return none();
        type(code->digits, key.key, query_code_length);
        code->incomplete = false;
    }
    return none();
}

Effects on(State& state, const Confirm&, uint64_t) {
    if (at<EnterNumber>(state)) return submit_number(state);
    if (at<EnterCode>(state)) return submit_code(state);
    return none();
}

Effects on(State& state, const OpenCase& open, uint64_t) {
    if (at<Cases>(state) && open.index < state.cases.size()) state.step = OneCase{open.index};
    return none();
}

Effects on(State& state, const TakeAway&, uint64_t) {
    if (const auto* one = std::get_if<OneCase>(&state.step)) state.step = TakingAway{one->index};
    return none();
}

Effects ask_again(State& state, api::LookupRequest request) {
    auto effects = ask(state, std::move(request));
    effects.insert(effects.begin(), ReconnectNow{});
    return effects;
}

Effects on(State& state, const Retry&, uint64_t) {
    if (auto* unreachable = std::get_if<OfficeUnreachable>(&state.step))
        return ask_again(state, std::move(unreachable->request));
    if (auto* nothing = std::get_if<NothingInRecords>(&state.step))
        return ask_again(state, std::move(nothing->request));
    if (at<CardTrouble>(state) || at<ReaderUnavailable>(state)) go_to_card(state);
    return none();
}

Effects on(State& state, const Back&, uint64_t) {
    if (at<Asking>(state)) {
        auto effects = cancel_asking(state);
        forget_cases(state);
        return effects;
    }
    Effects effects;
    if (at<EnterCode>(state)) {
        state.step = EnterNumber{};
    } else if (const auto* taking = std::get_if<TakingAway>(&state.step)) {
        state.step = OneCase{taking->index};
    } else if (at<OneCase>(state) && state.cases.size() > 1) {
        state.step = Cases{};
    } else if (at<Identify>(state) || at<Cases>(state) || at<OneCase>(state) || at<NothingToShow>(state) ||
               at<NothingInRecords>(state)) {
        effects.emplace_back(LeaveLookup{});
    } else {
        state.step = Identify{};
        forget_cases(state);
    }
    return effects;
}

Effects on(State& state, const Tick&, uint64_t now_ms) {
    if (const auto* locked = std::get_if<Locked>(&state.step); locked && now_ms >= locked->until_ms)
        state.step = Identify{};
    return none();
}

Effects on(State& state, const ReaderState& reader, uint64_t) {
    state.reader_usable = reader.usable;
    if (!reader.usable && state.card_present) {
        state.card_present = false;
        state.card_stale = true;
        state.card.reset();
    }
    if (!reader.usable && (at<PlaceCard>(state) || at<CardTrouble>(state)))
        state.step = ReaderUnavailable{};
    else if (reader.usable && at<ReaderUnavailable>(state))
        state.step = PlaceCard{};
    return none();
}

Effects on(State& state, const CardPlaced&, uint64_t) {
    state.card_present = true;
    if (at<CardTrouble>(state)) state.step = PlaceCard{};
    if (auto* place = std::get_if<PlaceCard>(&state.step)) {
        place->reading = !state.card_stale;
        place->remove_first = state.card_stale;
    }
    return none();
}

Effects on(State& state, CardRead& card, uint64_t) {
    state.card_present = true;
    if (state.card_stale) {
        if (at<PlaceCard>(state)) state.step = PlaceCard{false, true};
        return none();
    }
    state.card = card.number;
    if (!takes_cards(state)) return none();
    state.by_card = true;
    api::LookupRequest request{
        api::CardEvidence{std::move(card.number), std::move(card.name), card.valid_from, card.valid_to}};
    return ask(state, std::move(request));
}

Effects on(State& state, const CardFailed& failed, uint64_t) {
    state.card_present = true;
    if (state.card_stale) return none();
    if (at<PlaceCard>(state) || at<Identify>(state)) state.step = CardTrouble{failed.problem};
    return none();
}

Effects on(State& state, const CardRemoved& removed, uint64_t) {
    state.card_present = false;
    state.card_stale = false;
    state.card.reset();
    if (auto* place = std::get_if<PlaceCard>(&state.step)) {
        *place = PlaceCard{};
        return none();
    }
    if (auto* trouble = std::get_if<CardTrouble>(&state.step)) {
        if (trouble->problem == CardProblem::lift_and_place) state.step = PlaceCard{};
        return none();
    }
    if (!removed.was_read || !owned_by_card(state)) return none();
    const bool to_window =
        at<NothingToShow>(state) || at<OfficeUnreachable>(state) || at<NothingInRecords>(state);
    auto effects = cancel_asking(state);
    effects.emplace_back(EndByCard{to_window});
    return effects;
}

Effects on(State& state, Answered& answered, uint64_t now_ms) {
    auto* asking = std::get_if<Asking>(&state.step);
    if (!asking || asking->question != answered.question) return none();  // of an earlier question
    if (const auto* error = std::get_if<AskError>(&answered.outcome)) {
        state.step = OfficeUnreachable{std::move(asking->request), *error};
        return none();
    }
    if (auto* kept = std::get_if<FromRecords>(&answered.outcome)) {
        if (kept->cases.empty())
            state.step = NothingInRecords{std::move(asking->request), kept->as_of};
        else
            accept_cases(state, std::move(kept->cases), kept->as_of, true);
        return none();
    }
    auto& reply = std::get<api::LookupReply>(answered.outcome);
    if (auto* disclosed = std::get_if<api::CasesDisclosed>(&reply); disclosed && !disclosed->cases.empty())
        accept_cases(state, std::move(disclosed->cases), disclosed->as_of, false);
    else if (const auto* locked = std::get_if<api::LookupLocked>(&reply))
        state.step = Locked{now_ms + static_cast<uint64_t>(locked->retry_after.count()) * 1000};
    else if (std::holds_alternative<api::LookupUnavailable>(reply))
        state.step = OfficeUnreachable{std::move(asking->request), AskError::unreachable};
    else
        state.step = NothingToShow{};
    return none();
}

void wipe_text(std::string& text) {
    sodium_memzero(text.data(), text.size());
    text.clear();
}

}  // namespace

State begin(const ReaderView& reader, uint64_t first_question) {
    State state;
    state.step = Identify{};
    state.reader_usable = reader.usable;
    state.card_present = reader.card_present;
    state.card_stale = reader.card_stale;
    state.next_question = first_question;
    return state;
}

std::optional<uint64_t> due_ms(const State& state) {
    if (const auto* locked = std::get_if<Locked>(&state.step)) return locked->until_ms;
    return std::nullopt;
}

Effects step(State& state, Event event, uint64_t now_ms) {
    return std::visit([&](auto& e) { return on(state, e, now_ms); }, event);
}

void wipe(std::vector<api::DisclosedCase>& cases) {
    for (auto& c : cases) {
        for (auto& name : c.suspects) wipe_text(name);
        wipe_text(c.acceptance_number);
        if (c.cause) wipe_text(*c.cause);
    }
    cases.clear();
}

State::~State() {
    wipe(cases);
}

}  // namespace lobby::kiosk::lookup
