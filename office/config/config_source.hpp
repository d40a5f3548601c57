// How a subcommand gets the settings: read when it runs, not when the command line is built.
#pragma once

#include <functional>

#include "office/config/config.hpp"

namespace lobby::office {

using ConfigSource = std::function<OfficeConfig()>;

}  // namespace lobby::office
