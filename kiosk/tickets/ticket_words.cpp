#include "kiosk/tickets/ticket_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "kiosk/app/chrome.hpp"

namespace lobby::kiosk::tickets {

using ui::Locale;
using ui::Place;

std::string name_of(const ui::Ui& ui, const Names& names) {
    return app::in_language(ui, names.zh, names.en);
}

std::string wait_words(const Locale& words, const WaitRange& wait) {
    const auto low = std::to_string(wait.low_minutes);
    const auto high = std::to_string(wait.high_minutes);
    if (wait.high_minutes == 0) return words.text("wait.short");
    if (wait.low_minutes == 0) return words.format("wait.within", Place{"n", high});
    if (wait.low_minutes == wait.high_minutes) return words.format("wait.about", Place{"n", high});
    return words.format("wait.range", Place{"low", low}, Place{"high", high});
}

std::string wait_figure(const Locale& words, const WaitRange& wait) {
    if (wait.low_minutes == 0)
        return words.format("chair.within", Place{"n", std::to_string(std::max(1U, wait.high_minutes))});
    if (wait.low_minutes == wait.high_minutes) return std::to_string(wait.high_minutes);
    return fmt::format("{}\u2013{}", wait.low_minutes, wait.high_minutes);
}

std::string when_words(const Locale& words, WallTime at, WallTime now) {
    if (office_date(at) == office_date(now)) return words.clock_time(at);
    return words.format("service.day_and_time", Place{"date", words.date(office_date(at))},
                        Place{"time", words.clock_time(at)});
}

std::string service_words(const ui::Ui& ui, const app::View& view, const ServiceView& service,
                          bool goes_first) {
    const auto& words = ui.locale();
    switch (service.state) {
        case ServiceState::closed:
            if (service.opens_at)
                return words.format("service.closed_until",
                                    Place{"when", when_words(words, *service.opens_at, view.wall)});
            return words.format("service.closed", view.window_place(ui));
        case ServiceState::paused:
            return words.text("service.paused");
        case ServiceState::full:
            return words.format("service.full", view.window_place(ui));
        case ServiceState::open:
            break;
    }
    const auto& wait = goes_first ? service.wait_first : service.wait;
    if (!service.waiting || !view.state.hall.live) return words.text("service.unknown");
    if (!wait) return words.text("service.no_window");
    const auto people = *service.waiting == 0
                            ? words.text("service.nobody")
                            : words.count("service.people", static_cast<int>(*service.waiting));
    return words.format("service.waiting", Place{"people", people}, Place{"wait", wait_words(words, *wait)});
}

std::string precedence_name(const Locale& words, api::Precedence precedence, int elderly_from) {
    const auto key = fmt::format("precedence.{}.name", api::word_of(precedence));
    return words.format(key, Place{"years", std::to_string(elderly_from)});
}

namespace {

const char* trouble_key(const Paper& paper) {
    switch (paper.trouble) {
        case PaperTrouble::paper_out:
            return "paper.paper_out";
        case PaperTrouble::cover_open:
            return "paper.cover_open";
        case PaperTrouble::cutter:
            return "paper.cutter";
        case PaperTrouble::printer:
        case PaperTrouble::none:
            break;
    }
    return paper.state == PaperState::refused ? "paper.refused" : "paper.unsure";
}

}  // namespace

std::string paper_words(const Locale& words, const ShowTicket& shown) {
    switch (shown.paper.state) {
        case PaperState::none:
            return words.text("paper.none");
        case PaperState::printing:
            return words.text("paper.printing");
        case PaperState::confirmed:
            return words.text("paper.confirmed");
        case PaperState::unconfirmed:
        case PaperState::refused:
            break;
    }
    const char* valid = shown.ticket.live_page.empty() ? "paper.valid" : "paper.valid_scan";
    return words.format(valid, Place{"what", words.text(trouble_key(shown.paper))},
                        Place{"number", api::text_of(shown.ticket.number)});
}

const char* card_problem_key(CardProblem problem) {
    switch (problem) {
        case CardProblem::lift_and_place:
            return "card_failed.lift_and_place";
        case CardProblem::not_an_identity_card:
            return "card_failed.not_an_identity_card";
        case CardProblem::unreadable:
            break;
    }
    return "card_failed.unreadable";
}

std::string service_name(const ui::Ui& ui, const HallView& hall, const std::string& id) {
    for (const auto& service : hall.services)
        if (service.id == id) return name_of(ui, service.name);
    return id;
}

}  // namespace lobby::kiosk::tickets
