// What stands on a lawyer's slip: the office, what it is for, when and where, a code with the booking's id,
// whom to ring. Names no person and no case. Pure; any thread.
#pragma once

#include <optional>

#include "kiosk/ui/locale.hpp"
#include "office/api/messages.hpp"
#include "office/api/registration.hpp"
#include "platform/printer/document.hpp"

namespace lobby::kiosk::lawyer {

struct SlipFacts {
    std::optional<api::ReviewBooking> booking;  // nothing: a registration was handed in
    WallTime handed_in_at{};
    api::OfficeProfile office;
};

[[nodiscard]] platform::PrintDocument slip_paper(const ui::Locale& locale, const SlipFacts& facts);

}  // namespace lobby::kiosk::lawyer
