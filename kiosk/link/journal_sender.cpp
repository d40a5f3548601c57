#include "kiosk/link/journal_sender.hpp"

#include <algorithm>

#include "office/api/codec.hpp"

namespace lobby::kiosk {

using boost::system::error_code;

JournalSender::JournalSender(boost::asio::io_context& io, KioskStore& store, Log& log, Backoff backoff,
                             std::chrono::milliseconds patience)
    : store_(store), log_(log), backoff_(std::move(backoff)), patience_(patience), timer_(io) {}

void JournalSender::connected(bool journal_known, uint64_t through, Send send) {
    send_ = std::move(send);
    sent_through_ = 0;
    waiting_ = false;
    backoff_.reset();
    if (!store_.reconcile(journal_known, through)) return try_later();
    pump();
}

void JournalSender::disconnected() {
    send_ = nullptr;
    ++waits_;
    timer_.cancel();
}

void JournalSender::pump() {
    if (!send_ || sent_through_ != 0 || waiting_) return;
    auto unsent = store_.unsent(api::max_journal_entries, api::max_kiosk_message_bytes / 2);
    if (!unsent) return try_later();
    if (unsent->empty()) {
        // What is there but cannot be read is for an expert; what comes after it must not overtake it.
        if (store_.length() > 0) log_.write(Event::store_failed, {{Field::reason, "journal"}});
        return;
    }
    sent_through_ = unsent->back().number;
    wait(patience_, &JournalSender::not_acknowledged);
    send_(api::JournalEntries{std::move(*unsent)});
}

void JournalSender::acknowledged(uint64_t through) {
    if (!send_ || sent_through_ == 0) return;  // of a message that was given up
    // Nothing is done with what was never sent.
    const uint64_t done = std::min(through, sent_through_);
    const bool all = done == sent_through_;
    sent_through_ = 0;
    if (!all) log_.write(Event::journal_gap, {{Field::sequence, static_cast<int64_t>(done)}});
    const auto kept = all ? store_.acknowledged(done) : store_.reconcile(true, done);
    if (!kept || !all) return try_later();
    backoff_.reset();
    ++waits_;
    timer_.cancel();
    pump();
}

void JournalSender::wait(std::chrono::milliseconds time, void (JournalSender::*then)()) {
    const uint64_t turn = ++waits_;
    timer_.expires_after(time);
    timer_.async_wait([weak = weak_from_this(), turn, then](error_code error) {
        const auto self = weak.lock();
        if (self && !error && self->waits_ == turn) ((*self).*then)();
    });
}

void JournalSender::try_later() {
    sent_through_ = 0;
    waiting_ = true;
    wait(backoff_.next(), &JournalSender::go_on);
}

void JournalSender::not_acknowledged() {
    log_.write(Event::journal_gap, {{Field::reason, "not_acknowledged"}});
    try_later();
}

void JournalSender::go_on() {
    waiting_ = false;
    pump();
}

}  // namespace lobby::kiosk
