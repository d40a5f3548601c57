// What every screen is given, and how it says what the visitor wants.
#pragma once

#include <functional>
#include <string>

#include "base/clock.hpp"
#include "kiosk/app/session_flow.hpp"
#include "kiosk/lawyer/page_pictures.hpp"
#include "kiosk/ui/ui.hpp"

namespace lobby::kiosk::app {

using Emit = std::function<void(Event)>;

struct View {
    const State& state;
    WallTime wall{};
    uint64_t now_ms = 0;
    uint64_t warning_all_ms = 20'000;
    const Emit& emit;
    const lawyer::PagePictures* pictures = nullptr;  // what the scanner sees; nothing: not yet

    // The place where a person helps, in the visitor's language; plain words when the office has not said.
    [[nodiscard]] std::string window_name(const ui::Ui& ui) const;
    [[nodiscard]] std::string office_name(const ui::Ui& ui) const;
    [[nodiscard]] ui::Place window_place(const ui::Ui& ui) const { return {"window", window_name(ui)}; }
};

}  // namespace lobby::kiosk::app
