#include "kiosk/ratings/rating_flow.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/tickets/number_entry.hpp"

namespace lobby::kiosk::ratings {

namespace {

using api::RatingReason;

constexpr std::array good{RatingReason::quick, RatingReason::kind, RatingReason::clear, RatingReason::solved,
                          RatingReason::place};
constexpr std::array bad{RatingReason::slow, RatingReason::unkind, RatingReason::unclear,
                         RatingReason::unsolved, RatingReason::place};
constexpr std::array either{RatingReason::quick,   RatingReason::kind,     RatingReason::clear,
                            RatingReason::solved,  RatingReason::slow,     RatingReason::unkind,
                            RatingReason::unclear, RatingReason::unsolved, RatingReason::place};

template <class T>
bool at(const State& state) {
    return std::holds_alternative<T>(state.step);
}

Effects none() {
    return {};
}

Effects find(State& state, By by) {
    const uint64_t question = state.next_question++;
    state.step = Finding{question};
    Effects effects;
    effects.emplace_back(Errand{FindRatable{question, std::move(by)}});
    return effects;
}

Effects send(State& state) {
    auto& faces = std::get<Faces>(state.step);
    if (faces.score == 0) return none();
    const uint64_t question = state.next_question++;
    Effects effects;
    effects.emplace_back(Errand{
        SendRating{question, faces.number, faces.score, {faces.reasons.begin(), faces.reasons.end()}}});
    Sending sending{question, std::move(faces)};
    state.step = std::move(sending);
    return effects;
}

// ---- one function an event
// -----------------------------------------------------------------------------------------

Effects on(State& state, const Key& key) {
    if (auto* which = std::get_if<WhichTicket>(&state.step)) {
        which->incomplete = false;
        tickets::type_number(which->typed, key.key);
    }
    return none();
}

Effects on(State& state, const Confirm&) {
    auto* which = std::get_if<WhichTicket>(&state.step);
    if (!which) return none();
    if (const auto number = api::parse_number(which->typed)) return find(state, *number);
    which->incomplete = true;
    return none();
}

Effects on(State& state, const ChooseScore& chosen) {
    auto* faces = std::get_if<Faces>(&state.step);
    if (!faces || chosen.score < lowest_score || chosen.score > highest_score) return none();
    faces->score = chosen.score;
    const auto offered = reasons_for(chosen.score);
    std::erase_if(faces->reasons,
                  [&](RatingReason reason) { return std::ranges::find(offered, reason) == offered.end(); });
    return none();
}

Effects on(State& state, const ToggleReason& toggled) {
    auto* faces = std::get_if<Faces>(&state.step);
    if (!faces) return none();
    const auto offered = reasons_for(faces->score);
    if (std::ranges::find(offered, toggled.reason) == offered.end()) return none();
    if (!faces->reasons.insert(toggled.reason).second) faces->reasons.erase(toggled.reason);
    return none();
}

Effects on(State& state, const Send&) {
    return at<Faces>(state) ? send(state) : none();
}

Effects on(State& state, const Back&) {
    if (at<Sending>(state)) return none();  // it is a matter of milliseconds
    if (at<Finding>(state) || at<Refused>(state)) {
        state.step = WhichTicket{};
        return none();
    }
    Effects effects;
    effects.emplace_back(LeaveRating{});
    return effects;
}

Effects on(State& state, const Retry&) {
    if (at<Refused>(state)) state.step = WhichTicket{};
    return none();
}

Effects on(State& state, RatingOpen& open) {
    const auto* finding = std::get_if<Finding>(&state.step);
    if (!finding || finding->question != open.question) return none();
    Faces faces;
    faces.number = open.number;
    faces.service = std::move(open.service);
    faces.checked = open.checked;
    state.step = std::move(faces);
    return none();
}

Effects on(State& state, const RatingRefused& refused) {
    const auto* finding = std::get_if<Finding>(&state.step);
    if (finding && finding->question == refused.question) state.step = Refused{refused.reason};
    return none();
}

Effects on(State& state, const RatingKept& kept) {
    const auto* sending = std::get_if<Sending>(&state.step);
    if (sending && sending->question == kept.question) state.step = Thanks{!sending->faces.checked};
    return none();
}

Effects on(State& state, const RatingNotKept& lost) {
    auto* sending = std::get_if<Sending>(&state.step);
    if (!sending || sending->question != lost.question) return none();
    Faces faces = std::move(sending->faces);
    faces.not_kept = true;
    state.step = std::move(faces);
    return none();
}

void set_card_problem(State& state, std::optional<CardProblem> problem) {
    if (auto* which = std::get_if<WhichTicket>(&state.step)) which->card_problem = problem;
}

Effects on(State& state, const ReaderState& reader) {
    state.reader.hear(reader);
    return none();
}

Effects on(State& state, const CardPlaced&) {
    state.reader.card_present = true;
    set_card_problem(state, std::nullopt);
    return none();
}

Effects on(State& state, CardRead& card) {
    state.reader.card_present = true;
    if (state.reader.card_stale || !(at<WhichTicket>(state) || at<Refused>(state))) return none();
    return find(state, std::move(card.number));
}

Effects on(State& state, const CardFailed& failed) {
    state.reader.card_present = true;
    if (!state.reader.card_stale) set_card_problem(state, failed.problem);
    return none();
}

// The card has only found the ticket: what is on the screen names nobody, and stays.
Effects on(State& state, const CardRemoved&) {
    state.reader.card_present = false;
    state.reader.card_stale = false;
    return none();
}

}  // namespace

std::span<const RatingReason> reasons_for(int score) {
    if (score < lowest_score || score > highest_score) return {};
    if (score < 3) return bad;
    if (score > 3) return good;
    return either;
}

State begin(const ReaderView& reader, uint64_t first_question) {
    State state;
    state.step = WhichTicket{};
    state.reader = reader;
    state.next_question = first_question;
    return state;
}

State begin_for(const ReaderView& reader, uint64_t first_question, const api::TicketNumber& number,
                Effects& effects) {
    State state = begin(reader, first_question);
    effects = find(state, number);
    return state;
}

Effects step(State& state, Event event) {
    return std::visit([&](auto& e) { return on(state, e); }, event);
}

}  // namespace lobby::kiosk::ratings
