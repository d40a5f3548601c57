// The icons: strokes of one weight with round ends, on a square of 24 units.
#pragma once

#include "kiosk/ui/geometry.hpp"
#include "kiosk/ui/theme.hpp"

struct ImDrawList;

namespace lobby::kiosk::ui {

enum class Icon {
    none,
    card,
    digits,
    clock,
    document,
    person,
    tea,
    home,
    back,
    lawyer,
    ticket,
    check,
    warning,
    info,
    phone,
    window,
    qr,
    up,
    down,
    retry,
    erase,
    chair,
    printer,
    bell,
    face_very_bad,
    face_bad,
    face_fair,
    face_good,
    face_very_good
};

void draw_icon(ImDrawList& list, Icon icon, const Rect& box, Color color);

}  // namespace lobby::kiosk::ui
