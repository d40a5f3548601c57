#include "kiosk/app/gallery.hpp"

#include <fstream>
#include <functional>
#include <vector>

#include <fmt/format.h>

#include "kiosk/app/screens.hpp"
#include "kiosk/ui/window.hpp"

namespace lobby::kiosk::app {

namespace {

using std::chrono::days;

constexpr WallTime noon{std::chrono::milliseconds(1'795'500'000'000)};  // 2026-11-24, morning at the office

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

// The check character is computed: nobody's number stands here.
IdentityNumber example_number() {
    std::string digits = "53052119800101";
    digits += "001";
    digits += identity_check_character(digits);
    return *IdentityNumber::parse(digits);
}

State base_state() {
    State state;
    state.place = Home{};
    state.reader_usable = true;
    state.office_reachable = true;
    state.office = {"\u793A\u8303\u53BF\u4EBA\u6C11\u68C0\u5BDF\u9662", "Demonstration County Procuratorate",
                    "1 \u53F7\u7A97\u53E3", "window 1", "0875-000-0000"};
    return state;
}

State at(lookup::Step step, std::vector<api::DisclosedCase> cases = {}) {
    State state = base_state();
    lookup::State l = lookup::begin(true, false, 1);
    l.step = std::move(step);
    l.cases = std::move(cases);
    l.as_of = noon;
    l.by_card = true;
    state.place = std::move(l);
    return state;
}

struct Example {
    const char* name;
    std::function<State()> state;
};

std::vector<Example> examples() {
    const auto some = [] { return std::vector{example_case(), overdue_case(), concluded_case()}; };
    const auto many = [some] {
        auto list = some();
        for (int i = 0; i < 6; ++i) list.push_back(concluded_case());
        return list;
    };
    const auto request = [] {
        return api::LookupRequest{
            api::CardEvidence{example_number(), SecretString("-"), office_date(noon), {}}};
    };
    return {
        {"home", [] { return base_state(); }},
        {"identify", [] { return at(lookup::Identify{}); }},
        {"place_card", [] { return at(lookup::PlaceCard{}); }},
        {"place_card_reading",
         [] {
             return at(lookup::PlaceCard{true, false});
         }},
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
        {"case_concluded", [] { return at(lookup::OneCase{0}, {concluded_case()}); }},
        {"take_away", [] { return at(lookup::TakingAway{0}, {example_case()}); }},
        {"nothing_to_show", [] { return at(lookup::NothingToShow{}); }},
        {"locked", [] { return at(lookup::Locked{1'800'000}); }},
        {"office_unreachable", [request] { return at(lookup::OfficeUnreachable{request()}); }},
        {"time_warning",
         [] {
             auto state = at(lookup::OneCase{0}, {example_case()});
             state.warning_until_ms = 17'000;
             return state;
         }},
        {"goodbye",
         [] {
             auto state = base_state();
             state.place = Goodbye{6000, true};
             return state;
         }},
        {"lawyer_info",
         [] {
             auto state = base_state();
             state.place = LawyerInfo{};
             return state;
         }},
        {"ticket_info",
         [] {
             auto state = base_state();
             state.place = TicketInfo{};
             return state;
         }},
    };
}

struct Mode {
    const char* name;
    int width;
    int height;
};

}  // namespace

int draw_gallery(const std::filesystem::path& catalogues, const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    std::ofstream index(folder / "index.html");
    index << "<!doctype html><meta "
             "charset=utf-8><title>Screens</"
             "title><style>body{font-family:sans-serif;background:#ddd}figure{display:inline-block;"
             "margin:8px}img{height:480px;display:block}</style>\n";
    const Emit nothing = [](const Event&) {};
    for (const Mode mode : {Mode{"portrait", 1080, 1920}, Mode{"landscape", 1920, 1080}}) {
        for (const char* language : {"zh_CN", "en"}) {
            const ui::Locale locale(catalogues, language);
            for (const auto& example : examples()) {
                State state = example.state();
                state.language = language;
                const View view{state, noon, 0, 20'000, nothing};
                const auto name = fmt::format("{}.{}.{}.png", example.name, language, mode.name);
                ui::draw_to_file(
                    mode.width, mode.height, {}, locale, [&](ui::Ui& ui) { draw_screen(ui, view); },
                    (folder / name).string());
                index << fmt::format(
                    "<figure><img src=\"{0}\" loading=lazy><figcaption>{0}</figcaption></figure>\n", name);
            }
        }
    }
    return 0;
}

}  // namespace lobby::kiosk::app
