#include "platform/idcard/sdt_session.hpp"

#include <sodium.h>

namespace lobby::platform {

namespace {

constexpr int read_tries = 2;
constexpr int gone_answers = 2;
constexpr size_t text_offset = 4;  // two lengths come first

// The text block out of a read answer: lengths of text and photo, then both. Nothing when they do not fit.
std::optional<std::span<const uint8_t>> text_block(const SdtAnswer& answer) {
    if (answer.data.size() < text_offset) return std::nullopt;
    const size_t text = static_cast<size_t>(answer.data[0]) << 8 | answer.data[1];
    const size_t photo = static_cast<size_t>(answer.data[2]) << 8 | answer.data[3];
    if (text != card_text_bytes || answer.data.size() != text_offset + text + photo) return std::nullopt;
    return std::span<const uint8_t>(answer.data).subspan(text_offset, text);
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

SdtSession::Output SdtSession::start() {
    placed_ = false;
    reads_failed_ = 0;
    gone_ = 0;
    silent_ = 0;
    return ask(State::finding, SdtCommand::find);
}

SdtSession::Output SdtSession::on_pause_over() {
    if (state_ == State::watching || state_ == State::lift_first) return ask(state_, SdtCommand::select);
    return ask(State::finding, SdtCommand::find);
}

SdtSession::Output SdtSession::failed(CardFailure why) {
    gone_ = 0;
    return pause(State::lift_first, CardFailed{why});
}

SdtSession::Output SdtSession::gone_once_more() {
    if (++gone_ < gone_answers) return pause(state_);
    gone_ = 0;
    placed_ = false;
    reads_failed_ = 0;
    return pause(State::finding, CardRemoved{});
}

SdtSession::Output SdtSession::on_read(const SdtAnswer& answer) {
    if (answer.is(SdtStatus::ok)) {
        if (const auto block = text_block(answer)) {
            auto card = decode_card_text(*block);
            if (card) {
                gone_ = 0;
                return pause(State::watching, CardRead{std::move(*card)});
            }
            if (card.error() == CardTextError::unknown_type) return failed(CardFailure::not_an_identity_card);
            return failed(CardFailure::unreadable);
        }
    }
    if (++reads_failed_ < read_tries) return pause(State::finding);
    return failed(CardFailure::lift_and_place);
}

SdtSession::Output SdtSession::on_answer(const SdtAnswer& answer) {
    silent_ = 0;
    switch (state_) {
        case State::finding:
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
            // After a failed read "not found" may only mean "still selected": ask in the other way.
            if (placed_) return ask(State::lift_first, SdtCommand::select);
            return pause(State::finding);
        case State::selecting:
            if (answer.is(SdtStatus::ok)) return ask(State::reading, SdtCommand::read_text_and_photo);
            if (answer.is(SdtStatus::wrong_card)) return failed(CardFailure::not_an_identity_card);
            if (++reads_failed_ < read_tries) return pause(State::finding);
            return failed(CardFailure::lift_and_place);
        case State::reading:
            return on_read(answer);
        case State::watching:
        case State::lift_first:
            if (answer.is(SdtStatus::ok)) {
                gone_ = 0;
                return pause(state_);
            }
            return gone_once_more();
    }
    return pause(State::finding);
}

std::optional<SdtSession::Output> SdtSession::on_timeout() {
    if (++silent_ >= silence_limit) return std::nullopt;
    if (state_ == State::reading && ++reads_failed_ >= read_tries) return failed(CardFailure::lift_and_place);
    if (state_ == State::watching || state_ == State::lift_first) return pause(state_);
    return pause(State::finding);
}

}  // namespace lobby::platform
