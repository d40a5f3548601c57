#include "office/lawyers/registration_machine.hpp"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace lobby::office {
namespace {

using api::RegistrationState;
using api::ReturnReason;
using enum api::RegistrationState;

const ReviewStanding in_line{submitted, "", ""};
const ReviewStanding with_li{checking, "li", ""};
const ReviewStanding confirmed_once{submitted, "", "li"};
const ReviewStanding with_wang_second{checking, "wang", "li"};
const ReviewStanding with_li_second{checking, "li", "li"};

ReviewStanding over(RegistrationState state) {
    return {state, "", ""};
}

struct Row {
    std::string what;
    ReviewStanding before;
    RegistrationCommand command;
    Result<ReviewStanding, ReviewRefusal> after;
};

Result<ReviewStanding, ReviewRefusal> refused(ReviewRefusal why) {
    return fail(why);
}

const command::Return blurred{"li", {ReturnReason::page_unreadable, ReturnReason::page_missing}};

std::vector<Row> table() {
    using R = ReviewRefusal;
    return {
        {"take from the line", in_line, command::Take{"li"}, with_li},
        {"take again", with_li, command::Take{"li"}, with_li},
        {"take a colleague's", with_li, command::Take{"wang"}, refused(R::not_yours)},
        {"take for the second look", confirmed_once, command::Take{"wang"}, with_wang_second},
        {"the first may look again", confirmed_once, command::Take{"li"}, with_li_second},
        {"take what is decided", over(confirmed), command::Take{"li"}, refused(R::not_open)},

        {"release", with_li, command::Release{"li"}, in_line},
        {"release a colleague's", with_li, command::Release{"wang"}, refused(R::not_yours)},
        {"a supervisor releases", with_li, command::Release{"wang", true}, in_line},
        {"release keeps the first look", with_wang_second, command::Release{"wang"}, confirmed_once},
        {"release from the line", in_line, command::Release{"li"}, refused(R::not_taken)},
        {"release what is over", over(expired), command::Release{"li", true}, refused(R::not_open)},

        {"confirm", with_li, command::Confirm{"li"}, over(confirmed)},
        {"confirm from the line", in_line, command::Confirm{"li"}, refused(R::not_taken)},
        {"confirm a colleague's", with_li, command::Confirm{"wang"}, refused(R::not_yours)},
        {"confirm again", over(confirmed), command::Confirm{"li"}, refused(R::not_open)},
        {"four eyes: the first", with_li, command::Confirm{"li", true}, confirmed_once},
        {"four eyes: the same again", with_li_second, command::Confirm{"li", true}, refused(R::four_eyes)},
        {"four eyes: the second", with_wang_second, command::Confirm{"wang", true}, over(confirmed)},
        {"two eyes suffice meanwhile", with_li_second, command::Confirm{"li", false}, over(confirmed)},

        {"return", with_li, blurred, over(returned)},
        {"return at the second look", with_wang_second, command::Return{"wang", {ReturnReason::other}},
         over(returned)},
        {"return without a reason", with_li, command::Return{"li", {}}, refused(R::reasons)},
        {"return with one twice", with_li, command::Return{"li", {ReturnReason::other, ReturnReason::other}},
         refused(R::reasons)},
        {"return from the line", in_line, blurred, refused(R::not_taken)},
        {"return a colleague's", with_wang_second, blurred, refused(R::not_yours)},
        {"return what is confirmed", over(confirmed), blurred, refused(R::not_open)},

        {"withdraw from the line", in_line, command::Withdraw{}, over(withdrawn)},
        {"withdraw under review", with_li, command::Withdraw{}, over(withdrawn)},
        {"withdraw what is confirmed", over(confirmed), command::Withdraw{}, over(withdrawn)},
        {"withdraw what came back", over(returned), command::Withdraw{}, over(withdrawn)},
        {"withdraw twice", over(withdrawn), command::Withdraw{}, refused(R::not_open)},
        {"withdraw what is expired", over(expired), command::Withdraw{}, refused(R::not_open)},

        {"merge what waits", in_line, command::Merge{}, over(withdrawn)},
        {"merge under review", with_wang_second, command::Merge{}, over(withdrawn)},
        {"merge what came back", over(returned), command::Merge{}, over(withdrawn)},
        {"merge what is confirmed", over(confirmed), command::Merge{}, over(expired)},
        {"merge what is over", over(expired), command::Merge{}, refused(R::not_open)},

        {"expire what is confirmed", over(confirmed), command::Expire{}, over(expired)},
        {"expire what came back", over(returned), command::Expire{}, over(expired)},
        {"expire what waits", in_line, command::Expire{}, refused(R::not_open)},
        {"expire under review", with_li, command::Expire{}, refused(R::not_open)},
        {"expire twice", over(expired), command::Expire{}, refused(R::not_open)},
    };
}

TEST(RegistrationMachine, EachStateAnswersEachCommandByTheTable) {
    for (const auto& row : table()) EXPECT_EQ(step(row.before, row.command), row.after) << row.what;
}

TEST(RegistrationMachine, NothingLeadsOutOfAnEndAndNoReviewerStaysThere) {
    const std::vector<RegistrationCommand> all{command::Take{"li"},    command::Release{"li", true},
                                               command::Confirm{"li"}, blurred,
                                               command::Withdraw{},    command::Merge{},
                                               command::Expire{}};
    for (const auto end : {withdrawn, expired})
        for (const auto& c : all) EXPECT_FALSE(step(over(end), c)) << word_of(c);
    for (const auto& row : table())
        if (row.after && row.after->state != checking) {
            EXPECT_TRUE(row.after->reviewer.empty()) << row.what;
        }
}

}  // namespace
}  // namespace lobby::office
