// A lawyer of many years: more cases than an answer may carry. He is told the newest; the kiosk takes the
// answer.
#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "office/api/codec.hpp"
#include "office/store/databases.hpp"
#include "tests/support/kiosk_client.hpp"
#include "tests/support/running_office.hpp"

namespace lobby::test {
namespace {

constexpr int by_staff = 150;
constexpr int by_import = 150;
const Date first_day = *parse_date("2026-01-01");

std::string number_of(int n) {
    return fmt::format("C-{:04}", n);
}

// Accepted one a day, each with one suspect.
void add_cases(OfficeData& data) {
    auto db = office::open_cases_db(data.config().data_dir, office::Access::write);
    office::store::Transaction transaction(db);
    const auto lawyer = data.key().identity_index(person(1));
    for (int n = 0; n < by_staff + by_import; ++n) {
        const auto on = (first_day + std::chrono::days(n)).time_since_epoch().count();
        db.exec(fmt::format(
            "INSERT INTO cases (case_id, acceptance_number, kind, cause, department, accepted_on, "
            "confidentiality, in_custody, procedure, outcome) VALUES "
            "({}, '{}', 2, 'cause', 'department', {}, 0, 0, 1, 1)",
            n + 1, number_of(n), on));
        db.exec(
            fmt::format("INSERT INTO parties (case_id, ordinal, position, name, measure) VALUES ({}, 1, 1, "
                        "'suspect', 3)",
                        n + 1));
        if (n % 2 == 0) continue;
        office::store::Statement put(
            db,
            "INSERT INTO imported_entitlements (identity_index, case_id, role, principal, "
            "person_name, withdrawn, seq) VALUES (?, ?, 4, 1, ?, 0, 1)");
        put.bind(1, lawyer.bytes);
        put.bind(2, n + 1);
        put.bind(3, name_of(1));
        put.exec();
    }
    transaction.commit();
}

void grant_the_others(OfficeData& data) {
    auto db = office::open_office_db(data.config().data_dir, office::Access::write);
    office::store::Transaction transaction(db);
    for (int n = 0; n < by_staff + by_import; n += 2) {
        office::Grant grant;
        grant.person = data.key().identity_index(person(1));
        grant.entitlement = {number_of(n), api::Role::defender, 1, name_of(1), std::nullopt, false};
        grant.granted_by = "window-1";
        office::grant_entitlement(db, data.key(), now(), grant);
    }
    transaction.commit();
}

TEST(ManyCases, TheNewestAreToldAndTheKioskTakesTheAnswer) {
    OfficeData data;
    add_cases(data);
    grant_the_others(data);
    RunningOffice office(data);
    KioskClient kiosk(office.settings(data.enrol("hall-1")));
    ASSERT_TRUE(kiosk.wait_up());
    const auto answer = kiosk.ask(by_card(1));
    ASSERT_TRUE(answer) << "the kiosk refused the answer";
    const auto* told = std::get_if<api::CasesDisclosed>(&*answer);
    ASSERT_NE(told, nullptr);
    ASSERT_EQ(told->cases.size(), api::max_cases);
    for (size_t i = 0; i < told->cases.size(); ++i)
        EXPECT_EQ(told->cases[i].acceptance_number,
                  number_of(by_staff + by_import - 1 - static_cast<int>(i)));
}

}  // namespace
}  // namespace lobby::test
