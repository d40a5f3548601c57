#include "platform/printer/print_markers.hpp"

#include <utility>

#include "platform/printer/escpos_bytes.hpp"

namespace lobby::platform {

namespace {

// Four letters out of 26: 456,976 markers until one comes again.
std::array<uint8_t, 4> letters(unsigned n) {
    std::array<uint8_t, 4> id{};
    for (auto& letter : id) {
        letter = static_cast<uint8_t>('A' + n % 26);
        n /= 26;
    }
    return id;
}

}  // namespace

std::vector<uint8_t> PrintMarkers::issue_step() {
    ++open_;
    return {escpos::queued_status.begin(), escpos::queued_status.end()};
}

std::vector<uint8_t> PrintMarkers::issue(std::optional<PrintJobId> job) {
    auto bytes = issue_step();
    if (job) open_jobs_.push_back(*job);
    answers_at_issue_ = answers_;
    if (kind_ == ConfirmBy::process_id) {
        awaited_id_ = letters(next_id_++);
        id_heard_ = false;
        escpos::append(bytes, escpos::process_id(awaited_id_));
    }
    return bytes;
}

void PrintMarkers::heard(const QueuedAnswer& /*answer*/) {
    ++answers_;
    if (answered_ == open_) {
        surplus_ = true;
        return;
    }
    ++answered_;
    settle_if_complete();
}

void PrintMarkers::heard(const ProcessAnswer& answer) {
    if (kind_ != ConfirmBy::process_id) return;
    ++answers_;
    if (answer.id != awaited_id_) return;  // an earlier one, or of an earlier life of this program
    id_heard_ = true;
    settle_if_complete();
}

// One answer among several open markers is nobody's in particular; as many as there are markers are theirs.
void PrintMarkers::settle_if_complete() {
    if (answered_ < open_ || !id_heard_) return;
    open_ = 0;
    answered_ = 0;
    completed_.insert(completed_.end(), open_jobs_.begin(), open_jobs_.end());
    open_jobs_.clear();
}

bool PrintMarkers::any_answer() const {
    return kind_ == ConfirmBy::process_id ? id_heard_ : answers_ > answers_at_issue_;
}

void PrintMarkers::forget() {
    open_ = 0;
    answered_ = 0;
    id_heard_ = true;
    surplus_ = false;
    open_jobs_.clear();
}

std::vector<PrintJobId> PrintMarkers::take_completed() {
    return std::exchange(completed_, {});
}

}  // namespace lobby::platform
