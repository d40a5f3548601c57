// What the office's desks are told of each other: a registration that is over ends the times that were booked
// for it, and both make notices. Within a deed's own transaction where the deed and what follows are one.
#pragma once

#include "office/file_review/file_review_desk.hpp"
#include "office/lawyers/lawyer_desk.hpp"
#include "office/notices/notice_outbox.hpp"
#include "office/notices/stage_watch.hpp"

namespace lobby::office {

// Before the first message of a kiosk. `outbox` outlives the desks; none of the others' work is under way any
// more when one of them goes.
void join(LawyerDesk& lawyers, FileReviewDesk& review, const NoticeOutbox& outbox, StageWatch& stages);

// Cases of registrations that are confirmed today, whose lawyers agreed.
[[nodiscard]] StageWatch::Watched watched_cases(const Clock& clock);

}  // namespace lobby::office
