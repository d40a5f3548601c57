#include "kiosk/ui/semantic_tree.hpp"

namespace lobby::kiosk::ui {

std::string_view word_of(Role role) {
    switch (role) {
        case Role::screen:
            return "screen";
        case Role::heading:
            return "heading";
        case Role::text:
            return "text";
        case Role::button:
            return "button";
        case Role::list:
            return "list";
        case Role::listitem:
            return "listitem";
        case Role::field:
            return "field";
        case Role::timer:
            return "timer";
        case Role::image:
            return "image";
        case Role::status:
            return "status";
        case Role::dialog:
            return "dialog";
    }
    return "unknown";
}

}  // namespace lobby::kiosk::ui
