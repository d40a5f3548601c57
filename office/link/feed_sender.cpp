#include "office/link/feed_sender.hpp"

#include <algorithm>
#include <utility>

namespace lobby::office {

namespace {

constexpr std::chrono::seconds after_failure{5};

}  // namespace

bool FeedSender::acknowledges(const api::FeedWanted& wanted) const {
    return wanted_ && wanted.feed && wanted.feed == feed_ && wanted.cursor >= kept_ &&
           wanted.cursor <= through_;
}

void FeedSender::on_wanted(const api::FeedWanted& wanted) {
    credit_ = wanted.credit;
    if (acknowledges(wanted)) {
        kept_ = wanted.cursor;
        while (!underway_.empty() && underway_.front().through <= kept_) {
            underway_records_ -= underway_.front().records;
            underway_.pop_front();
        }
        return;
    }
    wanted_ = true;
    void_ = reading_;
    feed_ = wanted.feed;
    through_ = kept_ = wanted.cursor;
    underway_.clear();
    underway_records_ = 0;
    in_snapshot_ = caught_up_ = failed_ = false;
}

std::optional<FeedFrom> FeedSender::next(SteadyTime now) {
    if (!wanted_ || reading_ || ((caught_up_ || failed_) && now < again_at_)) return std::nullopt;
    if (underway_records_ >= credit_) return std::nullopt;
    reading_ = true;
    changed_ = false;
    const auto room = credit_ - underway_records_;
    return FeedFrom{feed_, through_, in_snapshot_,
                    std::min(room, static_cast<uint32_t>(api::max_feed_records))};
}

bool FeedSender::on_part(const api::FeedPart& part, SteadyTime now) {
    reading_ = failed_ = false;
    if (std::exchange(void_, false)) return false;
    feed_ = part.feed;
    if (part.snapshot_begins) kept_ = 0;
    through_ = part.through;
    const auto records = static_cast<uint32_t>(part.records.size());
    if (records > 0) underway_.push_back({part.through, records});
    underway_records_ += records;
    in_snapshot_ = part.snapshot && !part.caught_up;
    caught_up_ = part.caught_up && !changed_;
    again_at_ = now + say_again;
    return true;
}

void FeedSender::on_nothing(SteadyTime now) {
    reading_ = false;
    void_ = false;
    failed_ = true;
    again_at_ = now + after_failure;
}

}  // namespace lobby::office
