#include "office/console/views/file_review_view.hpp"

#include <boost/json/array.hpp>
#include <gtest/gtest.h>

namespace lobby::office::console {
namespace {

using std::chrono::hours;

const Date monday = std::chrono::year{2026} / 11 / 30;
const WallTime nine = WallTime(monday) + hours(1);  // at the office (UTC+8)

file_review::Booked booked(WallTime from) {
    file_review::Booked b;
    b.id = "abcd1234";
    b.registration.fill(0x11);
    b.acceptance_number = "53052120260010101";
    b.slot = {"a", from, from + hours(1)};
    return b;
}

TEST(FileReviewView, ShowsRoomsWithWhatIsBookedAndHowItStands) {
    FileReviewDesk::Day day;
    day.day = monday;
    day.review_day = true;
    auto used = booked(nine);
    used.used = true;
    day.rooms.push_back({{"a", "第一阅卷室", "Room 1"},
                         {{nine, nine + hours(1), used, true},
                          {nine + hours(1), nine + hours(2), booked(nine + hours(1)), false},
                          {nine + hours(2), nine + hours(3), booked(nine + hours(2)), false},
                          {nine + hours(3), nine + hours(4), {}, false}}});
    const auto view = file_review_view(day, {}, nine + hours(2));
    EXPECT_EQ(view.at("day").as_string(), "2026-11-30");
    EXPECT_TRUE(view.at("working_day").as_bool());
    const auto& slots = view.at("rooms").at(0).at("slots").as_array();
    ASSERT_EQ(slots.size(), 4u);
    EXPECT_EQ(slots[0].at("booking").at("state").as_string(), "used");
    EXPECT_TRUE(slots[0].at("booking").at("file_ready").as_bool());
    EXPECT_EQ(slots[1].at("booking").at("state").as_string(), "over");
    EXPECT_EQ(slots[2].at("booking").at("state").as_string(), "booked");
    EXPECT_EQ(slots[2].at("booking").at("registration").as_string(), "11111111111111111111111111111111");
    EXPECT_TRUE(slots[3].at("booking").is_null());
    EXPECT_EQ(slots[3].at("from").to_number<int64_t>(), (nine + hours(3)).time_since_epoch().count());
}

TEST(FileReviewView, CountsWhoHasNoTimeYet) {
    WaitingForTime one;
    one.of.of.client.acceptance_number = "53052120260010102";
    one.of.of.confirmed_at = nine;
    one.of.arrange_by = monday + std::chrono::days(3);
    one.of.days_left = -1;
    one.file_ready = true;
    const auto view = file_review_view({}, {one}, nine);
    const auto& late = view.at("late").at(0).as_object();
    EXPECT_EQ(late.at("case_number").as_string(), "53052120260010102");
    EXPECT_EQ(late.at("arrange_by").as_string(), "2026-12-03");
    EXPECT_EQ(late.at("days_left").to_number<int>(), -1);
    EXPECT_TRUE(late.at("file_ready").as_bool());
}

TEST(FileReviewView, SaysWhoMarkedAFile) {
    EXPECT_TRUE(file_view("1", {}).at("marked_by").is_null());
    const auto marked = file_view("1", {true, "anna", nine});
    EXPECT_TRUE(marked.at("ready").as_bool());
    EXPECT_EQ(marked.at("marked_by").as_string(), "anna");
}

}  // namespace
}  // namespace lobby::office::console
