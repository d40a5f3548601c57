#include "office/api/standing_papers.hpp"

#include <gtest/gtest.h>

namespace lobby::api {
namespace {

constexpr auto licence = PageKind::practising_certificate;
constexpr auto firm = PageKind::firm_certificate;
constexpr auto returned = RegistrationState::returned;

TEST(StandingPapers, OfAConfirmedOneBothCertificatesAndNoLetter) {
    EXPECT_TRUE(still_stands(licence, RegistrationState::confirmed, {}));
    EXPECT_TRUE(still_stands(firm, RegistrationState::confirmed, {}));
    for (const auto letter :
         {PageKind::power_of_attorney, PageKind::legal_aid_letter, PageKind::relation_proof})
        EXPECT_FALSE(still_stands(letter, RegistrationState::confirmed, {}));
}

TEST(StandingPapers, OfAReturnedOneWhatNoReasonMeans) {
    const std::vector by_firm{ReturnReason::firm_certificate_not_valid, ReturnReason::case_differs};
    EXPECT_TRUE(still_stands(licence, returned, by_firm));
    EXPECT_FALSE(still_stands(firm, returned, by_firm));
    EXPECT_FALSE(still_stands(PageKind::power_of_attorney, returned, by_firm));
    EXPECT_FALSE(still_stands(licence, returned, {ReturnReason::not_in_register}));
    EXPECT_TRUE(still_stands(firm, returned, {ReturnReason::licence_not_valid}));
    EXPECT_TRUE(still_stands(firm, returned, {ReturnReason::authorisation_not_valid}));
}

TEST(StandingPapers, NothingWhereTheReasonDoesNotSayWhichPaperItMeans) {
    for (const auto reason : {ReturnReason::page_unreadable, ReturnReason::page_missing,
                              ReturnReason::person_differs, ReturnReason::other})
        EXPECT_FALSE(has_standing_papers(returned, {ReturnReason::case_differs, reason})) << word_of(reason);
    EXPECT_FALSE(has_standing_papers(
        returned, {ReturnReason::licence_not_valid, ReturnReason::firm_certificate_not_valid}));
}

TEST(StandingPapers, NothingOfOneThatNobodyHasLookedAtOrThatIsOver) {
    for (const auto state : {RegistrationState::submitted, RegistrationState::checking,
                             RegistrationState::withdrawn, RegistrationState::expired})
        EXPECT_FALSE(has_standing_papers(state, {})) << word_of(state);
}

}  // namespace
}  // namespace lobby::api
