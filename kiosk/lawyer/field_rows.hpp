// Pieces that several of the lawyer's screens draw.
#pragma once

#include <string>
#include <vector>

#include "kiosk/app/view.hpp"
#include "office/api/registration.hpp"

namespace lobby::kiosk::lawyer {

// Names and values with a line between rows. Gives the height.
float draw_value_table(ui::Ui& ui, const std::string& id, const ui::Rect& at,
                       const std::vector<api::FieldValue>& values);

// A question over the screen, as high as its words; gives the place of its buttons.
ui::Rect begin_question(ui::Ui& ui, const std::string& id, const std::string& title, const std::string& lead);

}  // namespace lobby::kiosk::lawyer
