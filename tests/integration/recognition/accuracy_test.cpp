// A few photographed certificates through the whole way: found, straightened, read. Guards against a loss;
// how good it is over many is measured by the benchmark `registration`.
#include <gtest/gtest.h>

#include "tests/support/certificates/reading_accuracy.hpp"

namespace lobby::test {
namespace {

TEST(RecognitionAccuracy, ReadsTheNumbersOfPhotographedCertificates) {
    const auto practising = measure_accuracy(
        {.kind = api::PageKind::practising_certificate, .first_seed = 101, .pages = 7}, LANGUAGE_DATA);
    EXPECT_EQ(practising.recognised, practising.pages);
    EXPECT_GE(practising.fields.at(api::FormField::licence_number).exact, 6);

    const auto firm = measure_accuracy(
        {.kind = api::PageKind::firm_certificate, .first_seed = 201, .pages = 4}, LANGUAGE_DATA);
    EXPECT_EQ(firm.recognised, firm.pages);
    EXPECT_GE(firm.fields.at(api::FormField::firm_code).exact, 3);
    EXPECT_EQ(firm.fields.at(api::FormField::firm_code).sure_wrong, 0) << "its check character tells";
}

TEST(RecognitionAccuracy, ReadsMostNamesAndDatesOfLetters) {
    const auto letters = measure_accuracy(
        {.kind = api::PageKind::power_of_attorney, .first_seed = 301, .pages = 4}, LANGUAGE_DATA);
    EXPECT_EQ(letters.recognised, letters.pages);
    EXPECT_GE(letters.fields.at(api::FormField::client_name).exact, 2);
    EXPECT_GE(letters.fields.at(api::FormField::letter_dated_on).exact, 2);
}

}  // namespace
}  // namespace lobby::test
