// What staff are shown of the rooms for reviewing files (docs/console-api.md). Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "office/file_review/file_review_desk.hpp"

namespace lobby::office::console {

struct WaitingForTime {
    FileReviewDesk::Waiting of;
    bool file_ready = false;
};

[[nodiscard]] boost::json::object file_review_view(const FileReviewDesk::Day& day,
                                                   const std::vector<WaitingForTime>& without_time,
                                                   WallTime now);
[[nodiscard]] boost::json::object file_view(const std::string& acceptance_number,
                                            const file_review::FileMark& mark);

}  // namespace lobby::office::console
