#include "office/queue/settings.hpp"

#include <algorithm>

namespace lobby::office::queue {

using std::chrono::minutes;

const Service* Settings::service(std::string_view id) const {
    const auto found = std::ranges::find(services, id, &Service::id);
    return found == services.end() ? nullptr : &*found;
}

const Window* Settings::window(std::string_view id) const {
    const auto found = std::ranges::find(windows, id, &Window::id);
    return found == windows.end() ? nullptr : &*found;
}

std::vector<std::string> Settings::services_at(const Window& window) const {
    std::vector<std::string> out;
    for (const auto& s : services) {
        const bool served = window.services.empty() ? std::ranges::count(s.groups, window.group) > 0
                                                    : std::ranges::count(window.services, s.id) > 0;
        if (served) out.push_back(s.id);
    }
    return out;
}

Settings default_settings() {
    const std::vector<Hours> hours{{minutes(510), minutes(720)}, {minutes(840), minutes(1050)}};
    Settings s;
    s.services = {
        {"case_enquiry", "案件查询", "Case enquiry", 'A', {"enquiry"}, hours, 0, minutes(8)},
        {"lawyers", "律师接待", "Lawyer reception", 'B', {"lawyers"}, hours, 0, minutes(15)},
        {"documents", "文书收送", "Documents in and out", 'C', {"documents"}, hours, 0, minutes(6)},
        {"petitions", "控告申诉", "Complaint and petition", 'D', {"petitions"}, hours, 0, minutes(20)},
        {"property", "涉案财物", "Property in custody", 'E', {"documents"}, hours, 0, minutes(12)},
        {"other", "其他事项", "Something else", 'F', {"enquiry"}, hours, 0, minutes(8)},
    };
    s.windows = {
        {"1", "1号窗口", "Window 1", "A区座椅", "chairs A", "enquiry", {}},
        {"2", "2号窗口", "Window 2", "A区座椅", "chairs A", "lawyers", {}},
        {"3", "3号窗口", "Window 3", "B区座椅", "chairs B", "documents", {}},
        {"4", "4号窗口", "Window 4", "B区座椅", "chairs B", "petitions", {}},
    };
    return s;
}

}  // namespace lobby::office::queue
