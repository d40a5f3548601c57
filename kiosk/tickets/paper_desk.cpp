#include "kiosk/tickets/paper_desk.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace lobby::kiosk::tickets {

namespace {

constexpr size_t most_waiting = 16;
constexpr size_t most_doubtful = 64;

Paper paper_of(const platform::PrintOutcome& outcome) {
    if (const auto* doubt = std::get_if<platform::PrintNotConfirmed>(&outcome))
        return {PaperState::unconfirmed, trouble_of(doubt->reason)};
    if (const auto* refusal = std::get_if<platform::PrintRefused>(&outcome))
        return {PaperState::refused, trouble_of(refusal->reason)};
    return {PaperState::confirmed, PaperTrouble::none};
}

}  // namespace

PaperTrouble trouble_of(platform::PrintReason reason) {
    switch (reason) {
        case platform::PrintReason::paper_out:
            return PaperTrouble::paper_out;
        case platform::PrintReason::cover_open:
            return PaperTrouble::cover_open;
        case platform::PrintReason::cutter_error:
            return PaperTrouble::cutter;
        default:
            return PaperTrouble::printer;
    }
}

bool PaperDesk::print(uint64_t ticket, platform::PrintDocument document) {
    if (waiting_.size() >= most_waiting) return false;
    waiting_.push_back({ticket, std::move(document)});
    begin_next();
    return true;
}

bool PaperDesk::busy_with(uint64_t ticket) const {
    return (printing_ && printing_->ticket == ticket) ||
           std::ranges::find(waiting_, ticket, &Waiting::ticket) != waiting_.end();
}

bool PaperDesk::drop(uint64_t ticket) {
    return std::erase_if(waiting_, [&](const Waiting& w) { return w.ticket == ticket; }) > 0;
}

void PaperDesk::begin_next() {
    if (printing_ || waiting_.empty()) return;
    auto next = std::move(waiting_.front());
    waiting_.pop_front();
    printing_ = Printing{next.ticket, print_(std::move(next.document))};
}

void PaperDesk::on(const platform::PrinterEvent& event) {
    if (const auto* ended = std::get_if<platform::PrintEnded>(&event))
        on(*ended);
    else if (const auto* late = std::get_if<platform::PrintCameOutLate>(&event))
        on(*late);
}

void PaperDesk::on(const platform::PrintEnded& ended) {
    if (!printing_ || printing_->job != ended.job) return;
    const uint64_t ticket = printing_->ticket;
    printing_.reset();
    if (std::holds_alternative<platform::PrintNotConfirmed>(ended.outcome)) {
        doubtful_[ended.job] = ticket;
        if (doubtful_.size() > most_doubtful) doubtful_.erase(doubtful_.begin());
    }
    begin_next();
    told_(ticket, paper_of(ended.outcome));
}

void PaperDesk::on(const platform::PrintCameOutLate& late) {
    const auto found = doubtful_.find(late.job);
    if (found == doubtful_.end()) return;
    const uint64_t ticket = found->second;
    doubtful_.erase(found);
    told_(ticket, {PaperState::confirmed, PaperTrouble::none});
}

}  // namespace lobby::kiosk::tickets
