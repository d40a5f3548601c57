#include "platform/printer/print_session.hpp"

#include <utility>

#include "platform/printer/escpos_bytes.hpp"

namespace lobby::platform {

namespace {

// Of these the printer will not come back by itself: waiting longer would only keep a visitor waiting.
bool final_trouble(const std::optional<PrinterTrouble>& trouble) {
    return trouble && *trouble != PrinterTrouble::recovers && *trouble != PrinterTrouble::offline;
}

}  // namespace

PrintSession::PrintSession(PrintJobId job, EncodedDocument document, const PrintRules& rules,
                           PrinterMemory& memory)
    : job_(job), document_(std::move(document)), rules_(rules), memory_(memory) {}

PrintSession::Next PrintSession::next(SteadyTime now) {
    for (;;)
        if (auto action = step(now)) return std::move(*action);
}

std::optional<PrintSession::Next> PrintSession::step(SteadyTime now) {
    switch (state_) {
        case State::before:
            return ask_before(now);
        case State::filling:
            return prepare(now);
        case State::turn:
            return wait_for_turn(now);
        case State::quiet:
            return wait_for_quiet(now);
        case State::sending:
        case State::marking:
            return send_piece();
        case State::finishing:
            return finish(now);
        case State::settling:
            return settle(now);
        case State::after:
            return ask_after(now);
        case State::discarding:
            return discard(now);
    }
    return refuse(PrintReason::silent);
}

void PrintSession::heard(const PrinterAnswer& answer) {
    if (const auto* now = std::get_if<StatusNow>(&answer)) {
        if (talk_)
            talk_->heard(*now);
        else
            (void)memory_.owed.answered();
    } else if (const auto* queued = std::get_if<QueuedAnswer>(&answer)) {
        memory_.markers.heard(*queued);
    } else if (const auto* process = std::get_if<ProcessAnswer>(&answer)) {
        memory_.markers.heard(*process);
    } else if (const auto* change = std::get_if<StatusChange>(&answer)) {
        trouble_ = trouble_of(change->status);
    } else if (asked_to_discard_) {
        discarded_ = true;
    }
}

std::optional<PrintSession::Next> PrintSession::enter(State state) {
    state_ = state;
    until_.reset();
    talk_.reset();
    return std::nullopt;
}

std::optional<PrintSession::Next> PrintSession::refuse(PrintReason reason) {
    return Ended{PrintRefused{reason}};
}

std::optional<PrintSession::Next> PrintSession::doubt(PrintReason reason) {
    reason_ = reason;
    memory_.unsettled = true;
    memory_.rest_inside = true;
    return enter(State::discarding);
}

std::optional<PrintSession::Next> PrintSession::ask_before(SteadyTime now) {
    if (cancelled_) return refuse(PrintReason::cancelled);
    if (!talk_) talk_.emplace(memory_.owed, rules_.answer);
    auto action = talk_->next(now);
    if (auto* send = std::get_if<SendBytes>(&action)) return std::move(*send);
    if (const auto* listen = std::get_if<ListenUntil>(&action)) return *listen;
    const auto& status = std::get<StatusTalk::Ended>(action).status;
    if (!status) return refuse(PrintReason::silent);
    if (const auto trouble = trouble_of(*status)) return refuse(reason_of(*trouble));
    return enter(State::filling);
}

std::optional<PrintSession::Next> PrintSession::prepare(SteadyTime now) {
    memory_.markers.clear_surplus();
    SendBytes first;
    first.bytes.assign(memory_.missing_bytes, 0);
    memory_.missing_bytes = 0;
    escpos::append(first.bytes, escpos::initialize);
    escpos::append(first.bytes, escpos::report_changes);
    escpos::append(first.bytes, memory_.markers.issue({}));
    answers_seen_ = 0;
    enter(State::turn);
    until_ = now + rules_.turn;
    return first;
}

std::optional<PrintSession::Next> PrintSession::wait_for_turn(SteadyTime now) {
    if (cancelled_) {
        memory_.unsettled = true;
        return refuse(PrintReason::cancelled);
    }
    if (memory_.markers.all_answered() && !memory_.unsettled) return enter(State::sending);
    if (memory_.unsettled && memory_.markers.any_answer()) return enter(State::quiet);
    if (now < *until_) return ListenUntil{*until_};
    memory_.unsettled = true;
    return refuse(trouble_ ? reason_of(*trouble_) : PrintReason::silent);
}

std::optional<PrintSession::Next> PrintSession::wait_for_quiet(SteadyTime now) {
    if (!until_ || memory_.markers.answers() != answers_seen_) {
        answers_seen_ = memory_.markers.answers();
        until_ = now + rules_.quiet;
    }
    if (now < *until_) return ListenUntil{*until_};
    memory_.markers.forget();
    memory_.unsettled = false;
    return enter(State::sending);
}

std::optional<PrintSession::Next> PrintSession::send_piece() {
    if (state_ == State::marking) {
        enter(State::finishing);
        return SendBytes{memory_.markers.issue(job_)};
    }
    if (piece_ == 0 && cancelled_) return refuse(PrintReason::cancelled);
    if (piece_ == 0 && trouble_) return refuse(reason_of(*trouble_));
    if (cancelled_) return doubt(PrintReason::cancelled);
    if (final_trouble(trouble_)) return doubt(reason_of(*trouble_));
    if (piece_ == document_.pieces.size()) return enter(State::marking);
    SendBytes piece{std::move(document_.pieces[piece_++])};
    escpos::append(piece.bytes, memory_.markers.issue_step());
    return piece;
}

std::optional<PrintSession::Next> PrintSession::finish(SteadyTime now) {
    if (!until_)
        until_ = now + rules_.finish +
                 std::chrono::ceil<std::chrono::milliseconds>(rules_.finish_per_row * document_.rows);
    if (memory_.markers.all_answered()) return enter(State::settling);
    if (cancelled_) return doubt(PrintReason::cancelled);
    if (final_trouble(trouble_)) return doubt(reason_of(*trouble_));
    if (now >= *until_) return doubt(trouble_ ? reason_of(*trouble_) : PrintReason::silent);
    return poll(now);
}

// While it prints: a model that reports nothing by itself still tells when it is asked. One that does not
// answer while it is busy is not asked again; its marker decides.
std::optional<PrintSession::Next> PrintSession::poll(SteadyTime now) {
    if (!polling_) return ListenUntil{*until_};
    if (!next_poll_) next_poll_ = now + rules_.poll;
    if (!talk_) {
        if (now < *next_poll_) return ListenUntil{std::min(*next_poll_, *until_)};
        talk_.emplace(memory_.owed, rules_.answer);
    }
    auto action = talk_->next(now);
    if (auto* send = std::get_if<SendBytes>(&action)) return std::move(*send);
    if (const auto* listen = std::get_if<ListenUntil>(&action))
        return ListenUntil{std::min(listen->until, *until_)};
    const auto& status = std::get<StatusTalk::Ended>(action).status;
    if (status)
        trouble_ = trouble_of(*status);
    else
        polling_ = false;
    talk_.reset();
    next_poll_ = now + rules_.poll;
    return std::nullopt;
}

std::optional<PrintSession::Next> PrintSession::settle(SteadyTime now) {
    // Answers to DLE EOT that are still owed would be taken for those of the last round.
    if (!until_) until_ = now + (memory_.owed.any() ? OwedAnswers::forgotten_after : rules_.settle);
    if (now < *until_) return ListenUntil{*until_};
    if (memory_.markers.surplus()) return doubt(PrintReason::garbled);
    return enter(State::after);
}

std::optional<PrintSession::Next> PrintSession::ask_after(SteadyTime now) {
    if (!talk_) talk_.emplace(memory_.owed, rules_.answer);
    auto action = talk_->next(now);
    if (auto* send = std::get_if<SendBytes>(&action)) return std::move(*send);
    if (const auto* listen = std::get_if<ListenUntil>(&action)) return *listen;
    const auto& status = std::get<StatusTalk::Ended>(action).status;
    if (!status) return doubt(PrintReason::silent);
    if (const auto trouble = trouble_of(*status)) return doubt(reason_of(*trouble));
    if (memory_.markers.surplus()) return doubt(PrintReason::garbled);
    return Ended{PrintConfirmed{}};
}

std::optional<PrintSession::Next> PrintSession::discard(SteadyTime now) {
    if (!rules_.discard_rest) return Ended{PrintNotConfirmed{reason_, false}};
    if (!asked_to_discard_) {
        asked_to_discard_ = true;
        memory_.rest_inside = false;
        return SendBytes{{escpos::clear_buffers.begin(), escpos::clear_buffers.end()}};
    }
    if (!until_) until_ = now + rules_.discard;
    if (!discarded_ && now < *until_) return ListenUntil{*until_};
    if (discarded_) memory_.markers.forget();
    return Ended{PrintNotConfirmed{reason_, discarded_}};
}

PrintSession::Ended PrintSession::broken(PrintReason reason) {
    const bool something_sent = piece_ > 0;
    memory_.unsettled = true;
    if (!something_sent) return {PrintRefused{reason}};
    memory_.rest_inside = true;
    if (state_ == State::sending) memory_.missing_bytes = largest_piece;
    if (state_ == State::discarding) return {PrintNotConfirmed{reason_, false}};
    // What the printer said before the line went is more telling than that it went.
    if (final_trouble(trouble_) || (trouble_ && reason == PrintReason::stalled))
        return {PrintNotConfirmed{reason_of(*trouble_), false}};
    return {PrintNotConfirmed{reason, false}};
}

}  // namespace lobby::platform
