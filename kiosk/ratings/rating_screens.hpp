// The screens of saying how it was.
#pragma once

#include "kiosk/app/view.hpp"
#include "kiosk/ratings/rating_flow.hpp"

namespace lobby::kiosk::ratings {

void draw(ui::Ui& ui, const app::View& view, const State& state);

}  // namespace lobby::kiosk::ratings
