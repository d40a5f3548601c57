// case-office enrol.
#pragma once

#include <CLI/CLI.hpp>

#include "office/config/config_source.hpp"

namespace lobby::office::fleet {

void add_commands(CLI::App& app, const ConfigSource& config);

}  // namespace lobby::office::fleet
