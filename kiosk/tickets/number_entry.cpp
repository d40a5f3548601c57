#include "kiosk/tickets/number_entry.hpp"

namespace lobby::kiosk::tickets {

void type_number(std::string& typed, char key) {
    if (key == '<') {
        if (!typed.empty()) typed.pop_back();
        return;
    }
    const bool fits = typed.size() < number_letters ? key >= 'A' && key <= 'Z' : key >= '0' && key <= '9';
    if (fits && typed.size() < longest_number) typed.push_back(key);
}

}  // namespace lobby::kiosk::tickets
