// The gateway that the settings name; null: none. Throws std::runtime_error when its files cannot be read.
#pragma once

#include <memory>

#include "base/clock.hpp"
#include "office/notices/notice_gateway.hpp"
#include "office/notices/notice_settings.hpp"

namespace lobby::office {

[[nodiscard]] std::unique_ptr<NoticeGateway> make_gateway(const NoticeSettings& settings, const Clock& clock);

}  // namespace lobby::office
