// What is told of the hall and of a ticket, in the visitor's language. A range is told as it is; where there
// is none, that it cannot be said.
#pragma once

#include <string>

#include "kiosk/app/view.hpp"
#include "kiosk/tickets/ticket_flow.hpp"

namespace lobby::kiosk::tickets {

[[nodiscard]] std::string name_of(const ui::Ui& ui, const Names& names);
// "about 10 to 20 minutes"
[[nodiscard]] std::string wait_words(const ui::Locale& words, const WaitRange& wait);
// "10–20", for a large figure
[[nodiscard]] std::string wait_figure(const ui::Locale& words, const WaitRange& wait);
// When numbers are given again: the time alone when it is today.
[[nodiscard]] std::string when_words(const ui::Locale& words, WallTime at, WallTime now);
// People and wait, or why no number is given.
[[nodiscard]] std::string service_words(const ui::Ui& ui, const app::View& view, const ServiceView& service,
                                        bool goes_first);
[[nodiscard]] std::string precedence_name(const ui::Locale& words, api::Precedence precedence,
                                          int elderly_from);
[[nodiscard]] std::string paper_words(const ui::Locale& words, const ShowTicket& shown);
// Key of the words for a card that could not be read.
[[nodiscard]] const char* card_problem_key(CardProblem problem);
// The service's name when only its id is at hand.
[[nodiscard]] std::string service_name(const ui::Ui& ui, const HallView& hall, const std::string& id);

}  // namespace lobby::kiosk::tickets
