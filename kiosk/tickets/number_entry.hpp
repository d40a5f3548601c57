// A ticket's number as it is typed on the screen: two letters, then three or four digits. Pure.
#pragma once

#include <cstddef>
#include <string>

namespace lobby::kiosk::tickets {

inline constexpr size_t number_letters = 2;
inline constexpr size_t longest_number = 6;

// One key: 'A'…'Z', '0'…'9', or '<', which takes one back. What cannot stand at this place changes nothing.
void type_number(std::string& typed, char key);

}  // namespace lobby::kiosk::tickets
