// What is on the screen, said by the widgets themselves as they draw: the one description that speech, keypad
// focus, audits and journey tests use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/geometry.hpp"

namespace lobby::kiosk::ui {

enum class Role { screen, heading, text, button, list, listitem, field, timer, image, status, dialog };

[[nodiscard]] std::string_view word_of(Role role);

struct Node {
    std::string id;  // stable: "home.lookup"
    Role role{};
    std::string label;
    std::string value;
    Rect bounds;
    Rect shown;  // the part of bounds that a scroll area lets be seen and touched
    Rect words;  // what its text takes on the screen; empty: none is drawn
    bool enabled = true;
    bool pressed = false;
    bool current = false;  // the case's present stage, the chosen language
    bool visible = true;   // false: scrolled out of sight
    int parent = -1;       // index into nodes; -1: the screen itself
    friend bool operator==(const Node&, const Node&) = default;
};

struct SemanticTree {
    std::string screen;
    std::string language;
    std::vector<Node> nodes;  // in reading order
    friend bool operator==(const SemanticTree&, const SemanticTree&) = default;
};

}  // namespace lobby::kiosk::ui
