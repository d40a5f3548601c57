#include "kiosk/app/example_states.hpp"

namespace lobby::kiosk::app {

namespace {

using std::chrono::days;

// Synthetic: no such people, no such cases.
api::DisclosedCase example_case() {
    const Date accepted = *parse_date("2026-08-03");
    api::DisclosedCase c;
    c.acceptance_number = "53052120260012301";
    c.kind = api::CaseKind::prosecution_review;
    c.asked_as = api::Role::close_relative;
    c.cause = "\u76D7\u7A83\u7F6A";
    c.suspects = {"\u6BB5\u6587\U0002CB4E"};
    c.accepted_on = accepted;
    c.department = "\u7B2C\u4E00\u68C0\u5BDF\u90E8";
    c.stage = api::Stage::first_resubmission;
    c.history = {{api::Stage::accepted, accepted},
                 {api::Stage::under_review, accepted + days(1)},
                 {api::Stage::extended, accepted + days(30)},
                 {api::Stage::first_return, accepted + days(44)},
                 {api::Stage::first_resubmission, accepted + days(92)}};
    c.limit = api::TimeLimit{api::LimitState::running, accepted + days(123), 10};
    c.measure = api::Measure::bail;
    c.outcome = api::Outcome::pending;
    return c;
}

api::DisclosedCase concluded_case() {
    auto c = example_case();
    c.acceptance_number = "53052120260008802";
    c.suspects = {"\u674E\u79C0\u82F1"};
    c.history.resize(2);
    c.history.push_back({api::Stage::concluded, *parse_date("2026-09-01")});
    c.stage = api::Stage::concluded;
    c.limit = api::TimeLimit{api::LimitState::ended, *parse_date("2026-09-03"), 0};
    c.outcome = api::Outcome::not_prosecuted;
    c.concluded_on = *parse_date("2026-09-01");
    return c;
}

api::DisclosedCase overdue_case() {
    auto c = example_case();
    c.acceptance_number = "53052120260010007";
    c.kind = api::CaseKind::arrest_review;
    c.history.resize(2);
    c.stage = api::Stage::under_review;
    c.limit = api::TimeLimit{api::LimitState::overdue, *parse_date("2026-11-21"), -3};
    c.measure = api::Measure::detained;
    return c;
}

api::DisclosedCase suspended_case() {
    auto c = example_case();
    c.history.resize(4);
    c.stage = api::Stage::first_return;
    c.limit = api::TimeLimit{api::LimitState::suspended, {}, 0};
    return c;
}

api::DisclosedCase last_day_case() {
    auto c = example_case();
    c.limit = api::TimeLimit{api::LimitState::running, *parse_date("2026-11-24"), 0};
    c.suspects.clear();
    c.measure.reset();
    return c;
}

// As long as cases get: nine suspects, among them long names of other nations with their dot, a cause of
// forty characters, every stage.
api::DisclosedCase long_case() {
    auto c = example_case();
    c.acceptance_number = "\u5BC6\u68C0\u8D77\u8BC9\u53D7[2016]37078500026\u53F7";
    c.suspects = {"\u963F\u4E0D\u90FD\u70ED\u897F\u63D0\u00B7\u963F\u5353\u7EA6\u8FB9\u5939\u5C3C",
                  "\u53E4\u4E3D\u4EE3\u5C14\u00B7\u827E\u65AF\u514B\u5C14",
                  "\u5CA9\u7F55\u5357\u8018",
                  "\u5468\U0002CB4E\u4DAE",
                  "\u6B27\u9633\u6587\u73E0",
                  "\u738B\u4E00",
                  "\u674E\u4E8C",
                  "\u8D75\u4E09",
                  "\u5B59\u56DB"};
    std::string cause;
    for (int i = 0; i < 5; ++i) cause += "\u8D70\u79C1\u8D29\u5356\u8FD0\u8F93\u5236\u9020";
    c.cause = cause;
    c.department =
        "\u7B2C\u4E00\u68C0\u5BDF\u90E8\uFF08\u666E\u901A\u5211\u4E8B\u72AF\u7F6A\u68C0\u5BDF\u90E8\uFF09";
    const Date accepted = *c.accepted_on;
    c.history.push_back({api::Stage::second_return, accepted + days(120)});
    c.history.push_back({api::Stage::second_resubmission, accepted + days(150)});
    c.stage = api::Stage::second_resubmission;
    c.limit = api::TimeLimit{api::LimitState::overdue, accepted + days(180), -128};
    c.measure = api::Measure::residential_surveillance;
    return c;
}

api::DisclosedCase petition_case() {
    auto c = example_case();
    c.kind = api::CaseKind::administrative_supervision;
    c.history = {{api::Stage::accepted, *c.accepted_on}, {api::Stage::reopened, *c.accepted_on + days(9)}};
    c.stage = api::Stage::reopened;
    c.limit.reset();
    c.measure.reset();
    return c;
}

// The check character is computed: nobody's number stands here.
IdentityNumber example_number() {
    std::string digits = "53052119800101";
    digits += "001";
    digits += identity_check_character(digits);
    return *IdentityNumber::parse(digits);
}

State at(lookup::Step step, std::vector<api::DisclosedCase> cases = {}) {
    State state = example_base();
    lookup::State l = lookup::begin({true, false, false}, 1);
    l.step = std::move(step);
    l.cases = std::move(cases);
    l.as_of = examples_now;
    l.by_card = true;
    state.place = std::move(l);
    return state;
}

State from_records(State state) {
    auto& lookup = std::get<lookup::State>(state.place);
    lookup.from_records = true;
    lookup.as_of = examples_now - std::chrono::hours(3);
    state.office_reachable = false;
    return state;
}

}  // namespace

State example_base() {
    State state;
    state.place = Home{};
    state.reader_usable = true;
    state.office_reachable = true;
    state.office = {"\u793A\u8303\u53BF\u4EBA\u6C11\u68C0\u5BDF\u9662", "Demonstration County Procuratorate",
                    "1 \u53F7\u7A97\u53E3", "window 1", "0875-000-0000"};
    return state;
}

namespace {

std::vector<Example> lookup_examples() {
    const auto some = [] { return std::vector{example_case(), overdue_case(), concluded_case()}; };
    const auto many = [some] {
        auto list = some();
        for (int i = 0; i < 6; ++i) list.push_back(concluded_case());
        return list;
    };
    const auto request = [] {
        return api::LookupRequest{
            api::CardEvidence{example_number(), SecretString("-"), office_date(examples_now), {}}};
    };
    return {
        {"home", [] { return example_base(); }},
        {"home_card_left",
         [] {
             auto state = example_base();
             state.card_present = true;
             return state;
         }},
        {"home_office_away",
         [] {
             auto state = example_base();
             state.office_reachable = false;
             return state;
         }},
        {"home_reader_away",
         [] {
             auto state = example_base();
             state.reader_usable = false;
             state.reader_reported = true;
             return state;
         }},
        {"home_long_names",
         [] {
             auto state = example_base();
             std::string name;
             for (int i = 0; i < 3; ++i) name += state.office.name_zh;
             state.office.name_zh = name;
             state.office.name_en =
                 "People's Procuratorate of the Demonstration Yi and Bulang Autonomous County";
             state.office.window_zh = "\u6848\u4EF6\u7BA1\u7406\u5927\u5385 1 \u53F7\u7A97\u53E3";
             state.office.window_en = "window 1 of the case management hall";
             return state;
         }},
        {"identify", [] { return at(lookup::Identify{}); }},
        {"place_card", [] { return at(lookup::PlaceCard{}); }},
        {"place_card_reading",
         [] {
             return at(lookup::PlaceCard{true, false});
         }},
        {"place_card_remove_first",
         [] {
             return at(lookup::PlaceCard{false, true});
         }},
        {"card_failed_other_card",
         [] { return at(lookup::CardTrouble{lookup::CardProblem::not_an_identity_card}); }},
        {"card_failed", [] { return at(lookup::CardTrouble{lookup::CardProblem::lift_and_place}); }},
        {"reader_unavailable", [] { return at(lookup::ReaderUnavailable{}); }},
        {"enter_number",
         [] {
             return at(lookup::EnterNumber{SecretString("530521198"), lookup::NumberProblem::none});
         }},
        {"enter_number_wrong",
         [] {
             std::string mistyped(example_number().reveal());
             mistyped.back() = mistyped.back() == '0' ? '1' : '0';
             return at(lookup::EnterNumber{SecretString(mistyped), lookup::NumberProblem::wrong});
         }},
        {"enter_code",
         [] {
             return at(lookup::EnterCode{example_number(), SecretString("12345"), false});
         }},
        {"asking",
         [request] {
             return at(lookup::Asking{1, request()});
         }},
        {"cases", [some] { return at(lookup::Cases{}, some()); }},
        {"cases_many", [many] { return at(lookup::Cases{}, many()); }},
        {"case", [] { return at(lookup::OneCase{0}, {example_case()}); }},
        {"case_overdue", [] { return at(lookup::OneCase{0}, {overdue_case()}); }},
        {"case_suspended", [] { return at(lookup::OneCase{0}, {suspended_case()}); }},
        {"case_last_day", [] { return at(lookup::OneCase{0}, {last_day_case()}); }},
        {"case_long", [] { return at(lookup::OneCase{0}, {long_case()}); }},
        {"case_petition", [] { return at(lookup::OneCase{0}, {petition_case()}); }},
        {"cases_long",
         [] {
             return at(lookup::Cases{}, {long_case(), petition_case()});
         }},
        {"case_concluded", [] { return at(lookup::OneCase{0}, {concluded_case()}); }},
        {"take_away", [] { return at(lookup::TakingAway{0}, {example_case()}); }},
        {"nothing_to_show", [] { return at(lookup::NothingToShow{}); }},
        {"locked", [] { return at(lookup::Locked{1'800'000}); }},
        {"office_unreachable", [request] { return at(lookup::OfficeUnreachable{request()}); }},
        {"office_unreachable_card",
         [request] {
             return at(lookup::OfficeUnreachable{request(), lookup::AskError::card_would_do});
         }},
        {"office_unreachable_too_old",
         [request] {
             return at(lookup::OfficeUnreachable{request(), lookup::AskError::records_too_old});
         }},
        {"nothing_in_records",
         [request] {
             return at(lookup::NothingInRecords{request(), examples_now - std::chrono::hours(3)});
         }},
        {"case_from_records", [] { return from_records(at(lookup::OneCase{0}, {example_case()})); }},
        {"case_from_records_long", [] { return from_records(at(lookup::OneCase{0}, {long_case()})); }},
        {"cases_from_records", [some] { return from_records(at(lookup::Cases{}, some())); }},
        {"time_warning",
         [] {
             auto state = at(lookup::OneCase{0}, {example_case()});
             state.warning_until_ms = 17'000;
             return state;
         }},
        {"goodbye",
         [] {
             auto state = example_base();
             state.place = Goodbye{6000, true, false};
             return state;
         }},
        {"goodbye_to_window",
         [] {
             auto state = example_base();
             state.place = Goodbye{6000, true, true};
             return state;
         }},
    };
}

}  // namespace

std::vector<Example> examples() {
    auto all = lookup_examples();
    for (auto& example : ticket_examples()) all.push_back(std::move(example));
    for (auto& example : lawyer_examples()) all.push_back(std::move(example));
    return all;
}

}  // namespace lobby::kiosk::app
