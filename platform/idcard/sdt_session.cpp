#include "platform/idcard/sdt_session.hpp"

#include <array>

#include <sodium.h>

namespace lobby::platform {

namespace {

constexpr int read_tries = 2;
constexpr int gone_answers = 2;

// The text block out of a read answer: the lengths of text and photo (and fingerprints, where the reader
// sends those, too), then all of them. Nothing when they do not fit.
std::optional<std::span<const uint8_t>> text_block(const SdtAnswer& answer) {
    const std::span<const uint8_t> data(answer.data);
    const auto length = [&data](size_t at) { return static_cast<size_t>(data[at]) << 8 | data[at + 1]; };
    if (data.size() < 6 || length(0) != card_text_bytes) return std::nullopt;
    const size_t without = 4 + length(0) + length(2);
    if (data.size() == without) return data.subspan(4, card_text_bytes);
    if (data.size() == without + 2 + length(4)) return data.subspan(6, card_text_bytes);
    return std::nullopt;
}

// The ways to ask whether the card that was read still lies there, best first.
constexpr std::array probes{SdtCommand::read_added_address, SdtCommand::select, SdtCommand::find};

enum class Presence { there, gone, no_word };

Presence presence(const SdtAnswer& answer) {
    switch (static_cast<SdtStatus>(answer.sw3)) {
        case SdtStatus::ok:
        case SdtStatus::found:
        case SdtStatus::no_content:
            return Presence::there;
        case SdtStatus::card_refused_reader:
        case SdtStatus::reader_refused_card:
        case SdtStatus::verification:
        case SdtStatus::wrong_card:
        case SdtStatus::read_failed:
        case SdtStatus::random_failed:
        case SdtStatus::not_found:
        case SdtStatus::select_failed:
            return Presence::gone;
        case SdtStatus::checksum_error:
        case SdtStatus::length_error:
        case SdtStatus::bad_command:
        case SdtStatus::unknown:
        case SdtStatus::self_test_failed:
        case SdtStatus::not_authorised:
            break;
    }
    return Presence::no_word;
}

}  // namespace

SdtSession::Output SdtSession::ask(State state, SdtCommand command, std::optional<News> news) {
    state_ = state;
    return {Ask{command, command == SdtCommand::read_text_and_photo ? read_deadline : quick_deadline},
            std::move(news)};
}

SdtSession::Output SdtSession::pause(State state, std::optional<News> news) {
    state_ = state;
    return {Pause{poll}, std::move(news)};
}

void SdtSession::forget_card() {
    placed_ = false;
    read_ = false;
    tries_failed_ = 0;
    gone_ = 0;
    probe_ = 0;
}

SdtSession::Output SdtSession::start() {
    forget_card();
    tried_unlifted_ = false;
    maybe_selected_ = true;
    silent_ = 0;
    damaged_ = 0;
    return ask(State::finding, SdtCommand::find);
}

SdtSession::Output SdtSession::on_pause_over() {
    switch (state_) {
        case State::proving:
        case State::watching:
            return ask(state_, probes[probe_]);
        case State::lift_first:
            return ask(state_, SdtCommand::select);
        case State::waiting_for_next:
            return ask(state_, SdtCommand::find);
        default:
            return ask(State::finding, SdtCommand::find);
    }
}

SdtSession::Output SdtSession::on_answer(const SdtAnswer& answer) {
    silent_ = 0;
    damaged_ = 0;
    switch (state_) {
        case State::finding:
            return on_find(answer);
        case State::resuming:
            return on_resume(answer);
        case State::selecting:
            return on_select(answer);
        case State::reading:
            return on_read(answer);
        case State::proving:
            return on_proof(answer);
        case State::watching:
            return on_watch(answer);
        case State::waiting_for_next:
            return on_next(answer);
        case State::next_check:
            return on_next_check(answer);
        case State::lift_first:
            return on_lift(answer);
        case State::lift_check:
            return on_lift_check(answer);
    }
    return pause(State::finding);
}

SdtSession::Output SdtSession::on_find(const SdtAnswer& answer) {
    if (answer.is(SdtStatus::found)) {
        std::optional<News> news;
        if (!placed_) news = CardPlaced{};
        placed_ = true;
        return ask(State::selecting, SdtCommand::select, std::move(news));
    }
    if (answer.is(SdtStatus::wrong_card)) {
        placed_ = true;
        return failed(CardFailure::not_an_identity_card);
    }
    // "Not found" may only mean "selected already".
    if (maybe_selected_ && answer.is(SdtStatus::not_found)) return ask(State::resuming, SdtCommand::select);
    return pause(State::finding);
}

SdtSession::Output SdtSession::on_resume(const SdtAnswer& answer) {
    if (answer.is(SdtStatus::ok)) {
        std::optional<News> news;
        if (!placed_) news = CardPlaced{};
        placed_ = true;
        return read(std::move(news));
    }
    maybe_selected_ = false;
    if (placed_) return failed(CardFailure::lift_and_place);
    return pause(State::finding);
}

SdtSession::Output SdtSession::on_select(const SdtAnswer& answer) {
    if (answer.is(SdtStatus::ok)) return read();
    if (answer.is(SdtStatus::wrong_card)) return failed(CardFailure::not_an_identity_card);
    return try_failed();
}

SdtSession::Output SdtSession::read(std::optional<News> news) {
    return ask(State::reading, SdtCommand::read_text_and_photo, std::move(news));
}

SdtSession::Output SdtSession::on_read(const SdtAnswer& answer) {
    const auto block = answer.is(SdtStatus::ok) ? text_block(answer) : std::nullopt;
    if (!block) return try_failed();
    auto card = decode_card_text(*block);
    if (!card) {
        if (card.error() == CardTextError::unknown_type) return failed(CardFailure::not_an_identity_card);
        return failed(CardFailure::unreadable);
    }
    // No issuer writes a birth date or a sex that its own number denies: a person looks at such a card.
    if (!card->agrees) return failed(CardFailure::unreadable);
    read_ = true;
    tries_failed_ = 0;
    tried_unlifted_ = false;
    gone_ = 0;
    probe_ = 0;
    return ask(State::proving, probes[probe_], CardRead{std::move(*card)});
}

SdtSession::Output SdtSession::on_proof(const SdtAnswer& answer) {
    if (presence(answer) == Presence::there) return pause(State::watching);
    if (++probe_ < probes.size()) return ask(State::proving, probes[probe_]);
    maybe_selected_ = false;
    return pause(State::waiting_for_next);
}

SdtSession::Output SdtSession::on_watch(const SdtAnswer& answer) {
    switch (presence(answer)) {
        case Presence::there:
            gone_ = 0;
            break;
        case Presence::gone:
            return gone_once_more();
        case Presence::no_word:
            break;
    }
    return pause(State::watching);
}

SdtSession::Output SdtSession::on_next(const SdtAnswer& answer) {
    if (answer.is(SdtStatus::found)) return put_down_anew();
    // The answer that was lost may have been the one that counts.
    if (maybe_selected_) return ask(State::next_check, SdtCommand::select);
    return pause(State::waiting_for_next);
}

// This reader does not select twice, so what it selects now is a card that was put down since.
SdtSession::Output SdtSession::on_next_check(const SdtAnswer& answer) {
    if (answer.is(SdtStatus::ok)) {
        forget_card();
        return pause(State::finding, CardRemoved{true});
    }
    maybe_selected_ = false;
    return pause(State::waiting_for_next);
}

// A card that could not be read has not shown how its presence is told: it lies there while either select or
// find says so.
SdtSession::Output SdtSession::on_lift(const SdtAnswer& answer) {
    if (presence(answer) == Presence::gone) return ask(State::lift_check, SdtCommand::find);
    if (presence(answer) == Presence::there) gone_ = 0;
    return pause(State::lift_first);
}

SdtSession::Output SdtSession::on_lift_check(const SdtAnswer& answer) {
    // Found: put down again, perhaps between two questions; or a card that cannot be selected and never left.
    // That one is tried once more, and then has to be seen going.
    if (answer.is(SdtStatus::found) && (gone_ > 0 || !tried_unlifted_)) {
        tried_unlifted_ = gone_ == 0;
        return put_down_anew();
    }
    state_ = State::lift_first;
    if (presence(answer) == Presence::gone) return gone_once_more();
    if (presence(answer) == Presence::there) gone_ = 0;
    return pause(State::lift_first);
}

SdtSession::Output SdtSession::gone_once_more() {
    if (++gone_ < gone_answers) return pause(state_);
    const CardRemoved removed{read_};
    forget_card();
    tried_unlifted_ = false;
    return pause(State::finding, removed);
}

// A card was found where another, or the same one, lay before: it is found already, so it is selected next.
SdtSession::Output SdtSession::put_down_anew() {
    const CardRemoved removed{read_};
    forget_card();
    maybe_selected_ = true;
    return ask(State::resuming, SdtCommand::select, removed);
}

SdtSession::Output SdtSession::try_failed() {
    maybe_selected_ = true;
    if (++tries_failed_ < read_tries) return pause(State::finding);
    return failed(CardFailure::lift_and_place);
}

SdtSession::Output SdtSession::failed(CardFailure why) {
    gone_ = 0;
    tries_failed_ = 0;
    return pause(State::lift_first, CardFailed{why});
}

SdtSession::Output SdtSession::on_lost_answer() {
    switch (state_) {
        case State::finding:
        case State::resuming:
            maybe_selected_ = true;
            return pause(State::finding);
        case State::selecting:
        case State::reading:
            return try_failed();
        case State::waiting_for_next:
        case State::next_check:
            maybe_selected_ = true;
            return pause(State::waiting_for_next);
        case State::lift_check:
            return pause(State::lift_first);
        case State::proving:
        case State::watching:
        case State::lift_first:
            break;
    }
    return pause(state_);
}

std::optional<SdtSession::Output> SdtSession::on_timeout() {
    if (++silent_ >= silence_limit) return std::nullopt;
    return on_lost_answer();
}

std::optional<SdtSession::Output> SdtSession::on_damage() {
    silent_ = 0;
    if (++damaged_ >= damage_limit) return std::nullopt;
    return on_lost_answer();
}

}  // namespace lobby::platform
