// The two answers that people come for, before everything else: which stage now, and how long still.
#pragma once

#include "kiosk/app/view.hpp"
#include "office/api/messages.hpp"

namespace lobby::kiosk::lookup {

// Gives the height that it took: two columns where `at` is wide enough for them, else one.
float draw_case_summary(ui::Ui& ui, const app::View& view, const ui::Rect& at,
                        const api::DisclosedCase& shown);

}  // namespace lobby::kiosk::lookup
